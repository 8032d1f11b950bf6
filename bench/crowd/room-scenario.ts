/**
 * The room of the crowd benchmark: square, 1 person/m², a 2 m exit every 10 m of one wall, as it was
 * measured with JuPedSim.
 */
import { type CrowdScenario, parseCrowdScenario, rectangleShape } from '#contracts';

export function roomScenario(people: number, durationSeconds: number): CrowdScenario {
  const side = Math.sqrt(people);
  const exits = Array.from({ length: Math.max(1, Math.floor(side / 10)) }, (_, k) => 10 * k + 4);
  const north = [...exits].reverse().flatMap((x): [number, number][] => [
    [x + 2, side],
    [x + 2, side + 2],
    [x, side + 2],
    [x, side],
  ]);
  const ring: [number, number][] = [[0, 0], [side, 0], [side, side], ...north, [0, side]];
  const parsed = parseCrowdScenario({
    format: 'gezi-crowd',
    version: 1,
    name: `room of ${people}`,
    parameters: 'emergency',
    durationSeconds,
    levels: [{ id: 'room', walkable: { type: 'Polygon', coordinates: [ring] } }],
    exits: exits.map((x) => {
      return { id: `exit ${x}`, level: 'room', area: rectangleShape(x, side + 1, x + 2, side + 2) };
    }),
    people: [
      {
        id: 'people',
        level: 'room',
        area: rectangleShape(0, 0, side, side),
        count: people,
        journey: [{ type: 'exit', exits: exits.map((x) => `exit ${x}`) }],
      },
    ],
  });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.scenario;
}
