import { expect, test } from 'vitest';
import {
  type RunMember,
  type Scenario,
  type ScenarioRun,
  scenarioIdSchema,
  scenarioRunSchema,
  venueIdSchema,
} from '#contracts';
import type { MemberOutcomes } from '#simulations';
import { stadiumEvent, stadiumNetworks, stadiumOutcomes } from '../advise/sample-stadium.ts';
import type { ForecastHost } from '../forecast/forecast-host.ts';
import type { SimulationPool } from '../forecast/simulation-pool.ts';
import { openStore } from '../store/index.ts';
import { startScenarios } from './start-scenarios.ts';

const FIGURES = {
  peakDensityPersonsPerSquareMetre: 4.6,
  minutesAboveFour: 12,
  clearingMinutes: null,
  peakStationQueuePersons: 2500,
  vehicleDelayHours: 40,
  leftBehind: 300,
  withoutTrain: 12,
} satisfies RunMember;
const member: MemberOutcomes = {
  ...FIGURES,
  peakDensityLink: 0,
  peakDensityAtMs: 0,
  peakStation: 0,
};

const scenario: Scenario = {
  id: scenarioIdSchema.parse('s1'),
  name: 'Concert',
  events: [stadiumEvent],
  measures: [],
  weather: { rainMillimetresPerHour: 0, temperatureCelsius: 15, windMetresPerSecond: 0 },
  startMs: stadiumEvent.endMs,
  seed: 1,
  members: 2,
};

function setUp(run: SimulationPool['run']) {
  const store = openStore(':memory:');
  const ended = Promise.withResolvers<ScenarioRun>();
  const host: ForecastHost = {
    district: 'test',
    timeZone: 'UTC',
    networks: stadiumNetworks,
    transit: null,
    nowMs: () => stadiumEvent.endMs,
    weather: () => null,
    events: () => [],
    measures: () => [],
    addMeasures: () => {},
    recentMean: () => null,
    records: {
      forecasts: store.forecasts,
      advice: store.advice,
      runs: store.runs,
      frames: store.frames,
    },
    publish: {
      forecast: () => {},
      advice: () => {},
      advising: () => {},
      runs: (changed) => {
        const last = changed.find(
          ({ status }) => status.state === 'done' || status.state === 'failed',
        );
        if (last) ended.resolve(last);
      },
    },
    judge: () => {},
    log: { info: () => {}, error: () => {} },
  };
  const start = () => startScenarios(host, { run, close: async () => {} });
  return { start, ended: ended.promise, records: store.runs };
}

test('a finished run keeps the figures of each member, without positions in the networks', async () => {
  const { start, ended } = setUp(async () => ({
    state: 'done',
    frames: new Uint8Array([1]),
    transitFrames: new Uint8Array([2]),
    linesProblem: null,
    outcomes: stadiumOutcomes,
    memberOutcomes: [member, { ...member, minutesAboveFour: 13 }],
    cpuSeconds: 2,
  }));
  const scenarios = start();
  expect(scenarios.start(scenario, 'planner').ok).toBe(true);
  const status = {
    state: 'done',
    outcomes: stadiumOutcomes,
    cpuSeconds: 2,
    memberOutcomes: [FIGURES, { ...FIGURES, minutesAboveFour: 13 }],
  };
  expect((await ended).status).toEqual(status);
  const stored = scenarios.get('s1');
  expect(stored?.status).toEqual(status);
  expect(scenarioRunSchema.parse(stored)).toEqual(stored);
});

test('a run that throws is failed with its reason', async () => {
  const { start, ended } = setUp(async () => {
    throw new Error('the worker ran out of memory');
  });
  start().start(scenario, 'planner');
  expect((await ended).status).toEqual({
    state: 'failed',
    reason: 'the worker ran out of memory',
  });
});

test('a run under way when the server stopped is failed after the restart, never lost', async () => {
  const { start, records } = setUp(() => new Promise(() => {}));
  start().start(scenario, 'planner');
  expect(records.get('s1')?.status.state).toBe('queued');
  expect(start().get('s1')?.status).toEqual({
    state: 'failed',
    reason: 'the server stopped while this run was under way',
  });
});

test('a scenario at a place that this city lacks is refused with its name', () => {
  const { start } = setUp(() => new Promise(() => {}));
  const venue = venueIdSchema.parse('nowhere');
  const result = start().start({ ...scenario, events: [{ ...stadiumEvent, venue }] }, 'planner');
  expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('nowhere') });
});
