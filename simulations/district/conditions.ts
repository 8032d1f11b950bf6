/**
 * Weather, parameters and the measures in force at a second → what the lanes, gates, entrances and
 * signals are like in that second. Computed only when one of them changes.
 */
import type { Measure, Weather } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import { rainEffects } from '../parameters/rain-effects.ts';
import { applyMeasure } from './apply-measure.ts';
import type { Conditions } from './condition-types.ts';

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
    entranceFlow: new Float64Array(entrances.length).fill(Number.POSITIVE_INFINITY),
    stationFlow: Float64Array.from(
      networks.stations,
      (station) =>
        (station.departureCapacityPersonsPerMinute.value / 60) * parameters.stationCapacityFactor,
    ),
    stationDoorFlow: new Float64Array(stations).fill(Number.POSITIVE_INFINITY),
    recommended: [],
    warned: [],
    greenShift: new Map(),
    signalPlans: new Map(),
    bannedTurns: [],
    addedLanes: new Int32Array(networks.street.links.length),
    kerbPlaces: new Float64Array(model.kerbs.length).fill(parameters.kerbPlaces),
    // The gates of a car park are the same in and out, as far as the networks tell.
    carParkIn: Float64Array.from(model.carParks, (park) => park.exitVehiclesPerHour),
    carParkOut: Float64Array.from(model.carParks, (park) => park.exitVehiclesPerHour),
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
