/**
 * Runs a random network and looks for what must never be: people lost or made, trains above capacity,
 * two vehicles on one track, platforms that count other people than stand on them, overtaking, people
 * left inside when the last train is long gone.
 */
import { createRandom } from '#contracts';
import { buildTransitModel } from '../network/build-transit-model.ts';
import { createTransitRun, type TransitRun } from '../run/create-transit-run.ts';
import { DONE } from '../run/transit-state.ts';
import { ticksFromSeconds } from '../transit-clock.ts';
import { createRandomDemand, createRandomMeasures, createRandomTransit } from './random-transit.ts';

export interface FuzzOutcome {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly entered: number;
  readonly leftBehind: number;
  readonly bytes: Uint8Array;
}

/** Long after the last train of a random network; queues at slow gates need it too. */
const END_SECOND = 40_000;
const CHECK_SECONDS = 97;

export function findFaults(seed: number): FuzzOutcome {
  const random = createRandom(seed, 'transit-fuzz');
  const network = createRandomTransit(random);
  const model = buildTransitModel(network);
  const run = createTransitRun(model, {
    startTick: 0,
    seed,
    demand: createRandomDemand(network, random),
    measures: createRandomMeasures(network, random),
  });
  const faults = new Set<string>();
  for (let second = CHECK_SECONDS; second < END_SECOND; second += CHECK_SECONDS) {
    // Plans change under way, and people come from a street that knows no timetable.
    if (random.next() < 0.05) run.setMeasures(createRandomMeasures(network, random));
    if (second < 6_000 && random.next() < 0.3) {
      run.enterAnywhere(random.nextInteger(model.entranceCount), random.nextInteger(40));
    }
    if (second > 20_000) run.setMeasures([]);
    run.advanceTo(ticksFromSeconds(second));
    for (const fault of faultsOf(run)) faults.add(`${fault} at ${second} s`);
    if (faults.size > 5) break;
  }
  const { entered, left } = run.ledger();
  if (entered !== left) faults.add(`${entered - left} people still inside at the end`);
  const unfinished = run.state.tripState.filter((phase) => phase < DONE).length;
  if (unfinished > 0) faults.add(`${unfinished} trips not finished at the end`);
  const leftBehind = run.state.stopLeftBehind.reduce((sum, count) => sum + count, 0);
  return {
    seed,
    faults: [...faults],
    entered,
    leftBehind,
    bytes: new Uint8Array(run.save().bytes),
  };
}

function faultsOf(run: TransitRun): string[] {
  const { model, state } = run;
  const faults: string[] = [];
  const { entered, left, inStations, waiting, aboard } = run.ledger();
  if (entered !== left + inStations + waiting + aboard) {
    faults.push(`entered ${entered} ≠ left ${left} + inside ${inStations + waiting + aboard}`);
  }
  const occupied = new Int32Array(model.stopCount);
  state.trainPhase.forEach((phase, train) => {
    if (phase === 0) return;
    const pattern = model.profilePattern[
      state.tripProfile[state.trainTrip[train] as number] as number
    ] as number;
    const capacity = model.lineCapacity[model.patternLine[pattern] as number] as number;
    if ((state.trainLoad[train] as number) > capacity) faults.push(`train ${train} above capacity`);
    let load = 0;
    for (let goal = 0; goal < model.classCount; goal += 1) {
      load += state.load[train * model.classCount + goal] as number;
    }
    if (load !== state.trainLoad[train]) faults.push(`train ${train} counts other people`);
    if (phase !== 3) return;
    const first = model.patternStart[pattern] as number;
    const stops = (model.patternStart[pattern + 1] as number) - first;
    const index = state.trainPosition[train] as number;
    const stop = model.patternStop[first + (index === stops ? 0 : index)] as number;
    occupied[stop] = (occupied[stop] as number) + 1;
  });
  for (let stop = 0; stop < model.stopCount; stop += 1) {
    if ((occupied[stop] as number) > (model.stopBerths[stop] as number)) {
      faults.push(`${occupied[stop]} vehicles on ${model.stopBerths[stop]} tracks of stop ${stop}`);
    }
    let waits = 0;
    for (let goal = 0; goal < model.classCount; goal += 1) {
      waits += state.waiting[stop * model.classCount + goal] as number;
    }
    if (waits !== state.stopWaiting[stop]) faults.push(`stop ${stop} counts other people`);
  }
  for (const negative of [
    'waiting',
    'load',
    'elementPeople',
    'platformPeople',
    'stopComing',
  ] as const) {
    if (state[negative].some((count) => count < 0)) faults.push(`${negative} below zero`);
  }
  const standing = run.countOnPlatforms();
  standing.forEach((count, platform) => {
    if (count !== state.platformPeople[platform]) {
      faults.push(`platform ${platform} holds ${count}, counts ${state.platformPeople[platform]}`);
    }
  });
  return faults;
}
