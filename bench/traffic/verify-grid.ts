/** The signalised 20 × 20 grid with 40,000 vehicles on the same routes as SUMO's. */
import { join } from 'node:path';
import { type Figure, judgeFigure, judgeViolations } from '../report/figure.ts';
import { compareLinks, linkIntervalsOf, meanTripSeconds } from './compare-links.ts';
import { findData, SUMO_REFERENCE } from './data-folder.ts';
import { openSumoRun } from './open-sumo-run.ts';
import { readEdgeData, readMeanTripSeconds } from './sumo-outputs.ts';

const INTERVAL_SECONDS = 900;
/** Demand runs for two hours: eight whole intervals; what comes after is only emptying. */
const INTERVALS = 8;
const END_SECONDS = 10_800;
const SOURCE = 'SUMO 1.15 meso, recorded';

export async function verifyGrid(): Promise<readonly Figure[]> {
  const folder = findData(SUMO_REFERENCE);
  if (folder === undefined) return [];
  const grid = (name: string): string => join(folder, 'grid', name);
  const { run } = await openSumoRun({
    net: grid('grid20.net.xml.gz'),
    demand: { routes: grid('routes_0.18.rou.xml.gz') },
    seed: 1,
    recordSeconds: INTERVAL_SECONDS,
    endSeconds: END_SECONDS,
  });
  run.runUntil(END_SECONDS);
  const micro = await readEdgeData(grid('edgedata_micro_0.18.xml.gz'));
  const meso = await readEdgeData(grid('edgedata_meso_0.18.xml.gz'));
  const own = compareLinks(linkIntervalsOf(run), micro, INTERVALS, INTERVAL_SECONDS);
  const other = compareLinks(meso, micro, INTERVALS, INTERVAL_SECONDS);
  const microTrip = await readMeanTripSeconds(grid('tripinfo_micro_0.18.xml.gz'));
  const mesoTrip = await readMeanTripSeconds(grid('tripinfo_meso_0.18.xml.gz'));
  const ownTrip = meanTripSeconds(run);
  const arrived = run.state.tripArrived.reduce((sum, at) => sum + (at >= 0 ? 1 : 0), 0);
  const off = (trip: number): number => (trip / microTrip - 1) * 100;
  return [
    judgeViolations(
      'grid: vehicles that did not arrive',
      run.demand.departMs.length - arrived,
      `${arrived} arrived`,
    ),
    judgeViolations(
      'grid: links × 15 min with GEH ≥ 5',
      own.cellsAboveGeh5,
      `highest ${own.highestGeh.toFixed(2)} of ${own.cells}; SUMO meso ${other.highestGeh.toFixed(2)}`,
    ),
    judgeFigure({
      name: 'grid: flow RMSN against micro',
      value: own.flowRmsn * 100,
      unit: '%',
      asked: { atMost: 5 },
      baseline: { what: '%', value: other.flowRmsn * 100, source: SOURCE },
    }),
    judgeFigure({
      name: 'grid: link speed RMSE against micro',
      value: own.speedRmse,
      unit: 'm/s',
      asked: { atMost: 1.3 },
      baseline: { what: 'm/s', value: other.speedRmse, source: SOURCE },
      note: `bias ${own.speedBias.toFixed(2)} m/s, SUMO meso ${other.speedBias.toFixed(2)}`,
    }),
    judgeFigure({
      name: 'grid: mean trip off micro',
      value: off(ownTrip),
      unit: '%',
      asked: { between: [-5, 5] },
      baseline: { what: '%', value: off(mesoTrip), source: SOURCE },
      note: `${ownTrip.toFixed(1)} s; micro ${microTrip.toFixed(1)} s`,
    }),
  ];
}
