/**
 * The wall's key figures, each with kind, source, time and what is usual at this time.
 *
 * people-on-streets: the forecast's frame 0 when there is one; before that, people on the counted
 *   links, persons = rate ÷ 60 × length ÷ 1.34 m/s (free walking speed, Weidmann 1993), scaled by the
 *   whole walk network's length over that of the counted links.
 * venue-people: gate counters, see count-venue-people.ts.
 * station-entries: entries of all stations together, persons/min.
 * road-speed: mean speed at the detectors weighted by flow, km/h.
 *
 * Baseline: mean within ±10 min of this time of day over up to 14 earlier days of this district.
 */
import type { DistrictNetworks, KeyFigure, ObservedQuantity, Sensor, ValueKind } from '#contracts';
import type { Store } from '../store/index.ts';
import type { VenueCount } from './count-venue-people.ts';
import type { DistrictState } from './district-state.ts';
import type { ValueKinds } from './value-kinds.ts';

export interface KeyFigures {
  read(): readonly KeyFigure[];
  reportPeopleOnStreets(persons: number): void;
  /** Writes the values for later baselines; call every few minutes of district time. */
  remember(): void;
}

const WALK_METRES_PER_SECOND = 1.34;
const TOLERANCE_MS = 10 * 60_000;
const BASELINE_DAYS = 14;
const DAY_MS = 86_400_000;
/** A nowcast comes every minute; after ten it no longer speaks for the present. */
const NOWCAST_HOLDS_MS = 10 * 60_000;
const BASELINE_REUSED_MS = 60_000;

export function createKeyFigures(context: {
  readonly networks: DistrictNetworks;
  readonly state: DistrictState;
  readonly venues: VenueCount;
  readonly store: Store;
  readonly kinds: ValueKinds;
  readonly nowMs: () => number;
}): KeyFigures {
  const { networks, state, venues, store, kinds, nowMs } = context;
  const counters = networks.sensors.filter((s) => s.type === 'people-counter');
  const networkMetres = networks.walk.links.reduce((sum, link) => sum + link.lengthMetres, 0);
  let nowcast: { readonly persons: number; readonly timeMs: number } | null = null;
  const baselines = new Map<string, { readonly atMs: number; readonly value: number | null }>();

  const baselineOf = (id: KeyFigure['id']): number | null => {
    const now = nowMs();
    const known = baselines.get(id);
    if (known && Math.abs(now - known.atMs) < BASELINE_REUSED_MS) return known.value;
    const value = store.keyFigures.usualAt(id, now, TOLERANCE_MS, BASELINE_DAYS);
    baselines.set(id, { atMs: now, value });
    return value;
  };

  const fresh = (id: string, quantity: ObservedQuantity) => {
    const latest = state.latest.get(id, quantity);
    return latest && !state.isStale(id, quantity, latest.timeMs) ? latest : null;
  };
  /** synthetic as soon as one contribution is. */
  const kindOfAll = (ids: readonly string[]): ValueKind =>
    ids.some((id) => kinds.ofSensor(id) === 'synthetic') ? 'synthetic' : 'measured';

  const figure = (
    id: KeyFigure['id'],
    unit: string,
    content: { value: number | null; kind: ValueKind; source: string; timeMs: number },
  ): KeyFigure => ({ id, unit, ...content, baseline: baselineOf(id) });

  const peopleOnStreets = (): KeyFigure => {
    const now = nowMs();
    // Nobody is counted or forecast where there is nothing to walk on: no value, not zero.
    if (networks.walk.links.length === 0) {
      return figure('people-on-streets', '', {
        value: null,
        kind: 'inferred',
        source: 'people-counters 0',
        timeMs: now,
      });
    }
    if (nowcast && now - nowcast.timeMs < NOWCAST_HOLDS_MS) {
      const { persons, timeMs } = nowcast;
      return figure('people-on-streets', '', {
        value: persons,
        kind: 'inferred',
        source: 'nowcast',
        timeMs,
      });
    }
    let persons = 0;
    let metres = 0;
    let timeMs = 0;
    let count = 0;
    for (const sensor of counters) {
      const forward = fresh(sensor.id, 'forwardPersonsPerMinute');
      const backward = fresh(sensor.id, 'backwardPersonsPerMinute');
      const length = networks.walk.links[sensor.walkLink]?.lengthMetres ?? 0;
      if (!forward || !backward || length === 0) continue;
      persons += ((forward.value + backward.value) / 60) * (length / WALK_METRES_PER_SECOND);
      metres += length;
      timeMs = Math.max(timeMs, forward.timeMs);
      count += 1;
    }
    const value = metres > 0 ? Math.round((persons * networkMetres) / metres) : null;
    return figure('people-on-streets', '', {
      value,
      kind: 'inferred',
      source: `people-counters ${count}`,
      timeMs: count > 0 ? timeMs : now,
    });
  };

  const venuePeople = (): KeyFigure => {
    const count = venues.read();
    const gates = sensorsOf(networks, 'gate-counter');
    return figure('venue-people', '', {
      value: count?.persons ?? null,
      kind: count?.fromPlan ? 'inferred' : kindOfAll(gates),
      source: `${count?.fromPlan ? 'plan-and-gate-counters' : 'gate-counters'} ${gates.length}`,
      timeMs: count?.timeMs ?? nowMs(),
    });
  };

  const stationEntries = (): KeyFigure => {
    const ids = sensorsOf(networks, 'station-gates').filter((id) =>
      fresh(id, 'entryPersonsPerMinute'),
    );
    const values = ids.map((id) => fresh(id, 'entryPersonsPerMinute'));
    const sum = values.reduce((total, latest) => total + (latest?.value ?? 0), 0);
    return figure('station-entries', '/min', {
      value: ids.length > 0 ? Math.round(sum) : null,
      kind: kindOfAll(ids),
      source: `station-gates ${ids.length}`,
      timeMs: Math.max(0, ...values.map((latest) => latest?.timeMs ?? 0)) || nowMs(),
    });
  };

  const roadSpeed = (): KeyFigure => {
    let weighted = 0;
    let weight = 0;
    let timeMs = 0;
    const ids: string[] = [];
    for (const id of sensorsOf(networks, 'road-detector')) {
      const speed = fresh(id, 'meanSpeedMetresPerSecond');
      const flow = fresh(id, 'flowVehiclesPerHour');
      if (!speed || !flow || flow.value === 0) continue;
      weighted += speed.value * flow.value;
      weight += flow.value;
      timeMs = Math.max(timeMs, speed.timeMs);
      ids.push(id);
    }
    const value = weight > 0 ? Math.round((weighted / weight) * 36) / 10 : null;
    return figure('road-speed', 'km/h', {
      value,
      kind: kindOfAll(ids),
      source: `road-detectors ${ids.length}`,
      timeMs: timeMs || nowMs(),
    });
  };

  const read = (): readonly KeyFigure[] => [
    peopleOnStreets(),
    venuePeople(),
    stationEntries(),
    roadSpeed(),
  ];
  return {
    read,
    reportPeopleOnStreets: (persons) => {
      nowcast = { persons: Math.round(persons), timeMs: nowMs() };
    },
    remember: () => {
      const now = nowMs();
      store.transact(() => {
        for (const { id, value } of read())
          if (value !== null) store.keyFigures.put(id, now, value);
        store.keyFigures.removeBefore(now - (BASELINE_DAYS + 1) * DAY_MS);
      });
    },
  };
}

const sensorsOf = (networks: DistrictNetworks, type: Sensor['type']): readonly string[] =>
  networks.sensors.filter((sensor) => sensor.type === type).map(({ id }) => id);
