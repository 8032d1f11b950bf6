/** Where people go: entrances by generalised time, gates by width, kerbs and ways home by distance. */
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { RouteTables } from '../network/route-tables.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { WeightedDraw } from './draw-weighted.ts';
import { createWeightedDraw } from './draw-weighted.ts';
import type { Stations } from './stations.ts';

/** Distance decay of walks home and to kerbs, s: a 15-minute walk is e times rarer than none. */
const WALK_HOME_SCALE_SECONDS = 900;
const KERB_SCALE_SECONDS = 300;
/** Nobody walks longer than this to a bus stop. */
const LONGEST_WALK_TO_STOP_SECONDS = 900;
/** Walkers who leave over the border, the rest go to homes inside. */
const HOME_OUTSIDE_SHARE = 0.6;

export interface Choices {
  /** A place, or -1 when no open entrance can be reached. `draw` is uniform in [0, 1). */
  entrance(node: number, route: number, draw: number): number;
  /** The same among the entrances of one station; -1 when none is open. */
  entranceOf(station: number, node: number, route: number, draw: number): number;
  /** The best entrance now if it beats `current` by enough, else `current`. */
  betterEntrance(node: number, current: number): number;
  /** The best entrance of one station, -1 when none is open. */
  bestEntranceOf(station: number, node: number): number;
  gate(venue: number, draw: number): number;
  kerb(venue: number, node: number, draw: number): number;
  carPark(venue: number, draw: number): number;
  /** Of those within reach that `isServed`, by distance and departures; -1 when there is none. */
  stop(node: number, isServed: (stop: number) => boolean, draw: number): number;
  home(node: number, draw: number): number;
  setClosed(gateClosed: Uint8Array, entranceClosed: Uint8Array): void;
  /** Waits and jams have changed: at the beginning of each minute. */
  forgetInformed(): void;
  isEntranceClosed(place: number): boolean;
}

