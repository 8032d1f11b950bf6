/**
 * The part of a large district's networks that a run needs: everything within a walk of its venues.
 * People and vehicles that would go farther leave at the cut, as they leave at the district's border.
 * Whole district, whole background: measured on Xuhui (9,188 street and 6,992 walk links) a member
 * cost 17 times as much as around the stadium alone, and nine tenths of it far from any event.
 */
import type { DistrictNetworks, Point, Sensor, StudyArea } from '#contracts';
import { cutBuses } from './cut-buses.ts';
import { polygonCentre } from './polygon-centre.ts';
import { isNear, type Renumbered, renumberNear } from './renumber-near.ts';

export interface NetworkCut {
  readonly area: StudyArea;
  readonly networks: DistrictNetworks;
  /** Position in the cut → position in the whole. */
  readonly walkLinks: Uint32Array;
  readonly streetLinks: Uint32Array;
  readonly stations: Uint32Array;
}

/** Stations that a crowd walks to lie nearer: the farthest of Shanghai Stadium's is at 1.55 km. */
export const STUDY_RADIUS_METRES = 1_700;
/** A district that lies within this of its venues is simulated whole. */
const WHOLE_WITHIN_METRES = 4_000;
/** A street that the cut ends and people on foot leave by this near a place. */
const WALK_GATEWAY_METRES = 60;
/** Side streets are no way out of a district: at the cut they are dead ends. */
const MAIN_CLASSES: readonly string[] = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary'];

/** null: no venue, or all of the networks lie near the venues. */
export function findStudyArea(networks: DistrictNetworks): StudyArea | null {
  const centres = networks.venues.map((venue) => polygonCentre(venue.outline));
  if (centres.length === 0) return null;
  const nodes = [...networks.walk.nodes, ...networks.street.nodes];
  const isLarge = nodes.some(
    (node) => !isNear(node.point, { centres, radiusMetres: WHOLE_WITHIN_METRES }),
  );
  return isLarge ? { centres, radiusMetres: STUDY_RADIUS_METRES } : null;
}

export function cutNetworks(networks: DistrictNetworks, area: StudyArea): NetworkCut {
  const street = cutStreets(networks, area);
  const walk = cutWalk(networks, area, street);
  const stationKept = networks.stations.flatMap((station, index) => {
    const entrances = station.entrances.flatMap((entrance) => {
      const node = walk.nodeAt[entrance.node] ?? -1;
      return node < 0 ? [] : [{ ...entrance, node }];
    });
    return entrances.length === 0 ? [] : [{ index, station: { ...station, entrances } }];
  });
  const gates = new Set<string>();
  const venues = networks.venues.map((venue) => ({
    ...venue,
    gates: venue.gates.map((gate) => {
      gates.add(gate.id);
      return { ...gate, node: keptNode(walk.nodeAt, gate.node, gate.id) };
    }),
    carParks: venue.carParks.flatMap((park) => {
      const [streetNode, walkNode] = [
        street.nodeAt[park.streetNode] ?? -1,
        walk.nodeAt[park.walkNode] ?? -1,
      ];
      return streetNode < 0 || walkNode < 0 ? [] : [{ ...park, streetNode, walkNode }];
    }),
  }));
  const stationIds = new Set<string>(stationKept.map(({ station }) => station.id));
  return {
    area,
    walkLinks: walk.links,
    streetLinks: street.links,
    stations: Uint32Array.from(stationKept, ({ index }) => index),
    networks: {
      version: networks.version,
      street: street.network,
      walk: walk.network,
      stations: stationKept.map(({ station }) => station),
      venues,
      buses: cutBuses(networks, street, walk, street.network.nodes),
      sensors: networks.sensors.flatMap((sensor) => {
        const kept = keptSensor(sensor, { street, walk, gates, stations: stationIds });
        return kept ? [kept] : [];
      }),
    },
  };
}

interface Kept {
  readonly street: Renumbered;
  readonly walk: Renumbered;
  readonly gates: ReadonlySet<string>;
  readonly stations: ReadonlySet<string>;
}

