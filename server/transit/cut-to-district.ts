/**
 * What of the feeds the district's screens show: vehicles inside its box with the delay of their
 * trip, in local metres; the rest is counted. A country's feed is megabytes, a district's part of it
 * some kilobytes.
 */
import {
  ALERTS_AT_MOST,
  type CityManifest,
  type CityTransit,
  createLocalFrame,
  type DistrictTransit,
  type DistrictVehicle,
  type FeedStatus,
  type LiveTrip,
  type LocalFrame,
  type TransitLive,
  type ValueKind,
  VEHICLES_AT_MOST,
  vehicleIdSchema,
} from '#contracts';

export interface DistrictPlace {
  readonly frame: Pick<LocalFrame, 'pointFromLonLat'>;
  /** [west, south, east, north] metres. */
  readonly extentMetres: CityManifest['extentMetres'];
  /** Ids of lines, stops and stations of the city; those of its GTFS, where it was built from one. */
  readonly known: ReadonlySet<string>;
}

export interface FeedsNow {
  readonly kind: ValueKind;
  readonly sources: readonly TransitLive[];
  readonly feeds: ReadonlyMap<string, FeedStatus>;
}

export function placeOf(
  { origin, extentMetres }: Pick<CityManifest, 'origin' | 'extentMetres'>,
  transit: CityTransit | null,
): DistrictPlace {
  const { lines, stops, stations } = transit?.network ?? { lines: [], stops: [], stations: [] };
  const known = new Set([...lines, ...stops, ...stations].map(({ id }) => String(id)));
  return { frame: createLocalFrame(origin), extentMetres, known };
}

export function cutToDistrict(
  { kind, sources, feeds }: FeedsNow,
  place: DistrictPlace,
): DistrictTransit {
  const bySource = new Map(sources.map((source) => [source.source, source]));
  const shown: DistrictVehicle[] = [];
  const cut = [...feeds].map(([source, status]): DistrictTransit['feeds'][number] => {
    const live = bySource.get(source);
    const all = live?.vehicles ?? [];
    const inside = live ? vehiclesInside(live, place) : [];
    const taken = inside.slice(0, Math.max(0, VEHICLES_AT_MOST - shown.length));
    shown.push(...taken);
    const unusable = live?.leftOut.reduce((sum, { count }) => sum + count, 0) ?? 0;
    return {
      ...{ source, kind, status },
      vehiclesOutside: all.length - inside.length,
      leftOut: unusable + inside.length - taken.length,
    };
  });
  const alerts = sources
    .flatMap((live) =>
      live.alerts.map((alert) => ({
        ...alert,
        source: live.source,
        concernsCity: [...alert.routeIds, ...alert.stopIds].some((id) => place.known.has(id)),
      })),
    )
    .sort((a, b) => Number(b.concernsCity) - Number(a.concernsCity));
  return {
    feeds: cut,
    vehicles: shown,
    alerts: alerts.slice(0, ALERTS_AT_MOST),
    alertsLeftOut: Math.max(0, alerts.length - ALERTS_AT_MOST),
  };
}

/** One vehicle, one mark: of two with one id the one that reported last. */
function vehiclesInside(live: TransitLive, place: DistrictPlace): readonly DistrictVehicle[] {
  const [west, south, east, north] = place.extentMetres;
  const delayOf = delays(live.trips);
  const found = new Map<string, DistrictVehicle>();
  for (const vehicle of live.vehicles) {
    const point = place.frame.pointFromLonLat(...vehicle.lonLat);
    if (point[0] < west || point[0] > east || point[1] < south || point[1] > north) continue;
    const timeMs = vehicle.timeMs ?? live.timeMs;
    const before = found.get(vehicle.id);
    if (before && before.timeMs > timeMs) continue;
    const { bearingDegrees, speedMetresPerSecond, occupancy, occupancyPercent } = vehicle;
    found.set(vehicle.id, {
      ...{ bearingDegrees, speedMetresPerSecond, occupancy, occupancyPercent, timeMs },
      point: [point[0], point[1]],
      id: vehicleIdSchema.parse(`${live.source}/${vehicle.id}`.slice(0, 200)),
      source: live.source,
      name: vehicle.label || vehicle.id,
      line: vehicle.routeId,
      delaySeconds: delayOf(vehicle.tripId, vehicle.id),
      timeOf: vehicle.timeMs === null ? 'feed' : 'vehicle',
    });
  }
  return [...found.values()];
}

function delays(trips: readonly LiveTrip[]) {
  const byTrip = new Map(trips.map((trip) => [trip.tripId, trip]));
  const byVehicle = new Map(trips.map((trip) => [trip.vehicleId, trip]));
  return (tripId: string | null, vehicleId: string): number | null => {
    const trip = (tripId === null ? undefined : byTrip.get(tripId)) ?? byVehicle.get(vehicleId);
    return trip ? delayOfTrip(trip) : null;
  };
}

/** The trip's own, else that of the first call that has one. */
export function delayOfTrip({ delaySeconds, calls }: LiveTrip): number | null {
  if (delaySeconds !== null) return delaySeconds;
  const next = calls.find(
    (call) => (call.arrivalDelaySeconds ?? call.departureDelaySeconds) !== null,
  );
  return next?.arrivalDelaySeconds ?? next?.departureDelaySeconds ?? null;
}
