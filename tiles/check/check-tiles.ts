/**
 * The laws of the tile tree: first the tree itself, then every glb, over several threads. Each is
 * read, decoded and forgotten, so memory follows the largest tiles and not the city.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { forEachLimited } from '../for-each-limited.ts';
import { boxCorners, outsideBox } from './box.ts';
import type { ContentReport, TileTally } from './check-content.ts';
import { createContentPool } from './create-content-pool.ts';
import type { FindingList } from './findings.ts';
import { CELL_KIND, type CellTables } from './read-cells.ts';
import { type TileNode, tilesetSchema } from './tileset-schema.ts';

export const LEVEL_NAMES = ['building', 'storey', 'unit'] as const;

/** 1 mm: boxes and vertices are decimal text and sums of binary fractions, both far finer. */
const TOLERANCE_METRES = 0.001;

export interface TilesReport {
  readonly tiles: readonly TileTally[];
  /** Contents named by the tree, relative to the city's folder. */
  readonly uris: ReadonlySet<string>;
  /** Column-major, local metres → ECEF. */
  readonly transform: readonly number[];
}

/** A tile with content, where it stands in the tree. */
interface Content {
  readonly uri: string;
  readonly place: string;
  readonly depth: number;
  /** Content tiles above: 0 is the building level. */
  readonly level: number;
  readonly box: readonly number[];
  /** Nearest contents below; empty for a leaf. */
  readonly below: readonly Content[];
}

/** After each tile. */
export type CheckProgress = (tilesDone: number, tiles: number) => void;

export async function checkTiles(
  dir: string,
  cells: CellTables,
  findings: FindingList,
  onProgress?: CheckProgress,
): Promise<TilesReport | null> {
  const tileset = await readTileset(dir, findings);
  if (!tileset) return null;
  const { root } = tileset;
  if (!root.transform) findings.add('tileset', 'root', 'expected a transform to ECEF, got none');
  if (tileset.geometricError < root.geometricError) {
    findings.add(
      'geometric-error',
      'root',
      `tileset has ${tileset.geometricError} m, less than the root's ${root.geometricError} m`,
    );
  }
  const contents: Content[] = [];
  walkTree(root, { place: 'root', depth: 0, level: 0 }, contents, findings);
  const uris = new Set<string>();
  for (const { uri } of contents) {
    if (uris.has(uri)) findings.add('tileset', uri, 'expected one use of each content, got two');
    uris.add(uri);
  }
  /** How often each cell stands at each level. */
  const seen = LEVEL_NAMES.map(() => new Uint8Array(new SharedArrayBuffer(cells.count)));
  const reports = await readContents(dir, contents, cells, seen, findings, onProgress);
  checkSchemas(contents, reports, findings);
  for (const content of contents) checkRefinement(content, reports, findings);
  checkOccurrence(seen, cells, findings);
  const tiles = contents.flatMap(({ uri, depth, level }): TileTally[] => {
    const report = reports.get(uri);
    return report ? [{ ...report.tally, depth, level }] : [];
  });
  return { tiles, uris, transform: root.transform ?? [] };
}

/** Returns the nearest contents at or below the tile. */
function walkTree(
  tile: TileNode,
  at: { readonly place: string; readonly depth: number; readonly level: number },
  contents: Content[],
  findings: FindingList,
): readonly Content[] {
  const children = tile.children ?? [];
  const level = at.level + (tile.content ? 1 : 0);
  if (children.length === 0 && level < LEVEL_NAMES.length) {
    findings.add('levels', at.place, 'the path ends above the unit level');
  }
  const below = children.flatMap((child, index) => {
    const place = `${at.place}/${index}`;
    checkChild(tile, child, place, findings);
    return walkTree(child, { place, depth: at.depth + 1, level }, contents, findings);
  });
  if (!tile.content) return below;
  const { uri } = tile.content;
  if (at.level >= LEVEL_NAMES.length) {
    findings.add('levels', uri, 'expected at most three content tiles on a path, got more');
    return below;
  }
  const content = { ...at, uri, box: tile.boundingVolume.box, below };
  contents.push(content);
  return [content];
}

