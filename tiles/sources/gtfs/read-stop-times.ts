/**
 * Calls of the chosen trips in order, with whole times. A trip that runs backwards in time is left
 * out whole: which of its times is wrong cannot be known. Times that the feed leaves open lie evenly
 * between those given, as the GTFS reference says.
 */
import type { SkipList } from '../../skip-list.ts';
import type { GtfsTables } from './open-gtfs.ts';
import { readTable, secondsOf } from './read-table.ts';

export interface Calls {
  /** Stop ids in order; a time for each, seconds of the service day. */
  readonly stops: readonly string[];
  readonly arrivals: readonly number[];
  readonly departures: readonly number[];
}

interface Call {
  readonly sequence: number;
  readonly stop: string;
  readonly arrival: number | null;
  readonly departure: number | null;
}

export function readStopTimes(
  tables: GtfsTables,
  place: string,
  wanted: ReadonlySet<string>,
  isTrip: (trip: string) => boolean,
  isStop: (stop: string) => boolean,
  skips: SkipList,
): { readonly calls: ReadonlyMap<string, Calls>; readonly rows: number } {
  const drafts = new Map<string, Call[]>();
  let rows = 0;
  const columns = ['trip_id', 'stop_id', 'stop_sequence', 'arrival_time', 'departure_time'];
  readTable(tables, 'stop_times.txt', place, columns, (row, line) => {
    rows += 1;
    const trip = row.trip_id ?? '';
    const where = `stop_times.txt:${line}`;
    if (!isTrip(trip)) {
      skips.add('call of a trip that is not there: left out', `${where} trip '${trip}'`);
      return;
    }
    if (!wanted.has(trip)) return;
    const stop = row.stop_id ?? '';
    if (!isStop(stop)) {
      skips.add('call at a stop that is not there: left out', `${where} stop '${stop}'`);
      return;
    }
    const call = {
      sequence: Number(row.stop_sequence),
      stop,
      arrival: secondsOf(row.arrival_time),
      departure: secondsOf(row.departure_time),
    };
    const list = drafts.get(trip);
    if (list) list.push(call);
    else drafts.set(trip, [call]);
  });
  for (const trip of wanted) {
    if (!drafts.has(trip)) skips.add('trip without calls: left out', `trip '${trip}'`);
  }
  const calls = new Map<string, Calls>();
  for (const [trip, list] of drafts) {
    const done = completeCalls(trip, list, skips);
    if (done) calls.set(trip, done);
  }
  return { calls, rows };
}

function completeCalls(trip: string, list: Call[], skips: SkipList): Calls | null {
  const leaveOut = (reason: string): null => {
    skips.add(`trip ${reason}: left out`, `trip '${trip}'`);
    return null;
  };
  if (list.some(({ sequence }) => !Number.isInteger(sequence) || sequence < 0)) {
    return leaveOut('with a stop_sequence that is no whole number');
  }
  list.sort((a, b) => a.sequence - b.sequence);
  if (list.some((call, at) => call.sequence === list[at - 1]?.sequence)) {
    return leaveOut('with a stop_sequence given twice');
  }
  if (list.length < 2) return leaveOut('with fewer than two calls');
  if (list.some(({ arrival, departure }) => Number.isNaN(arrival) || Number.isNaN(departure))) {
    return leaveOut('with a time that is none');
  }
  const arrivals = list.map(({ arrival, departure }) => arrival ?? departure);
  const departures = list.map(({ arrival, departure }) => departure ?? arrival);
  if (arrivals[0] === null || arrivals.at(-1) === null) {
    return leaveOut('without a time at its first or last stop');
  }
  if (fillBetween(arrivals, departures)) {
    skips.add('trip with times left open: laid evenly between those given', `trip '${trip}'`);
  }
  const whole = { arrivals: arrivals.map(Number), departures: departures.map(Number) };
  for (let at = 0; at < list.length; at += 1) {
    const arrival = whole.arrivals[at] ?? 0;
    const departure = whole.departures[at] ?? 0;
    if (departure < arrival) return leaveOut('that leaves a stop before it arrives');
    if (at > 0 && arrival < (whole.departures[at - 1] ?? 0)) {
      return leaveOut('that goes back in time');
    }
  }
  return { stops: list.map(({ stop }) => stop), ...whole };
}

/** True when there was something to fill. */
function fillBetween(arrivals: (number | null)[], departures: (number | null)[]): boolean {
  let known = 0;
  let filled = false;
  for (let at = 1; at < arrivals.length; at += 1) {
    const arrival = arrivals[at];
    if (arrival === null || arrival === undefined) continue;
    const from = departures[known] ?? 0;
    for (let between = known + 1; between < at; between += 1) {
      const time = Math.round(from + ((arrival - from) * (between - known)) / (at - known));
      arrivals[between] = time;
      departures[between] = time;
      filled = true;
    }
    known = at;
  }
  return filled;
}
