/** manifest.json and networks.json against the files that they describe. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import {
  type CityManifest,
  cityManifestSchema,
  cityTransitSchema,
  createLocalFrame,
  type DistrictNetworks,
  districtNetworksSchema,
  ecefFromGeodetic,
} from '#contracts';
import type { FindingList } from './findings.ts';
import type { CellTables } from './read-cells.ts';

/** The geodetic round trip is exact to below 1 mm; ten times that is still nothing to see. */
const PLACE_TOLERANCE_METRES = 0.01;

/** null when there is no manifest that follows its schema (a finding says why). */
export async function readManifest(
  dir: string,
  findings: FindingList,
): Promise<CityManifest | null> {
  return readRecord(dir, 'manifest.json', cityManifestSchema, 'manifest', findings);
}

export async function checkFiles(
  dir: string,
  manifest: CityManifest,
  findings: FindingList,
): Promise<void> {
  const listed = new Set(manifest.files.map((file) => file.path));
  for (const needed of ['city.sqlite', 'networks.json', 'tileset.json']) {
    if (!listed.has(needed)) findings.add('files', needed, 'expected in the manifest, not listed');
  }
  for (const file of manifest.files) {
    const full = path.resolve(dir, file.path);
    if (!full.startsWith(path.resolve(dir) + path.sep)) {
      findings.add('files', file.path, 'lies outside the city folder');
      continue;
    }
    try {
      const { size } = await stat(full);
      const hash = createHash('sha256');
      await pipeline(createReadStream(full), hash);
      const sha256 = hash.digest('hex');
      if (size !== file.bytes) {
        findings.add('files', file.path, `expected ${file.bytes} bytes, got ${size}`);
      } else if (sha256 !== file.sha256.toLowerCase()) {
        findings.add('files', file.path, `expected sha256 ${file.sha256}, got ${sha256}`);
      }
    } catch (error) {
      findings.add('files', file.path, error instanceof Error ? error.message : String(error));
    }
  }
}

export function checkCounts(
  manifest: CityManifest,
  cells: CellTables,
  uris: ReadonlySet<string> | null,
  findings: FindingList,
): void {
  const { counts, cellRanges } = manifest;
  const expectCount = (name: string, said: number, stored: number): void => {
    if (said === stored) return;
    findings.add('counts', `manifest ${name}`, `expected ${stored} as stored, got ${said}`);
  };
  expectCount('counts/buildings', counts.buildings, cells.buildings);
  expectCount('counts/storeys', counts.storeys, cells.storeys);
  expectCount('counts/units', counts.units, cells.units);
  expectCount('counts/cells', counts.cells, cellRanges.units[1]);
  let begin = 0;
  for (const name of ['buildings', 'storeys', 'units'] as const) {
    const [first, end] = cellRanges[name];
    const place = `manifest cellRanges/${name}`;
    if (first !== begin || end < first) {
      findings.add('counts', place, `expected to begin at ${begin}, got ${first}…${end}`);
    }
    const [lowest, stop] = cells.spans[name];
    if (stop > lowest && (lowest < first || stop > end)) {
      findings.add('counts', place, `expected to hold cells ${lowest}…${stop - 1} as stored`);
    }
    begin = end;
  }
  if (!uris) return;
  expectCount('counts/tiles', counts.tiles, uris.size);
  const listed = new Set(manifest.files.map((file) => file.path));
  for (const uri of uris) {
    if (!listed.has(uri)) findings.add('files', uri, 'is in tileset.json, not in the manifest');
  }
  for (const file of listed) {
    if (!file.endsWith('.glb') || uris.has(file)) continue;
    findings.add('files', file, 'is in the manifest, not in tileset.json');
  }
}

