/**
 * The live wire, version 1 (socket.io, path /live, session cookie required).
 *
 * [W1] The client sends `hello` with its version; another major version is answered with `refused`
 *      and a disconnect.
 * [W2] The client `subscribe`s to channels; each answers with one `snapshot` and then `delta`s.
 * [W3] Sequence numbers rise by exactly one per channel. A client that sees a gap sends `resync`
 *      and gets a new snapshot.
 * [W4] A `delta` that would pass the client's byte budget is dropped; the gap makes the client resync.
 * [W5] Every message carries the server's district time.
 */
import { z } from 'zod';
import type { Advice } from '../forecast/advice.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { ValueKind } from '../kinds.ts';
import { CELL_QUANTITY_IDS, type CellQuantityId } from '../live/cell-quantities.ts';
import type { ClockSettings } from '../live/district-clock.ts';
import type { DistrictTransit } from '../live/district-transit.ts';
import type { ObservedQuantity } from '../live/observation.ts';
import type { Alarm } from '../respond/alarm.ts';
import type { ScenarioRun } from '../scenario/outcomes.ts';
import type { EventPlan, Measure, Weather } from '../scenario/scenario.ts';
import type { CityBuild } from './city-build.ts';

export const LIVE_PROTOCOL_VERSION = 1;
export const LIVE_PATH = '/live';

export const channelSchema = z.enum([
  ...CELL_QUANTITY_IDS.map((id) => `cells:${id}` as const),
  'sensors',
  'alarms',
  'district',
  'forecast',
  'advice',
  'advising',
  'plans',
  'runs',
  'transit',
]);
export type Channel = z.infer<typeof channelSchema>;

export const helloSchema = z.object({ version: z.number().int() });
export const subscribeSchema = z.object({ channels: z.array(channelSchema).max(20) });
export const resyncSchema = z.object({ channel: channelSchema });

/** Latest value of one sensor. */
export interface SensorValue {
  readonly sensor: string;
  readonly quantity: ObservedQuantity;
  readonly value: number;
  readonly timeMs: number;
}

/** A figure on the wall, with its truth. */
export interface KeyFigure {
  readonly id: 'people-on-streets' | 'venue-people' | 'station-entries' | 'road-speed';
  readonly value: number | null;
  readonly unit: string;
  readonly kind: ValueKind;
  readonly source: string;
  readonly timeMs: number;
  /** What is usual at this time; null when nothing is known yet. */
  readonly baseline: number | null;
}

export interface DistrictSummary {
  readonly weather:
    | (Weather & { readonly kind: ValueKind; readonly source: string; readonly timeMs: number })
    | null;
  readonly keyFigures: readonly KeyFigure[];
  readonly sensors: { readonly total: number; readonly fresh: number; readonly stale: number };
  readonly ingest: {
    readonly acceptedTotal: number;
    readonly rejectedTotal: number;
    readonly perSecond: number;
  };
  readonly cityBuild: CityBuild;
}

/** What the search for advice is at: an empty list means "nothing helps" only after a search. */
export const advisingStateSchema = z.discriminatedUnion('state', [
  /** No event is near, so there is nothing to advise on. */
  z.object({ state: z.literal('no-event') }),
  z.object({
    state: z.literal('trying'),
    tried: z.number().int().min(0),
    total: z.number().int().min(0),
  }),
  z.object({ state: z.literal('searched'), atMs: z.number(), tried: z.number().int().min(0) }),
]);
export type AdvisingState = z.infer<typeof advisingStateSchema>;

/** Payloads by channel. Cell snapshots and deltas are binary (see below). */
export interface ChannelSnapshots {
  readonly sensors: readonly SensorValue[];
  readonly alarms: readonly Alarm[];
  readonly district: DistrictSummary;
  readonly forecast: Forecast | null;
  readonly advice: readonly Advice[];
  readonly advising: AdvisingState;
  readonly plans: { readonly events: readonly EventPlan[]; readonly measures: readonly Measure[] };
  readonly runs: readonly ScenarioRun[];
  readonly transit: DistrictTransit;
}
/** Deltas: changed items whole (by id); `district`, `forecast`, `advising`, `plans` and `transit` are replaced. */
export interface ChannelDeltas {
  readonly sensors: readonly SensorValue[];
  readonly alarms: readonly Alarm[];
  readonly district: DistrictSummary;
  readonly forecast: Forecast;
  readonly advice: readonly Advice[];
  readonly advising: AdvisingState;
  readonly plans: ChannelSnapshots['plans'];
  readonly runs: readonly ScenarioRun[];
  readonly transit: DistrictTransit;
}
export type RecordChannel = keyof ChannelSnapshots;
export type CellChannel = `cells:${CellQuantityId}`;

interface Header {
  readonly sequence: number;
  readonly timeMs: number;
}
export type RecordSnapshot = {
  [C in RecordChannel]: Header & { readonly channel: C; readonly data: ChannelSnapshots[C] };
}[RecordChannel];
export type RecordDelta = {
  [C in RecordChannel]: Header & { readonly channel: C; readonly data: ChannelDeltas[C] };
}[RecordChannel];
/** `bytes[cell]` = the cell's byte; length = the city's cell count. */
export type CellSnapshot = Header & { readonly channel: CellChannel; readonly bytes: Uint8Array };
/** Little-endian uint32 per change: cell id × 256 + byte (cell ids have 20 bits). */
export type CellDelta = Header & { readonly channel: CellChannel; readonly changes: Uint8Array };

export function encodeCellChanges(cells: ArrayLike<number>, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(cells.length * 4);
  const view = new DataView(out.buffer);
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? 0;
    view.setUint32(i * 4, cell * 256 + (bytes[cell] ?? 0), true);
  }
  return out;
}

export function forEachCellChange(
  changes: Uint8Array,
  visit: (cell: number, byte: number) => void,
): void {
  if (changes.byteLength % 4 !== 0) {
    throw new Error(`cell delta: expected a multiple of 4 bytes, got ${changes.byteLength}`);
  }
  const view = new DataView(changes.buffer, changes.byteOffset, changes.byteLength);
  for (let i = 0; i < changes.byteLength; i += 4) {
    const word = view.getUint32(i, true);
    visit(Math.floor(word / 256), word % 256);
  }
}

export interface ClientToServerEvents {
  hello: (message: z.infer<typeof helloSchema>) => void;
  subscribe: (message: z.infer<typeof subscribeSchema>) => void;
  unsubscribe: (message: z.infer<typeof subscribeSchema>) => void;
  resync: (message: z.infer<typeof resyncSchema>) => void;
}

export interface ServerToClientEvents {
  welcome: (message: {
    readonly version: number;
    readonly clock: ClockSettings;
    readonly timeMs: number;
    readonly district: string;
    /** Of the city that the server has open: another one than the page's means that it must reload. */
    readonly cityBuiltAtMs: number;
  }) => void;
  refused: (message: {
    readonly reason: 'version' | 'not-signed-in' | 'bad-message';
    readonly detail: string;
  }) => void;
  snapshot: (message: RecordSnapshot | CellSnapshot) => void;
  delta: (message: RecordDelta | CellDelta) => void;
}
