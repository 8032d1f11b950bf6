/**
 * An origin-destination table from link counts and a prior table: generalised least squares (Cascetta
 * 1984) whose link flows are those of user equilibrium (bi-level). A round assigns the table, makes the
 * counted flows linear in it and solves the bounded least squares; where the true objective does not
 * fall, again with Levenberg's damping. Rounds with routes held (robust far from the answer) and with
 * the equilibrium's response (exact near it) take turns. Pairs without prior trips stay empty; links
 * without counts are free. Alternatives tried: docs/models/traffic-demand.md.
 */
import { ASSIGNMENT_DEFAULTS, assignEquilibrium } from '../assignment/assign-equilibrium.ts';
import type {
  AssignmentNetwork,
  AssignmentResult,
  TripTable,
} from '../assignment/assignment-types.ts';
import {
  DemandProblem,
  type EstimateOptions,
  type LinkCount,
  type TableEstimate,
} from './estimate-types.ts';
import { linkResponse, linkShares } from './link-response.ts';
import { solveLeastSquares } from './solve-least-squares.ts';

export const ESTIMATE_DEFAULTS: EstimateOptions = {
  priorDeviationShare: 0.3,
  scalePrior: false,
  keepTotal: false,
  maxIterations: 40,
  leastGain: 1e-3,
  relativeGap: 1e-8,
};

/** A pair that the estimate empties keeps its paths: this part of its prior is assigned. */
const LEAST_PART = 1e-9;
const SCALINGS = 3;
/** Levenberg's damping: pull towards the present table, part of the pull towards the prior. */
const FIRST_DAMPING = 1;
const DAMPING_FACTOR = 8;
const MOST_ATTEMPTS = 8;

export function estimateTable(
  network: AssignmentNetwork,
  givenPrior: TripTable,
  counts: readonly LinkCount[],
  options: EstimateOptions = ESTIMATE_DEFAULTS,
  /** Called after each iteration. */
  onIteration: (iteration: number, objective: number) => void = () => {},
): TableEstimate {
  checkCounts(network, counts);
  checkTable(network, givenPrior);
  const { relativeGap } = options;
  const assign = (table: TripTable): AssignmentResult =>
    assignEquilibrium(network, table, { ...ASSIGNMENT_DEFAULTS, relativeGap });
  const { prior, priorScale } = scaledPrior(givenPrior, counts, options.scalePrior, assign);
  const variance = prior.trips.map((trips) => (options.priorDeviationShare * trips) ** 2);
  const total = prior.trips.reduce((sum, trips) => sum + trips, 0);

  const isExplained = (count: LinkCount, flow: Float64Array): boolean =>
    count.vehicles === 0 || (flow[count.link] as number) > 0;
  const objectiveOf = (trips: Float64Array, flow: Float64Array): number => {
    let sum = 0;
    for (let n = 0; n < trips.length; n += 1) {
      const width = variance[n] as number;
      if (width > 0) sum += ((trips[n] as number) - (prior.trips[n] as number)) ** 2 / width;
    }
    for (const count of counts) {
      sum += (((flow[count.link] as number) - count.vehicles) / count.deviation) ** 2;
    }
    return sum / 2;
  };
  const withTrips = (trips: Float64Array): TripTable => ({
    ...prior,
    trips: trips.map((one, n) => Math.max(one, LEAST_PART * (prior.trips[n] as number))),
  });

  let trips: Float64Array = prior.trips.slice();
  const assignedPrior = assign(prior);
  let assigned = assignedPrior;
  const objectiveBefore = objectiveOf(trips, assigned.flow);
  let objective = objectiveBefore;
  let damping = FIRST_DAMPING;
  let iterations = 0;
  /** Rounds in a row that gained too little; one of each kind ends it. */
  let vain = 0;
  while (vain < 2 && iterations < options.maxIterations) {
    const used = counts.filter((count) => isExplained(count, assigned.flow));
    const links = used.map(({ link }) => link);
    const isHeld = iterations % 2 === 0;
    const rows = [
      ...(isHeld ? linkShares(assigned, links) : linkResponse(network, assigned, links)),
    ];
    const target = used.map(({ link, vehicles }, m) => {
      const row = rows[m] as Float64Array;
      return vehicles - (assigned.flow[link] as number) + dot(row, trips);
    });
    const noise = used.map(({ deviation }) => deviation ** 2);
    if (options.keepTotal) {
      rows.push(new Float64Array(trips.length).fill(1));
      target.push(total);
      noise.push(0);
    }
    const before = objective;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const from = trips;
      const tried = solveLeastSquares({
        // Prior and damping towards the present table are one prior.
        prior: prior.trips.map((one, n) => (one + damping * (from[n] as number)) / (1 + damping)),
        variance: variance.map((width) => width / (1 + damping)),
        rows,
        target: Float64Array.from(target),
        noise: Float64Array.from(noise),
      });
      const result = assign(withTrips(tried));
      const value = objectiveOf(tried, result.flow);
      if (value < objective) {
        damping /= DAMPING_FACTOR;
        trips = tried;
        assigned = result;
        objective = value;
        break;
      }
      damping *= DAMPING_FACTOR;
    }
    vain = before - objective <= options.leastGain * before ? vain + 1 : 0;
    iterations += 1;
    onIteration(iterations, objective);
  }
  return {
    table: { ...prior, trips },
    prior,
    priorScale,
    assigned,
    counts: counts
      .filter((count) => isExplained(count, assigned.flow))
      .map((count) => ({
        ...count,
        before: assignedPrior.flow[count.link] as number,
        after: assigned.flow[count.link] as number,
      })),
    unexplained: counts.filter((count) => !isExplained(count, assigned.flow)),
    objectiveBefore,
    objective,
    iterations,
    converged: vain >= 2,
  };
}

