/**
 * What a schema cannot see: rings that cross themselves, names that lead nowhere, exits outside the
 * walkable area, times out of order. All problems at once, each with place, expectation and finding.
 */
import type { AreaShape, CrowdScenario, Distribution } from '#contracts';
import { LARGEST_RADIUS_METRES } from '../people/place-people.ts';
import {
  distanceToSegment,
  doSegmentsMeet,
  edgesOf,
  isInside,
  type OpenRing,
  ringsOf,
} from '../space/plane-geometry.ts';

type Report = (problem: string) => void;

export function checkScenario(scenario: CrowdScenario): readonly string[] {
  const problems: string[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
  };
  checkNames(scenario, report);
  checkRings(scenario, report);
  if (problems.length > 0) return problems;
  checkPlaces(scenario, report);
  checkTimes(scenario, report);
  checkValues(scenario, report);
  return problems;
}

function checkNames(scenario: CrowdScenario, report: Report): void {
  const lists = {
    levels: [...scenario.levels, ...scenario.stairs],
    exits: scenario.exits,
    areas: scenario.areas,
    doors: scenario.doors,
    gates: scenario.gates,
    people: scenario.people,
    measuringLines: scenario.measuringLines,
    measuringAreas: scenario.measuringAreas,
  };
  const ids = Object.entries(lists).map(([list, items]) => {
    const seen = new Set<string>();
    for (const { id } of items) {
      if (seen.has(id)) report(`${list}: expected every id once, got '${id}' again`);
      seen.add(id);
    }
    return [list, seen] as const;
  });
  const known = new Map(ids);
  const levels = new Set(scenario.levels.map(({ id }) => id));
  const need = (place: string, list: keyof typeof lists, id: string): void => {
    const set = list === 'levels' ? levels : known.get(list);
    if (set?.has(id)) return;
    const names = [...(set ?? [])].join(', ') || 'none';
    report(`${place}: expected one of the ${list} (${names}), got '${id}'`);
  };
  for (const list of ['exits', 'areas', 'doors', 'gates', 'people'] as const) {
    for (const { id, level } of lists[list]) need(`${list}.${id}.level`, 'levels', level);
  }
  for (const { id, level } of scenario.measuringLines) {
    need(`measuringLines.${id}.level`, 'levels', level);
  }
  for (const { id, level } of scenario.measuringAreas) {
    if (scenario.stairs.some((stair) => stair.id === level)) continue;
    need(`measuringAreas.${id}.level`, 'levels', level);
  }
  for (const { id, lower, upper } of scenario.stairs) {
    need(`stairs.${id}.lower.level`, 'levels', lower.level);
    need(`stairs.${id}.upper.level`, 'levels', upper.level);
  }
  for (const { id, journey, repeat } of scenario.people) {
    journey.forEach((stage, index) => {
      const place = `people.${id}.journey.${index}`;
      if (stage.type !== 'exit') need(`${place}.area`, 'areas', stage.area);
      else for (const exit of stage.exits) need(`${place}.exits`, 'exits', exit);
      const isLast = index === journey.length - 1;
      if (stage.type === 'exit' && (!isLast || repeat)) {
        report(`${place}: expected an exit only as the last stage of a journey without repeat`);
      }
    });
  }
  scenario.events.forEach((event, index) => {
    const place = `events.${index}`;
    if ('door' in event) need(`${place}.door`, 'doors', event.door);
    if ('exit' in event) need(`${place}.exit`, 'exits', event.exit);
    if ('gate' in event) need(`${place}.gate`, 'gates', event.gate);
    if ('area' in event) need(`${place}.area`, 'areas', event.area);
  });
}

function checkRings(scenario: CrowdScenario, report: Report): void {
  const check = (place: string, shape: AreaShape): void => {
    ringsOf(shape).forEach((ring, index) => {
      const crossing = findSelfCrossing(ring);
      if (crossing) report(`${place}: ring ${index} crosses itself near (${crossing.join(', ')})`);
      else if (ring.length < 3)
        report(`${place}: ring ${index} has ${ring.length} corners, expected 3 or more`);
    });
  };
  for (const level of scenario.levels) check(`levels.${level.id}.walkable`, level.walkable);
  for (const list of ['stairs', 'exits', 'areas', 'measuringAreas'] as const) {
    for (const item of scenario[list]) check(`${list}.${item.id}.area`, item.area);
  }
  for (const people of scenario.people) {
    if (people.area) check(`people.${people.id}.area`, people.area);
  }
}

/** A point of the first edge that meets an edge which is not its neighbour. */
function findSelfCrossing(ring: OpenRing): readonly [number, number] | undefined {
  const edges = edgesOf([ring]);
  for (const [i, [a, b]] of edges.entries()) {
    for (let j = i + 2; j < edges.length; j += 1) {
      const other = edges[j];
      if (other === undefined || (i === 0 && j === edges.length - 1)) continue;
      if (doSegmentsMeet(a, b, other[0], other[1])) return a;
    }
  }
  return undefined;
}

