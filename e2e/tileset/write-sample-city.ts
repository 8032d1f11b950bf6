/**
 * `node e2e/tileset/write-sample-city.ts FOLDER`: the sample city's tileset, `aims.json`: lines that
 * meet the outer wall of one unit first, with what the city model says of that unit, and `base/`: a
 * photographed mesh of the same city with `walls.json`, its western buildings. A process
 * of its own, because the browser tests' loader and some packages of the build do not agree.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalFrame, ecefFromGeodetic, type Point, type Vector3 } from '#contracts';
import { createSampleCity, writeTileset } from '#tiles';
import { type Aim, SAMPLE_ORIGIN, type WestWall } from './aim.ts';
import { writeBaseLayer } from './write-base-layer.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected the folder to write to');
const city = createSampleCity({ side: 4, storeys: 4, unitsPerSide: 2, spacing: 60 });
await writeTileset(city, { origin: SAMPLE_ORIGIN, outDir: folder });
writeFileSync(join(folder, 'aims.json'), JSON.stringify(aimsOf(city)));
mkdirSync(join(folder, 'base'));
writeBaseLayer(city, SAMPLE_ORIGIN, join(folder, 'base'));
writeFileSync(join(folder, 'base', 'walls.json'), JSON.stringify(westWallsOf(city)));

/** Buildings with units in the westmost column: nothing stands before their walls. */
function westWallsOf({ buildings }: typeof city): readonly WestWall[] {
  const west = Math.min(...buildings.map(westEdge));
  return buildings
    .filter((one) => westEdge(one) === west && one.storeys.every(({ units }) => units.length > 0))
    .map((building) => ({
      cell: building.cell,
      east: west,
      north: centreNorth(building.footprint[0] ?? []),
      units: building.storeys.flatMap((storey) =>
        storey.units.map((unit) => ({
          cell: unit.cell,
          building: building.cell,
          outline: unit.outline,
          baseMetres: storey.floorMetres,
          topMetres: storey.floorMetres + storey.heightMetres,
        })),
      ),
    }));
}

function westEdge({ footprint }: (typeof city.buildings)[number]): number {
  return Math.min(...(footprint[0] ?? []).map(([x]) => x));
}

function centreNorth(ring: readonly Point[]): number {
  return ring.reduce((sum, [, y]) => sum + y, 0) / ring.length;
}

/** One unit at the west side of every building, on rising storeys, seen from the west. */
function aimsOf({ buildings }: typeof city): readonly Aim[] {
  const local = createLocalFrame(SAMPLE_ORIGIN);
  const westOf = (outline: readonly Point[]): number => Math.min(...outline.map(([x]) => x));
  return buildings.flatMap((building, index) => {
    const storey = building.storeys.filter(({ level }) => level >= 0)[index % 4];
    const unit = [...(storey?.units ?? [])].sort(
      (a, b) => westOf(a.outline[0] ?? []) - westOf(b.outline[0] ?? []),
    )[0];
    if (!storey || !unit) return [];
    const ring = unit.outline[0] ?? [];
    const x = westOf(ring);
    const y = ring.reduce((sum, point) => sum + point[1], 0) / ring.length;
    const height = storey.floorMetres + storey.heightMetres / 2;
    const world = (east: number): Vector3 =>
      ecefFromGeodetic(local.geodeticFromEnu([east, y, height]));
    return [
      {
        eye: world(x - 20),
        target: world(x),
        unit: {
          cell: unit.cell,
          code: unit.code,
          storey: storey.level,
          building: building.cell,
          buildingId: building.id,
        },
      },
    ];
  });
}
