/** Public surface of the build: cities from sources, and looking at built ones. */
export { type BuildCityOptions, buildCity } from './build-city.ts';
export { type CheckReport, checkCity } from './check/check-city.ts';
export { CityBuildError } from './city-build-error.ts';
export { type InspectReport, inspectCity, NotACityError } from './inspect/inspect-city.ts';
export { buildCityModel } from './model/build-city-model.ts';
export { buildNetworks } from './model/networks/build-networks.ts';
export { cutIntoEqualCells } from './model/units/cut-polygon.ts';
export { createProgress, type Progress, SILENT_PROGRESS } from './progress.ts';
export { importSourceFile, type SourceFileOptions } from './sources/features/import-source-file.ts';
export { type GtfsImport, type GtfsOptions, readGtfs } from './sources/gtfs/read-gtfs.ts';
export { importOsmCity, type OsmImportOptions } from './sources/osm/import-osm-city.ts';
export { generateReferenceCity } from './sources/reference/generate-reference-city.ts';
export type { SourceCity } from './sources/source-city.ts';
export { readTransitLines } from './sources/transit-lines/read-transit-lines.ts';
export { createSampleCity, type SampleCityOptions } from './tiling/sample-city.ts';
export { writeTileset } from './tiling/write-tileset.ts';
