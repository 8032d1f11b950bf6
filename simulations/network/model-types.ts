/** The static model of a district: networks as arrays, and the places where trips begin and end. */
import type { DistrictNetworks } from '#contracts';
import type { RoadNetwork } from '../traffic/road/road-types.ts';
import type { BusModel } from './bus-lines.ts';
import type { PathTable, ReverseGraph } from './shortest-paths.ts';

export type WalkPlaceKind = 'gate' | 'entrance' | 'gateway' | 'zone' | 'car-park' | 'kerb' | 'stop';
export type StreetPlaceKind = 'gateway' | 'zone' | 'car-park' | 'kerb';

/** A place is an origin (with its own lane) and a destination (with its own path tables). */
export interface Places<Kind extends string> {
  readonly count: number;
  readonly kind: readonly Kind[];
  readonly node: Int32Array;
  /** Places of one kind are contiguous: [first, end). */
  readonly range: Readonly<Record<Kind, readonly [number, number]>>;
}

/** Lane 2i walks link i as drawn, 2i + 1 against it; lane 2·links + p is place p's origin. */
export interface WalkModel {
  readonly nodeCount: number;
  readonly linkCount: number;
  readonly laneCount: number;
  readonly laneEnd: Int32Array;
  readonly graph: ReverseGraph;
  readonly lengthMetres: Float64Array;
  /** Width without the boundary layers. */
  readonly effectiveWidthMetres: Float64Array;
  /** Code of FACILITY by lane: stairs differ up and down. */
  readonly facility: Uint8Array;
  /** 1: crosses an approach with signals, so walkers wait for their green. */
  readonly signalised: Uint8Array;
  readonly oneWay: Uint8Array;
  /** Free seconds by perception class and lane. */
  readonly laneSeconds: readonly Float64Array[];
  readonly places: Places<WalkPlaceKind>;
  readonly component: Int32Array;
}

/** Vertex i of the graph is street link i; vertex links + q is place q's origin. */
export interface StreetModel {
  readonly linkCount: number;
  readonly laneCount: number;
  readonly laneEnd: Int32Array;
  readonly graph: ReverseGraph;
  readonly freeSeconds: Float64Array;
  /** Signal whose phases gate the link's exit, or -1. */
  readonly signal: Int32Array;
  readonly laneSeconds: readonly Float64Array[];
  readonly places: Places<StreetPlaceKind>;
  /** Street links that end at a place's node: where trips to it arrive. */
  readonly goals: readonly (readonly number[])[];
  /** Lanes, ways through junctions and signals; its links are the street links. */
  readonly road: RoadNetwork;
  /** Signal of the road for each signal of the networks, -1 where it lets nobody through. */
  readonly roadSignal: Int32Array;
  /** By signal and phase: left turns have the end of its green for themselves. */
  readonly leftPhases: readonly (readonly boolean[])[];
  /** The link of the other direction, or -1. */
  readonly opposite: Int32Array;
}

export interface Zone {
  readonly walkNode: number;
  readonly streetNode: number;
  readonly residents: number;
  readonly workers: number;
}
export interface Gate {
  readonly venue: number;
  readonly widthMetres: number;
}
export interface Entrance {
  readonly station: number;
  readonly capacityPersonsPerMinute: number;
}
export interface CarPark {
  readonly venue: number;
  /** In Chinese. */
  readonly name: string;
  readonly capacityVehicles: number;
  readonly exitVehiclesPerHour: number;
}
export interface Kerb {
  readonly venue: number;
}

export interface DistrictModel {
  readonly networks: DistrictNetworks;
  readonly walk: WalkModel;
  readonly street: StreetModel;
  /** In the order of the places of their kind, on both networks. */
  readonly zones: readonly Zone[];
  readonly carParks: readonly CarPark[];
  readonly kerbs: readonly Kerb[];
  readonly gates: readonly Gate[];
  readonly entrances: readonly Entrance[];
  readonly buses: BusModel;
  /** Free-flow tables [class][place], made when first asked for and shared by all runs. */
  readonly walkTables: (PathTable | undefined)[][];
  readonly streetTables: (PathTable | undefined)[][];
  /** To the goals of `buses`. */
  readonly busTables: (PathTable | undefined)[][];
  /** What the networks lack for a simulation: one sentence each. */
  readonly warnings: readonly string[];
}

/** Perceptions of link times; people hold one each. One more class holds the informed. */
export const PERCEPTION_CLASSES = 3;
export const INFORMED = PERCEPTION_CLASSES;
