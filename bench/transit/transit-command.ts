/**
 * `npm run transit -- run --gtfs DIR|ZIP --seconds N --out DIR` or `--lines FILE`; see USAGE.
 */
import { parseArgs } from 'node:util';
import { TransitProblem } from '#simulations';
import { CityBuildError } from '#tiles';
import { InputProblem } from '../traffic/input-problem.ts';
import { clockSeconds } from './read-od.ts';
import { runTransitCommand } from './run-transit-command.ts';

const USAGE = `npm run transit -- run (--gtfs DIR|ZIP | --lines FILE) --seconds N --out DIR
  [--from HH:MM]      when the run begins, of the service day (default 17:00)
  [--date YYYYMMDD]   GTFS: the day (default: the busiest of the feed's first four weeks)
  [--od FILE]         CSV from,to,from_time,until_time,persons
  [--people N]        without a table: so many people, evenly (default 0: empty trains)
  [--measures FILE]   JSON list of measures (contracts/city/transit.ts)
  [--interval S]      of stations.csv (default 900)  [--seed N] (default 1)`;

async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      gtfs: text,
      lines: text,
      date: text,
      od: text,
      measures: text,
      people: { ...text, default: '0' },
      from: { ...text, default: '17:00' },
      seconds: text,
      interval: { ...text, default: '900' },
      seed: { ...text, default: '1' },
      out: text,
    },
  });
  const { gtfs, lines, date, od, measures, out } = values;
  const wholeFrom = (name: string, given: string | undefined, least: number): number => {
    const value = Number(given);
    if (given === undefined || !Number.isInteger(value) || value < least) {
      throw new InputProblem(
        `--${name}`,
        `expected a whole number from ${least}, got '${given ?? ''}'`,
      );
    }
    return value;
  };
  const isRun = positionals[0] === 'run' && positionals.length === 1;
  if (!isRun || (gtfs === undefined) === (lines === undefined) || out === undefined) {
    console.error(USAGE);
    return 2;
  }
  return await runTransitCommand({
    ...{ gtfs, lines, date, od, measures, out },
    people: wholeFrom('people', values.people, 0),
    fromSecond: clockSeconds('--from', values.from),
    seconds: wholeFrom('seconds', values.seconds, 1),
    interval: wholeFrom('interval', values.interval, 1),
    seed: wholeFrom('seed', values.seed, 0),
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsers =
    error instanceof InputProblem ||
    error instanceof TransitProblem ||
    error instanceof CityBuildError ||
    (error instanceof TypeError && 'code' in error);
  if (!isUsers) throw error;
  console.error(`transit: ${error.message}`);
  process.exitCode = 2;
}
