/** The reference district, its lines, and who leaves the stadium: what `bench -- coupled` runs. */
import { DEFAULT_MODE_SHARES, eventPlanSchema } from '#contracts';
import {
  buildDistrictModel,
  type CompiledDemand,
  compileDemand,
  createDistrictRun,
  createTransitStations,
  DEFAULT_PARAMETERS,
  type DistrictModel,
  type DistrictRun,
  type RunInput,
  TICKS_PER_SECOND,
  type TransitModel,
  type TransitStations,
} from '#simulations';
import { readReferenceNetworks } from '../crowd-district/reference-networks.ts';
import { openEvening } from '../transit/open-evening.ts';

const END_MS = Date.parse('2026-11-22T14:00:00Z');
const SPREAD_MINUTES = 8;
export const START_MS = END_MS - 24 * 60_000;
export const UNTIL_MS = START_MS + 2 * 3_600_000;
/** An hour before the district, on a quarter: trains are as full as the evening makes them at 21:36. */
const LINES_FROM_SECOND = 20.5 * 3600;
const STADIUM = 'ref/shanghai-stadium';
const RAIN = { rainMillimetresPerHour: 8, temperatureCelsius: 12, windMetresPerSecond: 5 };

export interface CoupledWorld {
  readonly model: DistrictModel;
  readonly transit: TransitModel;
  readonly demand: CompiledDemand;
}

export async function openCoupledWorld(): Promise<CoupledWorld> {
  const model = buildDistrictModel(readReferenceNetworks());
  const { model: transit, demand } = await openEvening();
  const names = new Set(model.networks.stations.map(({ name }) => name.zh));
  const isOurs = transit.network.stations.map(({ name }) => names.has(name.zh));
  return { model, transit, demand: withoutOrigins(transit, demand, isOurs) };
}

/** Who goes in at the district's own stations comes on foot, so the table's people there stay away. */
function withoutOrigins(
  transit: TransitModel,
  demand: CompiledDemand,
  isOurs: readonly boolean[],
): CompiledDemand {
  const columns = { from: [], to: [], fromSecond: [], untilSecond: [], persons: [] } as Record<
    'from' | 'to' | 'fromSecond' | 'untilSecond' | 'persons',
    number[]
  >;
  for (let station = 0; station < transit.stationCount; station += 1) {
    if (isOurs[station]) continue;
    const end = demand.intervalStart[station + 1] as number;
    for (let k = demand.intervalStart[station] as number; k < end; k += 1) {
      if ((demand.intervalFrom[k] as number) < LINES_FROM_SECOND * TICKS_PER_SECOND) continue;
      const last = demand.goalStart[k + 1] as number;
      for (let goal = demand.goalStart[k] as number; goal < last; goal += 1) {
        columns.from.push(station);
        columns.to.push(transit.stationOfClass[demand.goal[goal] as number] as number);
        columns.fromSecond.push((demand.intervalFrom[k] as number) / TICKS_PER_SECOND);
        columns.untilSecond.push((demand.intervalUntil[k] as number) / TICKS_PER_SECOND);
        columns.persons.push(demand.people[goal] as number);
      }
    }
  }
  // Where people from the street want to go stays what the whole table says.
  return { ...compileDemand(transit, columns), anyGoal: demand.anyGoal };
}

export function openCoupledRun(
  world: CoupledWorld,
  streetFactor: number,
  withTrains: boolean,
): { readonly run: DistrictRun; readonly metro: TransitStations } {
  const input: RunInput = {
    startMs: START_MS,
    timeZone: 'Asia/Shanghai',
    seed: 1,
    weather: RAIN,
    events: [
      eventPlanSchema.parse({
        id: 'egress',
        name: 'Egress',
        venue: STADIUM,
        attendance: 60_000,
        startMs: END_MS - 9_000_000,
        endMs: END_MS,
        endSpreadMinutes: SPREAD_MINUTES,
        modeShares: DEFAULT_MODE_SHARES,
      }),
    ],
    measures: [],
    demandFactors: { walk: 1, street: streetFactor },
    // All 40,000 come: with the default, drivers go round a district whose border has a long queue.
    parameters: { ...DEFAULT_PARAMETERS, gatewayPatienceVehicles: 10_000 },
  };
  const metro = createTransitStations({
    transit: world.transit,
    startMs: START_MS,
    timeZone: input.timeZone,
    seed: input.seed,
    demand: world.demand,
    leadSeconds: (21 * 60 + 36) * 60 - LINES_FROM_SECOND,
  });
  const ports = withTrains ? { stations: metro.stations } : {};
  return { run: createDistrictRun(world.model, input, ports), metro };
}
