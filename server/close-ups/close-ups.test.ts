import Fastify from 'fastify';
import { expect, test } from 'vitest';
import {
  type CloseUp,
  type CloseUpRequest,
  closeUpRequestSchema,
  closeUpSchema,
  forecastIdSchema,
  may,
  ROLE_PERMISSIONS,
  type Role,
  type ScenarioRun,
  scenarioIdSchema,
} from '#contracts';
import { DEFAULT_PARAMETERS, type MemberOutcomes } from '#simulations';
import { stadiumEvent, stadiumNetworks, stadiumOutcomes } from '../advise/sample-stadium.ts';
import type { CloseUpJobResult } from '../forecast/ensemble-job.ts';
import type { CloseUpPool } from '../forecast/simulation-pool.ts';
import { BadRequest, sendProblem } from '../http/problem.ts';
import type { RouteAccess } from '../live-district.ts';
import { addCloseUpRoutes } from './close-up-routes.ts';
import { startCloseUps } from './start-close-ups.ts';

const START_MS = Math.floor(stadiumEvent.endMs / 60_000) * 60_000;
const minutesAfter = (minutes: number): number => START_MS + minutes * 60_000;
const weather = { rainMillimetresPerHour: 0, temperatureCelsius: 15, windMetresPerSecond: 0 };
const peaks = [5, 1, 3];
const run: ScenarioRun = {
  scenario: {
    id: scenarioIdSchema.parse('s1'),
    name: 'Concert',
    events: [stadiumEvent],
    measures: [],
    weather,
    startMs: START_MS,
    seed: 9,
    members: 3,
  },
  createdMs: START_MS,
  createdBy: 'planner',
  status: {
    state: 'done',
    outcomes: stadiumOutcomes,
    cpuSeconds: 1,
    memberOutcomes: peaks.map((peak) => ({ ...memberWith(peak) })),
  },
};
function memberWith(peak: number): MemberOutcomes {
  return {
    peakDensityPersonsPerSquareMetre: peak,
    peakDensityLink: 0,
    peakDensityAtMs: 0,
    minutesAboveFour: 0,
    clearingMinutes: null,
    peakStationQueuePersons: 0,
    peakStation: 0,
    vehicleDelayHours: 0,
  };
}
const scene = { origin: [0, 0], floor: [], buildings: [], portals: [], destinations: [] };
const done = {
  state: 'done',
  scene,
  minutes: [Uint8Array.of(1, 2, 3)],
  totals: {
    outOfGates: { closeUp: 1, network: 1 },
    stationEntries: { closeUp: 1, network: 1 },
    arrived: { closeUp: 1, network: 1 },
    notYetHandedOver: 0,
  },
  mostPersons: 7,
  cpuSeconds: 2,
} as unknown as CloseUpJobResult;

function setUp(answer: CloseUpPool['runCloseUp'] = async () => done) {
  const asked: Parameters<CloseUpPool['runCloseUp']>[0][] = [];
  const closeUps = startCloseUps({
    host: {
      networks: stadiumNetworks,
      nowMs: () => START_MS,
      timeZone: 'UTC',
      log: { info: () => {}, error: () => {} },
    },
    pool: {
      runCloseUp: (job, options) => {
        asked.push(job);
        return answer(job, options);
      },
    },
    forecast: () => ({
      forecast: {
        id: forecastIdSchema.parse('f1'),
        issuedMs: START_MS,
        startMs: START_MS,
        frameCount: 121,
        members: 3,
        seed: 1,
        cause: 'minute',
        inputs: {
          weather,
          events: [],
          measures: [],
          walkDemandFactor: 1,
          streetDemandFactor: 1,
        },
        outcomes: stadiumOutcomes,
        cpuSeconds: 1,
      },
      frames: new Uint8Array(),
      transitFrames: null,
      request: {
        input: {
          startMs: START_MS,
          timeZone: 'UTC',
          seed: 1,
          weather,
          events: [stadiumEvent],
          measures: [],
          demandFactors: { walk: 1, street: 1 },
          parameters: DEFAULT_PARAMETERS,
        },
        members: 3,
        warmupSeconds: 60,
        frameCount: 121,
      },
      memberOutcomes: peaks.map(memberWith),
    }),
    run: (id) => (id === 's1' ? run : null),
    footprints: () => [],
  });
  return { closeUps, asked };
}

const request = (changed: object = {}): CloseUpRequest =>
  closeUpRequestSchema.parse({
    place: { type: 'gate', id: 'g1' },
    fromMs: minutesAfter(5),
    untilMs: minutesAfter(10),
    source: { type: 'forecast' },
    ...changed,
  });
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

test('it is the forecast’s typical member: same request, named with seed and member', async () => {
  const { closeUps, asked } = setUp();
  const started = closeUps.start(request(), 'operator');
  if (!started.ok) throw new Error(started.reason);
  await settle();
  // The middle one of the peaks 5, 1, 3 is the third.
  expect(asked[0]).toMatchObject({ member: 2, request: { input: { seed: 1 }, members: 3 } });
  const closeUp = closeUpSchema.parse({
    ...closeUps.get(started.closeUp.id),
    status: { state: 'queued' },
  });
  expect(closeUp).toMatchObject({
    kind: 'forecast',
    placeName: { zh: '体育场 g1' },
    source: { type: 'forecast', forecast: 'f1', member: 2, members: 3, seed: 1 },
  });
  expect(closeUps.get(started.closeUp.id)?.status).toMatchObject({ state: 'done', minutes: 1 });
  expect(closeUps.minuteOf(started.closeUp.id, 0)).toEqual(Uint8Array.of(1, 2, 3));
  expect(closeUps.minuteOf(started.closeUp.id, 1)).toBeNull();
});

