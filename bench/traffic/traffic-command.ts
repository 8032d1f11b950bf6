/** `npm run traffic`: run the road model, assign a table, estimate a table from counts (USAGE). */
import { parseArgs } from 'node:util';
import { DemandProblem, RoadProblem } from '#simulations';
import { clockSeconds } from '../transit/read-od.ts';
import { readClosure, readInformedShare } from './close-links.ts';
import { InputProblem } from './input-problem.ts';
import type { TableSource } from './open-table.ts';
import { runAssignCommand } from './run-assign-command.ts';
import { runEstimateCommand } from './run-estimate-command.ts';
import { runRoadCommand } from './run-road-command.ts';

const USAGE = `npm run traffic -- run --net FILE --routes FILE --seconds N --out DIR [--interval SECONDS] [--seed N]
npm run traffic -- run --net FILE | --city DIR --table FILE [--choice equilibrium|perceived] --seconds N --out DIR
npm run traffic -- run --city DIR --vehicles N [--clock HH:MM] --seconds N --out DIR
  of run: [--informed SHARE] of drivers who know present times, [--close LINK@FROM-UNTIL] in seconds, repeated
npm run traffic -- assign --network DIR [--gap 1e-6] [--out DIR]
npm run traffic -- estimate --network DIR --counts FILE [--prior FILE] --out DIR [--capacity-hours 1]
npm run traffic -- estimate --net FILE --counts FILE --prior FILE --out DIR
  of estimate: [--prior-deviation 0.3] [--scale-prior] [--keep-total]`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      net: { type: 'string' },
      routes: { type: 'string' },
      city: { type: 'string' },
      vehicles: { type: 'string' },
      seconds: { type: 'string' },
      interval: { type: 'string', default: '900' },
      seed: { type: 'string', default: '1' },
      informed: { type: 'string' },
      close: { type: 'string', multiple: true, default: [] },
      network: { type: 'string' },
      gap: { type: 'string', default: '1e-6' },
      out: { type: 'string' },
      table: { type: 'string' },
      choice: { type: 'string', default: 'equilibrium' },
      clock: { type: 'string', default: '17:00' },
      counts: { type: 'string' },
      prior: { type: 'string' },
      'prior-deviation': { type: 'string', default: '0.3' },
      'capacity-hours': { type: 'string', default: '1' },
      'scale-prior': { type: 'boolean', default: false },
      'keep-total': { type: 'boolean', default: false },
    },
  });
  const [what] = positionals;
  const { net, routes, out, network, city } = values;
  const numberAbove = (name: string, text: string | undefined, least: number): number => {
    const value = Number(text);
    if (text === undefined || !Number.isFinite(value) || value <= least) {
      throw new InputProblem(`--${name}`, `expected a number above ${least}, got '${text ?? ''}'`);
    }
    return value;
  };
  const tableOf = (table: string): TableSource => {
    const { choice } = values;
    if (choice === 'equilibrium' || choice === 'perceived') return { table, choice };
    throw new InputProblem('--choice', `expected equilibrium or perceived, got '${choice}'`);
  };
  const sourceOf = () => {
    const { table } = values;
    if (city !== undefined) {
      if (table !== undefined) return { city, demand: tableOf(table) };
      const vehicles = numberAbove('vehicles', values.vehicles, 0);
      const seconds = numberAbove('seconds', values.seconds, 0) / 2;
      const startSecondOfDay = clockSeconds('--clock', values.clock);
      return { city, demand: { vehicles, seconds, startSecondOfDay } };
    }
    if (net === undefined) return null;
    if (table !== undefined) return { net, demand: tableOf(table) };
    return routes === undefined ? null : { net, demand: { routes } };
  };
  const source = what === 'run' ? sourceOf() : null;
  if (source !== null && out !== undefined) {
    return await runRoadCommand({
      source,
      out,
      seconds: numberAbove('seconds', values.seconds, 0),
      interval: numberAbove('interval', values.interval, 0),
      seed: numberAbove('seed', values.seed, -1),
      informedShare: readInformedShare(values.informed),
      closures: values.close.map(readClosure),
    });
  }
  if (what === 'assign' && network !== undefined) {
    return await runAssignCommand(network, numberAbove('gap', values.gap, 0), out);
  }
  const estimated =
    network !== undefined ? { folder: network } : net !== undefined ? { net } : null;
  const { counts, prior } = values;
  if (what === 'estimate' && estimated !== null && counts !== undefined && out !== undefined) {
    return await runEstimateCommand({
      source: estimated,
      counts,
      prior,
      priorDeviationShare: numberAbove('prior-deviation', values['prior-deviation'], 0),
      capacityHours: numberAbove('capacity-hours', values['capacity-hours'], 0),
      scalePrior: values['scale-prior'],
      keepTotal: values['keep-total'],
      out,
    });
  }
  console.error(USAGE);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsers =
    error instanceof InputProblem ||
    error instanceof RoadProblem ||
    error instanceof DemandProblem ||
    (error instanceof TypeError && 'code' in error);
  if (!isUsers) throw error;
  console.error(`traffic: ${error.message}`);
  process.exitCode = 2;
}
