/**
 * Who the vehicles of a run are and where they go. The loading asks link by link, one link ahead, so
 * that a route may change under way; whether it comes from a list or from tables is the guide's.
 */
import type { StateArray } from './traffic-state.ts';

/** In place of a link: none leads on to the vehicle's goal at present. */
export const NO_WAY = -2;

export interface TrafficGuide {
  /** Places where vehicles come onto the road, each with a queue of its own. */
  readonly originCount: number;
  /** The vehicle behind in an origin's queue; the array may be replaced as a pool grows. */
  readonly queue: { readonly next: Int32Array };
  /** How far into their first link vehicles appear, m. */
  readonly departOffsetMetres: number;
  /** Where the vehicle is on its route when it comes onto its first link; later links count on. */
  firstStep(vehicle: number): number;
  /** The vehicle's first link, or `NO_WAY`. */
  first(vehicle: number): number;
  /** The link after `link`; `NONE` where the trip ends on `link`, `NO_WAY` where nothing leads on. */
  after(vehicle: number, step: number, link: number): number;
  /** Wanted speed as a part of the link's, drawn once. */
  speedFactor(vehicle: number, linkSpeed: number): number;
  /** Whether any vehicle ever has the right to pass queues and red lights, and whether this one has. */
  readonly hasUrgent: boolean;
  isUrgent(vehicle: number): boolean;
  /** What the vehicle waits at a stop on the link, ms. */
  dwellMs(vehicle: number, link: number): number;
  entered(vehicle: number, now: number): void;
  /** False while the vehicle has to stand at the end of its last link. */
  mayArrive(vehicle: number, link: number, now: number): boolean;
  /** Has stood long where nothing leads on: true takes it off the road, and the guide remembers it. */
  givesUp(vehicle: number, link: number, now: number): boolean;
  /** At the end of its last link, off the road from now on. */
  arrived(vehicle: number, link: number, now: number): void;
  /** What the guide remembers, saved and restored with the run. */
  readonly arrays: readonly StateArray[];
}
