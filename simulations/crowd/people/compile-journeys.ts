/** Journeys as tables: every distinct destination is one goal with one field, shared by all. */
import type { CrowdScenario, Distribution } from '#contracts';
import { createGoalArea, type GoalArea } from '../navigation/goal-cells.ts';
import type { Space } from '../space/space-types.ts';

export interface Goal {
  /** Indices into the scenario's exits; empty for an area. */
  readonly exits: readonly number[];
  /** The area to reach; undefined for exits. */
  readonly area: GoalArea | undefined;
  readonly usesStairs: boolean;
}

export interface Stage {
  readonly goal: number;
  readonly type: 'visit' | 'wait' | 'exit';
  /** Index into the scenario's areas; −1 for exits. */
  readonly area: number;
  readonly waitSeconds: Distribution | undefined;
}

export interface Journeys {
  readonly goals: readonly Goal[];
  readonly exitAreas: readonly GoalArea[];
  /** Per people group. */
  readonly stages: readonly (readonly Stage[])[];
}

export function compileJourneys(scenario: CrowdScenario, space: Space): Journeys {
  const levelOf = (id: string): number => scenario.levels.findIndex((level) => level.id === id);
  const exitAreas = scenario.exits.map((e) => createGoalArea(space, levelOf(e.level), e.area));
  const areas = scenario.areas.map((a) => createGoalArea(space, levelOf(a.level), a.area));
  const goals: Goal[] = [];
  const goalIndex = new Map<string, number>();
  const goalFor = (key: string, create: () => Goal): number => {
    const known = goalIndex.get(key);
    if (known !== undefined) return known;
    goals.push(create());
    goalIndex.set(key, goals.length - 1);
    return goals.length - 1;
  };
  const stages = scenario.people.map(({ journey, usesStairs }) =>
    journey.map((stage): Stage => {
      if (stage.type === 'exit') {
        const exits = stage.exits
          .map((id) => scenario.exits.findIndex((exit) => exit.id === id))
          .sort((a, b) => a - b);
        const goal = goalFor(`exits ${exits} ${usesStairs}`, () => {
          return { exits, area: undefined, usesStairs };
        });
        return { goal, type: 'exit', area: -1, waitSeconds: undefined };
      }
      const area = scenario.areas.findIndex(({ id }) => id === stage.area);
      const goal = goalFor(`area ${area} ${usesStairs}`, () => {
        return { exits: [], area: areas[area], usesStairs };
      });
      const waitSeconds = stage.type === 'wait' ? stage.seconds : undefined;
      return { goal, type: stage.type, area, waitSeconds };
    }),
  );
  return { goals, exitAreas, stages };
}