async function readContents(
  dir: string,
  contents: readonly Content[],
  cells: CellTables,
  seen: readonly Uint8Array[],
  findings: FindingList,
  onProgress: CheckProgress | undefined,
): Promise<ReadonlyMap<string, ContentReport>> {
  const reports = new Map<string, ContentReport>();
  const pool = createContentPool(contents.length);
  let done = 0;
  try {
    await forEachLimited(contents, pool.width, async ({ uri, box, level }) => {
      const counts = seen[level];
      if (!counts) return;
      const answer = await pool.check({ dir, uri, box, cells, counts });
      findings.addAll(answer.findings, answer.counts);
      if (answer.report) reports.set(uri, answer.report);
      done += 1;
      onProgress?.(done, contents.length);
    });
  } finally {
    await pool.close();
  }
  return reports;
}

function checkSchemas(
  contents: readonly Content[],
  reports: ReadonlyMap<string, ContentReport>,
  findings: FindingList,
): void {
  let first: string | null = null;
  for (const { uri } of contents) {
    const text = reports.get(uri)?.schemaText;
    if (text === undefined) continue;
    first ??= text;
    if (text !== first) {
      findings.add('metadata', uri, 'expected the schema of the first tile, got another');
    }
  }
}

/** A tile and what replaces it show the same buildings. */
function checkRefinement(
  { place, uri, below }: Content,
  reports: ReadonlyMap<string, ContentReport>,
  findings: FindingList,
): void {
  const shown = reports.get(uri)?.buildings;
  if (!shown || below.length === 0) return;
  const next = new Set(
    below.flatMap((content) => [...(reports.get(content.uri)?.buildings ?? [])]),
  );
  for (const building of shown) {
    if (next.has(building)) continue;
    findings.add('levels', place, `building cell ${building} vanishes when the tile is refined`);
  }
  for (const building of next) {
    if (shown.has(building)) continue;
    findings.add('levels', place, `building cell ${building} appears only when refined`);
  }
}

async function readTileset(dir: string, findings: FindingList) {
  try {
    const text = await readFile(path.join(dir, 'tileset.json'), 'utf8');
    const parsed = tilesetSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    findings.add('tileset', `tileset.json ${issue?.path.join('/') ?? ''}`, issue?.message ?? '');
  } catch (error) {
    findings.add('tileset', 'tileset.json', error instanceof Error ? error.message : String(error));
  }
  return null;
}

function checkChild(parent: TileNode, child: TileNode, place: string, findings: FindingList): void {
  if (child.transform) findings.add('tileset', place, 'expected a transform on the root only');
  if (child.geometricError >= parent.geometricError) {
    findings.add(
      'geometric-error',
      place,
      `expected less than the parent's ${parent.geometricError} m, got ${child.geometricError} m`,
    );
  }
  const excess = Math.max(
    ...boxCorners(child.boundingVolume.box).map((corner) =>
      outsideBox(parent.boundingVolume.box, ...corner),
    ),
  );
  if (excess > TOLERANCE_METRES) {
    findings.add('bounds', place, `the box stands ${excess.toFixed(3)} m out of its parent's`);
  }
}

/** A building without storeys and a storey without units stand in at the finer levels. */
function checkOccurrence(
  seen: readonly Uint8Array[],
  cells: CellTables,
  findings: FindingList,
): void {
  const names = ['nothing', 'building', 'storey', 'unit'];
  for (let cell = 0; cell < cells.count; cell += 1) {
    const kind = cells.kind[cell] ?? 0;
    const alone = cells.members[cell] === 0;
    for (let level = 0; level < LEVEL_NAMES.length; level += 1) {
      const own = kind === level + CELL_KIND.building;
      const standsIn = alone && kind !== CELL_KIND.none && kind < level + CELL_KIND.building;
      const expected = own || standsIn ? 1 : 0;
      const got = seen[level]?.[cell] ?? 0;
      if (got === expected) continue;
      findings.add(
        'cells',
        `cell ${cell} (${names[kind]})`,
        `expected ${expected} times at the ${LEVEL_NAMES[level]} level, got ${got}`,
      );
    }
  }
}
