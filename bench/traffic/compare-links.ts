/** Two runs' links, interval by interval: flows by GEH and RMSN, speeds by RMSE. */
import type { TrafficRun } from '#simulations';
import type { LinkIntervals } from './sumo-outputs.ts';

export interface LinkComparison {
  readonly cells: number;
  /** GEH of hourly flows; below 5 counts as a match (UK DMRB). */
  readonly highestGeh: number;
  readonly cellsAboveGeh5: number;
  /** Root mean square difference of flows over the mean flow. */
  readonly flowRmsn: number;
  readonly speedRmse: number;
  readonly speedBias: number;
}

export function compareLinks(
  measured: LinkIntervals,
  reference: LinkIntervals,
  intervals: number,
  secondsPerInterval: number,
): LinkComparison {
  const perHour = 3600 / secondsPerInterval;
  let squares = 0;
  let total = 0;
  let cells = 0;
  let highestGeh = 0;
  let cellsAboveGeh5 = 0;
  let speedSquares = 0;
  let speedSum = 0;
  let speedCells = 0;
  for (let interval = 0; interval < intervals; interval += 1) {
    for (const [link, truth] of reference[interval] ?? []) {
      const own = measured[interval]?.get(link);
      const flow = own?.flow ?? 0;
      squares += (flow - truth.flow) ** 2;
      total += truth.flow;
      cells += 1;
      const sum = (flow + truth.flow) * perHour;
      const geh = sum === 0 ? 0 : Math.sqrt((2 * ((flow - truth.flow) * perHour) ** 2) / sum);
      highestGeh = Math.max(highestGeh, geh);
      if (geh >= 5) cellsAboveGeh5 += 1;
      const difference = (own?.speedMetresPerSecond ?? Number.NaN) - truth.speedMetresPerSecond;
      // A cell without vehicles has no speed.
      if (!Number.isFinite(difference)) continue;
      speedSquares += difference ** 2;
      speedSum += difference;
      speedCells += 1;
    }
  }
  return {
    cells,
    highestGeh,
    cellsAboveGeh5,
    flowRmsn: Math.sqrt(squares / cells) / (total / cells),
    speedRmse: Math.sqrt(speedSquares / speedCells),
    speedBias: speedSum / speedCells,
  };
}

export function linkIntervalsOf(run: TrafficRun): LinkIntervals {
  const { network, state, intervalCount } = run;
  return Array.from(
    { length: intervalCount },
    (_, interval) =>
      new Map(
        network.linkIds.map((id, link) => {
          const at = interval * network.linkCount + link;
          return [
            id,
            {
              flow: state.recordLeft[at] as number,
              speedMetresPerSecond:
                (state.recordMetres[at] as number) / (state.recordSeconds[at] as number),
            },
          ];
        }),
      ),
  );
}

export function meanTripSeconds(run: TrafficRun): number {
  const { tripArrived, tripEntered } = run.state;
  let sum = 0;
  let count = 0;
  tripArrived.forEach((at, trip) => {
    if (at < 0) return;
    sum += (at - (tripEntered[trip] as number)) / 1000;
    count += 1;
  });
  return sum / count;
}
