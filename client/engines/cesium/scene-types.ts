/** The adapter's surface: plain records in, picks and states out. Local east-north-up metres. */
import type { CellQuantityId, FrameOrigin } from '#contracts';
import type { MarkerRecord } from './markers.ts';
import type { CameraPreset, Extent, OrbitView } from './orbit-camera.ts';
import type { PrismOutline } from './outline-layer.ts';
import type { RenderProfile } from './render-profile.ts';
import type { RibbonLink } from './ribbon-mesh.ts';
import type { ScenePlaces } from './scene-camera.ts';
import type { UnitVolume } from './unit-volumes.ts';

export type LinkLayerName = 'street' | 'walk' | 'line';

export type ScenePick =
  | { readonly type: 'cell'; readonly cell: number }
  | { readonly type: 'link'; readonly layer: LinkLayerName; readonly index: number }
  | { readonly type: 'marker'; readonly id: string }
  | { readonly type: 'nothing' };

export type SceneStatus =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly profile: RenderProfile['name'] }
  /** Tiles could not be read; the rest of the scene still works. */
  | { readonly state: 'no-tiles'; readonly detail: string }
  /** The graphics context is gone: create a new scene. */
  | { readonly state: 'lost'; readonly detail: string };

export interface CitySceneOptions {
  readonly container: HTMLElement;
  readonly origin: FrameOrigin;
  readonly extentMetres: Extent;
  readonly tilesetUrl: string;
  /** A photographed mesh or splats as 3D Tiles, which the city's volumes then colour; null: none. */
  readonly baseLayerUrl: string | null;
  /** [r, g, b, a] × 256 of the alarm quantity. */
  readonly alarmPalette: Uint8Array;
  readonly background: string;
  /** Plain ground under the district in place of a globe. */
  readonly groundRgb: readonly [number, number, number];
  readonly reducedMotion: boolean;
  readonly onPick: (pick: ScenePick) => void;
  readonly onStatus: (status: SceneStatus) => void;
}

export interface CityScene {
  readonly writeCells: (quantity: CellQuantityId, bytes: Uint8Array) => void;
  readonly changeCells: (quantity: CellQuantityId, changes: Uint8Array) => void;
  readonly showQuantity: (quantity: CellQuantityId, palette: Uint8Array) => void;
  readonly selectCells: (cells: readonly number[], outline: readonly PrismOutline[]) => void;
  /** Dims all cells but these; null = none is dimmed. */
  readonly markCells: (cells: ArrayLike<number> | null) => void;
  /** Looks into a building (its cell) at one storey level, the rest of it drawn thin; null = at none. */
  readonly lookInto: (storey: { readonly building: number; readonly level: number } | null) => void;
  /**
   * With a base layer: the volumes of the chosen building's units, which then colour the surface one
   * by one in place of the whole building. Without one the tiles show units anyway.
   */
  readonly showUnits: (volumes: readonly UnitVolume[]) => void;
  readonly setLinks: (layer: LinkLayerName, links: readonly RibbonLink[]) => void;
  readonly colourLinks: (
    layer: LinkLayerName,
    colours: Uint8Array,
    hatches: Uint8Array | null,
  ) => void;
  /** How far vehicles stand on each street, as `drawQueues` says; null = nowhere. */
  readonly showQueues: (shares: Uint8Array | null) => void;
  readonly setMarkers: (markers: readonly MarkerRecord[]) => void;
  /** Things that move on their own, apart from the others so that these are not written anew. */
  readonly setMoving: (markers: readonly MarkerRecord[]) => void;
  readonly setPlaces: (places: ScenePlaces) => void;
  readonly goTo: (view: CameraPreset | Partial<OrbitView>) => void;
  readonly view: () => OrbitView;
  readonly probe: () => SceneProbe;
  readonly dispose: () => void;
}

export interface SceneProbe {
  readonly tilesLoaded: boolean;
  readonly frames: number;
  readonly profile: RenderProfile['name'];
  readonly updateWay: 'none' | 'partial' | 'whole';
  /** Colour of the legend that the cell has on screen now, from the same tables the shader reads. */
  readonly cellColour: (cell: number) => readonly [number, number, number];
  /** What is really drawn: renders a frame and reads one pixel back, CSS pixels. */
  readonly pixelAt: (x: number, y: number) => readonly [number, number, number];
  readonly cellAt: (x: number, y: number) => number | null;
}
