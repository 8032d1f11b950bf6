/**
 * Forecourts and halls of the stations that have lines behind them. Order of a second: the lines move
 * on, boarded people leave the halls, then people go in at the slower of the district's door rate and
 * the lines' own entrance. The street's queue stays with the district, so that no entrance swallows it.
 */
import type { createStations, Stations } from '../district/stations.ts';
import type { EntityPool } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import { createWaitingLists } from '../kernel/waiting-lists.ts';
import { TICKS_PER_SECOND, type TransitRun } from '../transit/index.ts';
import { ENTERED } from '../transit/run/transit-state.ts';
import { createTrainWaits } from './create-train-waits.ts';
import { createPlatformFollower } from './follow-platforms.ts';
import { type StationMatch, UNCOUPLED } from './match-stations.ts';
import { takePeople } from './take-people.ts';

/** People stand this many seconds of an entrance's rate before it, so that it never runs dry. */
const SECONDS_AHEAD = 2;
/** Places of `totals`. */
const HANDED = 0;
const BY_TRAIN = 1;
const WALKED_OUT = 2;
const OTHERS = 3;
const DAYS = 4;
const BEFORE_TODAY = 5;

export function createCoupledStations(options: {
  readonly model: Parameters<typeof createStations>[0];
  readonly pool: EntityPool;
  readonly parameters: Parameters<typeof createStations>[2];
  readonly run: TransitRun;
  readonly match: StationMatch;
  /** Shares its counts: `waiting` and `entriesTotal` hold every station. */
  readonly plain: Stations;
}) {
  const { model, pool, parameters, run, match, plain } = options;
  const { entrances, networks } = model;
  const { transitEntrance, transitStation } = match;
  const { state } = run;
  const stationCount = networks.stations.length;
  const forecourts = createWaitingLists(entrances.length, pool);
  const halls = createWaitingLists(stationCount, pool);
  const entranceCredit = new Float64Array(entrances.length);
  const doorCredit = new Float64Array(stationCount);
  const handedAt = new Int32Array(stationCount);
  const othersAt = new Int32Array(stationCount);
  /** [handed, by train, walked out, others who came in, service days over, people of the lines in those] */
  const totals = Int32Array.of(0, 0, 0, state.scalars[ENTERED] as number, 0, 0);
  const follower = createPlatformFollower(run, transitStation);
  const trainWaits = createTrainWaits(run, transitStation);
  const saved = {
    ...{ entranceCredit, doorCredit, handedAt, othersAt, totals },
    ...follower.arrays,
  };
  const order = entrances.flatMap((_, index) =>
    transitEntrance[index] === UNCOUPLED ? [] : [index],
  );
  const coupledStations = Array.from(transitStation, (_, station) => station).filter(
    (station) => transitStation[station] !== UNCOUPLED,
  );
  const doorsOf = Array.from(transitStation, (station) =>
    Array.from(run.model.entranceStation, (at, entrance) => ({ at, entrance }))
      .filter(({ at }) => at === station)
      .map(({ entrance }) => entrance),
  );
  let doorFlow = new Float64Array(stationCount).fill(Number.POSITIVE_INFINITY);
  let closed = new Uint8Array(entrances.length);
  let metered = new Float64Array(entrances.length).fill(Number.POSITIVE_INFINITY);

  const stationOf = (entrance: number): number => entrances[entrance]?.station ?? UNCOUPLED;
  const behind = (entrance: number): number => transitEntrance[entrance] as number;
  const rateOf = (entrance: number): number =>
    Math.min(
      metered[entrance] as number,
      ((entrances[entrance]?.capacityPersonsPerMinute ?? 0) / 60) *
        parameters.stationCapacityFactor,
    );
  const isShut = (entrance: number): boolean =>
    closed[entrance] === 1 || state.entranceClosed[behind(entrance)] === 1;
  /** May somebody step up to the lines' entrance: it keeps only a short queue of its own. */
  const isRoom = (entrance: number): boolean => {
    const ticks = state.elementTicks[behind(entrance)] as number;
    const ahead = run.queueAt(behind(entrance));
    if (ticks === 0) return ahead === 0;
    return ahead < 1 + (SECONDS_AHEAD * TICKS_PER_SECOND) / ticks;
  };

  /** Does any train still leave from there. */
  const isServed = (station: number): boolean =>
    run.model.stopStation.some(
      (at, stop) => at === transitStation[station] && (state.stopComing[stop] as number) > 0,
    );

  /** The station's open entrance with the fewest people in front; of all when none is open. */
  const fewestAt = (station: number): number => {
    const doors = order.filter((entrance) => stationOf(entrance) === station);
    const open = doors.filter((entrance) => !isShut(entrance));
    const [first] = (open.length > 0 ? open : doors).sort(
      (a, b) => (forecourts.size[a] as number) - (forecourts.size[b] as number) || a - b,
    );
    return first ?? UNCOUPLED;
  };
  /** People in front of an entrance that has closed go to another of the station, if one is open. */
  const sendElsewhere = (entrance: number): void => {
    const to = fewestAt(stationOf(entrance));
    if (to === UNCOUPLED || isShut(to)) return;
    while ((forecourts.size[entrance] as number) > 0) forecourts.push(to, forecourts.pop(entrance));
  };

  const letIn = (entrance: number): void => {
    const station = stationOf(entrance);
    const rate = rateOf(entrance);
    let credit = Math.min((entranceCredit[entrance] as number) + rate, rate + 1);
    if (isShut(entrance)) sendElsewhere(entrance);
    else {
      while (
        credit >= 1 &&
        (doorCredit[station] as number) >= 1 &&
        (forecourts.size[entrance] as number) > 0 &&
        isRoom(entrance)
      ) {
        const first = forecourts.first(entrance);
        const people = pool.arrays.people[first] as number;
        const taken = run.enterAnywhere(behind(entrance), people);
        takePeople(forecourts, entrance, pool, taken, (entity) => halls.push(station, entity));
        plain.entriesTotal[station] = (plain.entriesTotal[station] as number) + taken;
        handedAt[station] = (handedAt[station] as number) + taken;
        totals[HANDED] = (totals[HANDED] as number) + taken;
        credit -= taken;
        if (Number.isFinite(doorFlow[station] as number)) {
          doorCredit[station] = (doorCredit[station] as number) - taken;
        }
        // The rest find no train to where they want; they stay in front and try again.
        if (taken < people) break;
      }
    }
    entranceCredit[entrance] = credit;
  };

  const leaveByTrain = (
    station: number,
    people: number,
    depart: (entity: number) => void,
  ): void => {
    const gone = takePeople(halls, station, pool, people, depart);
    plain.waiting[station] = (plain.waiting[station] as number) - gone;
    totals[BY_TRAIN] = (totals[BY_TRAIN] as number) + gone;
  };
  /** Nobody has left the district whom no train took: they stand in front of the station again. */
  const walkOut = (station: number, people: number): void => {
    if (people === 0) return;
    const to = fewestAt(station);
    const out = takePeople(halls, station, pool, people, (entity) => forecourts.push(to, entity));
    totals[WALKED_OUT] = (totals[WALKED_OUT] as number) + out;
  };

  return {
    canJoin: (entrance: number): boolean =>
      !isShut(entrance) && (forecourts.size[entrance] as number) < parameters.forecourtPersons,
    join: (entrance: number, entity: number): void => {
      const station = stationOf(entrance);
      forecourts.push(entrance, entity);
      plain.waiting[station] =
        (plain.waiting[station] as number) + (pool.arrays.people[entity] as number);
    },
    expectedWaitSeconds: (entrance: number): number => {
      const station = stationOf(entrance);
      const ticks = state.elementTicks[behind(entrance)] as number;
      const own = ticks === 0 ? Number.POSITIVE_INFINITY : TICKS_PER_SECOND / ticks;
      const rate = Math.max(1e-3, Math.min(rateOf(entrance), own, doorFlow[station] as number));
      const outside = (forecourts.size[entrance] as number) + run.queueAt(behind(entrance));
      return outside / rate + trainWaits.seconds(station, halls.size[station] as number);
    },
    setConditions: (conditions: Parameters<Stations['setConditions']>[0]): void => {
      doorFlow = conditions.stationDoorFlow.slice();
      closed = conditions.entranceClosed.slice();
      metered = conditions.entranceFlow.slice();
    },
    step: (tick: number, depart: (entity: number) => void): void => {
      const before = state.scalars[ENTERED] as number;
      run.advanceTo(tick);
      totals[OTHERS] = (totals[OTHERS] as number) + (state.scalars[ENTERED] as number) - before;
      for (const station of coupledStations) {
        let entered = 0;
        for (const door of doorsOf[station] ?? []) entered += state.entranceEntered[door] as number;
        const others = entered - (handedAt[station] as number);
        const inside = halls.size[station] as number;
        const [gone, out] = follower.follow(
          station,
          inside,
          others - (othersAt[station] as number),
        );
        othersAt[station] = others;
        leaveByTrain(station, gone, depart);
        walkOut(station, out);
        const rate = doorFlow[station] as number;
        const grown = Math.min((doorCredit[station] as number) + rate, rate + 1);
        doorCredit[station] = Number.isFinite(rate) ? grown : 1;
      }
      trainWaits.measure(tick);
      for (const entrance of order) letIn(entrance);
      // The next second begins with the next entrance, as at stations without lines.
      const first = order.shift();
      if (first !== undefined) order.push(first);
    },
    /**
     * The lines' next service day. Who is still inside stands in front again; other passengers still
     * aboard, of night services, have left.
     */
    turnDay: (restore: () => void): void => {
      for (const station of coupledStations) walkOut(station, halls.size[station] as number);
      totals[DAYS] = (totals[DAYS] as number) + 1;
      totals[BEFORE_TODAY] = (totals[BEFORE_TODAY] as number) + (state.scalars[ENTERED] as number);
      restore();
      follower.forget();
      trainWaits.forget(run.nowTick);
      handedAt.fill(0);
      othersAt.fill(0);
    },
    countPeople: (): number => total(forecourts.size) + total(halls.size),
    count: () => ({
      handed: totals[HANDED] as number,
      inside: total(halls.size),
      byTrain: totals[BY_TRAIN] as number,
      walkedOut: totals[WALKED_OUT] as number,
      outside: total(forecourts.size),
      others: totals[OTHERS] as number,
      daysOver: totals[DAYS] as number,
      leftOnDaysOver: totals[BEFORE_TODAY] as number,
    }),
    /** In front of each entrance of the district; a live view. */
    outside: forecourts.size,
    withoutTrain: (): number =>
      coupledStations.reduce((sum, station) => {
        if (isServed(station)) return sum;
        const doors = order.filter((entrance) => stationOf(entrance) === station);
        const inFront = doors.reduce((all, door) => all + (forecourts.size[door] as number), 0);
        return sum + inFront + (halls.size[station] as number);
      }, 0),
    save: (into: Map<string, ArrayBuffer>, name: string): void => {
      saveArrays(saved, into, name);
      saveArrays(trainWaits.arrays, into, `${name}.waits`);
      forecourts.save(into, `${name}.forecourts`);
      halls.save(into, `${name}.halls`);
      into.set(`${name}.order`, Int32Array.from(order).buffer);
    },
    restore: (from: ReadonlyMap<string, ArrayBuffer>, name: string): void => {
      restoreArrays(saved, from, name);
      restoreArrays(trainWaits.arrays, from, `${name}.waits`);
      forecourts.restore(from, `${name}.forecourts`);
      halls.restore(from, `${name}.halls`);
      const buffer = from.get(`${name}.order`);
      if (buffer) order.splice(0, order.length, ...new Int32Array(buffer));
    },
  };
}

const total = (sizes: Int32Array): number => sizes.reduce((sum, size) => sum + size, 0);