function keptSensor(sensor: Sensor, kept: Kept): Sensor | null {
  switch (sensor.type) {
    case 'people-counter': {
      const walkLink = kept.walk.linkAt[sensor.walkLink] ?? -1;
      return walkLink < 0 ? null : { ...sensor, walkLink };
    }
    case 'road-detector': {
      const streetLink = kept.street.linkAt[sensor.streetLink] ?? -1;
      return streetLink < 0 ? null : { ...sensor, streetLink };
    }
    case 'gate-counter':
      return kept.gates.has(sensor.gate) ? sensor : null;
    case 'station-gates':
      return kept.stations.has(sensor.station) ? sensor : null;
    case 'weather-station':
      return sensor;
    default: {
      const unknown: never = sensor;
      throw new Error(`study area: sensor of unknown type ${JSON.stringify(unknown)}`);
    }
  }
}

function keptNode(nodeAt: Int32Array, node: number, gate: string): number {
  const kept = nodeAt[node] ?? -1;
  if (kept >= 0) return kept;
  throw new Error(`study area: gate ${gate} lies outside the part of the network around its venue`);
}

type StreetCut = Renumbered & { readonly network: DistrictNetworks['street'] };

function cutStreets({ street }: DistrictNetworks, area: StudyArea): StreetCut {
  const cut = renumberNear(street.nodes, street.links, area);
  const { nodeAt, linkAt } = cut;
  const severed = new Set<number>();
  street.links.forEach((link, index) => {
    if ((linkAt[index] ?? -1) >= 0 || !MAIN_CLASSES.includes(link.roadClass)) return;
    severed.add(link.from).add(link.to);
  });
  return {
    ...cut,
    network: {
      nodes: cut.nodes.flatMap((node) => {
        const old = street.nodes[node];
        return old ? [{ ...old, gateway: old.gateway || severed.has(node) }] : [];
      }),
      links: [...cut.links].flatMap((index) => {
        const link = street.links[index];
        return link ? [{ ...link, from: nodeAt[link.from] ?? -1, to: nodeAt[link.to] ?? -1 }] : [];
      }),
      forbiddenTurns: street.forbiddenTurns.flatMap((turn) => {
        const [from, to] = [linkAt[turn.from] ?? -1, linkAt[turn.to] ?? -1];
        return from < 0 || to < 0 ? [] : [{ from, to }];
      }),
      signals: street.signals.flatMap((signal) => {
        const node = nodeAt[signal.node] ?? -1;
        if (node < 0) return [];
        // A phase that lost its approaches keeps its time, so that the cycle stays whole.
        const phases = signal.phases.map((phase) => ({
          ...phase,
          links: phase.links.flatMap((link) => {
            const kept = linkAt[link] ?? -1;
            return kept < 0 ? [] : [kept];
          }),
        }));
        return [{ ...signal, node, phases }];
      }),
    },
  };
}

type WalkCut = Renumbered & { readonly network: DistrictNetworks['walk'] };

function cutWalk({ walk }: DistrictNetworks, area: StudyArea, street: StreetCut): WalkCut {
  const cut = renumberNear(walk.nodes, walk.links, area);
  const exits = street.network.nodes.filter((node) => node.gateway).map((node) => node.point);
  const gateways = new Set(exits.flatMap((exit) => nearestNode(walk, cut.nodes, exit)));
  return {
    ...cut,
    network: {
      nodes: cut.nodes.flatMap((node) => {
        const old = walk.nodes[node];
        return old ? [{ ...old, gateway: old.gateway || gateways.has(node) }] : [];
      }),
      links: [...cut.links].flatMap((index) => {
        const link = walk.links[index];
        if (!link) return [];
        const streetLinks = link.streetLinks.flatMap((old) => {
          const kept = street.linkAt[old] ?? -1;
          return kept < 0 ? [] : [kept];
        });
        const [from, to] = [cut.nodeAt[link.from] ?? -1, cut.nodeAt[link.to] ?? -1];
        return [{ ...link, from, to, streetLinks }];
      }),
    },
  };
}

function nearestNode(
  walk: DistrictNetworks['walk'],
  nodes: readonly number[],
  [x, y]: Point,
): readonly number[] {
  let best = -1;
  let metres = WALK_GATEWAY_METRES;
  for (const node of nodes) {
    const point = walk.nodes[node]?.point;
    const away = point ? Math.hypot(point[0] - x, point[1] - y) : metres;
    if (away < metres) {
      best = node;
      metres = away;
    }
  }
  return best < 0 ? [] : [best];
}
