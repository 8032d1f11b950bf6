/** Frames of source coordinates: found by name, converted to WGS84, checked against the district. */
export {
  bd09FromWgs84,
  gcj02FromWgs84,
  type LonLat,
  wgs84FromBd09,
  wgs84FromGcj02,
} from './convert-gcj02.ts';
export {
  type DeclaredDistrict,
  districtFromName,
  districtFromNear,
  isOnEarth,
  type PlacedSample,
  refuseOffDistrict,
} from './declared-district.ts';
export { type CoordinateFrame, findFrame } from './find-frame.ts';
