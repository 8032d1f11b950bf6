/**
 * One device message becomes observations, or is refused whole with a reason. The edge of the live
 * flow: inside, an `Observation` needs no further check.
 *
 * Device clocks: a value may be up to `aheadMs` ahead of the district's clock (network delay counts
 * at the clock's rate) and `behindMs` behind it (devices that were cut off send later); outside, it
 * is refused. Smoke and leak signals are never refused for their clock: beyond the tighter
 * `alarmOffMs` they count at the time at which they arrived, because a fire alarm from a device with
 * a wrong clock is still a fire alarm.
 */
import {
  MESSAGE_SCHEMAS,
  type MessagePayload,
  type MessageType,
  type Observation,
  type ObservedQuantity,
  parseTopic,
  type Sensor,
} from '#contracts';
import { type CellIndex, NO_CELL } from '../registry/index.ts';

export const REJECT_REASONS = [
  'topic',
  'district',
  'json',
  'schema',
  'device',
  'unit',
  'clock',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export type DecodedMessage =
  | { readonly ok: true; readonly observations: readonly Observation[] }
  | { readonly ok: false; readonly reason: RejectReason; readonly detail: string };

export interface DecodeContext {
  readonly district: string;
  readonly sensors: ReadonlyMap<string, Sensor>;
  readonly cells: CellIndex;
  /** District seconds per wall second. */
  readonly clockRate: number;
}

export interface ClockBounds {
  readonly aheadMs: number;
  readonly behindMs: number;
  readonly alarmOffMs: number;
  /** Wall-clock allowance for the way from device to server, times the clock's rate. */
  readonly transitMs: number;
}

export const CLOCK_BOUNDS: ClockBounds = {
  aheadMs: 120_000,
  behindMs: 24 * 3_600_000,
  alarmOffMs: 300_000,
  transitMs: 5_000,
};

export function decodeMessage(
  topic: string,
  payload: Uint8Array,
  context: DecodeContext,
  nowMs: number,
  bounds: ClockBounds = CLOCK_BOUNDS,
): DecodedMessage {
  const parsed = parseTopic(topic);
  if (!parsed.ok) return refuse('topic', parsed.reason);
  if (parsed.district !== context.district) {
    return refuse('district', `expected district ${context.district}, got ${parsed.district}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(UTF8.decode(payload));
  } catch (error) {
    return refuse('json', `expected JSON in UTF-8: ${error instanceof Error ? error.message : ''}`);
  }
  const decode = DECODERS[parsed.type];
  return decode({ deviceId: parsed.deviceId, json, context, nowMs, bounds });
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

interface DecodeInput {
  readonly deviceId: string;
  readonly json: unknown;
  readonly context: DecodeContext;
  readonly nowMs: number;
  readonly bounds: ClockBounds;
}
type Decoder = (input: DecodeInput) => DecodedMessage;
type Value = readonly [ObservedQuantity, number];

const refuse = (reason: RejectReason, detail: string): DecodedMessage => ({
  ok: false,
  reason,
  detail,
});

function checkSchema<T extends MessageType>(
  type: T,
  json: unknown,
): { readonly ok: true; readonly payload: MessagePayload<T> } | (DecodedMessage & { ok: false }) {
  const parsed = MESSAGE_SCHEMAS[type].safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'payload';
    return { ok: false, reason: 'schema', detail: `${type}: ${where}: ${issue?.message ?? ''}` };
  }
  // The union of schemas widens; the schema of `type` was the one that parsed.
  return { ok: true, payload: parsed.data as MessagePayload<T> };
}

function clockFault(timeMs: number, { nowMs, bounds, context }: DecodeInput): string | null {
  const ahead = bounds.aheadMs + bounds.transitMs * context.clockRate;
  if (timeMs > nowMs + ahead) {
    return `device clock ${seconds(timeMs - nowMs)} s ahead of the district's; at most ${seconds(ahead)} s is accepted`;
  }
  if (timeMs < nowMs - bounds.behindMs) {
    return `value is ${seconds(nowMs - timeMs)} s old; at most ${seconds(bounds.behindMs)} s is accepted`;
  }
  return null;
}

const seconds = (ms: number): number => Math.round(ms / 1000);

const sensorDecoder =
  <T extends MessageType>(
    type: T,
    values: (payload: MessagePayload<T>) => readonly Value[],
  ): Decoder =>
  (input) => {
    const checked = checkSchema(type, input.json);
    if (!checked.ok) return checked;
    const device = type.split('/')[0];
    if (input.context.sensors.get(input.deviceId)?.type !== device) {
      return refuse('device', `no ${device} ${input.deviceId} in this district`);
    }
    const { timeMs } = checked.payload;
    const fault = clockFault(timeMs, input);
    if (fault) return refuse('clock', `${input.deviceId}: ${fault}`);
    return {
      ok: true,
      observations: values(checked.payload).map(([quantity, value]) => ({
        subject: input.deviceId,
        quantity,
        timeMs,
        receivedMs: input.nowMs,
        value,
      })),
    };
  };

const signalDecoder =
  (type: 'unit/smoke' | 'unit/leak', quantity: 'smoke' | 'leak'): Decoder =>
  (input) => {
    const checked = checkSchema(type, input.json);
    if (!checked.ok) return checked;
    if (!input.context.cells.cellOfUnit.has(input.deviceId)) {
      return refuse('unit', `no unit ${input.deviceId} in this district`);
    }
    const { timeMs, alarm } = checked.payload;
    const off = Math.abs(timeMs - input.nowMs);
    const allowed = input.bounds.alarmOffMs + input.bounds.transitMs * input.context.clockRate;
    return {
      ok: true,
      observations: [
        {
          subject: input.deviceId,
          quantity,
          timeMs: off > allowed ? input.nowMs : timeMs,
          receivedMs: input.nowMs,
          value: alarm ? 1 : 0,
        },
      ],
    };
  };

const metersDecoder =
  (type: 'building/power' | 'building/water', quantity: ObservedQuantity): Decoder =>
  (input) => {
    const checked = checkSchema(type, input.json);
    if (!checked.ok) return checked;
    const { cells } = input.context;
    const building = cells.cellOfBuilding.get(input.deviceId);
    if (building === undefined) {
      return refuse('device', `no building ${input.deviceId} in this district`);
    }
    const { timeMs, readings } = checked.payload;
    for (const { unit } of readings) {
      const cell = cells.cellOfUnit.get(unit);
      const storey = cell === undefined ? NO_CELL : (cells.parents[cell] ?? NO_CELL);
      if (cells.parents[storey] !== building) {
        return refuse('unit', `no unit ${unit} in building ${input.deviceId}`);
      }
    }
    const fault = clockFault(timeMs, input);
    if (fault) return refuse('clock', `${input.deviceId}: ${fault}`);
    return {
      ok: true,
      observations: readings.map(({ unit, value }) => ({
        subject: unit,
        quantity,
        timeMs,
        receivedMs: input.nowMs,
        value,
      })),
    };
  };

/** Counts over an interval become rates. */
const DECODERS: Readonly<Record<MessageType, Decoder>> = {
  'people-counter/count': sensorDecoder('people-counter/count', (p) => [
    ['forwardPersonsPerMinute', (p.forward * 60) / p.intervalSeconds],
    ['backwardPersonsPerMinute', (p.backward * 60) / p.intervalSeconds],
  ]),
  'gate-counter/count': sensorDecoder('gate-counter/count', (p) => [
    ['outPersonsPerMinute', (p.out * 60) / p.intervalSeconds],
    ['inPersonsPerMinute', (p.in * 60) / p.intervalSeconds],
  ]),
  'station-gates/count': sensorDecoder('station-gates/count', (p) => [
    ['entryPersonsPerMinute', (p.entries * 60) / p.intervalSeconds],
    ['exitPersonsPerMinute', (p.exits * 60) / p.intervalSeconds],
  ]),
  'road-detector/flow': sensorDecoder('road-detector/flow', (p) => [
    ['flowVehiclesPerHour', (p.vehicles * 3600) / p.intervalSeconds],
    ...(p.meanSpeedMetresPerSecond === null
      ? []
      : [['meanSpeedMetresPerSecond', p.meanSpeedMetresPerSecond] as const]),
  ]),
  'weather-station/observation': sensorDecoder('weather-station/observation', (p) => [
    ['rainMillimetresPerHour', p.rainMillimetresPerHour],
    ['temperatureCelsius', p.temperatureCelsius],
    ['windMetresPerSecond', p.windMetresPerSecond],
  ]),
  'unit/smoke': signalDecoder('unit/smoke', 'smoke'),
  'unit/leak': signalDecoder('unit/leak', 'leak'),
  'building/power': metersDecoder('building/power', 'powerWatts'),
  'building/water': metersDecoder('building/water', 'waterLitresPerHour'),
};
