import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { DEFAULT_MODE_SHARES, encodeFrames, eventPlanSchema } from '#contracts';
import {
  buildDistrictModel,
  combineMembers,
  createGridDistrict,
  DEFAULT_PARAMETERS,
  type EnsembleRequest,
  type MemberResult,
  runEnsemble,
} from '#simulations';
import type { MemberJob } from '../testing/member-worker.ts';

const END_MS = Date.parse('2026-11-22T14:00:00Z');
const networks = createGridDistrict({ blocks: 3, residents: 2000, workers: 2000 });
const request: EnsembleRequest = {
  members: 2,
  warmupSeconds: 300,
  frameCount: 13,
  input: {
    startMs: END_MS,
    timeZone: 'Asia/Shanghai',
    seed: 20150401,
    weather: { rainMillimetresPerHour: 0, temperatureCelsius: 20, windMetresPerSecond: 2 },
    events: [
      eventPlanSchema.parse({
        id: 'event',
        name: 'Event',
        venue: 'venue',
        attendance: 1500,
        startMs: END_MS - 9_000_000,
        endMs: END_MS,
        endSpreadMinutes: 4,
        modeShares: DEFAULT_MODE_SHARES,
      }),
    ],
    measures: [],
    demandFactors: { walk: 1, street: 1 },
    parameters: DEFAULT_PARAMETERS,
  },
};

interface Answer {
  readonly member: number;
  readonly result: MemberResult;
}

async function runInThreads(threads: number): Promise<readonly MemberResult[]> {
  const answers = await Promise.all(
    Array.from({ length: threads }, async (_, thread) => {
      const all = Array.from({ length: request.members }, (_unused, member) => member);
      const job: MemberJob = {
        networks,
        request,
        members: all.filter((member) => member % threads === thread),
      };
      const worker = new Worker(new URL('../testing/member-worker.ts', import.meta.url), {
        workerData: job,
      });
      const [answer] = (await once(worker, 'message')) as [readonly Answer[]];
      await worker.terminate();
      return answer;
    }),
  );
  return answers
    .flat()
    .sort((a, b) => a.member - b.member)
    .map(({ result }) => result);
}

test('one thread and two give the same bytes, and nobody is lost in any minute of any member', async () => {
  const model = buildDistrictModel(networks);
  const here = runEnsemble(model, request);
  if (here.state !== 'done') throw new Error('cancelled');
  const bytesHere = encodeFrames(here.frames);
  for (const threads of [1, 2]) {
    const results = await runInThreads(threads);
    const combined = combineMembers(model, request, results);
    expect(Buffer.compare(encodeFrames(combined.frames), bytesHere)).toBe(0);
    expect(combined.outcomes).toEqual(here.outcomes);
    expect(combined.memberOutcomes).toEqual(here.memberOutcomes);
    for (const { people, vehicles } of results.flatMap((result) => result.ledgers)) {
      expect(people.released).toBe(people.arrived + people.underWay);
      expect(vehicles.released).toBe(vehicles.arrived + vehicles.underWay);
    }
  }
  expect(here.memberOutcomes[0]?.peakDensityPersonsPerSquareMetre).toBeGreaterThan(0);
});
