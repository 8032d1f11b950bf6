/** The measure form: what people choose and type ↔ `Measure`; and a measure in words. */
import { type DistrictNetworks, type Measure, measureIdSchema, measureSchema } from '#contracts';
import { inputFromTime, type Translate, timeFromInput } from '../i18n/index.ts';
import { newId } from './new-id.ts';
import type { PlaceOption, PlaceOptions } from './place-options.ts';
import type { plannerMessages } from './planner-messages.ts';

export const MEASURE_TYPES = [
  'meter-gate',
  'close-gate',
  'close-street',
  'give-street-to-walkers',
  'close-walk-link',
  'close-entrance',
  'extra-trains',
  'shift-green',
  'post-staff',
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
}

export type MeasureError =
  | { readonly key: 'error.place' | 'error.time' | 'error.window' }
  | { readonly key: 'error.number'; readonly low: number; readonly high: number };
export type MeasureErrors = Partial<
  Readonly<Record<'place' | 'from' | 'until' | 'amount' | 'phase', MeasureError>>
>;

/** The typed amount: its limits (as in the contract), its start value and label. */
export const AMOUNTS = {
  'meter-gate': { low: 0, high: 10_000, first: 200, whole: false, label: 'measure.persons' },
  'extra-trains': { low: 0, high: 5_000, first: 300, whole: false, label: 'measure.persons' },
  'shift-green': { low: -60, high: 60, first: 10, whole: false, label: 'measure.seconds' },
  'post-staff': { low: 1, high: 500, first: 4, whole: true, label: 'measure.staff' },
} as const;
export type AmountType = keyof typeof AMOUNTS;
export const hasAmount = (type: Measure['type']): type is AmountType => type in AMOUNTS;

const WINDOW_MS = 60 * 60_000;

export const newMeasureFields = (startMs: number, timeZone: string): MeasureFields => ({
  id: newId('measure'),
  type: 'meter-gate',
  place: '',
  from: inputFromTime(startMs, timeZone),
  until: inputFromTime(startMs + WINDOW_MS, timeZone),
  amount: String(AMOUNTS['meter-gate'].first),
  phase: '1',
});

/** Which list of places a measure chooses from. */
export function placesFor(type: Measure['type'], options: PlaceOptions): readonly PlaceOption[] {
  switch (type) {
    case 'close-gate':
    case 'meter-gate':
      return options.gates;
    case 'close-street':
    case 'give-street-to-walkers':
      return options.streets;
    case 'close-walk-link':
    case 'post-staff':
      return options.walks;
    case 'close-entrance':
      return options.entrances.flat();
    case 'shift-green':
      return options.signals;
    case 'extra-trains':
      return options.stations;
    default:
      return type satisfies never;
  }
}

export function placeIdOf(measure: Measure): string {
  switch (measure.type) {
    case 'close-gate':
    case 'meter-gate':
      return measure.gate;
    case 'close-walk-link':
    case 'close-street':
    case 'give-street-to-walkers':
    case 'post-staff':
      return measure.link;
    case 'close-entrance':
      return measure.entrance;
    case 'shift-green':
      return measure.signal;
    case 'extra-trains':
      return measure.station;
    default:
      return measure satisfies never;
  }
}

function amountOf(measure: Measure): number | null {
  switch (measure.type) {
    case 'meter-gate':
    case 'extra-trains':
      return measure.personsPerMinute;
    case 'shift-green':
      return measure.seconds;
    case 'post-staff':
      return measure.staff;
    default:
      return null;
  }
}

