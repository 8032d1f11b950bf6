/** What the tileset tests and their pages say to each other. */
import type { UnitVolume } from '#client';
import type { Vector3 } from '#contracts';

export const SAMPLE_ORIGIN = { lonDegrees: 121.4375, latDegrees: 31.1836, heightMetres: 0 };

/** The columns of a tile's property table. */
export interface PickedUnit {
  readonly cell: number;
  readonly code: string;
  /** Level. */
  readonly storey: number;
  /** Cell id. */
  readonly building: number;
  readonly buildingId: string;
}

/** A line (earth-fixed metres) and the unit that it meets first. */
export interface Aim {
  readonly eye: Vector3;
  readonly target: Vector3;
  readonly unit: PickedUnit;
}

/** A building whose western wall is seen from the west; local metres. */
export interface WestWall {
  readonly cell: number;
  readonly east: number;
  readonly north: number;
  readonly units: readonly UnitVolume[];
}
