/**
 * Cell ids: buildings, then storeys, then units, each class in one range, each building's storeys
 * and units in unbroken runs. A city built before keeps its ids by building: a building that has as
 * many storeys and units as before keeps all of its cells, so that its tile stays the same to the
 * byte; others take from what is free. Each range ends with spare ids for that. Only when they are
 * used up the whole city is numbered anew.
 */
import type { CityManifest } from '#contracts';
import { CELL_ID_LIMIT } from '#contracts';
import { CityBuildError } from '../city-build-error.ts';
import type { CellRun } from './number-building.ts';

export type CellRanges = CityManifest['cellRanges'];

export interface CellCounts {
  readonly id: string;
  readonly storeys: number;
  readonly units: number;
}

export interface NumberedCells extends CellCounts, CellRun {}

export interface PreviousCells {
  readonly ranges: CellRanges;
  readonly buildings: ReadonlyMap<string, NumberedCells>;
}

export interface AssignCellsOptions {
  /** Spare ids at the end of each class: this share of its cells, and at least so many. */
  readonly spareShare: number;
  readonly spareAtLeast: number;
  /** One more than the highest id. */
  readonly limit: number;
}

export const ASSIGN_CELLS_DEFAULTS: AssignCellsOptions = {
  spareShare: 0.01,
  spareAtLeast: 64,
  limit: CELL_ID_LIMIT,
};

export interface AssignedCells {
  readonly ranges: CellRanges;
  /** One per building, in the order given. */
  readonly runs: readonly CellRun[];
}

export function assignCells(
  counts: readonly CellCounts[],
  options: Partial<AssignCellsOptions> = {},
  previous: PreviousCells | null = null,
): AssignedCells {
  const kept = previous && keepCells(counts, previous);
  return kept ?? numberAnew(counts, { ...ASSIGN_CELLS_DEFAULTS, ...options });
}

function numberAnew(counts: readonly CellCounts[], options: AssignCellsOptions): AssignedCells {
  const { spareShare, spareAtLeast, limit } = options;
  const storeys = counts.reduce((sum, one) => sum + one.storeys, 0);
  const units = counts.reduce((sum, one) => sum + one.units, 0);
  const cells = counts.length + storeys + units;
  if (cells > limit) {
    throw new CityBuildError(
      `city: expected at most ${limit} cells (buildings + storeys + units), got ${cells}; build a smaller district (--crop), or let a table's dwellings be counted by storey (--dwellings counts).`,
    );
  }
  const wanted = [counts.length, storeys, units].map((count) =>
    Math.max(spareAtLeast, Math.ceil(count * spareShare)),
  );
  const room =
    (limit - cells) /
    Math.max(
      1,
      wanted.reduce((sum, spare) => sum + spare, 0),
    );
  const [spareBuildings = 0, spareStoreys = 0, spareUnits = 0] = wanted.map((spare) =>
    Math.floor(spare * Math.min(1, room)),
  );
  const storeysFrom = counts.length + spareBuildings;
  const unitsFrom = storeysFrom + storeys + spareStoreys;
  let firstStorey = storeysFrom;
  let firstUnit = unitsFrom;
  const runs = counts.map((one, building): CellRun => {
    const run = { building, firstStorey, firstUnit };
    firstStorey += one.storeys;
    firstUnit += one.units;
    return run;
  });
  return {
    ranges: {
      buildings: [0, storeysFrom],
      storeys: [storeysFrom, unitsFrom],
      units: [unitsFrom, unitsFrom + units + spareUnits],
    },
    runs,
  };
}

interface Run {
  readonly first: number;
  readonly count: number;
}

/** null when what is new does not fit between what stays. */
function keepCells(
  counts: readonly CellCounts[],
  { ranges, buildings }: PreviousCells,
): AssignedCells | null {
  const before = counts.map(({ id }) => buildings.get(id));
  const place = (
    range: readonly [number, number],
    countOf: (one: CellCounts) => number,
    runOf: (one: NumberedCells) => Run,
  ): number[] | null => {
    const stays = counts.map((one, index) => {
      const old = before[index];
      return old && runOf(old).count >= countOf(one) ? runOf(old).first : null;
    });
    const taken = counts.flatMap((one, index): Run[] => {
      const first = stays[index] ?? null;
      return first === null ? [] : [{ first, count: countOf(one) }];
    });
    const take = createFreeList(range, taken);
    const firsts = counts.map((one, index) => stays[index] ?? take(countOf(one)));
    return firsts.some((first) => first === null) ? null : firsts.map((first) => first ?? 0);
  };
  const cells = place(
    ranges.buildings,
    () => 1,
    (old) => ({ first: old.building, count: 1 }),
  );
  const storeys = place(
    ranges.storeys,
    (one) => one.storeys,
    (old) => ({ first: old.firstStorey, count: old.storeys }),
  );
  const units = place(
    ranges.units,
    (one) => one.units,
    (old) => ({ first: old.firstUnit, count: old.units }),
  );
  if (!cells || !storeys || !units) return null;
  const runs = counts.map(
    (_, index): CellRun => ({
      building: cells[index] ?? 0,
      firstStorey: storeys[index] ?? 0,
      firstUnit: units[index] ?? 0,
    }),
  );
  return { ranges, runs };
}

/** First fit; the start of a run of `count` free ids, null when there is none. */
function createFreeList(
  [from, to]: readonly [number, number],
  taken: readonly Run[],
): (count: number) => number | null {
  const gaps: { first: number; end: number }[] = [];
  let reached = from;
  for (const { first, count } of [...taken].sort((a, b) => a.first - b.first)) {
    if (first > reached) gaps.push({ first: reached, end: first });
    reached = Math.max(reached, first + count);
  }
  if (to > reached) gaps.push({ first: reached, end: to });
  return (count) => {
    if (count === 0) return from;
    const gap = gaps.find(({ first, end }) => end - first >= count);
    if (!gap) return null;
    gap.first += count;
    return gap.first - count;
  };
}
