/**
 * Reads a folder of the TransportationNetworks collection (`NAME_net.tntp`, `NAME_trips.tntp`;
 * https://github.com/bstabler/TransportationNetworks describes the form). Every number is checked;
 * the totals that the files state must agree with what they hold.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssignmentNetwork, TripTable } from '#simulations';
import { InputProblem } from './input-problem.ts';

export interface TransportationNetwork {
  readonly name: string;
  readonly network: AssignmentNetwork;
  readonly demand: TripTable;
}

export async function readTransportationNetwork(folder: string): Promise<TransportationNetwork> {
  const names = await readdir(folder).catch(() => {
    throw new InputProblem(folder, 'no such folder; give one with NAME_net.tntp in it');
  });
  const find = (ending: string): string => {
    const found = names.filter((name) => name.endsWith(ending));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new InputProblem(folder, `expected one *${ending}, found ${found.length}`);
    }
    return join(folder, only);
  };
  const netFile = find('_net.tntp');
  const tripsFile = find('_trips.tntp');
  const network = parseNetwork(await readFile(netFile, 'utf8'), netFile);
  const demand = parseTrips(await readFile(tripsFile, 'utf8'), tripsFile, network.zoneCount);
  return { name: netFile.replace(/^.*\//, '').replace('_net.tntp', ''), network, demand };
}

export function parseNetwork(text: string, place: string): AssignmentNetwork {
  const { tags, body, firstLine } = splitMetadata(text, place);
  const count = (tag: string): number => wholeTag(tags, tag, place);
  const nodeCount = count('NUMBER OF NODES');
  const linkCount = count('NUMBER OF LINKS');
  const zoneCount = count('NUMBER OF ZONES');
  if (zoneCount > nodeCount) throw new InputProblem(place, 'more zones than nodes');
  const columns = Array.from({ length: 7 }, () => new Float64Array(linkCount));
  let link = 0;
  body.forEach((line, at) => {
    const where = `${place}:${firstLine + at}`;
    const text = line.replace(/~.*/, '').replace(/;.*/, '').trim();
    if (text === '') return;
    if (link >= linkCount) throw new InputProblem(where, `more links than the ${linkCount} stated`);
    const fields = text.split(/\s+/).map(Number);
    if (fields.length < 7 || fields.slice(0, 7).some((value) => !Number.isFinite(value))) {
      throw new InputProblem(where, 'expected: from to capacity length time b power …');
    }
    columns.forEach((column, field) => {
      column[link] = fields[field] as number;
    });
    for (const end of [fields[0], fields[1]] as number[]) {
      if (!Number.isInteger(end) || end < 1 || end > nodeCount) {
        throw new InputProblem(where, `node ${end} is not one of 1…${nodeCount}`);
      }
    }
    if ((fields[2] as number) <= 0) throw new InputProblem(where, 'capacity must be above 0');
    if ((fields[4] as number) < 0) throw new InputProblem(where, 'free flow time is below 0');
    link += 1;
  });
  if (link !== linkCount) {
    throw new InputProblem(place, `${linkCount} links stated, ${link} found; is the file cut off?`);
  }
  const [from, to, capacity, , freeTime, bprFactor, bprPower] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    zoneCount,
    nodeCount,
    firstThroughNode: count('FIRST THRU NODE') - 1,
    linkFrom: Int32Array.from(from, (node) => node - 1),
    linkTo: Int32Array.from(to, (node) => node - 1),
    capacity,
    freeTime,
    bprFactor,
    bprPower,
  };
}

export function parseTrips(text: string, place: string, zoneCount: number): TripTable {
  const { tags, body, firstLine } = splitMetadata(text, place);
  const rows: { origin: number; destination: number; trips: number }[] = [];
  let origin = 0;
  let total = 0;
  const zone = (raw: string | undefined, where: string): number => {
    const value = Number(raw);
    if (!Number.isInteger(value) || value < 1 || value > zoneCount) {
      throw new InputProblem(where, `zone '${raw}' is not one of 1…${zoneCount}`);
    }
    return value;
  };
  body.forEach((line, at) => {
    const where = `${place}:${firstLine + at}`;
    const text = line.replace(/~.*/, '').trim();
    if (text === '') return;
    if (/^origin/i.test(text)) {
      origin = zone(text.split(/\s+/)[1], where);
      return;
    }
    for (const entry of text.split(';')) {
      if (entry.trim() === '') continue;
      const [to, amount] = entry.split(':');
      const trips = Number(amount);
      if (amount === undefined || amount.trim() === '' || !Number.isFinite(trips) || trips < 0) {
        throw new InputProblem(where, `expected 'zone : trips;', got '${entry.trim()}'`);
      }
      if (origin === 0) throw new InputProblem(where, 'trips before the first Origin line');
      total += trips;
      const destination = zone(to?.trim(), where);
      if (trips > 0) rows.push({ origin: origin - 1, destination: destination - 1, trips });
    }
  });
  const stated = Number(tags.get('TOTAL OD FLOW'));
  // Files round the total to a decimal or two.
  if (Number.isFinite(stated) && Math.abs(stated - total) > Math.max(0.5, 1e-6 * total)) {
    throw new InputProblem(place, `total of ${stated} stated, ${total} found; is it cut off?`);
  }
  rows.sort((a, b) => a.origin - b.origin || a.destination - b.destination);
  return {
    origin: Int32Array.from(rows, (row) => row.origin),
    destination: Int32Array.from(rows, (row) => row.destination),
    trips: Float64Array.from(rows, (row) => row.trips),
  };
}

function splitMetadata(
  text: string,
  place: string,
): { tags: Map<string, string>; body: readonly string[]; firstLine: number } {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => line.includes('<END OF METADATA>'));
  if (end < 0) throw new InputProblem(place, 'no <END OF METADATA>; is this a .tntp file?');
  const tags = new Map<string, string>();
  for (const line of lines.slice(0, end)) {
    const found = /^\s*<([^>]+)>\s*(.*)$/.exec(line);
    if (found) tags.set((found[1] as string).trim(), (found[2] as string).trim());
  }
  return { tags, body: lines.slice(end + 1), firstLine: end + 2 };
}

function wholeTag(tags: ReadonlyMap<string, string>, tag: string, place: string): number {
  const value = Number(tags.get(tag));
  if (!Number.isInteger(value) || value < 1) {
    throw new InputProblem(place, `<${tag}> must be a whole number above 0, got ${tags.get(tag)}`);
  }
  return value;
}
