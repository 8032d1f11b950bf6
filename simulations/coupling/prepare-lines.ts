/**
 * The lines of a built city behind the doors of a district, made once for many runs: the model of the
 * lines, which stands behind which station, and the people of the lines who do not come from the
 * district's streets. Who rides is inferred: a station's entries of a day by the profile of the hour
 * (demand/day-profiles.ts), goals by gravity (transit/demand/estimate-demand.ts).
 */
import { type CityTransit, stationsBehind } from '#contracts';
import {
  HOME_LEAVING,
  secondOfDayAt,
  tripsPerSecond,
  WORK_LEAVING,
} from '../demand/day-profiles.ts';
import type { DistrictModel } from '../network/model-types.ts';
import {
  buildTransitModel,
  type CompiledDemand,
  compileDemand,
  estimateTransitDemand,
  type TransitModel,
} from '../transit/index.ts';
import { beginAlongLines, type LinesWithStarts } from './begin-along-lines.ts';
import { matchStations, type StationMatch } from './match-stations.ts';

/** Until then a clock belongs to the service day before: last trains end by 1:30, first ones start at 4:50. */
export const SERVICE_DAY_BEGINS_SECOND = 3.5 * 3600;
const SERVICE_DAY_ENDS_SECOND = SERVICE_DAY_BEGINS_SECOND + 86_400;
const INTERVAL_SECONDS = 1800;
/** Trains are as full as the hour makes them when the district meets them. */
const LEAST_LEAD_SECONDS = 3600;
const LEAVING = HOME_LEAVING.map((share, hour) => share + (WORK_LEAVING[hour] ?? 0));

export interface DistrictLines extends Omit<LinesWithStarts, 'network'> {
  /** With the directions that begin along the lines. */
  readonly transit: TransitModel;
  readonly match: StationMatch;
  /** When lines begin that a district meets at a second of the service day, and who rides them from then on. */
  openAt(serviceSecond: number): { readonly leadSeconds: number; readonly demand: CompiledDemand };
}

/** null: no station of the district has lines. Throws where the two cannot be matched, by name. */
export function prepareDistrictLines(
  district: DistrictModel,
  { network, riders }: CityTransit,
): DistrictLines | null {
  const ours = new Set(
    district.networks.stations.flatMap((station) => stationsBehind(network, station)),
  );
  if (ours.size === 0) return null;
  const { network: withStarts, basePattern, stopsBefore } = beginAlongLines(network, ours);
  const transit = buildTransitModel(withStarts);
  const match = matchStations(district, transit);
  let made: { readonly second: number; readonly demand: CompiledDemand } | undefined;
  return {
    transit,
    match,
    basePattern,
    stopsBefore,
    openAt: (serviceSecond) => {
      const latest = serviceSecond - LEAST_LEAD_SECONDS;
      const second = Math.max(0, Math.floor(latest / INTERVAL_SECONDS) * INTERVAL_SECONDS);
      if (made?.second !== second) {
        made = { second, demand: demandFrom(transit, riders.entriesPerDay, ours, second) };
      }
      return { leadSeconds: serviceSecond - second, demand: made.demand };
    },
  };
}

export function serviceSecondAt(timeMs: number, timeZone: string): number {
  const second = secondOfDayAt(Math.floor(timeMs / 1000) * 1000, timeZone);
  return second < SERVICE_DAY_BEGINS_SECOND ? second + 86_400 : second;
}

function demandFrom(
  transit: TransitModel,
  entriesPerDay: readonly number[],
  ours: ReadonlySet<number>,
  fromSecond: number,
): CompiledDemand {
  const intervals = Math.ceil((SERVICE_DAY_ENDS_SECOND - fromSecond) / INTERVAL_SECONDS);
  const entries = Array.from({ length: intervals }, (_, k) => {
    const middle = fromSecond + (k + 0.5) * INTERVAL_SECONDS;
    const part = INTERVAL_SECONDS * tripsPerSecond(LEAVING, 1, middle % 86_400);
    return entriesPerDay.map((perDay) => Math.round(perDay * part));
  });
  const all = estimateTransitDemand(transit, {
    fromSecond,
    intervalSeconds: INTERVAL_SECONDS,
    entries,
    exits: entriesPerDay,
  });
  const rows = Array.from(all.from, (_, row) => row);
  const elsewhere = rows.filter((row) => !ours.has(all.from[row] as number));
  const pick = (of: ArrayLike<number>): number[] => elsewhere.map((row) => of[row] as number);
  // Who goes in at the district's own stations comes on foot; where they want to is what the table says.
  const { anyGoal } = compileDemand(transit, all);
  const demand = compileDemand(transit, {
    from: pick(all.from),
    to: pick(all.to),
    fromSecond: pick(all.fromSecond),
    untilSecond: pick(all.untilSecond),
    persons: pick(all.persons),
  });
  return { ...demand, anyGoal };
}
