/**
 * Latest records of the live wire, by id. `null` = no snapshot yet (show a skeleton, not an
 * empty list).
 */
import { createStore } from 'zustand/vanilla';
import type {
  Advice,
  AdvisingState,
  Alarm,
  ChannelSnapshots,
  DistrictSummary,
  DistrictTransit,
  Forecast,
  ScenarioRun,
  SensorValue,
} from '#contracts';
import type { RecordMessage } from '../connection/connect-live.ts';

export interface LiveState {
  /** Key: `<sensor>|<quantity>`. */
  readonly sensors: ReadonlyMap<string, SensorValue> | null;
  readonly alarms: ReadonlyMap<string, Alarm> | null;
  readonly district: DistrictSummary | null;
  /** `undefined` = not told yet, null = the server has none yet. */
  readonly forecast: Forecast | null | undefined;
  readonly advice: ReadonlyMap<string, Advice> | null;
  readonly advising: AdvisingState | null;
  readonly plans: ChannelSnapshots['plans'] | null;
  readonly runs: ReadonlyMap<string, ScenarioRun> | null;
  readonly transit: DistrictTransit | null;
}

export const EMPTY_LIVE_STATE: LiveState = {
  sensors: null,
  alarms: null,
  district: null,
  forecast: undefined,
  advice: null,
  advising: null,
  plans: null,
  runs: null,
  transit: null,
};

export const createLiveStore = () => createStore<LiveState>()(() => EMPTY_LIVE_STATE);
export type LiveStore = ReturnType<typeof createLiveStore>;

export const sensorKey = (value: Pick<SensorValue, 'sensor' | 'quantity'>): string =>
  `${value.sensor}|${value.quantity}`;

function merge<T>(
  old: ReadonlyMap<string, T> | null,
  items: readonly T[],
  key: (item: T) => string,
): ReadonlyMap<string, T> {
  const next = new Map(old ?? []);
  for (const item of items) next.set(key(item), item);
  return next;
}

/** The state after a message; a snapshot replaces, a delta merges by id. */
export function reduceLive(state: LiveState, message: RecordMessage): LiveState {
  const keep = message.type === 'delta';
  switch (message.channel) {
    case 'sensors':
      return { ...state, sensors: merge(keep ? state.sensors : null, message.data, sensorKey) };
    case 'alarms':
      return { ...state, alarms: merge(keep ? state.alarms : null, message.data, (a) => a.id) };
    case 'advice':
      return { ...state, advice: merge(keep ? state.advice : null, message.data, (a) => a.id) };
    case 'runs':
      return {
        ...state,
        runs: merge(keep ? state.runs : null, message.data, (run) => run.scenario.id),
      };
    case 'advising':
      return { ...state, advising: message.data };
    case 'district':
      return { ...state, district: message.data };
    case 'forecast':
      return { ...state, forecast: message.data };
    case 'plans':
      return { ...state, plans: message.data };
    case 'transit':
      return { ...state, transit: message.data };
    default:
      return message satisfies never;
  }
}
