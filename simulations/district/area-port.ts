/**
 * The hand-over between the network and an area that another model walks: people come at the end of
 * a lane, at a node of the area's border, and go on from such a node. Whole people, each in exactly
 * one of the two.
 */
import type { EntityPool } from '../kernel/entity-pool.ts';
import type { DistrictModel } from '../network/model-types.ts';

/** What the run offers the area. */
export interface AreaHost {
  readonly model: DistrictModel;
  readonly pool: EntityPool;
  /** The lane by which the walker goes on from the node; negative when no way leads on. */
  nextLane(entity: number, node: number): number;
  /** The walker steps on the lane, if its flow and storage allow; `due` says when he came. */
  tryEnter(entity: number, lane: number, now: number): boolean;
  /** The walker is at the node of his destination; false when it takes nobody now. */
  tryArrive(entity: number): boolean;
}

/** What the area offers the run. */
export interface AreaSide {
  /** By walk link, 1: walked in the area and closed in the network. */
  readonly links: Uint8Array;
  canTake(entity: number, node: number): boolean;
  /** From now on the walker is in the area. */
  take(entity: number, node: number, now: number): void;
  /** The second that ends at `now`; before the network's. */
  step(now: number): void;
  countPeople(): number;
  /** Adds the people in the area to the links where they walk. */
  addToLinks(persons: Int32Array): void;
  save(into: Map<string, ArrayBuffer>, name: string): void;
  restore(from: ReadonlyMap<string, ArrayBuffer>, name: string): void;
}

export type AreaFactory = (host: AreaHost) => AreaSide;
