/** What the parts of a run share; each part is a file of functions on it. */
import type { SeededRandom } from '#contracts';
import type { EventWheel } from '../../traffic/loading/event-wheel.ts';
import type { TransitModel } from '../network/transit-model.ts';
import type { TransitParameters } from '../transit-parameters.ts';
import type { CompiledDemand } from './compile-demand.ts';
import type { PeopleLists } from './people-lists.ts';
import type { Standing } from './standing.ts';
import type { StopLog } from './stop-log.ts';
import type { TransitState } from './transit-state.ts';

/** What has an event: trips, trains, elements, stations that release people, measures; in this order. */
export interface ItemPlaces {
  readonly train: number;
  readonly element: number;
  readonly station: number;
  readonly measures: number;
  readonly count: number;
}

export interface TransitContext {
  readonly model: TransitModel;
  readonly parameters: TransitParameters;
  readonly demand: CompiledDemand;
  readonly state: TransitState;
  readonly people: PeopleLists;
  readonly wheel: EventWheel;
  readonly items: ItemPlaces;
  readonly random: SeededRandom;
  readonly log: StopLog;
  /** Reused by whoever shares out people among classes. */
  readonly share: Int32Array;
  /** The train whose event runs. */
  readonly at: Standing;
}
