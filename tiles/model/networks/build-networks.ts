/** SourceCity and its people → networks.json: streets, signals, footways, stations, venues, sensors. */
import type { DistrictNetworks, Point, Station, ValueKind, Venue, WalkNetwork } from '#contracts';
import {
  entranceIdSchema,
  gateIdSchema,
  NETWORKS_VERSION,
  stationIdSchema,
  venueIdSchema,
} from '#contracts';
import { createPointIndex } from '../../geometry/point-index.ts';
import type { SourceCity } from '../../sources/source-city.ts';
import type { BuildingPeople } from '../count-people.ts';
import { buildStreetNetwork, type StreetBuild } from './build-street-network.ts';
import { draftWalkways } from './draft-walkways.ts';
import { joinComponents } from './join-components.ts';
import { CAR_PARK_RULE, GATE_RULE, STATION_RULE } from './network-rules.ts';
import { placeBusLines } from './place-bus-lines.ts';
import { openNodes, placePeople } from './place-people.ts';
import { placeSensors } from './place-sensors.ts';
import {
  type DraftEntrance,
  placeStationEntrances,
  type SourceStation,
} from './place-station-entrances.ts';
import {
  type DraftGate,
  placeVenueGates,
  type SourceVenue,
  venueCapacity,
} from './place-venue-gates.ts';
import { planSignals, resolveSignalNodes } from './plan-signals.ts';
import { freezeWalk } from './walk-draft.ts';

/** Where a road leaves the district, people on foot leave within this distance of it. */
const WALK_GATEWAY_REACH_METRES = 60;

type Skip = (reason: string, example: string) => void;

export function buildNetworks(
  city: SourceCity,
  people: readonly BuildingPeople[],
  skip: Skip,
): DistrictNetworks {
  const derived: ValueKind = city.statedKind === 'measured' ? 'inferred' : city.statedKind;
  const signalNodes = resolveSignalNodes(city.streets, city.signalNodes);
  const streets = buildStreetNetwork(city, signalNodes, skip);
  const signals = planSignals(streets, signalNodes, derived);

  const { draft } = draftWalkways(city, streets);
  const gates = city.venues.map((venue) => placeVenueGates(venue, draft, city.statedKind, derived));
  const entrances = city.stations.map((station) => placeStationEntrances(station, draft, derived));
  const kept = joinComponents(draft, derived, skip);
  const frozen = freezeWalk(draft, (node) => kept[node] ?? false);
  const walk = placePeople(markGateways(frozen.network, streets), people);
  const nodeAt = (node: number) => frozen.nodeAt[node] ?? -1;

  const stations = city.stations.flatMap((station, index): Station[] => {
    const made = stationFrom(station, entrances[index] ?? [], nodeAt, city.statedKind, derived);
    if (!made) skip('station: no footway within reach of it', station.id);
    return made ? [made] : [];
  });
  const venues = city.venues.flatMap((venue, index): Venue[] => {
    const made = venueFrom(venue, gates[index] ?? [], nodeAt, { city, streets, walk, derived });
    if (!made) skip('venue: no footway within reach of its outline', venue.id);
    return made ? [made] : [];
  });
  return {
    version: NETWORKS_VERSION,
    street: { ...streets.network, signals },
    walk,
    stations,
    venues,
    buses: placeBusLines(city, streets.network, walk, derived, skip),
    sensors: placeSensors(walk, streets.network, stations, venues),
  };
}

function markGateways(walk: WalkNetwork, streets: StreetBuild): WalkNetwork {
  const nearest = createPointIndex(walk.nodes.map((node) => node.point));
  const gateways = new Set<number>();
  for (const node of streets.network.nodes) {
    const hit = node.gateway ? nearest(node.point, WALK_GATEWAY_REACH_METRES) : undefined;
    if (hit !== undefined) gateways.add(hit);
  }
  // A network without ways out would keep everyone: its outermost places serve then.
  if (gateways.size === 0) for (const node of outermost(walk)) gateways.add(node);
  return {
    ...walk,
    nodes: walk.nodes.map((node, index) => ({ ...node, gateway: gateways.has(index) })),
  };
}

