/**
 * How fast the microscopic crowd steps: a square room at 1 person/m² with a 2 m exit every 10 m of one
 * wall, the first minute of its evacuation, at the time step at which the model is verified. CPU time
 * of this process, so that other programs on the machine count less.
 */
import { createCrowd } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { roomScenario } from './room-scenario.ts';

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
  takeTime(2000);
  return JUPEDSIM.flatMap(({ people, agentSteps, realTime }) => {
    const taken = takeTime(people);
    const note = `first ${SECONDS} s, step ${taken.timeStepSeconds} s, seed 1, ${taken.cpuSeconds.toFixed(2)} CPU s (middle of ${taken.runs}), routes renewed every 5 s included`;
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

/** Persons in all timed runs of a size: a minute of 1,000 people alone is over in 0.07 s, which is noise. */
const PEOPLE_TIMED = 20_000;

function takeTime(people: number): {
  readonly agentSteps: number;
  readonly cpuSeconds: number;
  readonly timeStepSeconds: number;
  readonly runs: number;
} {
  const scenario = roomScenario(people, SECONDS);
  // Counted in a run of its own, because at 1,000 people asking for the time and the counts takes a
  // tenth as long as a step.
  const counted = createCrowd(scenario);
  let agentSteps = 0;
  while (counted.seconds() < SECONDS) {
    agentSteps += counted.counts().underWay;
    counted.step();
  }
  const runs = Math.ceil(PEOPLE_TIMED / people);
  const times = Array.from({ length: runs }, () => {
    const run = createCrowd(scenario);
    const before = process.cpuUsage();
    while (run.seconds() < SECONDS) run.step();
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1e6;
  }).sort((a, b) => a - b);
  const cpuSeconds = times[runs >> 1] ?? Number.NaN;
  return { agentSteps, cpuSeconds, timeStepSeconds: counted.timeStepSeconds, runs };
}
