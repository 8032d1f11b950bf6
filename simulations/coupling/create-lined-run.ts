/** A run of the district with its lines behind the doors: measures and saved states reach both. */
import { createDistrictRun } from '../district/create-district-run.ts';
import type { DistrictPorts } from '../district/run-ports.ts';
import type { DistrictRun, RunInput } from '../district/run-types.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { createTransitStations, type TransitStations } from './create-transit-stations.ts';
import { linesMeasures } from './lines-measures.ts';
import { type DistrictLines, serviceSecondAt } from './prepare-lines.ts';

export interface LinedRun {
  readonly run: DistrictRun;
  readonly metro: TransitStations;
}

export function createLinedRun(
  model: DistrictModel,
  input: RunInput,
  lines: DistrictLines,
  ports: Omit<DistrictPorts, 'stations'> = {},
): LinedRun {
  const { timeZone, seed } = input;
  const startMs = Math.floor(input.startMs / 1000) * 1000;
  const startServiceSecond = serviceSecondAt(startMs, timeZone);
  /** In seconds of the service day on which the lines are. */
  const measuresOf = (measures: RunInput['measures'], daysOver: number) =>
    linesMeasures(model, lines, measures, {
      startMs,
      startServiceSecond: startServiceSecond - 86_400 * daysOver,
    });
  const metro = createTransitStations({
    transit: lines.transit,
    ...{ startMs, timeZone, seed },
    ...lines.openAt(startServiceSecond),
    measures: measuresOf(input.measures, 0),
  });
  const run = createDistrictRun(model, input, { ...ports, stations: metro.stations });
  return {
    metro,
    run: {
      ...run,
      get timeMs() {
        return run.timeMs;
      },
      change: (change) => {
        run.change(change);
        if (change.measures) {
          metro.run.setMeasures(measuresOf(change.measures, metro.count().daysOver));
        }
      },
    },
  };
}
