/** What a measure's place has now, beneath the field of what it shall have. */
import type { CityTransit, DistrictNetworks, ValueKind } from '#contracts';
import type { Translate } from '../i18n/index.ts';
import { type MeasureFields, oppositeLanes } from './measure-fields.ts';
import type { plannerMessages } from './planner-messages.ts';
import { presentHeadway } from './present-headway.ts';

export interface HintWords {
  readonly t: Translate<(typeof plannerMessages)['zh']>;
  readonly kindOf: (kind: ValueKind) => string;
}

export function amountHint(
  fields: MeasureFields,
  networks: DistrictNetworks,
  transit: CityTransit | null,
  { t, kindOf }: HintWords,
): string | null {
  if (fields.place === '') return null;
  if (fields.type === 'contraflow') {
    return t('measure.lanesNow', { lanes: oppositeLanes(networks, fields.place) });
  }
  if (fields.type !== 'set-headway' || transit === null) return null;
  const [from, until] = windowOfDay(fields);
  const now = presentHeadway(transit.network, fields.place, from, until);
  if (now === null) return null;
  const kind = kindOf(now.kind);
  if (now.gapSeconds === null) return t('measure.departuresNow', { count: now.departures, kind });
  const [low, high] = now.gapSeconds;
  return t('measure.headwayNow', { headway: low === high ? low : `${low}–${high}`, kind });
}

/** Of the car park's gate out. */
export function gateHint(
  fields: MeasureFields,
  networks: DistrictNetworks,
  { t, kindOf }: HintWords,
): string | null {
  const park = networks.venues
    .flatMap((venue) => venue.carParks.map((one) => ({ id: `${venue.id}|${one.name.zh}`, ...one })))
    .find(({ id }) => id === fields.place);
  if (fields.type !== 'car-park-gate' || !park) return null;
  return t('measure.gateNow', {
    out: park.exitVehiclesPerHour,
    kind: kindOf(park.kind),
    places: park.capacityVehicles,
  });
}

/** From `2026-11-22T21:30`, the district's own time; NaN while one is being typed. */
function windowOfDay({ from, until }: MeasureFields): readonly [number, number] {
  const dayOf = (text: string): number => Date.parse(`${text.slice(0, 10)}T00:00Z`) / 1000;
  const secondOf = (text: string): number => Date.parse(`${text}Z`) / 1000 - dayOf(from);
  return [secondOf(from), secondOf(until)];
}
