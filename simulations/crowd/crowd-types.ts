/** What a crowd run shows to its callers: state arrays, counts, crossings, copies of the state. */

/** Where a person stands in his or her life; the values are those of `CrowdArrays.state`. */
export const PERSON_STATE = {
  /** Not in the scene yet: comes later, or found no room at the entry so far. */
  outside: 0,
  /** In the scene, has not set off (pre-movement). */
  resting: 1,
  walking: 2,
  /** Stands in a waiting area until a time or an event. */
  waiting: 3,
  /** Has arrived; the body still clears the door and is no longer in the counts of the scene. */
  leaving: 4,
  arrived: 5,
  /** Nothing leads from here to any stage of the journey at present; stands and is counted. */
  stranded: 6,
} as const;
export type PersonState = (typeof PERSON_STATE)[keyof typeof PERSON_STATE];

/**
 * One entry per person, in the order of the scenario's people. Views on the live state: read them
 * between steps, copy what must last.
 */
export interface CrowdArrays {
  /** Metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Metres per second in plan. */
  readonly velocityX: Float64Array;
  readonly velocityY: Float64Array;
  /** Index into `CrowdRun.planes`. */
  readonly plane: Int32Array;
  /** Body radius, m. */
  readonly radius: Float64Array;
  /** On level ground, m/s. */
  readonly freeSpeed: Float64Array;
  /** When the person sets off after coming into the scene, s of the run. */
  readonly setOffSeconds: Float64Array;
  /** When the person came to the exit, s of the run; NaN before. */
  readonly arrivedSeconds: Float64Array;
  /** Index into `scenario.people`. */
  readonly people: Int32Array;
  /** People who keep together share a company; −1: alone. */
  readonly company: Int32Array;
  readonly state: Uint8Array;
  /** Index into `scenario.exits` that the person went through; −1 before. */
  readonly exit: Int32Array;
}

/** A plane is a level or a stair: bodies on different planes do not touch, except at landings. */
export interface CrowdPlane {
  readonly id: string;
  readonly kind: 'level' | 'stair' | 'escalator' | 'ramp';
}

export interface CrowdCounts {
  /** Everybody of the scenario: outside + underWay + arrived, at all times. */
  readonly people: number;
  readonly outside: number;
  /** In the scene, standing or walking. */
  readonly underWay: number;
  /** Of those under way: no way leads to their goal. */
  readonly stranded: number;
  /** Of those under way: want to walk, and moved less than 0.1 m in the last 10 s or longer. */
  readonly stuck: number;
  readonly arrived: number;
  /** In the order of `scenario.exits`. */
  readonly arrivedPerExit: readonly number[];
}

export interface CrowdCrossing {
  /** Index into `scenario.measuringLines`. */
  readonly line: number;
  readonly person: number;
  /** Interpolated within the step, s. */
  readonly seconds: number;
  /** +1: from the right side of the line (looking from its first point to its second) to the left. */
  readonly direction: 1 | -1;
}

export interface CrowdRun {
  readonly planes: readonly CrowdPlane[];
  readonly people: number;
  readonly arrays: CrowdArrays;
  readonly timeStepSeconds: number;
  /** Seconds since the start: the step counter times the time step. */
  seconds(): number;
  step(): void;
  /** Steps until the time is reached or nobody is left to walk; `onFrame` after each frame's end. */
  run(untilSeconds: number, onFrame?: (run: CrowdRun) => void): void;
  isOver(): boolean;
  counts(): CrowdCounts;
  /** In the order of their steps; grows during the run. */
  crossings(): readonly CrowdCrossing[];
  /** A copy of the whole state; `restore` makes this run, or another of the same scenario and seed,
   * continue from there with the same results to the last bit. */
  save(): CrowdSnapshot;
  restore(snapshot: CrowdSnapshot): void;
  /**
   * Hands a person over: takes a free slot of the people with `fromPortal`, gives it the journey and
   * the entry area of `scenario.people[people]`, and answers with its index, or −1 without a free
   * slot. Whoever is admitted waits outside until the entry area has room.
   */
  admit(people: number, freeSpeedMetresPerSecond: number): number;
  /** Those of the portal's people who have arrived since the last call, each once. */
  takeArrived(take: (person: number, exit: number) => void): void;
  /** Held, an exit lets nobody out; routes still lead there (the way behind it is full). */
  holdExit(exit: number, isHeld: boolean): void;
  /** The metres that still lead to the person's goal; Infinity when none is reachable. */
  remainingMetres(person: number): number;
}

