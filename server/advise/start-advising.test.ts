import { expect, test } from 'vitest';
import {
  type Advice,
  type AdvisingState,
  type Forecast,
  forecastIdSchema,
  type Measure,
} from '#contracts';
import { DEFAULT_PARAMETERS, type MemberOutcomes } from '#simulations';
import type { ForecastHost } from '../forecast/forecast-host.ts';
import type { SimulationPool } from '../forecast/simulation-pool.ts';
import type { CurrentForecast, Forecasting } from '../forecast/start-forecasting.ts';
import { openStore } from '../store/index.ts';
import { stadiumEvent, stadiumNetworks, stadiumOutcomes } from './sample-stadium.ts';
import { type Advising, startAdvising } from './start-advising.ts';

const member = (minutesAboveFour: number): MemberOutcomes => ({
  peakDensityPersonsPerSquareMetre: 4.6,
  peakDensityLink: 0,
  peakDensityAtMs: 0,
  minutesAboveFour,
  clearingMinutes: 35,
  peakStationQueuePersons: 2500,
  peakStation: 0,
  vehicleDelayHours: 40,
});

/** Minutes above 4/m² by the kind of the last measure: the truth that advice has to find. */
const MINUTES: Partial<Record<Measure['type'], number>> = {
  'meter-gate': 4,
  'give-street-to-walkers': 7,
  'extra-trains': 12,
  'close-entrance': 20,
  'shift-green': 12,
  'close-street': 15,
  'post-staff': 12,
};

function setUp() {
  const store = openStore(':memory:');
  const added: Measure[] = [];
  let listener: ((current: CurrentForecast) => void) | undefined;
  const published: Advice[] = [];
  const told: AdvisingState[] = [];
  const pool: SimulationPool = {
    run: async (request) => {
      const last = request.input.measures.at(-1);
      const minutes = (last && MINUTES[last.type]) ?? 12;
      return {
        state: 'done',
        frames: new Uint8Array(),
        transitFrames: null,
        linesProblem: null,
        outcomes: stadiumOutcomes,
        memberOutcomes: [member(minutes), member(minutes + 1)],
        cpuSeconds: 0,
      };
    },
    close: async () => {},
  };
  const host: ForecastHost = {
    district: 'test',
    timeZone: 'UTC',
    networks: stadiumNetworks,
    transit: null,
    nowMs: () => stadiumEvent.endMs,
    weather: () => null,
    events: () => [stadiumEvent],
    measures: () => added,
    addMeasures: (measures) => added.push(...measures),
    recentMean: () => null,
    records: {
      forecasts: store.forecasts,
      advice: store.advice,
      runs: store.runs,
      frames: store.frames,
    },
    publish: {
      forecast: () => {},
      advice: (changed) => published.push(...changed),
      advising: (state) => told.push(state),
      runs: () => {},
    },
    judge: () => {},
    log: { info: () => {}, error: (message) => expect.unreachable(message) },
  };
  const forecasting: Pick<Forecasting, 'onForecast'> = {
    onForecast: (added) => {
      listener = added;
    },
  };
  const advising = startAdvising(host, forecasting, pool);
  const forecastNow = async (startMs: number): Promise<void> => {
    const forecast: Forecast = {
      id: forecastIdSchema.parse(`f${startMs}`),
      issuedMs: startMs,
      startMs,
      frameCount: 121,
      members: 2,
      seed: 1,
      cause: 'minute',
      inputs: {
        weather: { rainMillimetresPerHour: 0, temperatureCelsius: 15, windMetresPerSecond: 0 },
        events: [stadiumEvent],
        measures: [...added],
        walkDemandFactor: 1,
        streetDemandFactor: 1,
      },
      outcomes: stadiumOutcomes,
      cpuSeconds: 0,
    };
    listener?.({
      forecast,
      frames: new Uint8Array(),
      transitFrames: null,
      memberOutcomes: [member(12), member(13)],
      request: {
        input: {
          startMs,
          timeZone: 'UTC',
          seed: 1,
          weather: forecast.inputs.weather,
          events: [stadiumEvent],
          measures: [...added],
          demandFactors: { walk: 1, street: 1 },
          parameters: DEFAULT_PARAMETERS,
        },
        members: 2,
        warmupSeconds: 0,
        frameCount: 121,
      },
    });
    await advising.settled();
  };
  return { advising, forecastNow, added, told };
}

const offers = (advising: Advising) => advising.list().filter((a) => a.status.state === 'offered');

test('offers what helps, best first; what harms is not offered', async () => {
  const { advising, forecastNow } = setUp();
  await forecastNow(stadiumEvent.endMs - 60_000);
  const kinds = offers(advising).map((advice) => advice.measures[0]?.type);
  expect(kinds.slice(0, 2)).toEqual(['meter-gate', 'meter-gate']);
  expect(kinds[2]).toBe('give-street-to-walkers');
  expect(kinds).not.toContain('close-entrance');
  expect(kinds).not.toContain('close-street');
  // Staff are offered for their places though nothing was computed.
  expect(kinds).toContain('post-staff');
  // 4 − 12 and 5 − 13 minutes.
  expect(offers(advising)[0]?.effect.minutesAboveFour).toEqual({ low: -8, median: -8, high: -8 });
});

test('accepting puts the measures into the plan once; deciding twice is refused', async () => {
  const { advising, forecastNow, added } = setUp();
  await forecastNow(stadiumEvent.endMs - 60_000);
  const best = offers(advising)[0];
  expect(best).toBeDefined();
  if (!best) return;
  expect(advising.accept(best.id, 'duty').ok).toBe(true);
  expect(added).toHaveLength(best.measures.length);
  expect(advising.accept(best.id, 'duty')).toEqual({ ok: false, reason: 'already-decided' });
  expect(advising.refuse('nothing', 'duty', 'no')).toEqual({ ok: false, reason: 'unknown' });
  // What is in force is not proposed again.
  await forecastNow(stadiumEvent.endMs);
  expect(offers(advising).map((a) => String(a.id))).not.toContain(best.id);
});

test('what was refused is not offered again for the same window', async () => {
  const { advising, forecastNow } = setUp();
  await forecastNow(stadiumEvent.endMs - 60_000);
  const best = offers(advising)[0];
  if (!best) return expect.unreachable('no offer');
  advising.refuse(best.id, 'duty', 'no staff at that gate');
  await forecastNow(stadiumEvent.endMs + 6 * 60_000);
  expect(offers(advising).map((a) => String(a.id))).not.toContain(best.id);
  expect(advising.list().find((a) => a.id === best.id)?.status).toMatchObject({
    state: 'refused',
    reason: 'no staff at that gate',
  });
});

test('offers expire when the event is over', async () => {
  const { advising, forecastNow } = setUp();
  await forecastNow(stadiumEvent.endMs - 60_000);
  expect(offers(advising).length).toBeGreaterThan(0);
  await forecastNow(stadiumEvent.endMs + 3 * 3_600_000);
  expect(offers(advising)).toEqual([]);
});

test('says what it is at: nothing to do, then each try, then that it has searched', async () => {
  const { advising, forecastNow, told } = setUp();
  expect(advising.state()).toEqual({ state: 'no-event' });
  await forecastNow(stadiumEvent.endMs - 60_000);
  const tries = told.flatMap((state) => (state.state === 'trying' ? [state.tried] : []));
  const total = tries.length - 1;
  expect(tries).toEqual(Array.from({ length: total + 1 }, (_, i) => i));
  expect(told.at(-1)).toEqual({
    state: 'searched',
    atMs: stadiumEvent.endMs - 60_000,
    tried: total,
  });
});
