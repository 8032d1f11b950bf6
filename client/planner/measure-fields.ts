/** The measure form: what people choose and type ↔ `Measure`. */
import { type DistrictNetworks, type Measure, measureIdSchema, measureSchema } from '#contracts';
import { inputFromTime, timeFromInput } from '../i18n/index.ts';
import { AMOUNTS, amountLimits, amountOf, hasAmount } from './measure-amounts.ts';
import { placeIdOf, placeRecord } from './measure-places.ts';
import { newId } from './new-id.ts';

export const MEASURE_TYPES = [
  'meter-gate',
  'close-gate',
  'close-street',
  'give-street-to-walkers',
  'close-walk-link',
  'close-entrance',
  'extra-trains',
  'add-trains',
  'set-headway',
  'skip-station',
  'meter-entrance',
  'shift-green',
  'set-signal-plan',
  'ban-turn',
  'contraflow',
  'limit-kerb',
  'car-park-gate',
  'emergency-run',
  'post-staff',
  'hold-station',
  'recommend-station',
  'warn-of-link',
  'place-barrier',
  'part-directions',
  'one-way-walk-link',
  'release-waves',
  'crossing-waves',
] as const satisfies readonly Measure['type'][];

export interface MeasureFields {
  readonly id: string;
  readonly type: Measure['type'];
  readonly place: string;
  readonly from: string;
  readonly until: string;
  /** persons per minute, seconds or staff, by type. */
  readonly amount: string;
  /** 1-based, as people count. */
  readonly phase: string;
  /** Seconds from one wave to the next. */
  readonly cycle: string;
  readonly direction: 'forward' | 'backward';
  /** Seconds of each phase, in their order, as typed: `45, 30`. */
  readonly greens: string;
  readonly offset: string;
  /** Street link where emergency vehicles begin; empty: at the border. The form keeps it as it is. */
  readonly start: string;
  /** Vehicles per hour. */
  readonly rateIn: string;
  readonly rateOut: string;
}

export type MeasureError =
  | {
      readonly key: 'error.place' | 'error.time' | 'error.window' | 'error.opposite';
    }
  | {
      readonly key: 'error.greens';
      readonly count: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly key: 'error.number' | 'error.whole'; readonly low: number; readonly high: number };
export type MeasureErrors = Partial<
  Readonly<
    Record<
      | 'place'
      | 'from'
      | 'until'
      | 'amount'
      | 'phase'
      | 'cycle'
      | 'greens'
      | 'offset'
      | 'rateIn'
      | 'rateOut',
      MeasureError
    >
  >
>;

/** Offered where the city has lines. */
export const isOfLines = (type: Measure['type']): boolean =>
  type === 'add-trains' || type === 'set-headway' || type === 'skip-station';

/** As in the contract. */
const GREEN_SECONDS = { low: 5, high: 300 } as const;
const OFFSET_SECONDS = { low: 0, high: 600 } as const;
const GATE_RATE = { low: 0, high: 10_000 } as const;
/** A barrier with a ticket machine, one lane (assumed start value; the planner types his own). */
const FIRST_GATE_RATE = '360';

/** What the signal runs today: where a new plan starts from. */
export const greensNow = (networks: DistrictNetworks, signal: string): string =>
  (networks.street.signals.find(({ id }) => id === signal)?.phases ?? [])
    .map(({ greenSeconds }) => Math.round(greenSeconds))
    .join(', ');

const WINDOW_MS = 60 * 60_000;
const FIRST_CYCLE_SECONDS = '90';
const MOST_CYCLE_SECONDS = 3600;

export const hasCycle = (type: Measure['type']): type is 'release-waves' | 'crossing-waves' =>
  type === 'release-waves' || type === 'crossing-waves';

export const newMeasureFields = (startMs: number, timeZone: string): MeasureFields => ({
  id: newId('measure'),
  type: 'meter-gate',
  place: '',
  from: inputFromTime(startMs, timeZone),
  until: inputFromTime(startMs + WINDOW_MS, timeZone),
  amount: String(AMOUNTS['meter-gate'].first),
  phase: '1',
  cycle: FIRST_CYCLE_SECONDS,
  direction: 'forward',
  greens: '',
  offset: '0',
  start: '',
  rateIn: FIRST_GATE_RATE,
  rateOut: FIRST_GATE_RATE,
});

export const fieldsFromMeasure = (measure: Measure, timeZone: string): MeasureFields => ({
  id: measure.id,
  type: measure.type,
  place: placeIdOf(measure),
  from: inputFromTime(measure.fromMs, timeZone),
  until: inputFromTime(measure.untilMs, timeZone),
  amount: String(amountOf(measure) ?? ''),
  phase: measure.type === 'shift-green' ? String(measure.phase + 1) : '1',
  cycle: 'cycleSeconds' in measure ? String(measure.cycleSeconds) : FIRST_CYCLE_SECONDS,
  direction: measure.type === 'one-way-walk-link' ? measure.direction : 'forward',
  greens: measure.type === 'set-signal-plan' ? measure.greenSeconds.join(', ') : '',
  offset: measure.type === 'set-signal-plan' ? String(measure.offsetSeconds) : '0',
  start: measure.type === 'emergency-run' ? (measure.from ?? '') : '',
  rateIn: measure.type === 'car-park-gate' ? String(measure.vehiclesPerHourIn) : FIRST_GATE_RATE,
  rateOut: measure.type === 'car-park-gate' ? String(measure.vehiclesPerHourOut) : FIRST_GATE_RATE,
});

export type MeasureResult =
  | { readonly ok: true; readonly measure: Measure }
  | { readonly ok: false; readonly errors: MeasureErrors };

