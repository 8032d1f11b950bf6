/**
 * A small city made by rule, for the tests of tiles/: streets of blocks with every roof shape, a
 * court (hole), a basement, a building without storeys and a storey without units. Never shipped.
 */
import type {
  Building,
  BuildingId,
  CellId,
  CityModel,
  Point,
  Polygon,
  RoofShape,
  Storey,
  Unit,
} from '#contracts';
import { polygonArea } from '#contracts';

export interface SampleCityOptions {
  /** Buildings along each side of the square city. */
  readonly side: number;
  readonly storeys: number;
  /** Units along each side of a storey. */
  readonly unitsPerSide: number;
  /** Metres between building centres. */
  readonly spacing: number;
}

export const SAMPLE_CITY_DEFAULTS: SampleCityOptions = {
  side: 3,
  storeys: 3,
  unitsPerSide: 2,
  spacing: 60,
};

const ROOFS: readonly RoofShape[] = ['flat', 'gabled', 'hipped', 'pyramidal', 'skillion', 'dome'];
const WIDTH = 30;
const DEPTH = 20;
const STOREY_HEIGHT = 3;

type DraftUnit = Omit<Unit, 'cell'>;
type DraftStorey = Omit<Storey, 'cell' | 'units'> & { readonly units: readonly DraftUnit[] };
type DraftBuilding = Omit<Building, 'cell' | 'storeys'> & {
  readonly storeys: readonly DraftStorey[];
};

export function createSampleCity(options: SampleCityOptions = SAMPLE_CITY_DEFAULTS): CityModel {
  const drafts: DraftBuilding[] = [];
  for (let row = 0; row < options.side; row += 1) {
    for (let column = 0; column < options.side; column += 1) {
      const offset = -((options.side - 1) * options.spacing) / 2;
      drafts.push(
        draftBuilding(drafts.length, options, [
          offset + column * options.spacing,
          offset + row * options.spacing,
        ]),
      );
    }
  }
  return numberCells(drafts);
}

/** Buildings first, then storeys, then units, as the manifest's cell ranges ask. */
function numberCells(drafts: readonly DraftBuilding[]): CityModel {
  let next = drafts.length;
  const takeCell = (): CellId => {
    next += 1;
    return (next - 1) as CellId;
  };
  const withStoreys = drafts.map((draft, index) => ({
    ...draft,
    cell: index as CellId,
    storeys: draft.storeys.map((storey) => ({ ...storey, cell: takeCell() })),
  }));
  const buildings = withStoreys.map((building) => ({
    ...building,
    storeys: building.storeys.map((storey) => ({
      ...storey,
      units: storey.units.map((unit) => ({ ...unit, cell: takeCell() })),
    })),
  }));
  return { buildings, cellCount: next };
}

function draftBuilding(index: number, options: SampleCityOptions, centre: Point): DraftBuilding {
  const id = `sample/${index}` as BuildingId;
  const shape = ROOFS[index % ROOFS.length] ?? 'flat';
  const court = index === 6;
  const bare = index === 7;
  const footprint = rectangle(centre, WIDTH, DEPTH, court ? 6 : 0);
  const roofHeight = shape === 'flat' ? 0 : 4;
  const top = options.storeys * STOREY_HEIGHT + roofHeight;
  const levels = bare ? [] : Array.from({ length: options.storeys }, (_, level) => level);
  if (index === 1) levels.unshift(-1);
  return {
    id,
    name: null,
    address: null,
    use: { value: 'office', kind: 'synthetic', source: 'sample' },
    heightMetres: { value: top, kind: 'synthetic', source: 'sample' },
    storeysAboveGround: { value: options.storeys, kind: 'synthetic', source: 'sample' },
    footprint,
    parts: [
      { footprint, baseMetres: 0, topMetres: top, roof: { shape, heightMetres: roofHeight } },
    ],
    storeys: levels.map((level) => ({
      level,
      label: level < 0 ? `B${-level}` : `${level + 1}F`,
      floorMetres: level * STOREY_HEIGHT,
      heightMetres: STOREY_HEIGHT,
      footprint,
      kind: 'synthetic',
      // The court's storeys and the sample's one unit-less storey stay whole.
      units:
        court || (index === 2 && level === 0)
          ? []
          : cutUnits(`${id}-${level}`, centre, options.unitsPerSide),
    })),
  };
}

function cutUnits(prefix: string, [east, north]: Point, perSide: number): DraftUnit[] {
  const units: DraftUnit[] = [];
  const width = WIDTH / perSide;
  const depth = DEPTH / perSide;
  for (let row = 0; row < perSide; row += 1) {
    for (let column = 0; column < perSide; column += 1) {
      const number = `${units.length + 1}`.padStart(2, '0');
      const outline = rectangle(
        [east - WIDTH / 2 + (column + 0.5) * width, north - DEPTH / 2 + (row + 0.5) * depth],
        width,
        depth,
        0,
      );
      units.push({
        code: `${prefix}-${number}`,
        number,
        use: 'office',
        areaSquareMetres: polygonArea(outline),
        outline,
        kind: 'synthetic',
      });
    }
  }
  return units;
}

function rectangle([east, north]: Point, width: number, depth: number, court: number): Polygon {
  const ring = (halfWidth: number, halfDepth: number): Point[] => [
    [east - halfWidth, north - halfDepth],
    [east + halfWidth, north - halfDepth],
    [east + halfWidth, north + halfDepth],
    [east - halfWidth, north + halfDepth],
  ];
  const outer = ring(width / 2, depth / 2);
  return court > 0 ? [outer, ring(court / 2, court / 2).reverse()] : [outer];
}
