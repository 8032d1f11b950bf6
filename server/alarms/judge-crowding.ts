/**
 * Density and station-queue alarms. The forecast calls `report` after every run with the places that
 * matter, once for the present ('now') and once for what is ahead ('forecast').
 *
 * Raised above the limit; cleared below 85 % of it (or when no longer reported) in two reports in a
 * row, so that a value at the limit does not flicker.
 * Priorities: density now → critical (above 4 persons/m² a crowd is unstable, Green Guide), queue now
 * → high, anything forecast → medium.
 */
import {
  type AlarmPriority,
  type DistrictNetworks,
  type LocalizedText,
  PLATFORM_FULL_PERSONS_PER_SQUARE_METRE,
  type StationId,
  stationIdSchema,
  type WalkLinkId,
  walkLinkIdSchema,
} from '#contracts';
import { type AlarmBook, alarmKey } from './alarm-book.ts';
import { nameNetworkPlace } from './name-place.ts';

export const DENSITY_LIMIT_PERSONS_PER_SQUARE_METRE = 4;
const CLEAR_SHARE = 0.85;
const CALM_REPORTS = 2;

export type CrowdedPlace =
  | {
      readonly type: 'density';
      readonly link: WalkLinkId;
      readonly personsPerSquareMetre: number;
      /** When it is expected or was seen. */
      readonly atMs: number;
    }
  | {
      /** The densest platform of a station. */
      readonly type: 'platform';
      readonly station: StationId;
      readonly personsPerSquareMetre: number;
      readonly atMs: number;
    }
  | {
      readonly type: 'station-queue';
      readonly station: StationId;
      readonly persons: number;
      /** Above it the queue is an alarm. */
      readonly limitPersons: number;
      readonly atMs: number;
    };

export interface CrowdingAlarms {
  report(when: 'now' | 'forecast', places: readonly CrowdedPlace[]): void;
}

export function createCrowdingAlarms(
  networks: DistrictNetworks,
  book: AlarmBook,
  timeZone: string,
): CrowdingAlarms {
  /** Reports in a row in which an open alarm's place was calm. */
  const calm = new Map<string, number>();
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });

  const report = (when: 'now' | 'forecast', places: readonly CrowdedPlace[]): void => {
    const excited = new Set<string>();
    for (const crowded of places) {
      const place =
        crowded.type === 'density'
          ? ({ type: 'walk-link', link: walkLinkIdSchema.parse(crowded.link) } as const)
          : ({ type: 'station', station: stationIdSchema.parse(crowded.station) } as const);
      const kind = when === 'forecast' ? 'forecast' : 'inferred';
      const cause = causeOf(crowded);
      const key = alarmKey({ cause, kind, place });
      const share = shareOfLimit(crowded);
      if (share >= CLEAR_SHARE) excited.add(key);
      if (share <= 1 || book.find(key)) continue;
      const named = nameNetworkPlace(networks, place);
      if (!named) continue;
      book.raise({
        ...named,
        priority: priorityOf(when, cause),
        cause,
        kind,
        source: when === 'forecast' ? 'forecast' : 'nowcast',
        message: messageOf(when, crowded, clock.format(crowded.atMs)),
      });
    }
    for (const key of book.openKeys()) {
      const [cause, alarmWhen] = key.split('|');
      if (alarmWhen !== when || (cause !== 'density' && cause !== 'station-queue')) continue;
      if (excited.has(key)) {
        calm.delete(key);
        continue;
      }
      const count = (calm.get(key) ?? 0) + 1;
      if (count < CALM_REPORTS) calm.set(key, count);
      else {
        calm.delete(key);
        book.clear(key);
      }
    }
  };
  return { report };
}

const causeOf = ({ type }: CrowdedPlace): 'density' | 'station-queue' =>
  type === 'station-queue' ? 'station-queue' : 'density';

function shareOfLimit(crowded: CrowdedPlace): number {
  if (crowded.type === 'station-queue') return crowded.persons / crowded.limitPersons;
  const limit =
    crowded.type === 'platform'
      ? PLATFORM_FULL_PERSONS_PER_SQUARE_METRE
      : DENSITY_LIMIT_PERSONS_PER_SQUARE_METRE;
  return crowded.personsPerSquareMetre / limit;
}

function priorityOf(when: 'now' | 'forecast', cause: 'density' | 'station-queue'): AlarmPriority {
  if (when === 'forecast') return 'medium';
  return cause === 'density' ? 'critical' : 'high';
}

function messageOf(when: 'now' | 'forecast', crowded: CrowdedPlace, time: string): LocalizedText {
  const value = textOfValue(crowded);
  if (when === 'now') return value;
  return { zh: `预测 ${time} ${value.zh}`, en: `Forecast for ${time}: ${value.en}` };
}

function textOfValue(crowded: CrowdedPlace): LocalizedText {
  if (crowded.type === 'station-queue') {
    const persons = Math.round(crowded.persons);
    return { zh: `车站排队 ${persons} 人`, en: `Station queue of ${persons} people` };
  }
  const density = crowded.personsPerSquareMetre.toFixed(1);
  return crowded.type === 'platform'
    ? { zh: `站台密度 ${density} 人/m²`, en: `Platform density ${density} persons/m²` }
    : { zh: `人群密度 ${density} 人/m²`, en: `Crowd density ${density} persons/m²` };
}
