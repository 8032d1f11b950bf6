import { expect, test } from 'vitest';
import { polygonArea } from '#contracts';
import { importFiles } from '../features/testing/import-files.ts';

const ring = (points: string) =>
  `<gml:exterior><gml:LinearRing><gml:posList>${points}</gml:posList></gml:LinearRing></gml:exterior>`;
const polygon = (points: string, id = '') =>
  `<gml:surfaceMember><gml:Polygon${id && ` gml:id="${id}"`}>${ring(points)}</gml:Polygon></gml:surfaceMember>`;
const floor = (w: number, d: number, z: number) =>
  `0 0 ${z} ${w} 0 ${z} ${w} ${d} ${z} 0 ${d} ${z} 0 0 ${z}`.replaceAll(
    /(\S+) (\S+) (\S+)/g,
    (_, x, y, h) => `${389000 + Number(x)} ${5820000 + Number(y)} ${h}`,
  );
const model = (inner: string, srs = 'urn:ogc:def:crs:EPSG::25833') =>
  `<?xml version="1.0"?><CityModel xmlns:gml="g" xmlns:bldg="b" xmlns:con="c" xmlns:xlink="x"><gml:boundedBy><gml:Envelope srsName="${srs}"/></gml:boundedBy><cityObjectMember>${inner}</cityObjectMember></CityModel>`;
const surfaces = (...polygons: string[]) =>
  `<lod2MultiSurface><gml:MultiSurface>${polygons.join('')}</gml:MultiSurface></lod2MultiSurface>`;

test('ground surface, attributes, storeys and units by link; CityGML 2.0 names work too', async () => {
  const gml = model(`<bldg:Building gml:id="b1">
    <bldg:function>31001_1010</bldg:function><bldg:storeysAboveGround>2</bldg:storeysAboveGround>
    <con:height><con:Height><con:value uom="m">6</con:value></con:Height></con:height>
    <bldg:boundedBy><bldg:GroundSurface>${surfaces(polygon(floor(20, 10, 30)))}</bldg:GroundSurface></bldg:boundedBy>
    <bldg:boundedBy><bldg:RoofSurface>${surfaces(polygon(floor(20, 10, 36)))}</bldg:RoofSurface></bldg:boundedBy>
    <bldg:buildingSubdivision><bldg:BuildingUnit gml:id="u1"><gml:name>101</gml:name>${surfaces(
      polygon(floor(10, 10, 30)),
      polygon(floor(10, 10, 33)),
    )}</bldg:BuildingUnit></bldg:buildingSubdivision>
    <bldg:buildingSubdivision><bldg:Storey gml:id="s1">${surfaces(
      polygon(floor(20, 10, 30)),
      polygon(floor(20, 10, 33)),
    )}<bldg:buildingUnit xlink:href="#u1"/></bldg:Storey></bldg:buildingSubdivision>
  </bldg:Building>`);
  const { city, note } = await importFiles({ 'a.gml': gml });
  expect(note).toContain('1 Building, 1 BuildingUnit, 1 BuildingStorey');
  const [building] = city.buildings;
  expect(building).toMatchObject({ id: 'b1', use: 'residential', heightMetres: 6 });
  // 0.04 % of scale: the UTM grid against true metres.
  expect(polygonArea(building?.outline ?? [])).toBeCloseTo(200, 0);
  expect(building?.storeys?.map((s) => [s.level, s.units.map((u) => u.number)])).toEqual([
    [0, ['101']],
  ]);
});

test('geographic systems named by EPSG put latitude first', async () => {
  const at = (dLat: number, dLon: number, z: number) => `${31.2 + dLat} ${121.4 + dLon} ${z}`;
  const face = (z: number) =>
    [at(0, 0, z), at(0, 2e-4, z), at(1e-4, 2e-4, z), at(1e-4, 0, z), at(0, 0, z)].join(' ');
  const gml = model(
    `<bldg:Building gml:id="b1"><bldg:lod1Solid><gml:Solid><gml:exterior><gml:CompositeSurface>${polygon(face(3))}${polygon(face(12))}</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod1Solid></bldg:Building>`,
    'http://www.opengis.net/def/crs/EPSG/0/4979',
  );
  const { city } = await importFiles({ 'a.gml': gml });
  expect(city.origin.lonDegrees).toBeCloseTo(121.4001, 6);
  expect(city.buildings[0]?.heightMetres).toBe(9);
  // 19.06 m by 11.09 m there.
  expect(polygonArea(city.buildings[0]?.outline ?? [])).toBeCloseTo(211.4, 0);
});

test.each([
  ['<CityModel><a></CityModel>', /a\.gml: expected well-formed XML: .*1:\d+/],
  ['<gpx/>', /a\.gml: expected a CityModel as root element/],
  [
    model('<bldg:Building gml:id="b1"/>'),
    /expected at least one usable building, it holds 1 Building; left out: Building: no geometry that encloses an area \(1\)/,
  ],
])('bad file %#', async (text, message) => {
  await expect(importFiles({ 'a.gml': text })).rejects.toThrow(message);
});
