/** One evening in a process of its own; prints what it cost as JSON. Argument: evenings run before it. */
import { createTransitRun, TICKS_PER_SECOND, ticksFromSeconds } from '#simulations';
import { EVENING, NIGHT_SECOND, openEvening } from './open-evening.ts';

export interface EveningProcess {
  readonly cpuSeconds: number;
  readonly people: number;
  readonly trips: number;
  readonly saveMs: number;
  readonly restoreMs: number;
  readonly savedBytes: number;
  readonly peakBytes: number;
}

const startTick = ticksFromSeconds(EVENING.fromSecond);
const endTick = NIGHT_SECOND * TICKS_PER_SECOND;
const { model, demand } = await openEvening();
for (let warm = Number(process.argv[2] ?? 0); warm > 0; warm -= 1) {
  createTransitRun(model, { startTick, seed: warm + 1, demand }).advanceTo(endTick);
}
// Reading and estimating left garbage whose collection is not the run's.
globalThis.gc?.();
const before = process.cpuUsage();
const run = createTransitRun(model, { startTick, seed: 1, demand });
run.advanceTo(endTick);
const { user, system } = process.cpuUsage(before);

const evening = createTransitRun(model, { startTick, seed: 1, demand });
evening.advanceTo(ticksFromSeconds(18.5 * 3600));
const middle = (work: () => void): number => {
  const times = Array.from({ length: 21 }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[10] ?? Number.NaN;
};
const saved = evening.save();
const report: EveningProcess = {
  cpuSeconds: (user + system) / 1e6,
  people: run.ledger().entered,
  trips: model.tripStart.length,
  saveMs: middle(() => evening.save()),
  restoreMs: middle(() => evening.restore(saved)),
  savedBytes: saved.bytes.byteLength,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(report));
