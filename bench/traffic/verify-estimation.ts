/**
 * Tables estimated from the published equilibrium flows of Sioux Falls and Anaheim: a part of the links
 * is counted, the prior is the true table times lognormal errors. Judged by the true table, by the
 * published flows on the links that nobody counted, and by what theory says is possible: with prior
 * covariance W, count covariance R and response J the best linear estimate has the covariance
 * W − W Jᵀ (J W Jᵀ + R)⁻¹ J W (Gauss and Markov; Cascetta 1984).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '#contracts';
import {
  ASSIGNMENT_DEFAULTS,
  assignEquilibrium,
  ESTIMATE_DEFAULTS,
  estimateTable,
  linkResponse,
} from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { findData, TRANSPORTATION_NETWORKS } from './data-folder.ts';
import {
  readTransportationNetwork,
  type TransportationNetwork,
} from './read-transportation-network.ts';

const CASES = [
  { name: 'SiouxFalls', share: 0.4, noise: 0.001, seeds: 10 },
  { name: 'SiouxFalls', share: 0.4, noise: 0.05, seeds: 10 },
  { name: 'Anaheim', share: 0.2, noise: 0.001, seeds: 3 },
  { name: 'Anaheim', share: 0.2, noise: 0.05, seeds: 3 },
] as const;
const PRIOR_SPREAD = 0.3;
/** Vehicles: what a count of a nearly empty link is off by at least. */
const LEAST_DEVIATION = 5;
/**
 * The theory is linear, at the true table, with the true spread; the estimate knows the spread of its
 * prior only in proportion to the prior, and routes bend.
 */
const ABOVE_THEORY = 1.2;

export async function verifyEstimation(): Promise<readonly Figure[]> {
  const folder = findData(TRANSPORTATION_NETWORKS);
  if (folder === undefined) return [];
  const figures: Figure[] = [];
  for (const one of CASES) {
    const opened = await readTransportationNetwork(join(folder, one.name));
    const flows = await readFlows(join(folder, one.name, `${one.name}_flow.tntp`));
    figures.push(...verifyCase(opened, flows, one));
  }
  return figures;
}

function verifyCase(
  { network, demand }: TransportationNetwork,
  flows: Float64Array,
  { name, share, noise, seeds }: (typeof CASES)[number],
): readonly Figure[] {
  const truth = assignEquilibrium(network, demand, { ...ASSIGNMENT_DEFAULTS, relativeGap: 1e-8 });
  const variance = demand.trips.map((trips) => (Math.exp(PRIOR_SPREAD ** 2) - 1) * trips ** 2);
  const sums = { before: 0, after: 0, theory: 0, heldBefore: 0, heldAfter: 0, heldTheory: 0 };
  let cpuSeconds = 0;
  let counted = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = createRandom(seed, 'estimation');
    const bias = -(PRIOR_SPREAD ** 2) / 2;
    const prior = {
      ...demand,
      trips: demand.trips.map(
        (trips) => trips * Math.exp(PRIOR_SPREAD * random.nextNormal() + bias),
      ),
    };
    const links = [...flows.keys()].filter((link) => (flows[link] as number) > 0);
    const chosen = new Set(links.filter(() => random.next() < share));
    const held = links.filter((link) => !chosen.has(link));
    const counts = [...chosen].map((link) => {
      const flow = flows[link] as number;
      const deviation = Math.max(LEAST_DEVIATION, noise * flow);
      return { link, deviation, vehicles: Math.max(0, flow + deviation * random.nextNormal()) };
    });
    counted += counts.length / seeds;
    const start = process.cpuUsage();
    const estimate = estimateTable(network, prior, counts, ESTIMATE_DEFAULTS);
    const { user, system } = process.cpuUsage(start);
    cpuSeconds += (user + system) / 1e6 / seeds;
    const assignedPrior = assignEquilibrium(network, prior);
    const onHeld = (flow: ArrayLike<number>) => held.map((link) => flow[link] as number);
    sums.before += meanSquare(prior.trips, demand.trips) / seeds;
    sums.after += meanSquare(estimate.table.trips, demand.trips) / seeds;
    sums.heldBefore += meanSquare(onHeld(assignedPrior.flow), onHeld(flows)) / seeds;
    sums.heldAfter += meanSquare(onHeld(estimate.assigned.flow), onHeld(flows)) / seeds;
    const rows = linkResponse(network, truth, [...chosen]);
    const rest = linkResponse(network, truth, held);
    const left = posterior(
      variance,
      rows,
      counts.map(({ deviation }) => deviation ** 2),
    );
    sums.theory += mean(left.unknowns) / seeds;
    sums.heldTheory += mean(rest.map(left.of)) / seeds;
  }
  const per = (square: number, scale: number): number => (100 * Math.sqrt(square)) / scale;
  const trips = mean(demand.trips);
  const flow = mean(flows.filter((one) => one > 0));
  const label = `${name}, counts ±${100 * noise} %`;
  const note = `${Math.round(counted)} links counted, ${seeds} seeds, ${cpuSeconds.toFixed(2)} CPU s each`;
  const against = (what: string, value: number, bound: number, text: string) =>
    judgeFigure({
      ...{ name: `${label}: ${what}`, value, unit: '%', note: text },
      asked: { atMost: ABOVE_THEORY * bound },
      baseline: { what: 'best linear estimate', value: bound, source: 'theory' },
    });
  return [
    against(
      'RMSE of the table',
      per(sums.after, trips),
      per(sums.theory, trips),
      `prior ${per(sums.before, trips).toFixed(1)} %; ${note}`,
    ),
    against(
      'RMSE of flows that nobody counted',
      per(sums.heldAfter, flow),
      per(sums.heldTheory, flow),
      `prior ${per(sums.heldBefore, flow).toFixed(1)} %`,
    ),
  ];
}

