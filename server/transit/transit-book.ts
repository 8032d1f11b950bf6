/**
 * What the feeds say now, and what of it becomes observations: the newest message of each source,
 * older ones refused. A message that is off the district's clock is refused whole: in a demonstration
 * the trains of the real day would run through an invented one.
 */
import {
  type FeedStatus,
  type LiveAlert,
  type LiveTrip,
  type LiveVehicle,
  type Observation,
  OCCUPANCY_STATUSES,
  type TransitLive,
  type TransitLiveAnswer,
  type ValueKind,
} from '#contracts';
import { delayOfTrip } from './cut-to-district.ts';
import { decodeGtfsRealtime } from './decode-gtfs-realtime.ts';

export type TransitOutcome =
  | { readonly ok: true; readonly observations: readonly Observation[] }
  | { readonly ok: false; readonly reason: string };

export interface TransitBook {
  /** Decodes, checks and keeps a message; what it observed is for the store. */
  receive(source: string, bytes: Uint8Array): TransitOutcome;
  /** Counts a message that did not even arrive. */
  refuse(source: string, reason: string): void;
  answer(): TransitLiveAnswer;
  /** How each source is, by name: those expected, and those that were ever heard of. */
  feeds(): ReadonlyMap<string, FeedStatus>;
  /** Age of a source's newest message, milliseconds; null before the first. */
  ageMs(source: string): number | null;
}

interface Source {
  timeMs: number;
  receivedMs: number;
  readonly vehicles: Map<string, LiveVehicle>;
  readonly trips: Map<string, LiveTrip>;
  readonly alerts: Map<string, LiveAlert>;
  leftOut: TransitLive['leftOut'];
}

/** Feeds are renewed every 10 to 30 s; a minute ahead is a clock that is wrong. */
const AHEAD_MS = 60_000;
const BEHIND_MS = 15 * 60_000;
const RECENT_REFUSALS = 50;
const REASON_CHARACTERS = 300;

export function createTransitBook(options: {
  readonly nowMs: () => number;
  readonly kind: ValueKind;
  /** Sources that are asked for. */
  readonly expected?: readonly string[];
}): TransitBook {
  const { nowMs, kind } = options;
  const sources = new Map<string, Source>();
  const waitingSinceMs = nowMs();
  const statuses = new Map<string, FeedStatus>(
    options.expected?.map((source) => [source, { state: 'waiting', sinceMs: waitingSinceMs }]),
  );
  const recent: TransitLiveAnswer['refused']['recent'][number][] = [];
  let refused = 0;

  const refuse = (source: string, reason: string): void => {
    refused += 1;
    const short = reason.slice(0, REASON_CHARACTERS);
    recent.unshift({ receivedMs: nowMs(), source, reason: short });
    const before = statuses.get(source);
    statuses.set(source, {
      state: 'failing',
      sinceMs: before?.state === 'failing' ? before.sinceMs : nowMs(),
      reason: short,
      timeMs: sources.get(source)?.timeMs ?? null,
    });
    recent.length = Math.min(recent.length, RECENT_REFUSALS);
  };
  const refuseWith = (source: string, reason: string): TransitOutcome => {
    refuse(source, reason);
    return { ok: false, reason };
  };

  return {
    refuse,
    receive: (source, bytes) => {
      const decoded = decodeGtfsRealtime(bytes);
      if (!decoded.ok) return refuseWith(source, decoded.reason);
      const { feed } = decoded;
      const receivedMs = nowMs();
      const off = feed.timeMs - receivedMs;
      if (off > AHEAD_MS || off < -BEHIND_MS) {
        return refuseWith(
          source,
          `the message is of ${new Date(feed.timeMs).toISOString()}, the district's clock says ${new Date(receivedMs).toISOString()}`,
        );
      }
      const known = sources.get(source);
      if (known && feed.timeMs < known.timeMs) {
        return refuseWith(
          source,
          `the message is older (${new Date(feed.timeMs).toISOString()}) than the one before (${new Date(known.timeMs).toISOString()})`,
        );
      }
      const kept: Source =
        known && feed.differential
          ? known
          : { ...{ timeMs: 0, receivedMs: 0, leftOut: [] }, ...emptyMaps() };
      kept.timeMs = feed.timeMs;
      kept.receivedMs = receivedMs;
      kept.leftOut = [...feed.leftOut];
      for (const id of feed.deleted) {
        for (const map of [kept.vehicles, kept.trips, kept.alerts]) map.delete(id);
      }
      for (const [id, vehicle] of feed.vehicles) kept.vehicles.set(id, vehicle);
      for (const [id, trip] of feed.trips) kept.trips.set(id, trip);
      for (const [id, alert] of feed.alerts) kept.alerts.set(id, alert);
      sources.set(source, kept);
      statuses.set(source, { state: 'answering', timeMs: feed.timeMs });
      return { ok: true, observations: observe(source, feed, receivedMs) };
    },
    answer: () => ({
      sources: [...sources].map(([source, kept]) => ({
        source,
        timeMs: kept.timeMs,
        receivedMs: kept.receivedMs,
        kind,
        vehicles: [...kept.vehicles.values()],
        trips: [...kept.trips.values()],
        alerts: [...kept.alerts.values()],
        leftOut: kept.leftOut,
      })),
      refused: { total: refused, recent },
    }),
    feeds: () => statuses,
    ageMs: (source) => {
      const kept = sources.get(source);
      return kept ? nowMs() - kept.timeMs : null;
    },
  };
}

const emptyMaps = () => ({
  vehicles: new Map<string, LiveVehicle>(),
  trips: new Map<string, LiveTrip>(),
  alerts: new Map<string, LiveAlert>(),
});

/** Of vehicles with a name of their own: series of trips would be new every day without end. */
function observe(
  source: string,
  feed: {
    readonly timeMs: number;
    readonly vehicles: ReadonlyMap<string, LiveVehicle>;
    readonly trips: ReadonlyMap<string, LiveTrip>;
  },
  receivedMs: number,
): Observation[] {
  const observations: Observation[] = [];
  for (const [entity, { id, occupancy, timeMs }] of feed.vehicles) {
    if (occupancy === null || id === entity) continue;
    observations.push({
      subject: subjectOf(source, id),
      quantity: 'transitOccupancyRank',
      timeMs: timeMs ?? feed.timeMs,
      receivedMs,
      value: OCCUPANCY_STATUSES.indexOf(occupancy),
    });
  }
  for (const trip of feed.trips.values()) {
    const { vehicleId, timeMs } = trip;
    const delay = delayOfTrip(trip);
    if (vehicleId === null || delay === null) continue;
    observations.push({
      subject: subjectOf(source, vehicleId),
      quantity: 'transitDelaySeconds',
      timeMs: timeMs ?? feed.timeMs,
      receivedMs,
      value: delay,
    });
  }
  return observations;
}

/** Ids of observations hold at most 200 characters. */
const subjectOf = (source: string, vehicle: string): string =>
  `transit/${source}/${vehicle}`.slice(0, 200);
