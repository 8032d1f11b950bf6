/** What CityJSON and CityGML have in common: objects in a tree, with surfaces in the file's frame. */

/** [x, y, z] in the file's frame; z in metres. */
export type Vertex = readonly [number, number, number];

export interface Surface {
  /** `GroundSurface`, `RoofSurface`, `WallSurface`, `FloorSurface`…; null where the file has none. */
  readonly type: string | null;
  /** [outer, ...holes], open rings. */
  readonly rings: readonly (readonly Vertex[])[];
}

export const BUILDING_TYPES = [
  'Building',
  'BuildingPart',
  'BuildingStorey',
  'BuildingUnit',
  'BuildingRoom',
] as const;
export type BuildingType = (typeof BUILDING_TYPES)[number];

export interface CityObject {
  readonly id: string;
  readonly type: BuildingType;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly string[];
  /** Of the chosen level of detail; empty where the object has no geometry that is read. */
  readonly surfaces: readonly Surface[];
}

/**
 * Which of several levels of detail is read: the highest below 3, since openings and furniture of
 * level 3 and more add nothing to solids of storeys; else the lowest.
 */
export function chooseLod(lods: readonly number[]): number | undefined {
  const shapes = lods.filter((lod) => lod >= 1 && lod < 3);
  if (shapes.length > 0) return Math.max(...shapes);
  const fine = lods.filter((lod) => lod >= 3);
  return fine.length > 0 ? Math.min(...fine) : lods[0];
}