async function readFlows(file: string): Promise<Float64Array> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n').slice(1);
  return Float64Array.from(lines, (line) => Number(line.trim().split(/\s+/)[2]));
}

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const meanSquare = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  mean(Array.from(a, (value, at) => (value - (b[at] as number)) ** 2));

/** Variances that are left of each unknown, and of a row's sum over them. */
function posterior(
  variance: Float64Array,
  rows: readonly Float64Array[],
  noise: readonly number[],
): { readonly unknowns: Float64Array; readonly of: (row: Float64Array) => number } {
  const cross = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let n = 0; n < a.length; n += 1) {
      sum += (a[n] as number) * (variance[n] as number) * (b[n] as number);
    }
    return sum;
  };
  const inverse = invert(
    rows.map((a, m) => rows.map((b, k) => cross(a, b) + (m === k ? (noise[m] as number) : 0))),
  );
  const quadratic = (side: readonly number[]): number => {
    let sum = 0;
    inverse.forEach((row, m) => {
      row.forEach((value, k) => {
        sum += (side[m] as number) * value * (side[k] as number);
      });
    });
    return sum;
  };
  return {
    unknowns: variance.map(
      (width, n) => width - quadratic(rows.map((row) => (row[n] as number) * width)),
    ),
    of: (row) => cross(row, row) - quadratic(rows.map((other) => cross(row, other))),
  };
}

/** Gauss and Jordan, with the largest pivot of the column. */
function invert(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...row.map((_, k) => (k === at ? 1 : 0))]);
  for (let k = 0; k < size; k += 1) {
    let best = k;
    for (let row = k; row < size; row += 1) {
      if (Math.abs(rows[row]?.[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0)) best = row;
    }
    const pivotRow = rows[best] as number[];
    rows[best] = rows[k] as number[];
    const pivot = pivotRow[k] as number;
    rows[k] = pivotRow.map((value) => value / pivot);
    rows.forEach((row, at) => {
      const factor = row[k] as number;
      if (at === k || factor === 0) return;
      rows[at] = row.map((value, column) => value - factor * (rows[k]?.[column] ?? 0));
    });
  }
  return rows.map((row) => row.slice(size));
}