export function measureFromFields(
  fields: MeasureFields,
  networks: DistrictNetworks,
  timeZone: string,
): MeasureResult {
  const errors: { -readonly [K in keyof MeasureErrors]: MeasureErrors[K] } = {};
  const fromMs = timeFromInput(fields.from, timeZone);
  const untilMs = timeFromInput(fields.until, timeZone);
  if (fromMs === null) errors.from = { key: 'error.time' };
  if (untilMs === null) errors.until = { key: 'error.time' };
  else if (fromMs !== null && untilMs <= fromMs) errors.until = { key: 'error.window' };
  const amount = numberFrom(fields.amount);
  if (hasAmount(fields.type)) {
    const { whole } = AMOUNTS[fields.type];
    const windowSeconds = fromMs === null || untilMs === null ? 0 : (untilMs - fromMs) / 1000;
    const { low, high } = amountLimits(fields.type, windowSeconds);
    const fits = amount >= low && amount <= high && (!whole || Number.isInteger(amount));
    if (!fits) errors.amount = { key: whole ? 'error.whole' : 'error.number', low, high };
  }
  const signal = networks.street.signals.find((candidate) => candidate.id === fields.place);
  const phases = signal?.phases.length ?? 1;
  const phase = Number(fields.phase);
  if (
    fields.type === 'shift-green' &&
    !(Number.isInteger(phase) && phase >= 1 && phase <= phases)
  ) {
    errors.phase = { key: 'error.whole', low: 1, high: phases };
  }
  const cycle = Number(fields.cycle);
  const fitsCycle = Number.isInteger(cycle) && cycle > amount && cycle <= MOST_CYCLE_SECONDS;
  if (hasCycle(fields.type) && !errors.amount && !fitsCycle) {
    errors.cycle = { key: 'error.whole', low: amount + 1, high: MOST_CYCLE_SECONDS };
  }
  const place = placeRecord(fields, networks);
  if (place === null) errors.place = { key: 'error.place' };
  const greens = fields.greens.split(/[\s,，、·]+/).flatMap((part) => (part ? [Number(part)] : []));
  const offset = numberFrom(fields.offset);
  const rates = { in: numberFrom(fields.rateIn), out: numberFrom(fields.rateOut) };
  if (fields.type === 'set-signal-plan') {
    const fits =
      greens.length === phases && greens.every((green) => isWithin(green, GREEN_SECONDS));
    // Without a signal nobody knows how many.
    if (signal && !fits) errors.greens = { key: 'error.greens', count: phases, ...GREEN_SECONDS };
    if (!isWithin(offset, OFFSET_SECONDS))
      errors.offset = { key: 'error.number', ...OFFSET_SECONDS };
  }
  if (fields.type === 'car-park-gate') {
    if (!isWithin(rates.in, GATE_RATE)) errors.rateIn = { key: 'error.number', ...GATE_RATE };
    if (!isWithin(rates.out, GATE_RATE)) errors.rateOut = { key: 'error.number', ...GATE_RATE };
  }
  if (fields.type === 'contraflow' && place !== null) {
    const lanes = oppositeLanes(networks, fields.place);
    if (lanes === 0) errors.place = { key: 'error.opposite' };
    else if (amount > lanes) errors.amount = { key: 'error.whole', low: 1, high: lanes };
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = measureSchema.safeParse({
    id: measureIdSchema.parse(fields.id),
    type: fields.type,
    fromMs,
    untilMs,
    ...place,
    ...(fields.type === 'meter-gate' ||
    fields.type === 'extra-trains' ||
    fields.type === 'meter-entrance' ||
    fields.type === 'hold-station'
      ? { personsPerMinute: amount }
      : {}),
    ...(fields.type === 'recommend-station' || fields.type === 'warn-of-link'
      ? { followPercent: amount }
      : {}),
    ...(fields.type === 'add-trains' ? { trains: amount } : {}),
    ...(fields.type === 'set-headway' ? { headwaySeconds: amount } : {}),
    ...(fields.type === 'place-barrier' ? { openMetres: amount } : {}),
    ...(fields.type === 'release-waves' ? { openSeconds: amount, cycleSeconds: cycle } : {}),
    ...(fields.type === 'crossing-waves' ? { walkSeconds: amount, cycleSeconds: cycle } : {}),
    ...(fields.type === 'one-way-walk-link' ? { direction: fields.direction } : {}),
    ...(fields.type === 'shift-green' ? { seconds: amount, phase: phase - 1 } : {}),
    ...(fields.type === 'post-staff' ? { staff: amount } : {}),
    ...(fields.type === 'contraflow' ? { lanes: amount } : {}),
    ...(fields.type === 'set-signal-plan' ? { greenSeconds: greens, offsetSeconds: offset } : {}),
    ...(fields.type === 'car-park-gate'
      ? { vehiclesPerHourIn: rates.in, vehiclesPerHourOut: rates.out }
      : {}),
    ...(fields.type === 'limit-kerb' ? { places: amount } : {}),
    ...(fields.type === 'emergency-run'
      ? { everyMinutes: amount, from: fields.start || null }
      : {}),
  });
  return parsed.success
    ? { ok: true, measure: parsed.data }
    : { ok: false, errors: { place: { key: 'error.place' } } };
}

const numberFrom = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const isWithin = (
  value: number,
  { low, high }: { readonly low: number; readonly high: number },
): boolean => value >= low && value <= high;

/** Lanes of the street in the other direction, which a contraflow takes; 0 of a one-way street. */
export function oppositeLanes({ street }: DistrictNetworks, id: string): number {
  const link = street.links.find((one) => one.id === id);
  const other = link && street.links.find((one) => one.from === link.to && one.to === link.from);
  return other?.lanes ?? 0;
}
