/**
 * The metro behind the district's station doors, in one clock. People queue in front of an entrance as
 * entities of the district; who goes in becomes a whole number of people in the run of the lines and
 * stays in the station's list until a train has taken them. Stations without lines keep the rates of
 * district/stations.ts. Given to createDistrictRun as `ports.stations`. docs/models/coupling.md
 */
import type { TransitMeasure } from '#contracts';
import { createStations, type Stations } from '../district/stations.ts';
import { savedBuffer } from '../kernel/entity-pool.ts';
import type { CompiledDemand, TransitDemand, TransitModel, TransitRun } from '../transit/index.ts';
import { createTransitRun, TICKS_PER_SECOND, ticksFromSeconds } from '../transit/index.ts';
import { createCoupledStations } from './create-coupled-stations.ts';
import { matchStations, type StationMatch, UNCOUPLED } from './match-stations.ts';
import { SERVICE_DAY_BEGINS_SECOND, serviceSecondAt } from './prepare-lines.ts';

const DAY_ENDS_TICK = ticksFromSeconds(SERVICE_DAY_BEGINS_SECOND + 86_400);

export interface TransitStationsOptions {
  readonly transit: TransitModel;
  /** Those of the district run. */
  readonly startMs: number;
  readonly timeZone: string;
  readonly seed: number;
  /** People of the lines who do not come from the district; none by default. */
  readonly demand?: TransitDemand | CompiledDemand;
  readonly measures?: readonly TransitMeasure[];
  /** The lines begin this much before the district, so that it meets trains with people in them; 0 by default. */
  readonly leadSeconds?: number;
  readonly logStops?: boolean;
}

export interface TransitStations {
  /** For createDistrictRun, once: `{ stations }`. */
  readonly stations: typeof createStations;
  readonly run: TransitRun;
  /** Whole people so far; before the district run is made all are 0. */
  count(): HandedPeople;
  match(): StationMatch;
  /** People in front of each entrance of the district's model, 0 at stations without lines. A live view. */
  outside(): ArrayLike<number>;
  /** People in and in front of stations from which no train leaves any more. */
  withoutTrain(): number;
}

export interface HandedPeople {
  /** Out of the district into the lines: in front of gates, on platforms, or gone. */
  readonly handed: number;
  /** Of these, still in a station on their way in / taken away by trains / out again and in front. */
  readonly inside: number;
  readonly byTrain: number;
  readonly walkedOut: number;
  /** In front of entrances that have lines behind them. */
  readonly outside: number;
  /** People of the lines' own demand who came in. */
  readonly others: number;
  /** Service days that are over, and who was in the lines on them: all have left. */
  readonly daysOver: number;
  readonly leftOnDaysOver: number;
}

const NOBODY: HandedPeople = {
  handed: 0,
  inside: 0,
  byTrain: 0,
  walkedOut: 0,
  outside: 0,
  others: 0,
  daysOver: 0,
  leftOnDaysOver: 0,
};

export function createTransitStations(options: TransitStationsOptions): TransitStations {
  const { transit, startMs, timeZone, seed, demand, measures, logStops, leadSeconds = 0 } = options;
  if (transit.network.timeZone !== timeZone) {
    throw new Error(
      `coupling: the lines run in ${transit.network.timeZone}, the district in ${timeZone}; both need one clock`,
    );
  }
  const startTick = ticksFromSeconds(serviceSecondAt(startMs, timeZone));
  const run = createTransitRun(transit, {
    startTick: startTick - ticksFromSeconds(leadSeconds),
    seed,
    ...(demand && { demand }),
    ...(measures && { measures }),
    ...(logStops && { logStops }),
  });
  run.advanceTo(startTick);
  /** The same day from its beginning: riders come again when the demand's first interval does. */
  const nextDay = () =>
    createTransitRun(transit, {
      startTick: ticksFromSeconds(SERVICE_DAY_BEGINS_SECOND),
      seed,
      ...(demand && { demand }),
    }).save();
  let coupled: ReturnType<typeof createCoupledStations> | undefined;
  let match: StationMatch | undefined;

  const factory: typeof createStations = (model, pool, parameters): Stations => {
    if (coupled) {
      throw new Error(
        'coupling: one run of the lines stands behind one district run; make another',
      );
    }
    const found = matchStations(model, transit);
    const plain = createStations(model, pool, parameters);
    const metro = createCoupledStations({ model, pool, parameters, run, match: found, plain });
    match = found;
    coupled = metro;
    const isCoupled = (entrance: number): boolean => found.transitEntrance[entrance] !== UNCOUPLED;
    return {
      waiting: plain.waiting,
      entriesTotal: plain.entriesTotal,
      canJoin: (entrance) =>
        isCoupled(entrance) ? metro.canJoin(entrance) : plain.canJoin(entrance),
      join: (entrance, entity) =>
        isCoupled(entrance) ? metro.join(entrance, entity) : plain.join(entrance, entity),
      expectedWaitSeconds: (entrance) =>
        isCoupled(entrance)
          ? metro.expectedWaitSeconds(entrance)
          : plain.expectedWaitSeconds(entrance),
      setConditions: (conditions) => {
        plain.setConditions(conditions);
        metro.setConditions(conditions);
      },
      step: (depart) => {
        plain.step(depart);
        if (run.nowTick >= DAY_ENDS_TICK) {
          metro.turnDay(() => {
            // What planners set was of the day before; whoever sets measures gives them anew.
            run.setMeasures([]);
            run.restore(nextDay());
          });
        }
        metro.step(run.nowTick + TICKS_PER_SECOND, depart);
      },
      countPeople: () => plain.countPeople() + metro.countPeople(),
      save: (into, name) => {
        plain.save(into, `${name}.plain`);
        metro.save(into, `${name}.coupled`);
        const { bytes, packets } = run.save();
        into.set(`${name}.lines`, bytes);
        into.set(`${name}.line-packets`, new Int32Array([packets]).buffer);
      },
      restore: (from, name) => {
        plain.restore(from, `${name}.plain`);
        metro.restore(from, `${name}.coupled`);
        const [packets = 0] = new Int32Array(savedBuffer(from, `${name}.line-packets`));
        run.restore({ bytes: savedBuffer(from, `${name}.lines`), packets });
      },
    };
  };
  return {
    stations: factory,
    run,
    count: () => coupled?.count() ?? NOBODY,
    match: () => {
      if (!match)
        throw new Error('coupling: make the district run first, then ask what stands where');
      return match;
    },
    outside: () => coupled?.outside ?? [],
    withoutTrain: () => coupled?.withoutTrain() ?? 0,
  };
}
