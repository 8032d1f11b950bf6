/**
 * The live flow of one district without its doors: state restored from the store, the durable write
 * with its alarms, weather and key figures. Used by start-server.ts and by tests.
 */
import type { FastifyBaseLogger } from 'fastify';
import type { Observation } from '#contracts';
import { type AlarmBook, createAlarmBook, judgeSignals } from './alarms/index.ts';
import type { DistrictClock } from './clock/district-clock.ts';
import { createIngest, type Ingest } from './ingest/index.ts';
import type { Metrics } from './observe/index.ts';
import type { PlanBook } from './plans/plan-book.ts';
import type { City } from './registry/index.ts';
import { createVenueCount, restoreVenueCount } from './state/count-venue-people.ts';
import { createDistrictState, type DistrictState } from './state/district-state.ts';
import type { InspectionRegister } from './state/inspection-register.ts';
import { createKeyFigures, type KeyFigures } from './state/key-figures.ts';
import { type CurrentWeather, hasWeatherChanged, readWeather } from './state/read-weather.ts';
import { createValueKinds, type ValueKinds } from './state/value-kinds.ts';
import type { Store } from './store/index.ts';

export interface LiveFlow {
  readonly state: DistrictState;
  readonly book: AlarmBook;
  readonly ingest: Ingest;
  readonly keyFigures: KeyFigures;
  readonly kinds: ValueKinds;
  readonly weather: () => CurrentWeather | null;
  readonly onWeatherChange: (listener: () => void) => void;
  /** Looks whether the weather has changed enough to tell. */
  readonly watchWeather: () => void;
}

export function createLiveFlow(context: {
  readonly city: City;
  readonly store: Store;
  readonly clock: DistrictClock;
  readonly plans: PlanBook;
  readonly metrics: Metrics;
  readonly inspections: InspectionRegister;
  readonly log: FastifyBaseLogger;
}): LiveFlow {
  const { city, store, clock, plans, metrics, log } = context;
  const { networks, manifest } = city;
  const kinds = createValueKinds(city, clock);
  const state = createDistrictState(city, clock, context.inspections);
  const book = createAlarmBook(store, clock.nowMs, city.cells.cellOfUnit);
  const venues = createVenueCount({ timeZone: manifest.timeZone, events: plans.events });
  const keyFigures = createKeyFigures({
    networks,
    state,
    venues,
    store,
    kinds,
    nowMs: clock.nowMs,
  });

  const restored: Observation[] = [];
  store.observations.forEachLatest((observation) => restored.push(observation));
  state.apply(restored);
  restoreVenueCount(venues, networks, store, clock.nowMs());
  showAlarms(book, state);
  book.onChange(() => showAlarms(book, state));

  /** In one transaction what arrived and what it means; after it, the state. */
  const write = (observations: readonly Observation[]): (() => void) => {
    const changes = judgeSignals(observations, {
      city,
      book,
      latest: state.latest,
      kindOfUnit: kinds.ofUnit,
    });
    store.transact(() => {
      for (const observation of observations) {
        // Left by a demonstration whose clock was set back: that future is told anew.
        if (state.latest.givesWay(observation)) {
          const { subject, quantity, timeMs } = observation;
          store.observations.removeAfter(subject, quantity, timeMs);
        }
      }
      store.observations.insert(observations);
      book.write(changes);
    });
    return () => {
      state.apply(observations);
      venues.apply(observations);
      book.apply(changes);
    };
  };
  const ingest = createIngest({
    context: {
      district: manifest.district,
      sensors: state.sensors,
      cells: city.cells,
      clockRate: clock.rate,
    },
    nowMs: clock.nowMs,
    write,
    onFailure: (error) =>
      log.error({ err: error }, 'observations are not durable yet; trying again'),
    report: {
      accepted: (count) => metrics.acceptedObservations.inc(count),
      rejected: (reason) => metrics.rejectedMessages.inc({ reason }),
      ackSeconds: (seconds) => metrics.ackSeconds.observe(seconds),
    },
  });

  const weatherListeners: (() => void)[] = [];
  const weather = (): CurrentWeather | null => readWeather(state, kinds.ofSensor);
  let toldWeather = weather();
  return {
    state,
    book,
    ingest,
    keyFigures,
    kinds,
    weather,
    onWeatherChange: (listener) => {
      weatherListeners.push(listener);
    },
    watchWeather: () => {
      const now = weather();
      if (!hasWeatherChanged(toldWeather, now)) return;
      toldWeather = now;
      for (const listener of weatherListeners) listener();
    },
  };
}

/** The alarm layer from the book: few units have alarms, so it is set anew after each change. */
function showAlarms(book: AlarmBook, state: DistrictState): void {
  const wanted = new Map<number, number>();
  for (const { place } of book.list(Number.POSITIVE_INFINITY)) {
    if (place.type === 'unit') wanted.set(place.cell, book.rankOfCell(place.cell));
  }
  for (const cell of state.alarmedUnits()) if (!wanted.has(cell)) state.setAlarmRank(cell, 0);
  for (const [cell, rank] of wanted) state.setAlarmRank(cell, rank);
}
