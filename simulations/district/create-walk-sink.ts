/** What becomes of walkers at their destination, and when they think again about their station. */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { INFORMED } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Buses } from './buses.ts';
import type { Choices } from './choices.ts';
import type { Curbs } from './curbs.ts';
import type { Messages } from './messages.ts';
import type { Stations } from './stations.ts';
import type { WalkSink } from './walk-side.ts';

const NEVER = 0x7fffffff;

export function createWalkSink(options: {
  readonly model: DistrictModel;
  readonly parameters: SimulationParameters;
  readonly walkers: EntityPool;
  readonly stations: Stations;
  /** Made after the walkers that ask them. */
  readonly choices: () => Choices;
  readonly curbs: () => Curbs;
  readonly buses: () => Buses;
  readonly messages: Messages;
  readonly gateInTotal: Uint32Array;
  /** Informed walkers on the way to each place. */
  readonly headingWalk: Int32Array;
  readonly finish: (walker: number) => void;
}): WalkSink {
  const { model, parameters, walkers, stations, choices, curbs, buses } = options;
  const { messages, gateInTotal, headingWalk, finish } = options;
  const { places } = model.walk;
  const count = (heading: Int32Array, place: number, by: number): void => {
    heading[place] = (heading[place] as number) + by;
  };
  return {
    canArrive: (place) =>
      places.kind[place] !== 'entrance' || stations.canJoin(place - places.range.entrance[0]),
    arrive: (entity, place) => {
      if (walkers.arrays.route[entity] === INFORMED) count(headingWalk, place, -1);
      switch (places.kind[place]) {
        case 'entrance':
          stations.join(place - places.range.entrance[0], entity);
          break;
        case 'car-park':
          curbs().joinCarPark(place - places.range['car-park'][0], entity);
          break;
        case 'kerb':
          curbs().joinKerb(place - places.range.kerb[0], entity);
          break;
        case 'stop':
          buses().join(place - places.range.stop[0], entity);
          break;
        case 'gate':
          gateInTotal[place] =
            (gateInTotal[place] as number) + (walkers.arrays.people[entity] as number);
          finish(entity);
          break;
        default:
          finish(entity);
      }
    },
    mustReconsider: (place) => choices().isEntranceClosed(place),
    reconsider: (entity, node, now) => {
      const { destination, extra, route } = walkers.arrays;
      const place = destination[entity] as number;
      if (route[entity] !== INFORMED && messages.isWarned(entity)) {
        route[entity] = INFORMED;
        count(headingWalk, place, 1);
      }
      const isInformed = route[entity] === INFORMED;
      extra[entity] = isInformed ? now + parameters.rerouteSeconds : NEVER;
      if (places.kind[place] !== 'entrance') return;
      const told = messages.stationFor(entity);
      const toldPlace = told < 0 ? -1 : choices().bestEntranceOf(told, node);
      // Those who know nothing change their station only when it has closed or they are told to.
      const mayChange = isInformed || choices().isEntranceClosed(place);
      const better =
        toldPlace >= 0 ? toldPlace : mayChange ? choices().betterEntrance(node, place) : place;
      if (better === place) return;
      destination[entity] = better;
      if (!isInformed) return;
      count(headingWalk, place, -1);
      count(headingWalk, better, 1);
    },
  };
}
