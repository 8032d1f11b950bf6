/**
 * Destinations that nobody could ever reach: with every door and exit open, no way leads there from
 * where the people are. Who alone cannot get on (an island, a closed door) is counted as stranded
 * during the run instead.
 */
import type { CrowdScenario } from '#contracts';
import type { GoalArea } from '../navigation/goal-cells.ts';
import type { Journeys } from '../people/compile-journeys.ts';
import { isInside, ringsOf } from '../space/plane-geometry.ts';
import { cellUnder, type Space } from '../space/space-types.ts';

/** `people.ID.journey.K: …` per stage that no one of the group can reach. */
export function checkReach(
  scenario: CrowdScenario,
  space: Space,
  journeys: Journeys,
): readonly string[] {
  const before = linkBack(space);
  const reachedFrom = new Map<number, Uint8Array>();
  const canReach = (goal: number): Uint8Array => {
    const known = reachedFrom.get(goal);
    if (known !== undefined) return known;
    const found = spreadBack(space, before, goalCells(journeys, goal), usesStairs(journeys, goal));
    reachedFrom.set(goal, found);
    return found;
  };
  const problems: string[] = [];
  scenario.people.forEach((people, index) => {
    if (people.fromPortal) return;
    let from = startCells(people, scenario, space);
    if (from.length === 0) return;
    for (const [k, stage] of (journeys.stages[index] ?? []).entries()) {
      const reached = canReach(stage.goal);
      if (!from.some((cell) => reached[cell] === 1)) {
        const target = people.journey[k];
        const name = target?.type === 'exit' ? `exits ${target.exits.join(', ')}` : target?.area;
        const start = k === 0 ? 'where they start' : `stage ${k - 1}`;
        const by = people.usesStairs ? '' : ' without stairs';
        problems.push(
          `people.${people.id}.journey.${k}: expected a way to ${name}${by} from ${start}, there is none even with all doors open; join the areas or change the journey`,
        );
        return;
      }
      from = [...goalCells(journeys, stage.goal)];
    }
  });
  return problems;
}

function usesStairs(journeys: Journeys, goal: number): boolean {
  return journeys.goals[goal]?.usesStairs ?? true;
}

function goalCells(journeys: Journeys, goal: number): Int32Array {
  const target = journeys.goals[goal];
  const areas: readonly (GoalArea | undefined)[] = target?.area
    ? [target.area]
    : (target?.exits ?? []).map((exit) => journeys.exitAreas[exit]);
  return Int32Array.from(areas.flatMap((area) => [...(area?.cells ?? [])]));
}

function startCells(
  people: CrowdScenario['people'][number],
  scenario: CrowdScenario,
  space: Space,
): readonly number[] {
  const plane = scenario.levels.findIndex(({ id }) => id === people.level);
  if (people.positions !== undefined) {
    // Beside a wall the middle of the cell underfoot may lie behind it: the ones around count too.
    const step = space.cellMetres / 2;
    return people.positions.flatMap(([x, y]) =>
      [
        cellUnder(space, plane, x, y),
        cellUnder(space, plane, x + step, y),
        cellUnder(space, plane, x - step, y),
        cellUnder(space, plane, x, y + step),
        cellUnder(space, plane, x, y - step),
      ].filter((cell) => cell >= 0),
    );
  }
  if (people.area === undefined) return [];
  const rings = ringsOf(people.area);
  const cells: number[] = [];
  for (let cell = 0; cell < space.cellCount; cell += 1) {
    if (space.cellPlane[cell] !== plane) continue;
    if (isInside(rings, space.cellX[cell] ?? 0, space.cellY[cell] ?? 0)) cells.push(cell);
  }
  return cells;
}

/** The cell that each link of a cell comes from: [east, north, west, south] as in `cellNext`. */
function linkBack({ cellCount, cellNext }: Space): Int32Array {
  const before = new Int32Array(cellCount * 4).fill(-1);
  for (let link = 0; link < cellCount * 4; link += 1) {
    const next = cellNext[link] ?? -1;
    if (next >= 0) before[next * 4 + (link & 3)] = link >> 2;
  }
  return before;
}

/** Cells from which the goal can be reached; barriers count as open. */
function spreadBack(
  space: Space,
  before: Int32Array,
  goal: Int32Array,
  stairs: boolean,
): Uint8Array {
  const reached = new Uint8Array(space.cellCount);
  const isOpen = space.planes.map(
    ({ kind }) => stairs || (kind !== 'stair' && kind !== 'escalator'),
  );
  const list = new Int32Array(space.cellCount);
  let count = 0;
  const add = (cell: number): void => {
    if (reached[cell] === 1) return;
    reached[cell] = 1;
    list[count] = cell;
    count += 1;
  };
  for (const cell of goal) add(cell);
  for (let at = 0; at < count; at += 1) {
    for (let direction = 0; direction < 4; direction += 1) {
      const cell = before[(list[at] ?? 0) * 4 + direction] ?? -1;
      if (cell >= 0 && isOpen[space.cellPlane[cell] ?? 0] === true) add(cell);
    }
  }
  return reached;
}
