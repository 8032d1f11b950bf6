/**
 * `npm run traffic -- run --net FILE --routes FILE --seconds N --out DIR [--interval S] [--seed N]`
 * or, with demand inferred for a built city, `npm run traffic -- run --city DIR --vehicles N …`,
 * and `npm run traffic -- assign --network DIR [--gap G] [--out DIR]`.
 */
import { parseArgs } from 'node:util';
import { RoadProblem } from '#simulations';
import { InputProblem } from './input-problem.ts';
import { runAssignCommand } from './run-assign-command.ts';
import { runRoadCommand } from './run-road-command.ts';

const USAGE = `npm run traffic -- run --net FILE --routes FILE --seconds N --out DIR [--interval SECONDS] [--seed N]
npm run traffic -- run --city DIR --vehicles N --seconds N --out DIR [--interval SECONDS] [--seed N]
npm run traffic -- assign --network DIR [--gap 1e-6] [--out DIR]`;

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
      network: { type: 'string' },
      gap: { type: 'string', default: '1e-6' },
      out: { type: 'string' },
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
  const source =
    city !== undefined
      ? { city, vehicles: numberAbove('vehicles', values.vehicles, 0) }
      : net !== undefined && routes !== undefined
        ? { net, routes }
        : null;
  if (what === 'run' && source !== null && out !== undefined) {
    return await runRoadCommand({
      source,
      out,
      seconds: numberAbove('seconds', values.seconds, 0),
      interval: numberAbove('interval', values.interval, 0),
      seed: numberAbove('seed', values.seed, -1),
    });
  }
  if (what === 'assign' && network !== undefined) {
    return await runAssignCommand(network, numberAbove('gap', values.gap, 0), out);
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
    (error instanceof TypeError && 'code' in error);
  if (!isUsers) throw error;
  console.error(`traffic: ${error.message}`);
  process.exitCode = 2;
}