/** The prior times s, so that its flows on counted links sum to the counts; again as routes change. */
function scaledPrior(
  prior: TripTable,
  counts: readonly LinkCount[],
  isScaled: boolean,
  assign: (table: TripTable) => AssignmentResult,
): { readonly prior: TripTable; readonly priorScale: number } {
  let scale = 1;
  let scaled = prior;
  for (let pass = 0; isScaled && pass < SCALINGS; pass += 1) {
    const { flow } = assign(scaled);
    let counted = 0;
    let modelled = 0;
    for (const { link, vehicles } of counts) {
      if ((flow[link] as number) > 0) counted += vehicles;
      modelled += flow[link] as number;
    }
    if (!(counted > 0 && modelled > 0)) break;
    scale *= counted / modelled;
    const factor = scale;
    scaled = { ...prior, trips: prior.trips.map((trips) => factor * trips) };
  }
  return { prior: scaled, priorScale: scale };
}

function checkCounts({ linkFrom }: AssignmentNetwork, counts: readonly LinkCount[]): void {
  const seen = new Set<number>();
  for (const { link, vehicles, deviation } of counts) {
    const place = `count on link ${link}`;
    if (!(Number.isInteger(link) && link >= 0 && link < linkFrom.length)) {
      throw new DemandProblem(`${place}: expected a link below ${linkFrom.length}`);
    }
    if (!(vehicles >= 0 && vehicles < Number.POSITIVE_INFINITY)) {
      throw new DemandProblem(`${place}: expected vehicles of 0 or more, got ${vehicles}`);
    }
    if (!(deviation > 0 && deviation < Number.POSITIVE_INFINITY)) {
      throw new DemandProblem(`${place}: expected a deviation above 0, got ${deviation}`);
    }
    if (seen.has(link)) throw new DemandProblem(`${place}: counted twice; give their mean`);
    seen.add(link);
  }
}

function checkTable({ zoneCount }: AssignmentNetwork, table: TripTable): void {
  table.trips.forEach((trips, at) => {
    const from = table.origin[at] as number;
    const to = table.destination[at] as number;
    const place = `prior from zone ${from} to zone ${to}`;
    if (from < 0 || to < 0 || from >= zoneCount || to >= zoneCount) {
      throw new DemandProblem(`${place}: expected zones below ${zoneCount}`);
    }
    if (!(trips >= 0 && trips < Number.POSITIVE_INFINITY)) {
      throw new DemandProblem(`${place}: expected trips of 0 or more, got ${trips}`);
    }
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n += 1) sum += (a[n] as number) * (b[n] as number);
  return sum;
}