export function createChoices(
  model: DistrictModel,
  parameters: SimulationParameters,
  routes: RouteTables,
  stations: Stations,
): Choices {
  const { places } = model.walk;
  let gateClosed = new Uint8Array(model.gates.length);
  let entranceClosed = new Uint8Array(model.entrances.length);
  const [firstEntrance, endEntrance] = places.range.entrance;
  const residents = model.zones.reduce((sum, zone) => sum + zone.residents, 0);

  /** Buses per second, all lines that go on from the stop. */
  const departures = new Float64Array(model.networks.buses.stops.length);
  for (const line of model.networks.buses.lines) {
    const onward = line.leavesAt === null ? line.stops.slice(0, -1) : line.stops;
    for (const stop of new Set(onward)) {
      departures[stop] = (departures[stop] as number) + 1 / line.headwaySeconds.value;
    }
  }

  /** Kept until a closure changes them; those of the informed until the next minute. */
  let kept = new Map<string, WeightedDraw>();
  let keptInformed = new Map<number, WeightedDraw>();
  const drawFrom = (
    name: string,
    range: readonly [number, number],
    weigh: (place: number) => number,
    uniform: number,
  ): number => {
    let made = kept.get(name);
    if (!made) {
      made = createWeightedDraw(range[0], range[1], weigh);
      kept.set(name, made);
    }
    return made.draw(uniform);
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

  const entranceDraw = (node: number, route: number): WeightedDraw => {
    const scale = parameters.stationChoiceScaleSeconds;
    const costs = new Float64Array(endEntrance - firstEntrance);
    let best = Number.POSITIVE_INFINITY;
    for (let place = firstEntrance; place < endEntrance; place += 1) {
      const cost = entranceCost(place, node, route);
      costs[place - firstEntrance] = cost;
      best = Math.min(best, cost);
    }
    return createWeightedDraw(firstEntrance, endEntrance, (place) =>
      Number.isFinite(best)
        ? Math.exp((best - (costs[place - firstEntrance] as number)) / scale)
        : 0,
    );
  };
  const entranceDraws: (WeightedDraw | undefined)[][] = [];

  return {
    entrance: (node, route, uniform) => {
      if (route === INFORMED) {
        let made = keptInformed.get(node);
        if (!made) {
          made = entranceDraw(node, route);
          keptInformed.set(node, made);
        }
        return made.draw(uniform);
      }
      const row = entranceDraws[route] ?? [];
      entranceDraws[route] = row;
      const made = row[node] ?? entranceDraw(node, route);
      row[node] = made;
      return made.draw(uniform);
    },
    entranceOf: (station, node, route, uniform) =>
      drawFrom(
        `entrance-of:${station}:${node}:${route === INFORMED ? 0 : route}`,
        places.range.entrance,
        (place) =>
          model.entrances[place - firstEntrance]?.station === station
            ? Math.exp(
                -Math.min(
                  700,
                  entranceCost(place, node, route === INFORMED ? 0 : route) /
                    parameters.stationChoiceScaleSeconds,
                ),
              ) * (entranceClosed[place - firstEntrance] === 1 ? 0 : 1)
            : 0,
        uniform,
      ),
    bestEntranceOf: (station, node) => {
      let best = -1;
      let bestCost = Number.POSITIVE_INFINITY;
      model.entrances.forEach((entrance, index) => {
        if (entrance.station !== station) return;
        const cost = entranceCost(firstEntrance + index, node, INFORMED);
        if (cost < bestCost) {
          bestCost = cost;
          best = firstEntrance + index;
        }
      });
      return best;
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
      const open = drawFrom(
        `open-gate:${venue}`,
        places.range.gate,
        (place) => (gateClosed[place - first] === 1 ? 0 : width(place)),
        uniform,
      );
      return open >= 0 ? open : drawFrom(`gate:${venue}`, places.range.gate, width, uniform);
    },
    kerb: (venue, node, uniform) => {
      const [first] = places.range.kerb;
      return drawFrom(
        `kerb:${venue}:${node}`,
        places.range.kerb,
        (place) =>
          model.kerbs[place - first]?.venue === venue
            ? Math.exp(-walkSeconds(place, node, 0) / KERB_SCALE_SECONDS)
            : 0,
        uniform,
      );
    },
    carPark: (venue, uniform) => {
      const [first] = places.range['car-park'];
      return drawFrom(
        `car-park:${venue}`,
        places.range['car-park'],
        (place) => {
          const park = model.carParks[place - first];
          return park?.venue === venue ? park.capacityVehicles : 0;
        },
        uniform,
      );
    },
    stop: (node, isServed, uniform) =>
      createWeightedDraw(...places.range.stop, (place) => {
        const walking = walkSeconds(place, node, 0);
        const stop = place - places.range.stop[0];
        if (walking > LONGEST_WALK_TO_STOP_SECONDS || !isServed(stop)) return 0;
        return (departures[stop] as number) * Math.exp(-walking / KERB_SCALE_SECONDS);
      }).draw(uniform),
    home: (node, uniform) => {
      const [firstGateway, endGateway] = places.range.gateway;
      const [firstZone, endZone] = places.range.zone;
      const gateways = endGateway - firstGateway;
      const weigh = (place: number): number => {
        const share =
          place < endGateway
            ? HOME_OUTSIDE_SHARE / gateways
            : ((1 - HOME_OUTSIDE_SHARE) * (model.zones[place - firstZone]?.residents ?? 0)) /
              Math.max(1, residents);
        return share * Math.exp(-walkSeconds(place, node, 0) / WALK_HOME_SCALE_SECONDS);
      };
      return drawFrom(`home:${node}`, [firstGateway, endZone], weigh, uniform);
    },
    setClosed: (gates, entrances) => {
      gateClosed = gates.slice();
      entranceClosed = entrances.slice();
      kept = new Map();
      keptInformed = new Map();
      entranceDraws.length = 0;
    },
    forgetInformed: () => {
      if (keptInformed.size > 0) keptInformed = new Map();
    },
    isEntranceClosed: (place) =>
      place >= firstEntrance && place < endEntrance && entranceClosed[place - firstEntrance] === 1,
  };
}
