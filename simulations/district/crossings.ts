/**
 * Crossings share the road with vehicles. With signals, people walk while the crossed approaches
 * have red. Without, people wait for a gap (HCM 2010, chapter 18: d = (e^{qt} − qt − 1)/q) or a
 * driver who yields, and a crowd takes the road: it occupies the part OCC of the time (HCM 2010
 * pedestrian occupancy), in which vehicles stand. In waves (拉链式), staff open the crossing and hold
 * the vehicles for a part of every cycle. People wait at the far end of their lane instead of the
 * near kerb, so that nobody who goes elsewhere waits behind them; exits open a walking time later.
 */
import type { LaneState } from '../kernel/lane-state.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import type { LaneTable } from '../kernel/lane-table.ts';
import { FACILITY } from '../network/facilities.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Conditions, Wave } from './condition-types.ts';

/** The road as a crossing sees it; another road model may stand behind it. Links as in networks. */
export interface CrossedRoad {
  /** Vehicles that have left the link since the start of the run. */
  vehiclesOut(link: number): number;
  /** Green for vehicles at the link's end. */
  isGreen(link: number): boolean;
  /** Staff stop the vehicles at the link's end. */
  hold(link: number, isHeld: boolean): void;
  /** Part of the link's capacity that people on the crossing leave to vehicles. */
  setCapacityFactor(link: number, factor: number): void;
}

export interface Crossings {
  /** After the walk lanes and the road have taken the conditions over. */
  setConditions(conditions: Conditions): void;
  /** Each second, before the walkers move. */
  step(now: number, timeMs: number): void;
  /** Each minute. */
  measure(): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

/** Walking speed by which crossings are timed, m/s, and the start-up time, s (FHWA; HCM 2010). */
const CROSSING_SPEED = 1.2;
const START_UP_SECONDS = 3;
const LONGEST_WAIT_SECONDS = 120;
const HISTORY_SECONDS = 64;

export function createCrossings(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly table: LaneTable;
  readonly state: LaneState;
  /** By walk link, written here. */
  readonly waitSeconds: Float64Array;
  readonly road: CrossedRoad;
}): Crossings {
  const { model, parameters, table, state, waitSeconds, road } = options;
  const { walk, networks } = model;
  const links = networks.walk.links.flatMap((link, index) =>
    walk.facility[2 * index] === FACILITY.crossing && link.streetLinks.length > 0 ? [index] : [],
  );
  const crossed = links.map((link) =>
    (networks.walk.links[link]?.streetLinks ?? []).filter(
      (street) => street < model.street.linkCount,
    ),
  );
  const signalised = crossed.map((streets) =>
    streets.filter((street) => (model.street.signal[street] as number) >= 0),
  );
  const walkingSeconds = links.map((link) =>
    Math.min(HISTORY_SECONDS - 1, Math.round((walk.lengthMetres[link] as number) / CROSSING_SPEED)),
  );
  /** [crossing · HISTORY_SECONDS + second]: people had green then. */
  const history = new Uint8Array(links.length * HISTORY_SECONDS).fill(1);
  const lastVehicles = new Float64Array(links.length);
  const lastWalkers = new Float64Array(links.length);
  const wait = new Float64Array(links.length);
  const roadFactor = new Float64Array(links.length).fill(1);
  const saved = { history, lastVehicles, lastWalkers, wait, roadFactor };
  let waves: (Wave | undefined)[] = [];

  const applyMeasured = (): void => {
    const factors = new Map<number, number>();
    links.forEach((link, index) => {
      waitSeconds[link] = waves[index] ? 0 : (wait[index] as number);
      for (const street of crossed[index] ?? []) {
        const factor = waves[index] ? 1 : (roadFactor[index] as number);
        factors.set(street, Math.min(factors.get(street) ?? 1, factor));
      }
    });
    for (const [street, factor] of factors) road.setCapacityFactor(street, factor);
  };

  return {
    setConditions: (conditions) => {
      waves.forEach((wave, index) => {
        if (wave) for (const street of crossed[index] ?? []) road.hold(street, false);
      });
      waves = links.map((link) => conditions.crossingWaves.find((wave) => wave.place === link));
      applyMeasured();
    },
    step: (now, timeMs) => {
      for (let index = 0; index < links.length; index += 1) {
        const wave = waves[index];
        const gated = signalised[index] ?? [];
        const lane = 2 * (links[index] as number);
        const walking = walkingSeconds[index] as number;
        let isOpen = true;
        if (wave) {
          const inCycle = ((timeMs - wave.fromMs) / 1000) % wave.cycleSeconds;
          isOpen = inCycle < wave.openSeconds;
          // Vehicles wait for the last who stepped on the road.
          const isHeld = inCycle < wave.openSeconds + walking;
          for (const street of crossed[index] ?? []) road.hold(street, isHeld);
        } else if (gated.length > 0) {
          for (const street of gated) isOpen = isOpen && !road.isGreen(street);
        } else {
          continue;
        }
        const base = index * HISTORY_SECONDS;
        history[base + (now & (HISTORY_SECONDS - 1))] = isOpen ? 1 : 0;
        const wasOpen = history[base + ((now - walking) & (HISTORY_SECONDS - 1))] as number;
        table.exitOpen[lane] = wasOpen;
        table.exitOpen[lane + 1] = wasOpen;
      }
    },
    measure: () => {
      links.forEach((link, index) => {
        const vehicles = (crossed[index] ?? []).reduce((sum, s) => sum + road.vehiclesOut(s), 0);
        const walkers =
          (state.leftTotal[2 * link] as number) + (state.leftTotal[2 * link + 1] as number);
        const perSecond = (vehicles - (lastVehicles[index] as number)) / 60;
        const perHour = (walkers - (lastWalkers[index] as number)) * 60;
        lastVehicles[index] = vehicles;
        lastWalkers[index] = walkers;
        if ((signalised[index] ?? []).length > 0) return;
        const occupied = occupiedPart(perHour);
        const yields = parameters.driverYieldShare;
        const gap = (walk.lengthMetres[link] as number) / CROSSING_SPEED + START_UP_SECONDS;
        wait[index] = Math.min(
          LONGEST_WAIT_SECONDS,
          (1 - yields) * (1 - occupied) * gapDelaySeconds(perSecond, gap),
        );
        // Some drivers yield to few people; all of them have to stand before a crowd.
        roadFactor[index] = 1 - occupied * (yields + (1 - yields) * occupied);
      });
      applyMeasured();
    },
    save: (into, name) => saveArrays(saved, into, name),
    restore: (from, name) => restoreArrays(saved, from, name),
  };
}

/** Mean wait for the first gap of `gapSeconds` in random traffic (HCM 2010; Adams 1936). */
export function gapDelaySeconds(vehiclesPerSecond: number, gapSeconds: number): number {
  const product = vehiclesPerSecond * gapSeconds;
  if (product < 1e-6) return 0;
  return (Math.exp(product) - product - 1) / vehiclesPerSecond;
}

/** Part of the time in which people occupy the crossing (HCM 2010, signalised intersections). */
export function occupiedPart(personsPerHour: number): number {
  if (personsPerHour <= 1000) return personsPerHour / 2000;
  return Math.min(0.9, 0.4 + personsPerHour / 10_000);
}
