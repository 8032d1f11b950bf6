/**
 * `npm run city -- inspect DIR`: what a built city says of itself and how its tiles are made up.
 * Reads the manifest, the tile tree and file sizes; checks nothing (that is `check`).
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type CityManifest, cityManifestSchema } from '#contracts';

export interface InspectReport {
  readonly manifest: CityManifest;
  readonly levels: readonly LevelTally[];
  /** For the terminal. */
  readonly lines: readonly string[];
}

export interface LevelTally {
  readonly name: string;
  readonly tiles: number;
  readonly bytes: number;
  /** Smallest, median and largest tile in bytes. */
  readonly sizes: readonly [number, number, number];
  /** Tiles by depth in the tree. */
  readonly depths: ReadonlyMap<number, number>;
}

/** The folder is not a city, or was built in another format. The message is one line. */
export class NotACityError extends Error {}

interface TreeTile {
  readonly geometricError: number;
  readonly content?: { readonly uri: string } | undefined;
  readonly children?: readonly TreeTile[] | undefined;
}
const treeSchema: z.ZodType<TreeTile> = z.lazy(() =>
  z.object({
    geometricError: z.number(),
    content: z.object({ uri: z.string() }).optional(),
    children: z.array(treeSchema).optional(),
  }),
);

export async function inspectCity(dir: string): Promise<InspectReport> {
  const manifest = await readJson(dir, 'manifest.json', cityManifestSchema);
  const tileset = await readJson(dir, 'tileset.json', z.object({ root: treeSchema }));
  const found = new Map<string, { bytes: number; depth: number }[]>();
  let empty = 0;
  let deepest = 0;
  const walk = async (tile: TreeTile, depth: number): Promise<void> => {
    deepest = Math.max(deepest, depth);
    if (tile.content) {
      const level = path.basename(tile.content.uri).replace(/-.*\.glb$/, '');
      const { size } = await stat(path.join(dir, tile.content.uri));
      const list = found.get(level) ?? [];
      list.push({ bytes: size, depth });
      found.set(level, list);
    } else empty += 1;
    for (const child of tile.children ?? []) await walk(child, depth + 1);
  };
  await walk(tileset.root, 0);
  const levels = [...found].map(([name, tiles]) => tally(name, tiles));
  return { manifest, levels, lines: describe(dir, manifest, levels, { empty, deepest }) };
}

async function readJson<Schema extends z.ZodType>(
  dir: string,
  file: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path.join(dir, file), 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotACityError(`${dir}: expected a built city with ${file}, got: ${reason}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new NotACityError(`${path.join(dir, file)} ${issue?.path.join('/')}: ${issue?.message}`);
}

function tally(
  name: string,
  tiles: readonly { readonly bytes: number; readonly depth: number }[],
): LevelTally {
  const sizes = tiles.map((tile) => tile.bytes).sort((a, b) => a - b);
  const depths = new Map<number, number>();
  for (const { depth } of tiles) depths.set(depth, (depths.get(depth) ?? 0) + 1);
  return {
    name,
    tiles: tiles.length,
    bytes: sizes.reduce((total, size) => total + size, 0),
    sizes: [sizes[0] ?? 0, sizes[sizes.length >> 1] ?? 0, sizes[sizes.length - 1] ?? 0],
    depths,
  };
}

function describe(
  dir: string,
  manifest: CityManifest,
  levels: readonly LevelTally[],
  tree: { readonly empty: number; readonly deepest: number },
): string[] {
  const { origin, extentMetres: extent, counts } = manifest;
  const [west, south, east, north] = extent;
  const lines = [
    `${[...new Set([manifest.name.en, manifest.name.zh])].join(' · ')} (${manifest.district}), format ${manifest.formatVersion}, ${dir}`,
    `  built     ${new Date(manifest.builtAtMs).toISOString()}, time zone ${manifest.timeZone}`,
    `  origin    ${origin.lonDegrees.toFixed(6)}° E, ${origin.latDegrees.toFixed(6)}° N, ${origin.heightMetres} m`,
    `  extent    ${(east - west).toFixed(0)} × ${(north - south).toFixed(0)} m`,
    `  cells     ${counts.cells}: ${counts.buildings} buildings, ${counts.storeys} storeys, ${counts.units} units`,
    `  networks  ${counts.streetLinks} street links, ${counts.signals} signals, ${counts.walkLinks} walk links, ${counts.stations} stations, ${counts.venues} venues, ${counts.sensors} sensors`,
    ...(counts.transitLines === undefined ? [] : [`  lines     ${counts.transitLines}`]),
    ...(counts.busLines === undefined
      ? []
      : [`  buses     ${counts.busLines} lines, ${counts.busStops ?? 'uncounted'} stops`]),
    'Sources',
    ...manifest.sources.map(
      (source) =>
        `  ${source.name} (${source.kind}), ${source.licence}: ${source.attribution}${source.note ? `; ${source.note.en}` : ''}`,
    ),
    'Skipped',
    ...manifest.skipped.map(
      ({ reason, count, examples }) =>
        `  ${String(count).padStart(6)}  ${reason}${examples.length > 0 ? ` (${examples.slice(0, 3).join(', ')}${count > 3 ? ', …' : ''})` : ''}`,
    ),
    ...(manifest.skipped.length === 0 ? ['  nothing'] : []),
    `Tiles (tree ${tree.deepest} deep, ${tree.empty} tiles without content)`,
    '  level     tiles       total    smallest    median     largest  depth: tiles',
  ];
  for (const { name, tiles, bytes, sizes, depths } of levels) {
    const columns = [bytes, ...sizes].map((size) => formatKib(size).padStart(11)).join('');
    const spread = [...depths].sort(([a], [b]) => a - b).map(([depth, n]) => `${depth}: ${n}`);
    lines.push(`  ${name.padEnd(9)}${String(tiles).padStart(6)}${columns}  ${spread.join(', ')}`);
  }
  const total = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  lines.push(`Files ${manifest.files.length}, ${formatKib(total)}`);
  return lines;
}

function formatKib(bytes: number): string {
  return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KiB`;
}
