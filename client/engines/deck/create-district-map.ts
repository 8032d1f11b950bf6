/**
 * The planner's map on deck.gl: the district in its own metres, no base map, no tiles. One canvas;
 * one or two panes side by side with one camera. Layers come from plain records (PaneScene).
 */
import {
  Deck,
  OrthographicView,
  type OrthographicViewState,
  type PickingInfo,
} from '@deck.gl/core';
import type { DistrictNetworks, Point } from '#contracts';
import {
  indexed,
  type PaneGeometry,
  type PaneScene,
  type PickTarget,
  paneLayers,
} from './map-layers.ts';
import { mapGeometry } from './network-geometry.ts';

export interface DistrictMap {
  /** One scene = whole canvas, two = split in halves (A left, B right). */
  readonly setPanes: (scenes: readonly PaneScene[]) => void;
  readonly lookAt: (point: Point) => void;
  readonly fit: () => void;
  /** The canvas as drawn now, for pictures. */
  readonly picture: () => Promise<HTMLCanvasElement>;
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
const MARGIN = 0.92;
const ZOOM_LIMITS = { minZoom: -5, maxZoom: 5 } as const;

/** `a-walks` → target; null for layers that stand for no place. */
function targetOf(info: PickingInfo): PickTarget | null {
  if (info.index < 0 || !info.layer) return null;
  const sort = info.layer.id.slice(2);
  switch (sort) {
    case 'walks':
      return { type: 'walk', index: info.index };
    case 'streets':
      return { type: 'street', index: info.index };
    case 'stations':
      return { type: 'station', index: info.index };
    case 'gates':
      return { type: 'gate', index: info.index };
    case 'venues':
      return { type: 'venue', index: info.index };
    default:
      return null;
  }
}

export function createDistrictMap(options: DistrictMapOptions): DistrictMap {
  const { container, networks } = options;
  const geometry = mapGeometry(networks);
  const panes: PaneGeometry = {
    streets: indexed(geometry.streets),
    walks: indexed(geometry.walks),
  };
  let scenes: readonly PaneScene[] = [];
  let viewState = fitState();
  let rendered: (() => void)[] = [];
  let ready = false;
  // Until somebody moves the camera, a new size of the canvas shows the whole district again.
  let moved = false;

  function fitState(): OrthographicViewState {
    const [west, south, east, north] = geometry.extent;
    const width = Math.max(1, container.clientWidth / Math.max(1, scenes.length));
    const height = Math.max(1, container.clientHeight);
    const scale = MARGIN * Math.min(width / (east - west), height / (north - south));
    return {
      target: [(west + east) / 2, (south + north) / 2, 0],
      zoom: Math.min(ZOOM_LIMITS.maxZoom, Math.max(ZOOM_LIMITS.minZoom, Math.log2(scale))),
      ...ZOOM_LIMITS,
    };
  }

  /** A place already in the pane needs no new camera. */
  function isInSight([east, north]: Point): boolean {
    const { target, zoom } = viewState;
    const scale = 2 ** (typeof zoom === 'number' ? zoom : 0);
    const reach = MARGIN / (2 * scale);
    const dx = Math.abs(east - (target?.[0] ?? 0));
    const dy = Math.abs(north - (target?.[1] ?? 0));
    const width = container.clientWidth / Math.max(1, scenes.length);
    return dx < width * reach && dy < container.clientHeight * reach;
  }

  const views = (): OrthographicView[] =>
    scenes.map((_, i) => {
      const share = 100 / scenes.length;
      return new OrthographicView({
        id: PANE_IDS[i] ?? 'a',
        x: `${i * share}%`,
        width: `${share}%`,
        height: '100%',
        flipY: false,
        controller: { keyboard: true, inertia: false },
      });
    });
  const viewStates = (): Record<string, OrthographicViewState> =>
    Object.fromEntries(PANE_IDS.map((id) => [id, viewState]));

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
      viewState = { ...next, ...ZOOM_LIMITS };
      deck.setProps({ viewState: viewStates() });
    },
    onResize: () => {
      if (moved) return;
      viewState = fitState();
      deck.setProps({ viewState: viewStates() });
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
      deck.setProps({
        ...(count === next.length ? {} : { views: views(), viewState: viewStates() }),
        layers: next.flatMap((scene, i) => paneLayers(PANE_IDS[i] ?? 'a', panes, scene)),
      });
    },
    lookAt: (point) => {
      if (isInSight(point)) return;
      moved = true;
      viewState = { ...viewState, target: [point[0], point[1], 0] };
      deck.setProps({ viewState: viewStates() });
    },
    fit: () => {
      moved = false;
      viewState = fitState();
      deck.setProps({ viewState: viewStates() });
    },
    picture: () =>
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
      }),
    destroy: () => deck.finalize(),
  };
}
