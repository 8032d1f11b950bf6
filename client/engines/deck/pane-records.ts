/** What one pane of the planner's map shows, as plain records. */
import type { BuildingFootprint, Point } from '#contracts';
import type { LinkDraw } from '../../layers/index.ts';
import type { MapTheme } from './map-colours.ts';

/** `version` changes whenever the draws' content does. */
export interface PaneScene {
  readonly version: number;
  readonly theme: MapTheme;
  readonly walks: LinkDraw | null;
  readonly streets: LinkDraw | null;
  /** One byte per street, as `drawQueues` says; null = nothing known. */
  readonly queues: Uint8Array | null;
  readonly stations: readonly {
    readonly point: Point;
    readonly radiusMetres: number;
    readonly label: string;
    /** People waiting: the longer queue keeps its label when two would overlap. */
    readonly waiting: number;
  }[];
  readonly venues: readonly { readonly outline: readonly Point[]; readonly label: string }[];
  readonly gates: readonly {
    readonly point: Point;
    readonly label: string;
    readonly closed: boolean;
  }[];
  readonly busStops: readonly { readonly point: Point }[];
  /** Ways of metro lines between stations. */
  readonly lines: readonly { readonly from: Point; readonly to: Point }[];
  /** Signs at the places where measures act. */
  readonly marks: readonly { readonly point: Point; readonly text: string }[];
  readonly closedStreets: readonly number[];
  readonly closedWalks: readonly number[];
  readonly selection:
    | { readonly type: 'walk' | 'street'; readonly index: number }
    | { readonly type: 'point'; readonly point: Point; readonly radiusMetres: number }
    | null;
}

/** What moves on its own on one pane, apart from the rest so that this is not drawn anew for it. */
export interface MovingOfPane {
  readonly trains: readonly {
    readonly point: Point;
    readonly rgb: readonly [number, number, number];
    /** Load, and a sign where people were left behind. */
    readonly text: string;
    readonly left: boolean;
  }[];
  readonly vehicles: readonly {
    readonly point: Point;
    /** null: how full it is is not known, or no longer. */
    readonly rgb: readonly [number, number, number] | null;
    /** Clockwise from north. */
    readonly headingDegrees: number | null;
    readonly stale: boolean;
    readonly text: string;
  }[];
}

/** What a picked object stands for. */
export type PickTarget =
  | { readonly type: 'walk' | 'street'; readonly index: number }
  | { readonly type: 'station' | 'gate' | 'venue' | 'bus-stop'; readonly index: number };

export type Footprints = readonly BuildingFootprint[];
