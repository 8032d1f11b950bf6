/**
 * What a reader of any file format hands on: buildings in the file's own coordinates and words.
 * `place-drafts.ts` puts them into the district's frame, cleans outlines and reads attributes.
 */
import type { BuildingUse, CityManifest, RoofShape } from '#contracts';

/** In the file's frame: metres, or degrees with longitude first unless the frame says otherwise. */
export type DraftPoint = readonly [number, number];
/** [outer, ...holes], open or closed rings, any orientation. */
export type DraftPolygon = readonly (readonly DraftPoint[])[];

export interface DraftSolid {
  readonly polygons: readonly DraftPolygon[];
  /** Heights above one datum of the file's own choice, metres. */
  readonly baseMetres?: number;
  readonly topMetres?: number;
  readonly roof?: { readonly shape: RoofShape; readonly heightMetres: number };
}

export interface DraftUnit {
  readonly id: string;
  readonly number: string;
  readonly use?: BuildingUse;
  readonly polygons: readonly DraftPolygon[];
}

export interface DraftStorey {
  readonly id: string;
  readonly floorMetres: number;
  readonly ceilingMetres: number;
  /** Empty: the building's outline. */
  readonly polygons: readonly DraftPolygon[];
  readonly units: readonly DraftUnit[];
}

export interface DraftBuilding extends DraftSolid {
  /** null: the file gives none, or by a property that `read-attributes.ts` finds. */
  readonly id: string | null;
  /** Where it stands in the file, for errors and as the id of last resort: `feature/12`. */
  readonly place: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly parts: readonly DraftSolid[];
  readonly storeys: readonly DraftStorey[];
  /** A point without outline: the rule of `draw-block.ts` draws one. */
  readonly point?: DraftPoint;
}

export interface DraftFile {
  readonly format: string;
  /** As the file states it (EPSG code, URN, WKT); null where it is silent. */
  readonly statedFrame: string | null;
  /** What to say when the file is silent and the user is too; null: the format itself means WGS84. */
  readonly frameHint: string | null;
  readonly buildings: readonly DraftBuilding[];
  readonly skipped: CityManifest['skipped'];
  /** Feature counts for the terminal: `160 Building, 12 BuildingPart`. */
  readonly held: string;
}
