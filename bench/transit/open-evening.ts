/** The evening of Lines 1, 4 and 11: network, model, and people by the counts of a real day or evenly. */
import { resolve } from 'node:path';
import {
  buildTransitModel,
  type CompiledDemand,
  compileDemand,
  estimateTransitDemand,
  type TransitModel,
} from '#simulations';
import { readTransitLines } from '#tiles';
import { readStationFlows, type StationFlows } from './station-flows.ts';

export const LINES_FILE = resolve(
  import.meta.dirname,
  '../../data/reference-district/transit/lines-1-4-11.json',
);
export const EVENING = { fromSecond: 17 * 3600, untilSecond: 24 * 3600 };
/** The last trains are in their depots. */
export const NIGHT_SECOND = 25.5 * 3600;
/** Entries of that evening in the real day's counts, for runs without them. */
const PLAIN_PEOPLE = 440_000;

export interface Evening {
  readonly model: TransitModel;
  readonly demand: CompiledDemand;
  readonly flows: StationFlows | undefined;
}

export async function openEvening(): Promise<Evening> {
  const network = await readTransitLines(LINES_FILE);
  const model = buildTransitModel(network);
  const flows = await readStationFlows(network, EVENING.fromSecond, EVENING.untilSecond);
  const counts = flows ?? plainFlows(model.stationCount);
  const exits = network.stations.map((_, station) =>
    counts.exits.reduce((sum, row) => sum + (row[station] ?? 0), 0),
  );
  const demand = compileDemand(model, estimateTransitDemand(model, { ...counts, exits }));
  return { model, demand, flows };
}

/** As many people at every station and in every quarter of an hour. */
function plainFlows(stations: number) {
  const intervals = (EVENING.untilSecond - EVENING.fromSecond) / 900;
  const each = Math.round(PLAIN_PEOPLE / intervals / stations);
  const rows = Array.from({ length: intervals }, () => new Int32Array(stations).fill(each));
  return { fromSecond: EVENING.fromSecond, intervalSeconds: 900, entries: rows, exits: rows };
}
