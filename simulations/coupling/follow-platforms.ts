/**
 * How many of the people whom trains take away from a station came from the district. The lines know
 * counts, not persons: whoever steps on a platform or boards is one of the district's with their share
 * of those who could be. Where nobody else comes in or changes, the share is one and the count exact.
 */

import type { TransitRun } from '../transit/index.ts';
import { NONE } from '../transit/network/transit-model.ts';

export interface PlatformFollower {
  readonly arrays: {
    /** By station: the district's people, and others, who wait on its platforms. */
    readonly ours: Int32Array;
    readonly others: Int32Array;
    /** Others who came in at its doors and are not on a platform yet. */
    readonly othersInbound: Int32Array;
    readonly cameIn: Int32Array;
    readonly changed: Int32Array;
    readonly boarded: Int32Array;
    /** What whole numbers have left over: [stepping on, boarding, walking out] a station. */
    readonly remainder: Float64Array;
  };
  /** The lines begin anew, with nobody in them. */
  forget(): void;
  /** Since it was last asked: how many of the district's have gone by train, and walked out. */
  follow(station: number, oursInside: number, othersEntered: number): readonly [number, number];
}

export function createPlatformFollower(
  run: TransitRun,
  transitStation: Int32Array,
): PlatformFollower {
  const { model, state } = run;
  const count = transitStation.length;
  const arrays = {
    ours: new Int32Array(count),
    others: new Int32Array(count),
    othersInbound: new Int32Array(count),
    cameIn: new Int32Array(count),
    changed: new Int32Array(count),
    boarded: new Int32Array(count),
    remainder: new Float64Array(3 * count),
  };
  const { ours, others, othersInbound, remainder } = arrays;
  const at = (of: Int32Array, length: number, station: number): number[] =>
    Array.from({ length }, (_, index) => index).filter(
      (index) =>
        transitStation[station] !== NONE && of[index] === (transitStation[station] as number),
    );
  const places = Array.from({ length: count }, (_, station) => {
    const platforms = at(model.platformStation, model.platformCount, station);
    const thresholds = 2 * model.entranceCount;
    return {
      stops: at(model.stopStation, model.stopCount, station),
      in: platforms.map((platform) => thresholds + platform),
      change: platforms.map((platform) => thresholds + model.platformCount + platform),
    };
  });
  const since = (last: Int32Array, station: number, values: Int32Array, of: readonly number[]) => {
    const now = sumAt(values, of);
    const difference = now - (last[station] as number);
    last[station] = now;
    return difference;
  };
  /** Of `n` out of a crowd of `mine` and others, how many are mine. */
  const partOf = (n: number, mine: number, all: number, slot: number): number => {
    if (n <= 0 || mine <= 0) return 0;
    if (mine >= all) return Math.min(n, mine);
    const exact = (n * mine) / all + (remainder[slot] as number);
    const part = Math.min(n, mine, Math.max(0, Math.floor(exact)));
    remainder[slot] = Math.min(1, Math.max(-1, exact - part));
    return part;
  };
  return {
    arrays,
    forget: () => {
      for (const array of Object.values(arrays)) array.fill(0);
    },
    follow: (station, oursInside, othersEntered) => {
      const place = places[station];
      if (!place) return [0, 0];
      const cameIn = since(arrays.cameIn, station, state.elementPassed, place.in);
      const changed = since(arrays.changed, station, state.elementPassed, place.change);
      const boarded = since(arrays.boarded, station, state.stopBoarded, place.stops);
      const inbound = (othersInbound[station] as number) + othersEntered;
      const mineInbound = oursInside - (ours[station] as number);
      const stepped = partOf(cameIn, mineInbound, mineInbound + inbound, 3 * station);
      othersInbound[station] = Math.max(0, inbound - (cameIn - stepped));
      let mine = (ours[station] as number) + stepped;
      let rest = (others[station] as number) + (cameIn - stepped) + changed;
      const gone = partOf(boarded, mine, mine + rest, 3 * station + 1);
      mine -= gone;
      rest = Math.max(0, rest - (boarded - gone));
      // What the counts of those who wait say beyond this: people who walked out of a station without
      // trains, or who were set down beyond a station passed.
      const excess = mine + rest - sumAt(state.stopWaiting, place.stops);
      let out = 0;
      if (excess < 0) rest -= excess;
      else if (excess > 0) {
        out = partOf(excess, mine, mine + rest, 3 * station + 2);
        mine -= out;
        rest = Math.max(0, rest - (excess - out));
      }
      ours[station] = mine;
      others[station] = rest;
      return [gone, out];
    },
  };
}

export function sumAt(values: Int32Array, places: readonly number[]): number {
  let sum = 0;
  for (const place of places) sum += values[place] as number;
  return sum;
}
