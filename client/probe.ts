/**
 * The typed probe for end-to-end tests: `window.__gezi` (type `GeziProbe` in contracts). Each
 * property is read from the stores at the moment of asking. Views add what only they know:
 *
 *   reportProbe({ ready: { wall: true }, tilesLoaded: true });   // on change
 *   reportProbe({ cellColour: (cell) => … });                    // once
 *
 * `units` is asked at each reading; null while no building is drawn.
 * A view sets its `ready` flag when it has drawn with data and clears it when it leaves. Tests wait
 * with `page.waitForFunction(() => window.__gezi?.ready.planner)`.
 */
import type { CellId, GeziProbe, UnitsProbe } from '#contracts';
import { languageStore } from './i18n/index.ts';
import {
  clockStore,
  connectionStore,
  framesStore,
  nowMs,
  textFromSelection,
  viewStore,
} from './store/index.ts';

declare global {
  interface Window {
    __gezi?: GeziProbe;
  }
}

interface Reported {
  ready: GeziProbe['ready'];
  tilesLoaded: boolean;
  cellColour: (cell: CellId) => readonly [number, number, number] | null;
  moving: GeziProbe['moving'];
  units: (() => UnitsProbe | null) | null;
}

const reported: Reported = {
  ready: { wall: false, planner: false, units: false, audit: false },
  tilesLoaded: false,
  cellColour: () => null,
  moving: { trains: 0, vehicles: [] },
  units: null,
};

export function reportProbe(change: {
  readonly ready?: Partial<GeziProbe['ready']>;
  readonly tilesLoaded?: boolean;
  readonly cellColour?: Reported['cellColour'];
  readonly moving?: Reported['moving'];
  readonly units?: Reported['units'];
}): void {
  if (change.ready) reported.ready = { ...reported.ready, ...change.ready };
  if (change.tilesLoaded !== undefined) reported.tilesLoaded = change.tilesLoaded;
  if (change.moving) reported.moving = change.moving;
  if (change.units !== undefined) reported.units = change.units;
  if (change.cellColour) reported.cellColour = change.cellColour;
}

export function installProbe(target: Window): void {
  target.__gezi = {
    get view() {
      return viewStore.getState().view;
    },
    get ready() {
      return reported.ready;
    },
    get link() {
      return connectionStore.getState().link.state;
    },
    get language() {
      return languageStore.getState().language;
    },
    get nowMs() {
      return nowMs();
    },
    get scrubMs() {
      return clockStore.getState().scrubMs;
    },
    get selection() {
      const { selection } = viewStore.getState();
      return selection === null ? null : textFromSelection(selection);
    },
    get forecastId() {
      return framesStore.getState().forecast?.id ?? null;
    },
    get tilesLoaded() {
      return reported.tilesLoaded;
    },
    cellColour: (cell) => reported.cellColour(cell),
    get moving() {
      return reported.moving;
    },
    get units() {
      return reported.units?.() ?? null;
    },
  };
}
