/**
 * The event form: texts that people type ↔ `EventPlan`. Every field's mistake is named at its
 * field; the contract's own schema has the last word.
 */
import {
  DEFAULT_MODE_SHARES,
  type DistrictNetworks,
  type EventPlan,
  eventIdSchema,
  eventPlanSchema,
  type ModeShares,
} from '#contracts';
import { inputFromTime, timeFromInput } from '../i18n/index.ts';
import { newId } from './new-id.ts';

export const MODES = ['metro', 'car', 'taxi', 'bus', 'walk'] as const;
export type Mode = (typeof MODES)[number];
/** Percent, as typed. */
export type ShareFields = Readonly<Record<Mode, string>>;

export interface EventFields {
  readonly id: string;
  readonly name: string;
  /** As it was: its English form goes with an unchanged name only. */
  readonly named?: Pick<EventPlan, 'name' | 'nameEn'>;
  readonly venue: string;
  readonly attendance: string;
  readonly start: string;
  readonly end: string;
  readonly spread: string;
  readonly dry: ShareFields;
  readonly rain: ShareFields;
}

export type EventFieldName = Exclude<keyof EventFields, 'id' | 'named'>;
export type FieldError =
  | { readonly key: 'error.required' | 'error.attendance' | 'error.venue' | 'error.time' }
  | { readonly key: 'error.endBeforeStart' | 'error.spread' | 'error.share' }
  | { readonly key: 'error.shareSum'; readonly sum: number };
export type EventErrors = Partial<Readonly<Record<EventFieldName, FieldError>>>;

const MINUTE_MS = 60_000;
/** A concert's length, for a new event. */
const NEW_EVENT = { leadMinutes: 60, lengthMinutes: 150, spreadMinutes: 8 } as const;

const percent = (share: number): string => String(Math.round(share * 1000) / 10);
const shareFields = (shares: ModeShares): ShareFields => ({
  metro: percent(shares.metro),
  car: percent(shares.car),
  taxi: percent(shares.taxi),
  bus: percent(shares.bus),
  walk: percent(shares.walk),
});

export const fieldsFromEvent = (event: EventPlan, timeZone: string): EventFields => ({
  id: event.id,
  name: event.name,
  ...(event.nameEn === undefined ? {} : { named: event }),
  venue: event.venue,
  attendance: String(event.attendance),
  start: inputFromTime(event.startMs, timeZone),
  end: inputFromTime(event.endMs, timeZone),
  spread: String(event.endSpreadMinutes),
  dry: shareFields(event.modeShares.dry),
  rain: shareFields(event.modeShares.rain),
});

export function newEventFields(
  networks: DistrictNetworks,
  nowMs: number,
  timeZone: string,
): EventFields {
  const venue = networks.venues[0];
  const startMs =
    Math.ceil(nowMs / (15 * MINUTE_MS)) * 15 * MINUTE_MS + NEW_EVENT.leadMinutes * MINUTE_MS;
  return {
    id: newId('event'),
    name: '',
    venue: venue?.id ?? '',
    attendance: venue ? String(venue.capacityPersons.value) : '',
    start: inputFromTime(startMs, timeZone),
    end: inputFromTime(startMs + NEW_EVENT.lengthMinutes * MINUTE_MS, timeZone),
    spread: String(NEW_EVENT.spreadMinutes),
    dry: shareFields(DEFAULT_MODE_SHARES.dry),
    rain: shareFields(DEFAULT_MODE_SHARES.rain),
  };
}

const numberFrom = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

function readShares(fields: ShareFields): ModeShares | FieldError {
  const values = MODES.map((mode) => numberFrom(fields[mode]));
  if (values.some((value) => !(value >= 0 && value <= 100))) return { key: 'error.share' };
  const sum = values.reduce((total, value) => total + value, 0);
  // Percent are typed to a tenth; more apart than that is a mistake, not a rounding.
  if (Math.abs(sum - 100) > 0.05) return { key: 'error.shareSum', sum: Math.round(sum * 10) / 10 };
  const [metro = 0, car = 0, taxi = 0, bus = 0, walk = 0] = values.map((value) => value / sum);
  return { metro, car, taxi, bus, walk };
}

const isError = (value: ModeShares | FieldError): value is FieldError => 'key' in value;

export type EventResult =
  | { readonly ok: true; readonly event: EventPlan }
  | { readonly ok: false; readonly errors: EventErrors };

export function eventFromFields(
  fields: EventFields,
  networks: DistrictNetworks,
  timeZone: string,
): EventResult {
  const errors: { [K in EventFieldName]?: FieldError } = {};
  if (fields.name.trim() === '') errors.name = { key: 'error.required' };
  const venue = networks.venues.find((candidate) => candidate.id === fields.venue);
  if (!venue) errors.venue = { key: 'error.venue' };
  const attendance = numberFrom(fields.attendance);
  if (!(Number.isInteger(attendance) && attendance >= 0 && attendance <= 500_000)) {
    errors.attendance = { key: 'error.attendance' };
  }
  const startMs = timeFromInput(fields.start, timeZone);
  const endMs = timeFromInput(fields.end, timeZone);
  if (startMs === null) errors.start = { key: 'error.time' };
  if (endMs === null) errors.end = { key: 'error.time' };
  else if (startMs !== null && endMs <= startMs) errors.end = { key: 'error.endBeforeStart' };
  const spread = numberFrom(fields.spread);
  if (!(spread >= 0 && spread <= 120)) errors.spread = { key: 'error.spread' };
  const dry = readShares(fields.dry);
  const rain = readShares(fields.rain);
  if (isError(dry)) errors.dry = dry;
  if (isError(rain)) errors.rain = rain;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const nameEn = fields.named?.name === fields.name.trim() ? fields.named.nameEn : undefined;
  const parsed = eventPlanSchema.safeParse({
    id: eventIdSchema.parse(fields.id),
    name: fields.name.trim(),
    ...(nameEn === undefined ? {} : { nameEn }),
    venue: venue?.id,
    attendance,
    startMs,
    endMs,
    endSpreadMinutes: spread,
    modeShares: { dry, rain },
  });
  return parsed.success
    ? { ok: true, event: parsed.data }
    : { ok: false, errors: { name: { key: 'error.required' } } };
}