function outermost(walk: WalkNetwork): number[] {
  const scores: ((point: Point) => number)[] = [
    ([x]) => x,
    ([x]) => -x,
    ([, y]) => y,
    ([, y]) => -y,
  ];
  const all = [...walk.nodes.keys()];
  const at = (node: number): Point => walk.nodes[node]?.point ?? [0, 0];
  return scores.flatMap((score) =>
    all.length === 0
      ? []
      : [all.reduce((best, node) => (score(at(node)) > score(at(best)) ? node : best))],
  );
}

function stationFrom(
  station: SourceStation,
  entrances: readonly DraftEntrance[],
  nodeAt: (node: number) => number,
  stated: ValueKind,
  derived: ValueKind,
): Station | null {
  const reachable = entrances.filter((entrance) => nodeAt(entrance.node) >= 0);
  if (reachable.length === 0) return null;
  const given = station.departureCapacityPersonsPerMinute;
  const byRule =
    station.lines.length > 0
      ? station.lines.length * STATION_RULE.personsPerMinutePerLine
      : STATION_RULE.personsPerMinuteRailway;
  return {
    id: stationIdSchema.parse(station.id),
    name: station.name,
    lines: [...station.lines],
    point: [station.point[0], station.point[1]],
    departureCapacityPersonsPerMinute: given
      ? { value: given.value, kind: stated, source: given.source }
      : { value: byRule, kind: derived, source: 'rule:departure capacity by number of lines' },
    entrances: reachable.map((entrance) => ({
      id: entranceIdSchema.parse(entrance.id),
      name: entrance.name,
      node: nodeAt(entrance.node),
      capacityPersonsPerMinute: STATION_RULE.entrancePersonsPerMinute,
    })),
    kind: stated,
  };
}

interface VenueContext {
  readonly city: SourceCity;
  readonly streets: StreetBuild;
  readonly walk: WalkNetwork;
  readonly derived: ValueKind;
}

function venueFrom(
  venue: SourceVenue,
  gates: readonly DraftGate[],
  nodeAt: (node: number) => number,
  { city, streets, walk, derived }: VenueContext,
): Venue | null {
  const reachable = gates.filter((gate) => nodeAt(gate.node) >= 0);
  if (reachable.length === 0) return null;
  const given = venue.capacityPersons;
  const nearestStreet = createPointIndex(streets.network.nodes.map((node) => node.point));
  const open = openNodes(walk);
  const nearestWalk = createPointIndex(
    open.map((node): Point => walk.nodes[node]?.point ?? [0, 0]),
  );
  return {
    id: venueIdSchema.parse(venue.id),
    name: venue.name,
    outline: venue.outline.map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
    capacityPersons: given
      ? { value: given.value, kind: city.statedKind, source: given.source }
      : {
          value: venueCapacity(venue),
          kind: derived,
          source: `rule:${GATE_RULE.personsPerSquareMetre} persons per m² of outline`,
        },
    gates: reachable.map((gate) => ({
      id: gateIdSchema.parse(gate.id),
      name: gate.name,
      node: nodeAt(gate.node),
      widthMetres: gate.widthMetres,
      kind: gate.kind,
    })),
    carParks: venue.carParks.flatMap((park) => {
      const streetNode = nearestStreet(park.point);
      const walkNode = open[nearestWalk(park.point) ?? -1];
      if (streetNode === undefined || walkNode === undefined) return [];
      return [
        {
          name: park.name,
          streetNode,
          walkNode,
          capacityVehicles: park.capacityVehicles ?? CAR_PARK_RULE.capacityVehicles,
          exitVehiclesPerHour: CAR_PARK_RULE.exitVehiclesPerHourPerExit,
          kind: park.capacityVehicles === undefined ? derived : city.statedKind,
        },
      ];
    }),
  };
}
