/**
 * The city model: what `tiles/model` makes of any source and `tiles/mesh` turns into 3D Tiles.
 * Local east-north-up metres; heights above the local ground (z = 0 at the building's base level).
 */

import type { Polygon } from '../geo/geometry.ts';
import type { AreaId, BuildingId, CellId } from '../ids.ts';
import type { Fact, LocalizedText, ValueKind } from '../kinds.ts';
import type { Occupant } from './occupant.ts';

export const BUILDING_USES = [
  'residential',
  'office',
  'retail',
  'hotel',
  'education',
  'health',
  'industrial',
  'civic',
  'sport',
  'transport',
  'religious',
  'parking',
  'other',
] as const;
export type BuildingUse = (typeof BUILDING_USES)[number];

export const ROOF_SHAPES = ['flat', 'gabled', 'hipped', 'pyramidal', 'skillion', 'dome'] as const;
export type RoofShape = (typeof ROOF_SHAPES)[number];

/** One solid: a building has at least one; `building:part` mapping gives several. */
export interface BuildingPart {
  readonly footprint: Polygon;
  /** Underside above ground, for bridges and overhangs. */
  readonly baseMetres: number;
  /** Top above ground, roof included. */
  readonly topMetres: number;
  readonly roof: { readonly shape: RoofShape; readonly heightMetres: number };
}

export interface Unit {
  readonly cell: CellId;
  /** Stable text code, unique in the city: `<building>-<storey label>-<number>`. */
  readonly code: string;
  readonly number: string;
  readonly use: BuildingUse;
  readonly areaSquareMetres: number;
  readonly outline: Polygon;
  readonly kind: ValueKind;
  readonly occupant?: Occupant;
}

export interface Storey {
  readonly cell: CellId;
  /** 0 = ground storey, negative below ground. */
  readonly level: number;
  /** As people say it here: `1F`, `12F`, `B1`. */
  readonly label: string;
  readonly floorMetres: number;
  readonly heightMetres: number;
  readonly footprint: Polygon;
  readonly kind: ValueKind;
  readonly units: readonly Unit[];
}

export interface Building {
  readonly cell: CellId;
  readonly id: BuildingId;
  readonly name: LocalizedText | null;
  readonly address: LocalizedText | null;
  /** The finest area that it lies in. */
  readonly area?: AreaId;
  readonly use: Fact<BuildingUse>;
  readonly heightMetres: Fact<number>;
  readonly storeysAboveGround: Fact<number>;
  readonly footprint: Polygon;
  readonly parts: readonly BuildingPart[];
  readonly storeys: readonly Storey[];
}

export interface CityModel {
  readonly buildings: readonly Building[];
  /** One more than the highest cell id in use. */
  readonly cellCount: number;
}