/** The tiles stand where the manifest says: origin and a point 1 km north-east and 100 m up. */
export function checkPlace(
  manifest: CityManifest,
  transform: readonly number[],
  findings: FindingList,
): void {
  const frame = createLocalFrame(manifest.origin);
  for (const enu of [
    [0, 0, 0],
    [1000, 1000, 100],
  ] as const) {
    const expected = ecefFromGeodetic(frame.geodeticFromEnu(enu));
    const placed = [0, 1, 2].map(
      (row) =>
        (transform[row] ?? 0) * enu[0] +
        (transform[4 + row] ?? 0) * enu[1] +
        (transform[8 + row] ?? 0) * enu[2] +
        (transform[12 + row] ?? 0),
    );
    const off = Math.hypot(...expected.map((value, axis) => value - (placed[axis] ?? 0)));
    if (off <= PLACE_TOLERANCE_METRES) continue;
    findings.add(
      'tileset',
      'root transform',
      `puts ${enu.join(', ')} m ${off.toFixed(3)} m away from where the manifest's origin puts it`,
    );
  }
}

export async function checkNetworks(
  dir: string,
  manifest: CityManifest,
  findings: FindingList,
): Promise<void> {
  const found = await readRecord(
    dir,
    'networks.json',
    districtNetworksSchema,
    'networks',
    findings,
  );
  if (!found) return;
  const { counts } = manifest;
  if (manifest.files.some((file) => file.path === 'transit.json')) {
    const lines = await readRecord(dir, 'transit.json', cityTransitSchema, 'networks', findings);
    const stored = lines?.network.lines.length;
    if (stored !== undefined && stored !== counts.transitLines) {
      const said = counts.transitLines ?? 'none';
      const message = `expected ${stored} as stored, got ${said}`;
      findings.add('networks', 'manifest counts/transitLines', message);
    }
  }
  const pairs = [
    ['streetLinks', counts.streetLinks, found.street.links.length],
    ['walkLinks', counts.walkLinks, found.walk.links.length],
    ['signals', counts.signals, found.street.signals.length],
    ['stations', counts.stations, found.stations.length],
    ['venues', counts.venues, found.venues.length],
    ['sensors', counts.sensors, found.sensors.length],
    ['busLines', counts.busLines ?? 0, found.buses.lines.length],
    // Cities built before stops were counted have lines alone.
    ['busStops', counts.busStops ?? found.buses.stops.length, found.buses.stops.length],
  ] as const;
  for (const [name, said, stored] of pairs) {
    if (said === stored) continue;
    findings.add(
      'networks',
      `manifest counts/${name}`,
      `expected ${stored} as stored, got ${said}`,
    );
  }
  const withinNodes = (
    kind: string,
    nodes: number,
    links: readonly { id: string; from: number; to: number }[],
  ): void => {
    for (const link of links) {
      if (link.from < nodes && link.to < nodes) continue;
      findings.add(
        'networks',
        `${kind} ${link.id}`,
        `joins nodes ${link.from} and ${link.to} of ${nodes}`,
      );
    }
  };
  withinNodes('street link', found.street.nodes.length, found.street.links);
  withinNodes('walk link', found.walk.nodes.length, found.walk.links);
  checkBuses(found, findings);
}

function checkBuses({ street, walk, buses }: DistrictNetworks, findings: FindingList): void {
  for (const { id, streetLink, walkNode } of buses.stops) {
    if (streetLink < street.links.length && walkNode < walk.nodes.length) continue;
    const at = `at street link ${streetLink} of ${street.links.length}, walk node ${walkNode} of ${walk.nodes.length}`;
    findings.add('networks', `bus stop ${id}`, at);
  }
  for (const { id, stops, entersAt, leavesAt } of buses.lines) {
    const missing = stops.find((stop) => stop >= buses.stops.length);
    if (missing !== undefined) {
      findings.add('networks', `bus line ${id}`, `stop ${missing} of ${buses.stops.length}`);
    }
    for (const node of [entersAt, leavesAt]) {
      if (node === null || street.nodes[node]?.gateway === true) continue;
      findings.add('networks', `bus line ${id}`, `node ${node} is no border point`);
    }
  }
}

async function readRecord<Schema extends z.ZodType>(
  dir: string,
  file: string,
  schema: Schema,
  rule: 'manifest' | 'networks',
  findings: FindingList,
): Promise<z.infer<Schema> | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path.join(dir, file), 'utf8')));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues.slice(0, 5)) {
      findings.add(rule, `${file} ${issue.path.join('/')}`, issue.message);
    }
  } catch (error) {
    findings.add(rule, file, error instanceof Error ? error.message : String(error));
  }
  return null;
}
