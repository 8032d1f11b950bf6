import { expect, test } from 'vitest';
import { type CloseUpMinute, decodeCloseUpMinute } from '#contracts';
import { runEnsembleMember } from '../ensemble/run-ensemble.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { type CloseUpJob, runCloseUp } from './run-close-up.ts';

const MINUTE_MS = 60_000;
const model = buildDistrictModel(createGridDistrict({ blocks: 5, blockMetres: 60 }));
const job: CloseUpJob = {
  request: {
    input: exampleInput({
      startMs: EXAMPLE_END_MS - 5 * MINUTE_MS,
      events: [exampleEvent(3000, 5)],
    }),
    members: 3,
    warmupSeconds: 300,
    frameCount: 31,
  },
  member: 1,
  place: { type: 'gate', id: 'gate-0' },
  radiusMetres: 25,
  fromMs: EXAMPLE_END_MS + 2 * MINUTE_MS,
  untilMs: EXAMPLE_END_MS + 4 * MINUTE_MS,
  buildings: [],
};
const decode = (bytes: readonly Uint8Array[]): CloseUpMinute[] =>
  bytes.map((one) => decodeCloseUpMinute(one.slice().buffer));
const sum = (values: Uint32Array): number => values.reduce((total, value) => total + value, 0);
const done = (changed: Partial<CloseUpJob> = {}) => {
  const result = runCloseUp(model, { ...job, ...changed });
  if (result.state !== 'done') throw new Error('the close-up was cancelled');
  return result;
};
const first = done();
const minutes = decode(first.minutes);

test('a frame a second: nobody is lost, doubled or moved by more than a walk', () => {
  expect(minutes.map((minute) => minute.startMs)).toEqual([job.fromMs, job.fromMs + MINUTE_MS]);
  const frames = minutes.flatMap((minute) => minute.frames);
  expect(frames).toHaveLength(120);
  let before = new Map<number, readonly [number, number]>();
  let most = 0;
  for (const frame of frames) {
    expect(frame.inside).toBe(sum(frame.inTotal) - sum(frame.outTotal));
    expect(frame.serial.length).toBeLessThanOrEqual(frame.inside);
    expect(new Set(frame.serial).size).toBe(frame.serial.length);
    most = Math.max(most, frame.serial.length);
    const now = new Map<number, readonly [number, number]>();
    frame.serial.forEach((serial, i) => {
      const at = [(frame.xCentimetres[i] ?? 0) / 100, (frame.yCentimetres[i] ?? 0) / 100] as const;
      const last = before.get(serial);
      // Nobody runs: 3 m/s is beyond the fastest free speed.
      if (last) expect(Math.hypot(at[0] - last[0], at[1] - last[1])).toBeLessThan(3);
      now.set(serial, at);
    });
    before = now;
  }
  expect(most).toBeGreaterThan(20);
  expect(first.totals.notYetHandedOver).toBeLessThanOrEqual(30);
});

test('it is the ensemble’s member: beside it the member alone, figure for figure', () => {
  const member = runEnsembleMember(model, job.request, job.member);
  const frame = (job.untilMs - job.request.input.startMs) / MINUTE_MS;
  expect(first.totals.arrived.network).toBe(member?.ledgers[frame]?.people.arrived);
  // The gates are before the region, so the same people come out of them.
  expect(first.totals.outOfGates.closeUp).toBe(first.totals.outOfGates.network);
});

test('the streets around have their vehicles and lights in every frame', () => {
  const { streets, signals, origin } = first.scene;
  expect(streets.length).toBeGreaterThan(0);
  expect(signals.length).toBeGreaterThan(0);
  const frames = minutes.flatMap((minute) => minute.frames);
  let seen = 0;
  for (const frame of frames) {
    expect(frame.light.length).toBe(signals.length);
    expect(Math.min(...frame.light)).toBeGreaterThan(0);
    frame.vehicleId.forEach((_, i) => {
      const x = (frame.vehicleXCentimetres[i] ?? 0) / 100;
      const y = (frame.vehicleYCentimetres[i] ?? 0) / 100;
      // The grid's streets lie every 60 m and have two lanes of 3.25 m each way.
      const off = [x + origin[0], y + origin[1]].map((at) =>
        Math.abs(at - 60 * Math.round(at / 60)),
      );
      expect(Math.min(...off)).toBeLessThan(6.5);
      seen += 1;
    });
  }
  expect(seen).toBeGreaterThan(100);
});

test('the same bytes again, other ones for another member', () => {
  // A minute is enough, and half the work.
  const untilMs = job.fromMs + MINUTE_MS;
  expect(done({ untilMs }).minutes[0]).toEqual(first.minutes[0]);
  expect(done({ untilMs, member: 2 }).minutes[0]).not.toEqual(first.minutes[0]);
});

test('density is the people within 1.5 m over the floor within 1.5 m, by brute force', () => {
  const frame = minutes[1]?.frames[30];
  if (!frame || frame.serial.length === 0) throw new Error('expected people in the frame');
  const at = Array.from(frame.serial, (_, i) => [
    (frame.xCentimetres[i] ?? 0) / 100,
    (frame.yCentimetres[i] ?? 0) / 100,
  ]);
  at.forEach(([x = 0, y = 0], i) => {
    const near = at.filter(([ox = 0, oy = 0]) => Math.hypot(ox - x, oy - y) <= 1.5).length;
    const density = (frame.density[i] ?? 0) / 25;
    // A whole disc is the most floor there is (its cells add up to 3 % less at the least), and
    // somebody at a circle's edge may be rounded in or out.
    expect(density).toBeGreaterThan((near - 1) / (Math.PI * 1.5 ** 2) - 0.05);
    // At a wall at least a quarter of the disc is floor, at a mouth's corner too.
    expect(density).toBeLessThan((near + 1) / ((Math.PI * 1.5 ** 2) / 4) + 0.05);
  });
});

test('ways in and out are named by what lies behind them', () => {
  const kinds = first.scene.portals.map((portal) => portal.kind);
  // One of the four ways ends at a station's entrance.
  expect([...kinds].sort()).toEqual(['gate', 'station', 'way', 'way', 'way']);
  expect(first.scene.destinations.filter((one) => one.kind === 'station')).toHaveLength(1);
});

test('it can be cancelled and tells how far it is', () => {
  const shares: number[] = [];
  const result = runCloseUp(model, job, {
    onProgress: (share) => shares.push(share),
    isCancelled: () => shares.length > 12,
  });
  expect(result.state).toBe('cancelled');
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});
