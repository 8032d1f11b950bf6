/** A room, an opening in its east wall and the room behind: the plan of most door tests. */
import {
  type CrowdScenario,
  type CrowdScenarioInput,
  rectangleShape,
  segmentShape,
} from '#contracts';
import { outlineShape, type ParameterSet, scenarioOf } from './run-scenario.ts';

export interface TwoRooms {
  readonly lengthMetres: number;
  readonly depthMetres: number;
  readonly openingMetres: number;
  /** How far the passage leads through the wall. */
  readonly passageMetres: number;
  /** Of the second room. */
  readonly behindMetres: number;
  /** Where in the second room people count as arrived; without: its last metre. */
  readonly goalMetres?: number;
  readonly people: number;
  readonly set: ParameterSet;
  readonly change?: Partial<CrowdScenarioInput>;
}

/** Line 0 runs across the middle of the passage. */
export function twoRooms(rooms: TwoRooms): CrowdScenario {
  const { lengthMetres: length, depthMetres: depth, openingMetres, passageMetres } = rooms;
  const low = (depth - openingMetres) / 2;
  const high = low + openingMetres;
  const behind = length + passageMetres;
  const end = behind + rooms.behindMetres;
  const goal = rooms.goalMetres === undefined ? end - 1 : behind + rooms.goalMetres;
  const middle = length + passageMetres / 2;
  return scenarioOf({
    parameters: rooms.set,
    levels: [
      {
        id: 'floor',
        walkable: outlineShape([
          [0, 0],
          [length, 0],
          [length, low],
          [behind, low],
          [behind, 0],
          [end, 0],
          [end, depth],
          [behind, depth],
          [behind, high],
          [length, high],
          [length, depth],
          [0, depth],
        ]),
      },
    ],
    exits: [{ id: 'exit', level: 'floor', area: rectangleShape(goal, 0, end, depth) }],
    people: [
      {
        id: 'people',
        level: 'floor',
        area: rectangleShape(0, 0, length, depth),
        count: rooms.people,
        journey: [{ type: 'exit', exits: ['exit'] }],
      },
    ],
    measuringLines: [
      { id: 'opening', level: 'floor', line: segmentShape(middle, 0, middle, depth) },
    ],
    ...rooms.change,
  });
}