test('a run’s close-up repeats the run’s own request', async () => {
  const { closeUps, asked } = setUp();
  closeUps.start(request({ source: { type: 'run', run: 's1', member: 1 } }), 'planner');
  await settle();
  expect(asked[0]).toMatchObject({ member: 1, request: { input: { seed: 9 }, members: 3 } });
});

test('the same question again gets the same close-up, also while it is under way', () => {
  const { closeUps, asked } = setUp(() => new Promise(() => {}));
  const [first, second] = [request(), request()].map((one) => closeUps.start(one, 'a'));
  expect(second).toMatchObject({ ok: true, isNew: false });
  expect(first?.ok && second?.ok && first.closeUp.id === second.closeUp.id).toBe(true);
  expect(asked).toHaveLength(1);
});

test.each([
  ['a place that is not there', { place: { type: 'gate', id: 'g9' } }, /no gate g9/],
  ['a time outside the run', { untilMs: minutesAfter(125), fromMs: minutesAfter(115) }, /from .*/],
  ['a member that is not there', { source: { type: 'forecast', member: 3 } }, /0 to 2, got 3/],
  ['a run that is not there', { source: { type: 'run', run: 's2' } }, /run s2 is not done/],
])('%s is refused with its name', (_, changed, reason) => {
  const result = setUp().closeUps.start(request(changed), 'a');
  expect(result).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
});

test('longer than 15 minutes, backwards, or off the minute is no request', () => {
  for (const untilMs of [minutesAfter(21), minutesAfter(5), minutesAfter(6) + 1]) {
    expect(() => request({ untilMs })).toThrow();
  }
});

test('a cancelled one stays cancelled; a place without room says why; only four at once', async () => {
  const answers = [Promise.withResolvers<CloseUpJobResult>()];
  const { closeUps } = setUp(() => answers[0]?.promise ?? Promise.resolve(done));
  const started = closeUps.start(request(), 'a');
  if (!started.ok) throw new Error(started.reason);
  const { id } = started.closeUp;
  expect(closeUps.cancel(id)?.status.state).toBe('cancelled');
  answers[0]?.resolve(done);
  await settle();
  expect(closeUps.get(id)?.status.state).toBe('cancelled');

  const refused = setUp(async () => ({ state: 'refused', reason: 'no room' }));
  const other = refused.closeUps.start(request(), 'a');
  await settle();
  expect(other.ok && refused.closeUps.get(other.closeUp.id)?.status).toEqual({
    state: 'failed',
    reason: 'no room',
  });

  const busy = setUp(() => new Promise(() => {}));
  for (let k = 0; k < 4; k += 1)
    busy.closeUps.start(request({ untilMs: minutesAfter(6 + k) }), 'a');
  expect(busy.closeUps.start(request({ untilMs: minutesAfter(12) }), 'a').ok).toBe(false);
});

test('only the newest are kept', async () => {
  const { closeUps } = setUp();
  const ids: string[] = [];
  for (let k = 0; k < 14; k += 1) {
    const started = closeUps.start(
      request({
        untilMs: minutesAfter(6 + k),
        source: { type: 'forecast', member: 0 },
        fromMs: minutesAfter(5 + k),
      }),
      'a',
    );
    if (started.ok) ids.push(started.closeUp.id);
    await settle();
  }
  expect(ids.map((id) => closeUps.get(id) !== null)).toEqual(ids.map((_, k) => k >= 2));
});

test('over HTTP: deny by default; whoever may not read the run does not see its close-up', async () => {
  let roles: readonly Role[] = ['planner'];
  const { closeUps } = setUp();
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) =>
    sendProblem(reply, error instanceof BadRequest ? 400 : 500, String(error)),
  );
  const access: RouteAccess = {
    require:
      (...anyOf) =>
      async (_request, reply) => {
        if (!anyOf.some((permission) => may(roles, permission))) return sendProblem(reply, 403, '');
      },
    sessionOf: () => ({
      name: 'someone',
      roles,
      permissions: roles.flatMap((role) => ROLE_PERMISSIONS[role]),
      scope: 'district',
    }),
    audit: () => 1,
  };
  addCloseUpRoutes(app, access, closeUps);
  const post = (body: object) =>
    app.inject({ method: 'POST', url: '/api/close-ups', payload: body });
  const get = async (path: string) => (await app.inject(path)).statusCode;

  const ofRun = await post({ ...request(), source: { type: 'run', run: 's1' } });
  expect(ofRun.statusCode).toBe(201);
  const { id } = ofRun.json<CloseUp>();
  await settle();
  expect(await get(`/api/close-ups/${id}`)).toBe(200);
  expect(await get(`/api/close-ups/${id}/minutes/0`)).toBe(200);
  expect((await post({ ...request(), colour: 'red' })).statusCode).toBe(400);

  roles = ['operator'];
  expect(await get(`/api/close-ups/${id}`)).toBe(404);
  expect(await get(`/api/close-ups/${id}/minutes/0`)).toBe(404);
  expect((await post({ ...request(), source: { type: 'run', run: 's1' } })).statusCode).toBe(403);
  expect((await post(request())).statusCode).toBe(201);

  roles = ['official'];
  expect(await get(`/api/close-ups/${id}`)).toBe(403);
  expect((await post(request())).statusCode).toBe(403);
  await app.close();
});
