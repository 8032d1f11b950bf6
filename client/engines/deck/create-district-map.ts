/**
 * The planner's map on deck.gl: the district in its own metres, no base map, no tiles. One canvas;
 * one or two panes side by side with one camera. Layers come from plain records (PaneScene).
 */
import { Deck, type Layer, OrthographicView, type OrthographicViewState } from '@deck.gl/core';
import type { DistrictNetworks, Point } from '#contracts';
import { labelLayers } from './label-layers.ts';
import { indexed, type WayGeometry } from './map-ways.ts';
import { movingLayers } from './moving-layers.ts';
import { mapGeometry } from './network-geometry.ts';
import { paneLayers } from './pane-layers.ts';
import type { Footprints, MovingOfPane, PaneScene, PickTarget } from './pane-records.ts';
import { settledPicture } from './settled-picture.ts';
import { targetOf } from './target-of.ts';

/** [west, south, east, north] metres. */
export type Extent = readonly [number, number, number, number];

export interface DistrictMap {
  /** One scene = whole canvas, two = split in halves (A left, B right). */
  readonly setPanes: (scenes: readonly PaneScene[]) => void;
  /** By pane; may come many times between two `setPanes`. */
  readonly setMoving: (moving: readonly MovingOfPane[]) => void;
  /** Buildings, once they are known. */
  readonly setFootprints: (footprints: Footprints) => void;
  readonly lookAt: (point: Point) => void;
  readonly fit: () => void;
  /** The canvas as drawn now; or another scene of an extent, after which the map is as it was. */
  readonly picture: (of?: {
    readonly scene: PaneScene;
    readonly extent: Extent;
  }) => Promise<HTMLCanvasElement>;
  readonly destroy: () => void;
}

export interface DistrictMapOptions {
  readonly container: HTMLElement;
  readonly networks: DistrictNetworks;
  readonly onPick: (target: PickTarget) => void;
  readonly tooltip: (target: PickTarget) => string | null;
  /** First picture with data on screen. */
  readonly onReady: () => void;
  readonly onFailure: (detail: string) => void;
}

const PANE_IDS = ['a', 'b'] as const;
/** Pictures of other scenes have a pane of their own: layers keep the colours they began with. */
const PICTURE_ID = 'p';
const MARGIN = 0.92;
const ZOOM_LIMITS = { minZoom: -5, maxZoom: 5 } as const;