export interface CrowdSnapshot {
  readonly step: number;
  readonly buffer: ArrayBuffer;
  readonly crossings: readonly CrowdCrossing[];
}

/** Thrown by `createCrowd`: everything that is wrong with the scenario, each with its place. */
export class CrowdScenarioError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the crowd scenario cannot be run:\n${problems.map((p) => `- ${p}`).join('\n')}`);
    this.name = 'CrowdScenarioError';
    this.problems = problems;
  }
}

export interface CrowdOptions {
  /** Instead of the scenario's own. */
  readonly seed?: number;
  /** Instead of the parameter set's values: for calibration and sensitivity studies. */
  readonly parameters?: Partial<CrowdParameters>;
  /** The plain TypeScript step instead of the compiled one: the same results, slower. */
  readonly engine?: 'compiled' | 'plain';
  /** Threads of the host that share a step's work; the results do not depend on them. */
  readonly threads?: CrowdThreads;
}

/** What a host that has threads lends to a run. The plain step uses one thread. */
export interface CrowdThreads {
  /** With the one that steps the run. */
  readonly count: number;
  /** Gives every other thread the job; each calls `joinCrowdStep` with it. */
  start(job: CrowdThreadJob): CrowdThreadTeam;
}

/** All of it can be sent to another thread. */
export interface CrowdThreadJob {
  readonly module: object;
  readonly memory: object;
  /** Addresses in the memory: of the tables, and of each thread's own stretch. */
  readonly tables: number;
  readonly scratch: readonly number[];
}

export interface CrowdThreadTeam {
  /**
   * Thread k moves the entries from ends[k − 1] (from 0) to ends[k]; thread 0 is this one and does
   * `moveOwn`. Returns when all are done.
   */
  move(ends: readonly number[], moveOwn: () => void): void;
}

/** The numbers of the walking model; values with sources: parameters/crowd-parameters.ts. */
export interface CrowdParameters {
  /** Seconds between two people who follow each other: the speed is the spacing over this time. */
  readonly timeGapSeconds: number;
  /** Clear distance between two bodies at which the follower stands, m. */
  readonly bufferMetres: number;
  /** Half the width of the strip in which people ahead on the same way (oncoming ones) slow a person,
   * as a share of the distance at contact. */
  readonly leaderCone: number;
  /** Least gain in speed for which one passes somebody, as a share of the possible speed. */
  readonly passingGain: number;
  /** Where people converge on a goal from different sides, nobody passes anybody. */
  readonly keepsOrder: boolean;
  readonly oncomingCone: number;
  /** Stepping back, at contact, from somebody who is nearer to the same goal. */
  readonly giveWayMetresPerSecond: number;
  /** Stepping aside, at contact, from somebody who comes from the front; the share of it that goes
   * back instead of to the right; and the gap at which it begins. */
  readonly oncomingMetresPerSecond: number;
  readonly oncomingBackShare: number;
  readonly oncomingRangeMetres: number;
  /** Greatest gain in speed, m/s². */
  readonly accelerationMetresPerSecondSquared: number;
  /** Strength and range of the turn away from neighbours, and of that away from walls. */
  readonly neighbourStrength: number;
  readonly neighbourRangeMetres: number;
  readonly wallStrength: number;
  readonly wallRangeMetres: number;
  /** Added to the turn to the right when somebody comes from the front. */
  readonly keepRightStrength: number;
  /** How far ahead an oncoming stream is seen and evaded, m. */
  readonly lookAheadMetres: number;
  /** Free speed on the level, m/s: normal, cut. */
  readonly freeSpeed: { mean: number; deviation: number; min: number; max: number };
  /** Body radius, m: uniform. */
  readonly radius: { min: number; max: number };
  readonly stairSpeedFactorUp: number;
  readonly stairSpeedFactorDown: number;
  /** How much a dense cell slows the route through it: 0 none, 1 by Weidmann's diagram. */
  readonly congestionWeight: number;
}
