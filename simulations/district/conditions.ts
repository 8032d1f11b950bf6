/**
 * Weather, parameters and the measures in force at a second → what the lanes, gates, entrances and
 * signals are like in that second. Computed only when one of them changes.
 */
import type { Measure, Weather } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { RainEffects } from '../parameters/rain-effects.ts';
import { rainEffects } from '../parameters/rain-effects.ts';
import { applyMeasure } from './apply-measure.ts';

/** A gate or crossing that opens for a part of every cycle, counted from `fromMs`. */
export interface Wave {
  /** Index of the gate or of the walk link. */
  readonly place: number;
  readonly fromMs: number;
  readonly openSeconds: number;
  readonly cycleSeconds: number;
}

/** Of those told, `share` act on it. */
export interface Message {
  readonly id: string;
  /** Index of the station to go to or of the walk link to avoid. */
  readonly place: number;
  readonly share: number;
}

export interface Conditions {
  readonly rain: RainEffects;
  readonly walkLinkClosed: Uint8Array;
  /** 0 both ways, 1 as drawn, 2 against the drawing. */
  readonly walkOneWay: Uint8Array;
  /** Clear width that a barrier leaves, Infinity without. */
  readonly openMetres: Float64Array;
  /** 1: a fence parts the directions. */
  readonly parted: Uint8Array;
  /** Stewards on each walk link. */
  readonly stewards: Float64Array;
  /** Carriageway given to each walk link, metres. */
  readonly addedWidthMetres: Float64Array;
  readonly streetClosed: Uint8Array;
  /** Persons per second out of each gate; 0 closed or held. */
  readonly gateFlow: Float64Array;
  readonly gateClosed: Uint8Array;
  readonly gateWaves: Wave[];
  readonly crossingWaves: Wave[];
  readonly entranceClosed: Uint8Array;
  /** Persons per second. */
  readonly stationFlow: Float64Array;
  /** Persons per second through all doors of a station; Infinity where nobody is held. */
  readonly stationDoorFlow: Float64Array;
  readonly recommended: Message[];
  readonly warned: Message[];
  /** Seconds added to phase p of signal s, by `s:p`. */
  readonly greenShift: Map<string, number>;
}

export function conditionsAt(
  model: DistrictModel,
  input: {
    readonly weather: Weather;
    readonly measures: readonly Measure[];
    readonly parameters: SimulationParameters;
  },
  timeMs: number,
): Conditions {
  const { networks, gates, entrances } = model;
  const { parameters } = input;
  const rain = rainEffects(input.weather);
  const links = networks.walk.links.length;
  const stations = networks.stations.length;
  const perMetre = parameters.specificFlowPersonsPerMetreSecond.gate;
  const conditions: Conditions = {
    rain,
    walkLinkClosed: new Uint8Array(links),
    walkOneWay: new Uint8Array(links),
    openMetres: new Float64Array(links).fill(Number.POSITIVE_INFINITY),
    parted: new Uint8Array(links),
    stewards: new Float64Array(links),
    addedWidthMetres: new Float64Array(links),
    streetClosed: new Uint8Array(networks.street.links.length),
    gateFlow: Float64Array.from(
      gates,
      (gate) =>
        gate.widthMetres * perMetre * parameters.gateCapacityFactor * rain.walkCapacityFactor,
    ),
    gateClosed: new Uint8Array(gates.length),
    gateWaves: [],
    crossingWaves: [],
    entranceClosed: new Uint8Array(entrances.length),
    stationFlow: Float64Array.from(
      networks.stations,
      (station) =>
        (station.departureCapacityPersonsPerMinute.value / 60) * parameters.stationCapacityFactor,
    ),
    stationDoorFlow: new Float64Array(stations).fill(Number.POSITIVE_INFINITY),
    recommended: [],
    warned: [],
    greenShift: new Map(),
  };
  for (const measure of input.measures) {
    if (timeMs >= measure.fromMs && timeMs < measure.untilMs) {
      applyMeasure(model, measure, conditions);
    }
  }
  return conditions;
}

/** The next time after `timeMs` at which a measure begins or ends; Infinity if none does. */
export const nextChangeMs = (measures: readonly Measure[], timeMs: number): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...measures.flatMap((measure) =>
      [measure.fromMs, measure.untilMs].filter((time) => time > timeMs),
    ),
  );