export const fieldsFromMeasure = (measure: Measure, timeZone: string): MeasureFields => ({
  id: measure.id,
  type: measure.type,
  place: placeIdOf(measure),
  from: inputFromTime(measure.fromMs, timeZone),
  until: inputFromTime(measure.untilMs, timeZone),
  amount: String(amountOf(measure) ?? ''),
  phase: measure.type === 'shift-green' ? String(measure.phase + 1) : '1',
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
  const amount = fields.amount.trim() === '' ? Number.NaN : Number(fields.amount);
  if (hasAmount(fields.type)) {
    const { low, high, whole } = AMOUNTS[fields.type];
    const fits = amount >= low && amount <= high && (!whole || Number.isInteger(amount));
    if (!fits) errors.amount = { key: 'error.number', low, high };
  }
  const signal = networks.street.signals.find((candidate) => candidate.id === fields.place);
  const phases = signal?.phases.length ?? 1;
  const phase = Number(fields.phase);
  if (
    fields.type === 'shift-green' &&
    !(Number.isInteger(phase) && phase >= 1 && phase <= phases)
  ) {
    errors.phase = { key: 'error.number', low: 1, high: phases };
  }
  const place = placeRecord(fields, networks);
  if (place === null) errors.place = { key: 'error.place' };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const parsed = measureSchema.safeParse({
    id: measureIdSchema.parse(fields.id),
    type: fields.type,
    fromMs,
    untilMs,
    ...place,
    ...(fields.type === 'meter-gate' || fields.type === 'extra-trains'
      ? { personsPerMinute: amount }
      : {}),
    ...(fields.type === 'shift-green' ? { seconds: amount, phase: phase - 1 } : {}),
    ...(fields.type === 'post-staff' ? { staff: amount } : {}),
  });
  return parsed.success
    ? { ok: true, measure: parsed.data }
    : { ok: false, errors: { place: { key: 'error.place' } } };
}

/** The contract's field for the place; null when the city has no such place. */
function placeRecord(
  { type, place }: MeasureFields,
  networks: DistrictNetworks,
): Readonly<Record<string, string>> | null {
  const known = (list: readonly { readonly id: string }[], key: string) =>
    list.some((item) => item.id === place) ? { [key]: place } : null;
  switch (type) {
    case 'close-gate':
    case 'meter-gate':
      return known(
        networks.venues.flatMap((venue) => venue.gates),
        'gate',
      );
    case 'close-street':
    case 'give-street-to-walkers':
      return known(networks.street.links, 'link');
    case 'close-walk-link':
    case 'post-staff':
      return known(networks.walk.links, 'link');
    case 'close-entrance': {
      const station = networks.stations.find((candidate) =>
        candidate.entrances.some((entrance) => entrance.id === place),
      );
      return station ? { station: station.id, entrance: place } : null;
    }
    case 'shift-green':
      return known(networks.street.signals, 'signal');
    case 'extra-trains':
      return known(networks.stations, 'station');
    default:
      return type satisfies never;
  }
}

type PlannerZh = (typeof plannerMessages)['zh'];

/** `Meter gate: Gate 3, 200 persons/min`. */
export function measureWords(
  measure: Measure,
  options: PlaceOptions,
  t: Translate<PlannerZh>,
): { readonly what: string; readonly where: string; readonly detail: string | null } {
  const id = placeIdOf(measure);
  const where = placesFor(measure.type, options).find((option) => option.id === id)?.label ?? id;
  const what = t(`measure.${measure.type}`);
  switch (measure.type) {
    case 'meter-gate': {
      const persons = measure.personsPerMinute;
      return {
        what,
        where,
        detail: persons === 0 ? t('measure.holds') : t('measure.atPersons', { persons }),
      };
    }
    case 'extra-trains':
      return {
        what,
        where,
        detail: t('measure.addsPersons', { persons: measure.personsPerMinute }),
      };
    case 'shift-green': {
      const seconds = `${measure.seconds < 0 ? '−' : '+'}${Math.abs(measure.seconds)}`;
      return {
        what,
        where,
        detail: t('measure.addsSeconds', { phase: measure.phase + 1, seconds }),
      };
    }
    case 'post-staff':
      return { what, where, detail: t('measure.staffCount', { staff: measure.staff }) };
    default:
      return { what, where, detail: null };
  }
}

/** Who carries a measure out: for the plan on paper. */
export function whoDoes(type: Measure['type'], t: Translate<PlannerZh>): string {
  switch (type) {
    case 'close-gate':
    case 'meter-gate':
      return t('who.venue');
    case 'close-street':
    case 'give-street-to-walkers':
    case 'close-walk-link':
      return t('who.police');
    case 'close-entrance':
    case 'extra-trains':
      return t('who.metro');
    case 'shift-green':
      return t('who.signal');
    case 'post-staff':
      return t('who.grid');
    default:
      return type satisfies never;
  }
}
