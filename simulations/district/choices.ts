/** Where people go: entrances by generalised time, gates by width, kerbs and ways home by distance. */
import type { DistrictModel, WalkPlaceKind } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Stations } from './stations.ts';

/** Distance decay of walks home and to kerbs, s: a 15-minute walk is e times rarer than none. */
const WALK_HOME_SCALE_SECONDS = 900;
const KERB_SCALE_SECONDS = 300;
/** Walkers who leave over the border, the rest go to homes inside. */
const HOME_OUTSIDE_SHARE = 0.6;

export interface Choices {
  /** A place, or -1 when no open entrance can be reached. `draw` is uniform in [0, 1). */
  entrance(node: number, route: number, draw: number): number;
  /** The best entrance now if it beats `current` by enough, else `current`. */
  betterEntrance(node: number, current: number): number;
  gate(venue: number, draw: number): number;
  kerb(venue: number, node: number, draw: number): number;
  carPark(venue: number, draw: number): number;
  home(node: number, draw: number): number;
  setClosed(gateClosed: Uint8Array, entranceClosed: Uint8Array): void;
  isEntranceClosed(place: number): boolean;
}

export function createChoices(
  model: DistrictModel,
  parameters: SimulationParameters,
  routes: RouteTables,
  stations: Stations,
): Choices {
  const { places } = model.walk;
  const weights = new Float64Array(places.count);
  let gateClosed = new Uint8Array(model.gates.length);
  let entranceClosed = new Uint8Array(model.entrances.length);
  const [firstEntrance, endEntrance] = places.range.entrance;

  const draw = (kind: WalkPlaceKind, uniform: number, weigh: (place: number) => number): number => {
    const [first, end] = places.range[kind];
    return drawPlace(first, end, uniform, weigh);
  };
  const drawPlace = (
    first: number,
    end: number,
    uniform: number,
    weigh: (place: number) => number,
  ): number => {
    let total = 0;
    for (let place = first; place < end; place += 1) {
      const weight = weigh(place);
      weights[place] = weight;
      total += weight;
    }
    if (!(total > 0)) return -1;
    let rest = uniform * total;
    let last = -1;
    for (let place = first; place < end; place += 1) {
      const weight = weights[place] as number;
      if (weight <= 0) continue;
      last = place;
      rest -= weight;
      if (rest < 0) return place;
    }
    return last;
  };

  const walkSeconds = (place: number, node: number, route: number): number => {
    const table = route === INFORMED ? routes.informed(place) : routes.table(0, place);
    return table.seconds[node] as number;
  };
  const entranceCost = (place: number, node: number, route: number): number => {
    if (entranceClosed[place - firstEntrance] === 1) return Number.POSITIVE_INFINITY;
    const walking = walkSeconds(place, node, route);
    return route === INFORMED
      ? walking + stations.expectedWaitSeconds(place - firstEntrance)
      : walking;
  };

  return {
    entrance: (node, route, uniform) => {
      const scale = parameters.stationChoiceScaleSeconds;
      let best = Number.POSITIVE_INFINITY;
      for (let place = firstEntrance; place < endEntrance; place += 1) {
        best = Math.min(best, entranceCost(place, node, route));
      }
      if (!Number.isFinite(best)) return -1;
      return draw('entrance', uniform, (place) =>
        Math.exp((best - entranceCost(place, node, route)) / scale),
      );
    },
    betterEntrance: (node, current) => {
      let best = current;
      const isOpen = entranceClosed[current - firstEntrance] === 0;
      let bestCost = isOpen
        ? entranceCost(current, node, INFORMED) - parameters.stationSwitchGainSeconds
        : Number.POSITIVE_INFINITY;
      for (let place = firstEntrance; place < endEntrance; place += 1) {
        const cost = entranceCost(place, node, INFORMED);
        if (cost < bestCost) {
          bestCost = cost;
          best = place;
        }
      }
      return best;
    },
    gate: (venue, uniform) => {
      const [first] = places.range.gate;
      const width = (place: number): number => {
        const gate = model.gates[place - first];
        return gate?.venue === venue ? gate.widthMetres : 0;
      };
      const open = draw('gate', uniform, (place) =>
        gateClosed[place - first] === 1 ? 0 : width(place),
      );
      return open >= 0 ? open : draw('gate', uniform, width);
    },
    kerb: (venue, node, uniform) => {
      const [first] = places.range.kerb;
      return draw('kerb', uniform, (place) =>
        model.kerbs[place - first]?.venue === venue
          ? Math.exp(-walkSeconds(place, node, 0) / KERB_SCALE_SECONDS)
          : 0,
      );
    },
    carPark: (venue, uniform) => {
      const [first] = places.range['car-park'];
      return draw('car-park', uniform, (place) => {
        const park = model.carParks[place - first];
        return park?.venue === venue ? park.capacityVehicles : 0;
      });
    },
    home: (node, uniform) => {
      const residents = model.zones.reduce((sum, zone) => sum + zone.residents, 0);
      const [firstGateway, endGateway] = places.range.gateway;
      const [firstZone, endZone] = places.range.zone;
      const gateways = endGateway - firstGateway;
      return drawPlace(firstGateway, endZone, uniform, (place) => {
        const share =
          place < endGateway
            ? HOME_OUTSIDE_SHARE / gateways
            : ((1 - HOME_OUTSIDE_SHARE) * (model.zones[place - firstZone]?.residents ?? 0)) /
              Math.max(1, residents);
        return share * Math.exp(-walkSeconds(place, node, 0) / WALK_HOME_SCALE_SECONDS);
      });
    },
    setClosed: (gates, entrances) => {
      gateClosed = gates.slice();
      entranceClosed = entrances.slice();
    },
    isEntranceClosed: (place) =>
      place >= firstEntrance && place < endEntrance && entranceClosed[place - firstEntrance] === 1,
  };
}
