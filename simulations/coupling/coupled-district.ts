/**
 * A grid district with a small line behind two of its four stations, for tests and verifications: no
 * city behind it. Line L runs S0 – S1 – S2 – S3; S0 and S1 are the grid's station-0 and station-1.
 */
import { type Measure, stationIdSchema, type TransitVehicle } from '#contracts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictRun, RunInput } from '../district/run-types.ts';
import { buildDistrictModel } from '../network/build-district-model.ts';
import { buildTransitModel, type TransitDemand, type TransitModel } from '../transit/index.ts';
import { createSmallTransit } from '../transit/verification/small-transit.ts';
import { EXAMPLE_END_MS, exampleEvent, exampleInput } from '../verification/example-input.ts';
import { createGridDistrict } from '../verification/grid-district.ts';
import { createTransitStations, type TransitStations } from './create-transit-stations.ts';

export const COUPLED_START_MS = EXAMPLE_END_MS - 10 * 60_000;

/** The line's own people come from 21:00 on. */
const LEAD_SECONDS = 50 * 60;

export function createCoupledLine(
  vehicle: Partial<TransitVehicle> = {},
  untilSecond = 25 * 3600,
): TransitModel {
  const network = createSmallTransit({
    stations: 4,
    headwaySeconds: 300,
    fromSecond: 20 * 3600,
    untilSecond,
    entrancePersonsPerMinute: 200,
    platformSquareMetres: 400,
    vehicle,
  });
  return buildTransitModel({
    ...network,
    timeZone: 'Asia/Shanghai',
    stations: network.stations.map((station, index) =>
      index < 2 ? { ...station, id: stationIdSchema.parse(`station-${index}`) } : station,
    ),
  });
}

export interface CoupledDistrict {
  readonly run: DistrictRun;
  readonly metro: TransitStations;
}

export function createCoupledDistrict(options: {
  readonly attendance: number;
  readonly seed?: number;
  readonly measures?: readonly Measure[];
  readonly demand?: TransitDemand;
  readonly line?: TransitModel;
  readonly startMs?: number;
  readonly input?: Partial<RunInput>;
}): CoupledDistrict {
  const { attendance, seed = 1, measures = [], startMs = COUPLED_START_MS } = options;
  const model = buildDistrictModel(createGridDistrict());
  const input = {
    ...exampleInput({ startMs, seed, measures, events: [exampleEvent(attendance, 5)] }),
    ...options.input,
  };
  const metro = createTransitStations({
    transit: options.line ?? createCoupledLine(),
    startMs,
    timeZone: input.timeZone,
    seed,
    leadSeconds: LEAD_SECONDS,
    ...(options.demand && { demand: options.demand }),
  });
  return { run: createDistrictRun(model, input, { stations: metro.stations }), metro };
}
