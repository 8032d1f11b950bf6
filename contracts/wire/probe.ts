/**
 * What the built app tells tests about itself, as `window.__gezi`: what a canvas hides from the
 * page. Read-only; tests wait on it instead of on time or pixels.
 */
import type { CellId } from '../ids.ts';

export interface GeziProbe {
  readonly view: 'wall' | 'planner' | 'units' | 'audit';
  /** The view has drawn with data: streets, cells or building are on screen. */
  readonly ready: {
    readonly wall: boolean;
    readonly planner: boolean;
    readonly units: boolean;
    readonly audit: boolean;
  };
  readonly link: 'connecting' | 'online' | 'offline' | 'refused';
  readonly language: 'zh-CN' | 'en';
  /** District time now; the chosen time, null when live. */
  readonly nowMs: number;
  readonly scrubMs: number | null;
  /** `<type>:<id>`, null when nothing is picked. */
  readonly selection: string | null;
  /** Forecast whose frames are on screen; null before the first. */
  readonly forecastId: string | null;
  /** Wall: no tile is loading for the present camera. */
  readonly tilesLoaded: boolean;
  /** Wall: [r, g, b] 0…255 that a cell is drawn with now; null when it has no own colour. */
  readonly cellColour: (cell: CellId) => readonly [number, number, number] | null;
  /** Wall: modelled trains and live vehicles (their ids) that are drawn. */
  readonly moving: { readonly trains: number; readonly vehicles: readonly string[] };
  /** Units: the building that is drawn; null while none is. */
  readonly units: UnitsProbe | null;
}

export interface UnitsProbe {
  readonly building: CellId;
  /** Units (and storeys without units) that are drawn as pieces. */
  readonly unitMeshes: number;
  /** A point on the piece, in client pixels, so that a test can click it; null when it is hidden. */
  readonly screenPosition: (cell: CellId) => readonly [number, number] | null;
  /** [r, g, b] 0…255 of the piece; null when it is not of this building. */
  readonly colour: (cell: CellId) => readonly [number, number, number] | null;
}