export function createDistrictMap(options: DistrictMapOptions): DistrictMap {
  const { container, networks } = options;
  const geometry = mapGeometry(networks);
  const ways: WayGeometry = {
    streets: indexed(geometry.streets),
    walks: indexed(geometry.walks),
  };
  let footprints: Footprints = [];
  let scenes: readonly PaneScene[] = [];
  let layers: readonly Layer[] = [];
  let labels: readonly Layer[] = [];
  let moving: readonly MovingOfPane[] = [];
  let viewState = stateOf(geometry.extent, 1);
  let rendered: (() => void)[] = [];
  let ready = false;
  // Until somebody moves the camera, a new size of the canvas shows the whole district again.
  let moved = false;
  // While another scene has its picture taken, new panes wait.
  let picturing = false;

  function stateOf(extent: Extent, paneCount: number): OrthographicViewState {
    const [west, south, east, north] = extent;
    const width = Math.max(1, container.clientWidth / paneCount);
    const height = Math.max(1, container.clientHeight);
    const scale = MARGIN * Math.min(width / (east - west), height / (north - south));
    return {
      target: [(west + east) / 2, (south + north) / 2, 0],
      zoom: Math.min(ZOOM_LIMITS.maxZoom, Math.max(ZOOM_LIMITS.minZoom, Math.log2(scale))),
      ...ZOOM_LIMITS,
    };
  }
  const fitState = (): OrthographicViewState =>
    stateOf(geometry.extent, Math.max(1, scenes.length));

  const pixelsPerMetre = ({ zoom }: OrthographicViewState): number =>
    2 ** (typeof zoom === 'number' ? zoom : 0);

  /** A place already in the pane needs no new camera. */
  function isInSight([east, north]: Point): boolean {
    const { target } = viewState;
    const reach = MARGIN / (2 * pixelsPerMetre(viewState));
    const dx = Math.abs(east - (target?.[0] ?? 0));
    const dy = Math.abs(north - (target?.[1] ?? 0));
    const width = container.clientWidth / Math.max(1, scenes.length);
    return dx < width * reach && dy < container.clientHeight * reach;
  }

  const viewsOf = (ids: readonly string[]): OrthographicView[] =>
    ids.map((id, i) => {
      const share = 100 / ids.length;
      return new OrthographicView({
        id,
        x: `${i * share}%`,
        width: `${share}%`,
        height: '100%',
        flipY: false,
        controller: { keyboard: true, inertia: false },
      });
    });
  const viewStates = (): Record<string, OrthographicViewState> =>
    Object.fromEntries(PANE_IDS.map((id) => [id, viewState]));
  const labelsOf = (of: readonly PaneScene[]): Layer[] =>
    of.flatMap((scene, i) => labelLayers(PANE_IDS[i] ?? 'a', scene, pixelsPerMetre(viewState)));
  /** What moves is made anew a second, everything else only when it changes. */
  const allLayers = (): Layer[] => [
    ...layers,
    ...scenes.flatMap(({ theme }, i) => {
      const ofPane = moving[i];
      return ofPane ? movingLayers(PANE_IDS[i] ?? 'a', ofPane, theme) : [];
    }),
    ...labels,
  ];
  const layersOf = (of: readonly PaneScene[]): Layer[] =>
    of.flatMap((scene, i) => paneLayers(PANE_IDS[i] ?? 'a', ways, footprints, scene));

  /** Draws the scenes; with new panes or a new camera also those. */
  function show(): void {
    layers = layersOf(scenes);
    if (picturing) return;
    labels = labelsOf(scenes);
    deck.setProps({ layers: allLayers() });
  }
  function setView(next: OrthographicViewState): void {
    viewState = next;
    if (picturing) return;
    // Which labels fit depends on the zoom.
    labels = labelsOf(scenes);
    deck.setProps({ viewState: viewStates(), layers: allLayers() });
  }
  function restore(): void {
    labels = labelsOf(scenes);
    deck.setProps({
      views: viewsOf(PANE_IDS.slice(0, scenes.length)),
      viewState: viewStates(),
      layers: allLayers(),
    });
  }

  const copyAfterRender = (): Promise<HTMLCanvasElement> =>
    new Promise((resolve, reject) => {
      rendered.push(() => {
        const canvas = deck.getCanvas();
        if (!canvas) {
          reject(new Error('map picture: expected a canvas, found none'));
          return;
        }
        const copy = document.createElement('canvas');
        copy.width = canvas.width;
        copy.height = canvas.height;
        copy.getContext('2d')?.drawImage(canvas, 0, 0);
        resolve(copy);
      });
      deck.redraw('picture');
    });

  const deck = new Deck<OrthographicView[]>({
    parent: container as HTMLDivElement,
    views: [],
    viewState: viewStates(),
    layers: [],
    pickingRadius: 6,
    useDevicePixels: Math.min(2, window.devicePixelRatio),
    layerFilter: ({ layer, viewport }) => layer.id.startsWith(`${viewport.id}-`),
    onViewStateChange: ({ viewState: next }) => {
      moved = true;
      setView({ ...next, ...ZOOM_LIMITS });
    },
    onResize: () => {
      if (!moved) setView(fitState());
    },
    onClick: (info) => {
      const target = targetOf(info);
      if (target) options.onPick(target);
    },
    getCursor: ({ isDragging, isHovering }) =>
      isDragging ? 'grabbing' : isHovering ? 'pointer' : 'grab',
    getTooltip: (info) => {
      const target = targetOf(info);
      const text = target ? options.tooltip(target) : null;
      return text === null
        ? null
        : {
            text,
            style: {
              background: '#1c232c',
              color: '#e6eaf0',
              border: '1px solid #2b3440',
              borderRadius: '6px',
              padding: '4px 8px',
              whiteSpace: 'pre-line',
              fontSize: '14px',
            },
          };
    },
    onAfterRender: () => {
      if (!ready && scenes.length > 0 && scenes[0]?.walks) {
        ready = true;
        options.onReady();
      }
      const waiting = rendered;
      rendered = [];
      for (const done of waiting) done();
    },
    onError: (error) => options.onFailure(error.message),
    deviceProps: { type: 'webgl', webgl: { preserveDrawingBuffer: true } },
  });

  return {
    setPanes: (next) => {
      const count = scenes.length;
      scenes = next;
      if (!moved && count !== next.length) viewState = fitState();
      if (count === next.length) return show();
      layers = layersOf(scenes);
      if (!picturing) restore();
    },
    setMoving: (next) => {
      const isStill = [...moving, ...next].every(
        ({ trains, vehicles }) => trains.length + vehicles.length === 0,
      );
      moving = next;
      if (isStill || picturing || scenes.length === 0) return;
      deck.setProps({ layers: allLayers() });
    },
    setFootprints: (next) => {
      footprints = next;
      if (scenes.length > 0) show();
    },
    lookAt: (point) => {
      if (isInSight(point)) return;
      moved = true;
      setView({ ...viewState, target: [point[0], point[1], 0] });
    },
    fit: () => {
      moved = false;
      setView(fitState());
    },
    picture: async (of) => {
      if (!of) return copyAfterRender();
      const state = stateOf(of.extent, 1);
      picturing = true;
      try {
        deck.setProps({
          views: viewsOf([PICTURE_ID]),
          viewState: { [PICTURE_ID]: state },
          layers: [
            ...paneLayers(PICTURE_ID, ways, footprints, of.scene),
            ...labelLayers(PICTURE_ID, of.scene, pixelsPerMetre(state)),
          ],
        });
        return await settledPicture(copyAfterRender);
      } finally {
        picturing = false;
        restore();
      }
    },
    destroy: () => deck.finalize(),
  };
}
