/**
 * Weather, parameters and the measures in force at a second → what the lanes, gates, entrances and
 * signals are like in that second. Computed only when one of them changes.
 */
import type { Measure, Weather } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { RainEffects } from '../parameters/rain-effects.ts';
import { rainEffects } from '../parameters/rain-effects.ts';

export interface Conditions {
  readonly rain: RainEffects;
  readonly walkLinkClosed: Uint8Array;
  /** Carriageway given to each walk link, metres. */
  readonly addedWidthMetres: Float64Array;
  readonly streetClosed: Uint8Array;
  /** Persons per second out of each gate; 0 closed or held. */
  readonly gateFlow: Float64Array;
  readonly gateClosed: Uint8Array;
  readonly entranceClosed: Uint8Array;
  /** Persons per second. */
  readonly stationFlow: Float64Array;
  /** Seconds added to phase p of signal s, by `s:p`. */
  readonly greenShift: ReadonlyMap<string, number>;
}

/** Width of one traffic lane (GB 50647 urban streets: 3.25 m). */
const LANE_WIDTH_METRES = 3.25;

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
  const walkLinkClosed = new Uint8Array(networks.walk.links.length);
  const addedWidthMetres = new Float64Array(networks.walk.links.length);
  const streetClosed = new Uint8Array(networks.street.links.length);
  const gateFlow = Float64Array.from(
    gates,
    (gate) =>
      gate.widthMetres *
      parameters.specificFlowPersonsPerMetreSecond.gate *
      parameters.gateCapacityFactor *
      rain.walkCapacityFactor,
  );
  const gateClosed = new Uint8Array(gates.length);
  const entranceClosed = new Uint8Array(entrances.length);
  const stationFlow = Float64Array.from(
    networks.stations,
    (station) =>
      (station.departureCapacityPersonsPerMinute.value / 60) * parameters.stationCapacityFactor,
  );
  const greenShift = new Map<string, number>();

  const gateIds = networks.venues.flatMap((venue) => venue.gates.map((gate) => gate.id));
  for (const measure of input.measures) {
    if (timeMs < measure.fromMs || timeMs >= measure.untilMs) continue;
    switch (measure.type) {
      case 'close-gate':
      case 'meter-gate': {
        const gate = gateIds.indexOf(measure.gate);
        if (gate < 0) break;
        const most = measure.type === 'close-gate' ? 0 : measure.personsPerMinute / 60;
        gateFlow[gate] = Math.min(gateFlow[gate] as number, most);
        if (measure.type === 'close-gate') gateClosed[gate] = 1;
        break;
      }
      case 'close-walk-link':
        networks.walk.links.forEach((link, index) => {
          if (link.id === measure.link) walkLinkClosed[index] = 1;
        });
        break;
      case 'close-street':
      case 'give-street-to-walkers': {
        const street = networks.street.links.findIndex((link) => link.id === measure.link);
        const link = networks.street.links[street];
        if (!link) break;
        streetClosed[street] = 1;
        if (measure.type === 'close-street') break;
        const along = networks.walk.links.flatMap((walk, index) =>
          walk.facility !== 'crossing' && walk.streetLinks.includes(street) ? [index] : [],
        );
        for (const index of along) {
          addedWidthMetres[index] =
            (addedWidthMetres[index] as number) +
            (link.lanes * LANE_WIDTH_METRES) / Math.max(1, sidesOf(model, along, index));
        }
        break;
      }
      case 'close-entrance': {
        const station = networks.stations.findIndex((s) => s.id === measure.station);
        entrances.forEach((entrance, index) => {
          const before = entrances.findIndex((e) => e.station === station);
          const closed = networks.stations[station]?.entrances[index - before];
          if (entrance.station === station && closed?.id === measure.entrance) {
            entranceClosed[index] = 1;
          }
        });
        break;
      }
      case 'shift-green': {
        const signal = networks.street.signals.findIndex((s) => s.id === measure.signal);
        const key = `${signal}:${measure.phase}`;
        greenShift.set(key, (greenShift.get(key) ?? 0) + measure.seconds);
        break;
      }
      case 'extra-trains': {
        const station = networks.stations.findIndex((s) => s.id === measure.station);
        if (station < 0) break;
        stationFlow[station] = (stationFlow[station] as number) + measure.personsPerMinute / 60;
        break;
      }
      case 'post-staff':
        // Staff guide people but change no flow in this version (docs/models/walking.md).
        break;
      default: {
        const unknown: never = measure;
        throw new Error(`measure: unknown type in ${JSON.stringify(unknown)}`);
      }
    }
  }
  return {
    rain,
    walkLinkClosed,
    addedWidthMetres,
    streetClosed,
    gateFlow,
    gateClosed,
    entranceClosed,
    stationFlow,
    greenShift,
  };
}

/** The carriageway is shared by the pavements that run beside each other: 2 where both sides have one. */
function sidesOf(model: DistrictModel, along: readonly number[], index: number): number {
  const links = model.networks.walk.links;
  const mine = links[index];
  if (!mine) return 1;
  const total = along.reduce((sum, other) => sum + (links[other]?.lengthMetres ?? 0), 0);
  const street = model.networks.street.links[mine.streetLinks[0] ?? -1];
  return street ? Math.max(1, Math.round(total / street.lengthMetres)) : 1;
}

/** The next time after `timeMs` at which a measure begins or ends; Infinity if none does. */
export const nextChangeMs = (measures: readonly Measure[], timeMs: number): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...measures.flatMap((measure) =>
      [measure.fromMs, measure.untilMs].filter((time) => time > timeMs),
    ),
  );