function checkPlaces(scenario: CrowdScenario, report: Report): void {
  const walkable = new Map([
    ...scenario.levels.map((l) => [l.id, ringsOf(l.walkable)] as const),
    ...scenario.stairs.map((stair) => [stair.id, ringsOf(stair.area)] as const),
  ]);
  for (const list of ['exits', 'areas', 'measuringAreas'] as const) {
    for (const { id, level, area } of scenario[list]) {
      if (!doOverlap(ringsOf(area), walkable.get(level) ?? [])) {
        report(
          `${list}.${id}.area: expected a place inside the walkable area of level ${level}, the area lies outside it`,
        );
      }
    }
  }
  for (const { id, level, area } of scenario.people) {
    if (area && !doOverlap(ringsOf(area), walkable.get(level) ?? [])) {
      report(
        `people.${id}.area: expected a place inside the walkable area of level ${level}, the area lies outside it`,
      );
    }
  }
  for (const list of ['doors', 'gates', 'measuringLines'] as const) {
    for (const { id, line } of scenario[list]) {
      const [a, b] = line.coordinates;
      if (a[0] === b[0] && a[1] === b[1])
        report(`${list}.${id}.line: expected two different points`);
    }
  }
  for (const list of ['doors', 'gates'] as const) {
    for (const { id, level, line } of scenario[list]) {
      const [a, b] = line.coordinates;
      if (isInside(walkable.get(level) ?? [], (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) continue;
      report(
        `${list}.${id}.line: expected a line across the walkable area of level ${level}, its middle lies outside it`,
      );
    }
  }
  checkLandings(scenario, walkable, report);
}

/** A landing opens the boundary between a level and a stair, so both must lie at its edge. */
function checkLandings(
  scenario: CrowdScenario,
  walkable: ReadonlyMap<string, readonly OpenRing[]>,
  report: Report,
): void {
  for (const { id, area, lower, upper } of scenario.stairs) {
    for (const [end, { level, edge }] of [['lower', lower] as const, ['upper', upper] as const]) {
      const [a, b] = edge.coordinates;
      const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      for (const [what, rings] of [
        [`level ${level}`, walkable.get(level) ?? []] as const,
        ['the stair', ringsOf(area)] as const,
      ]) {
        const isNear = edgesOf(rings).some(([p, q]) => distanceToSegment(p, q, x, y) < 0.05);
        if (isNear) continue;
        report(
          `stairs.${id}.${end}.edge: expected an edge on the boundary of ${what}, its middle (${x}, ${y}) lies elsewhere`,
        );
      }
    }
  }
}

/** Whether the areas share room: tried at 21 × 21 points of the first one's bounds. */
function doOverlap(area: readonly OpenRing[], floor: readonly OpenRing[]): boolean {
  const xs = area.flatMap((ring) => ring.map((p) => p[0]));
  const ys = area.flatMap((ring) => ring.map((p) => p[1]));
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  for (let i = 0; i < 21; i += 1) {
    for (let j = 0; j < 21; j += 1) {
      const x = west + ((east - west) * (i + 0.5)) / 21;
      const y = south + ((north - south) * (j + 0.5)) / 21;
      if (isInside(area, x, y) && isInside(floor, x, y)) return true;
    }
  }
  return false;
}

function checkTimes(scenario: CrowdScenario, report: Report): void {
  scenario.events.forEach((event, index) => {
    const before = scenario.events[index - 1];
    if (before && before.atSeconds > event.atSeconds) {
      report(
        `events.${index}.atSeconds: expected times in order, got ${event.atSeconds} after ${before.atSeconds}`,
      );
    }
  });
}

/** The values that a distribution can give, as far as its form says; NaN-free by the schema. */
function rangeOf(distribution: Distribution): readonly [number, number] {
  switch (distribution.type) {
    case 'constant':
      return [distribution.value, distribution.value];
    case 'uniform':
    case 'normal':
      return [distribution.min, distribution.max];
    case 'lognormal':
      return [distribution.min ?? 0, distribution.max ?? Infinity];
    case 'gamma':
    case 'weibull':
      return [0, Infinity];
  }
}

function checkValues(scenario: CrowdScenario, report: Report): void {
  const check = (
    place: string,
    distribution: Distribution | undefined,
    least: number,
    most: number,
    unit: string,
  ): void => {
    if (distribution === undefined) return;
    const [low, high] = rangeOf(distribution);
    if (low > high) report(`${place}: expected min not above max, got ${low} and ${high}`);
    else if (low < least || high > most) {
      report(`${place}: expected values in ${least}–${most} ${unit}, got ${low}–${high}`);
    }
  };
  for (const { id, freeSpeed, radius, preMovementSeconds } of scenario.people) {
    check(`people.${id}.freeSpeed`, freeSpeed, 0.05, 5, 'm/s');
    check(`people.${id}.radius`, radius, 0.05, LARGEST_RADIUS_METRES, 'm');
    check(`people.${id}.preMovementSeconds`, preMovementSeconds, 0, Infinity, 's');
  }
}
