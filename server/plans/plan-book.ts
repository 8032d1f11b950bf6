/**
 * Events and measures: what planners and operators have decided. An edit is checked against the
 * district (a venue, gate, link or signal that does not exist is refused with its name), made
 * durable, and then told to listeners (forecast, wire).
 */
import {
  type CityTransit,
  type DistrictNetworks,
  type EventPlan,
  type Measure,
  stationsBehind,
} from '#contracts';
import type { Store } from '../store/index.ts';

export interface PlanBook {
  events(): readonly EventPlan[];
  measures(): readonly Measure[];
  /** null when stored, else why not. `alongside` (audit) joins the same transaction. */
  putEvent(event: EventPlan, alongside?: () => void): string | null;
  putMeasure(measure: Measure, alongside?: () => void): string | null;
  /** False when there is none. */
  removeEvent(id: string, alongside?: () => void): boolean;
  removeMeasure(id: string, alongside?: () => void): boolean;
  onChange(listener: (what: 'event' | 'measure') => void): void;
}

const KEPT_EVENTS = 200;
const KEPT_MEASURES = 1_000;
/** More reserve trains than any metro has; the run of the lines has room for them at once. */
const MOST_ADDED_TRAINS = 200;

export function createPlanBook(
  store: Store,
  networks: DistrictNetworks,
  transit: CityTransit | null = null,
): PlanBook {
  const events = new Map(store.events.list().map((event) => [event.id as string, event]));
  const measures = new Map(store.measures.list().map((m) => [m.id as string, m]));
  const listeners: ((what: 'event' | 'measure') => void)[] = [];
  const tell = (what: 'event' | 'measure'): void => {
    for (const listener of listeners) listener(what);
  };
  return {
    events: () => [...events.values()].sort((a, b) => a.startMs - b.startMs),
    measures: () => [...measures.values()].sort((a, b) => a.fromMs - b.fromMs),
    putEvent: (event, alongside) => {
      const fault = faultOfEvent(event, networks) ?? faultOfCount(events, event.id, KEPT_EVENTS);
      if (fault) return fault;
      store.transact(() => {
        store.events.put(event.id, event.startMs, event);
        alongside?.();
      });
      events.set(event.id, event);
      tell('event');
      return null;
    },
    putMeasure: (measure, alongside) => {
      const fault =
        faultOfMeasure(measure, networks, transit) ??
        faultOfTrains([...measures.values(), measure]) ??
        faultOfCount(measures, measure.id, KEPT_MEASURES);
      if (fault) return fault;
      store.transact(() => {
        store.measures.put(measure.id, measure.fromMs, measure);
        alongside?.();
      });
      measures.set(measure.id, measure);
      tell('measure');
      return null;
    },
    removeEvent: (id, alongside) => {
      if (!events.has(id)) return false;
      store.transact(() => {
        store.events.remove(id);
        alongside?.();
      });
      events.delete(id);
      tell('event');
      return true;
    },
    removeMeasure: (id, alongside) => {
      if (!measures.has(id)) return false;
      store.transact(() => {
        store.measures.remove(id);
        alongside?.();
      });
      measures.delete(id);
      tell('measure');
      return true;
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

function faultOfCount(
  known: ReadonlyMap<string, unknown>,
  id: string,
  limit: number,
): string | null {
  if (known.has(id) || known.size < limit) return null;
  return `at most ${limit} are kept; delete some first`;
}

/** One line that says what was expected and what came; null when the event fits the district. */
export function faultOfEvent(event: EventPlan, networks: DistrictNetworks): string | null {
  const venue = networks.venues.find(({ id }) => id === event.venue);
  if (venue) return null;
  return unknown(
    'venue',
    event.venue,
    networks.venues.map(({ id }) => id),
  );
}

/** All measures of a plan together: how many trains they add; the last of an id counts. */
export function faultOfTrains(measures: readonly Measure[]): string | null {
  const last = new Map(measures.map((measure) => [String(measure.id), measure]));
  const added = [...last.values()].reduce((sum, measure) => sum + trainsOf(measure), 0);
  if (added <= MOST_ADDED_TRAINS) return null;
  return `trains: expected at most ${MOST_ADDED_TRAINS} added in all, got ${Math.ceil(added)}`;
}

function trainsOf(measure: Measure): number {
  const seconds = (measure.untilMs - measure.fromMs) / 1000;
  if (measure.type === 'add-trains') return measure.trains;
  return measure.type === 'set-headway' ? seconds / measure.headwaySeconds : 0;
}

/** Likewise for a measure. */
export function faultOfMeasure(
  measure: Measure,
  networks: DistrictNetworks,
  transit: CityTransit | null = null,
): string | null {
  if (measure.untilMs <= measure.fromMs) return 'untilMs: expected a time after fromMs';
  switch (measure.type) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves': {
      const gates = networks.venues.flatMap((venue) => venue.gates.map(({ id }) => id));
      return gates.includes(measure.gate) ? null : unknown('gate', measure.gate, gates);
    }
    case 'close-walk-link':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'warn-of-link':
    case 'post-staff': {
      const links = networks.walk.links.map(({ id }) => id);
      return links.includes(measure.link) ? null : unknown('walk link', measure.link, links);
    }
    case 'close-street':
    case 'give-street-to-walkers':
    case 'contraflow': {
      const links = networks.street.links.map(({ id }) => id);
      return links.includes(measure.link) ? null : unknown('street link', measure.link, links);
    }
    case 'emergency-run': {
      const links = networks.street.links.map(({ id }) => id);
      const unknownLink = [measure.to, measure.from].find(
        (link) => link !== null && !links.includes(link),
      );
      return unknownLink == null ? null : unknown('street link', unknownLink, links);
    }
    case 'add-trains':
    case 'set-headway':
    case 'skip-station':
      return faultOfLines(measure, networks, transit);
    case 'meter-entrance':
    case 'close-entrance': {
      const station = networks.stations.find(({ id }) => id === measure.station);
      if (!station)
        return unknown(
          'station',
          measure.station,
          networks.stations.map((s) => s.id),
        );
      const entrances = station.entrances.map(({ id }) => id);
      return entrances.includes(measure.entrance)
        ? null
        : unknown(`entrance of ${station.id}`, measure.entrance, entrances);
    }
    case 'extra-trains':
    case 'recommend-station':
    case 'hold-station': {
      const ids = networks.stations.map(({ id }) => id);
      return ids.includes(measure.station) ? null : unknown('station', measure.station, ids);
    }
    case 'ban-turn': {
      const links = networks.street.links;
      const from = links.find(({ id }) => id === measure.from);
      const to = links.find(({ id }) => id === measure.to);
      if (from && to) {
        if (from.to === to.from) return null;
        return `turn: expected a street link that begins where ${from.id} ends, got ${to.id}`;
      }
      return unknown(
        'street link',
        from ? measure.to : measure.from,
        links.map(({ id }) => id),
      );
    }
    case 'limit-kerb':
    case 'car-park-gate': {
      const ids = networks.venues.map(({ id }) => id);
      const venue = networks.venues.find(({ id }) => id === measure.venue);
      if (!venue) return unknown('venue', measure.venue, ids);
      if (measure.type === 'limit-kerb') return null;
      const parks = venue.carParks.map(({ name }) => name.zh);
      return parks.includes(measure.carPark)
        ? null
        : unknown(`car park of ${venue.id}`, measure.carPark, parks);
    }
    case 'set-signal-plan': {
      const signals = networks.street.signals;
      const signal = signals.find(({ id }) => id === measure.signal);
      if (!signal) {
        return unknown(
          'signal',
          measure.signal,
          signals.map(({ id }) => id),
        );
      }
      const { phases } = signal;
      if (measure.greenSeconds.length === phases.length) return null;
      return `greenSeconds: expected one for each of ${phases.length} phases of signal ${signal.id}, got ${measure.greenSeconds.length}`;
    }
    case 'shift-green': {
      const signals = networks.street.signals;
      const signal = signals.find(({ id }) => id === measure.signal);
      if (!signal)
        return unknown(
          'signal',
          measure.signal,
          signals.map(({ id }) => id),
        );
      if (measure.phase < signal.phases.length) return null;
      return `phase: expected 0 to ${signal.phases.length - 1} of signal ${signal.id}, got ${measure.phase}`;
    }
  }
}

function faultOfLines(
  measure: Extract<Measure, { type: 'add-trains' | 'set-headway' | 'skip-station' }>,
  networks: DistrictNetworks,
  transit: CityTransit | null,
): string | null {
  if (transit === null) return 'the city has no lines: give them to the build (--gtfs, --lines)';
  const { network } = transit;
  const at = measure.type === 'skip-station' ? measure.station : null;
  const stationId = measure.type === 'add-trains' ? measure.from : at;
  const station = networks.stations.find(({ id }) => id === stationId);
  if (stationId !== null && !station) {
    return unknown(
      'station',
      stationId,
      networks.stations.map(({ id }) => id),
    );
  }
  const behind = station ? stationsBehind(network, station) : [];
  if (station && behind.length === 0) return `station: no line of the city serves ${station.id}`;
  if (measure.type === 'skip-station') {
    const lines = network.lines.map(({ id }) => id);
    const isKnown = measure.line === null || lines.includes(measure.line);
    return isKnown ? null : unknown('line', measure.line ?? '', lines);
  }
  const pattern = network.patterns.find(({ id }) => id === measure.pattern);
  if (!pattern) {
    return unknown(
      'direction',
      measure.pattern,
      network.patterns.map(({ id }) => id),
    );
  }
  const calls = pattern.stops.some((stop) => behind.includes(network.stops[stop]?.station ?? -1));
  return station && !calls ? `from: ${pattern.id} does not call at ${station.id}` : null;
}

function unknown(what: string, got: string, known: readonly string[]): string {
  const shown = known.slice(0, 5).join(', ');
  const rest = known.length > 5 ? ` and ${known.length - 5} more` : '';
  return `${what}: expected one of this district (${shown || 'it has none'}${rest}), got ${got}`;
}
