/**
 * How fast the microscopic crowd steps: a square room at 1 person/m² with a 2 m exit every 10 m of one
 * wall, the first minute of its evacuation, at the time step at which the model is verified. CPU time
 * of this process, so that other programs on the machine count less.
 */
import { type CrowdScenario, parseCrowdScenario, rectangleShape } from '#contracts';
import { createCrowd } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';

const SECONDS = 60;
/** JuPedSim 1.4.2, collision-free speed model, its default step of 0.01 s, one thread, 2-core machine. */
const JUPEDSIM = [
  { people: 1_000, agentSteps: 158_000, realTime: 1.9 },
  { people: 5_000, agentSteps: 198_000, realTime: 0.41 },
  { people: 20_000, agentSteps: 153_000, realTime: 0.08 },
] as const;
const SOURCE = 'JuPedSim 1.4.2 built from source, measured in the same room';

export async function benchCrowd(): Promise<readonly Figure[]> {
  // The compiler has to have seen the step before it is timed.
  takeTime(500);
  return JUPEDSIM.flatMap(({ people, agentSteps, realTime }) => {
    const taken = takeTime(people);
    const note = `first ${SECONDS} s, step ${taken.timeStepSeconds} s, seed 1, ${taken.cpuSeconds.toFixed(2)} CPU s, routes renewed every 5 s included`;
    return [
      judgeFigure({
        name: `${people} people: agent-steps per CPU second`,
        value: taken.agentSteps / taken.cpuSeconds,
        unit: '1/s',
        baseline: { what: 'JuPedSim', value: agentSteps, source: SOURCE },
        asked: { atLeast: 3e6 },
        note,
      }),
      judgeFigure({
        name: `${people} people: simulated over CPU time`,
        value: SECONDS / taken.cpuSeconds,
        unit: '',
        baseline: { what: 'JuPedSim', value: realTime, source: SOURCE },
        asked: { atLeast: 5 },
      }),
    ];
  });
}

function takeTime(people: number): {
  readonly agentSteps: number;
  readonly cpuSeconds: number;
  readonly timeStepSeconds: number;
} {
  const run = createCrowd(roomScenario(people));
  let agentSteps = 0;
  let micros = 0;
  while (run.seconds() < SECONDS) {
    agentSteps += run.counts().underWay;
    const before = process.cpuUsage();
    run.step();
    const used = process.cpuUsage(before);
    micros += used.user + used.system;
  }
  return { agentSteps, cpuSeconds: micros / 1e6, timeStepSeconds: run.timeStepSeconds };
}

function roomScenario(people: number): CrowdScenario {
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
    durationSeconds: SECONDS,
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
