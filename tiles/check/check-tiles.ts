/**
 * The laws of the tile tree, checked tile by tile in one walk; each glb is read, decoded and
 * forgotten before the next, so memory follows the largest tile.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { boxCorners, outsideBox } from './box.ts';
import { type CheckProgress, checkContent, type TileTally } from './check-content.ts';
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

interface Visit {
  readonly tile: TileNode;
  readonly place: string;
  readonly depth: number;
  /** Content tiles above: 0 is the building level. */
  readonly level: number;
  /** Buildings shown by the nearest content tile above, null where there is none. */
  readonly parentBuildings: ReadonlySet<number> | null;
}

export async function checkTiles(
  dir: string,
  cells: CellTables,
  findings: FindingList,
  onProgress?: CheckProgress,
): Promise<TilesReport | null> {
  const tileset = await readTileset(dir, findings);
  if (!tileset) return null;
  const tiles: TileTally[] = [];
  const uris = new Set<string>();
  /** How often each cell stands at each level. */
  const seen = LEVEL_NAMES.map(() => new Uint8Array(cells.count));
  let schemaText: string | null = null;

  const visit = async (at: Visit): Promise<ReadonlySet<number>> => {
    const { tile, place } = at;
    const children = tile.children ?? [];
    let buildings: ReadonlySet<number> = new Set();
    let shows = at.parentBuildings;
    if (tile.content) {
      const { uri } = tile.content;
      if (uris.has(uri)) findings.add('tileset', uri, 'expected one use of each content, got two');
      uris.add(uri);
      const counts = seen[at.level];
      if (!counts) {
        findings.add('levels', uri, 'expected at most three content tiles on a path, got more');
      } else {
        const content = await checkContent({
          dir,
          uri,
          level: at.level,
          tile,
          cells,
          counts,
          findings,
        });
        if (content) {
          tiles.push({ ...content.tally, depth: at.depth, level: at.level });
          buildings = content.buildings;
          shows = buildings;
          schemaText ??= content.schemaText;
          if (content.schemaText !== schemaText) {
            findings.add('metadata', uri, 'expected the schema of the first tile, got another');
          }
        }
        onProgress?.(tiles.length);
      }
    }
    if (children.length === 0 && at.level + (tile.content ? 1 : 0) < LEVEL_NAMES.length) {
      findings.add('levels', place, 'the path ends above the unit level');
    }
    const below = new Set<number>();
    for (const [index, child] of children.entries()) {
      const childPlace = `${place}/${index}`;
      checkChild(tile, child, childPlace, findings);
      const found = await visit({
        tile: child,
        place: childPlace,
        depth: at.depth + 1,
        level: at.level + (tile.content ? 1 : 0),
        parentBuildings: shows,
      });
      for (const building of found) below.add(building);
    }
    if (tile.content && children.length > 0) {
      for (const building of buildings) {
        if (below.has(building)) continue;
        findings.add(
          'levels',
          place,
          `building cell ${building} vanishes when the tile is refined`,
        );
      }
      for (const building of below) {
        if (buildings.has(building)) continue;
        findings.add('levels', place, `building cell ${building} appears only when refined`);
      }
    }
    return tile.content ? buildings : below;
  };

  const { root } = tileset;
  if (!root.transform) {
    findings.add('tileset', 'root', 'expected a transform to ECEF, got none');
  }
  if (tileset.geometricError < root.geometricError) {
    findings.add(
      'geometric-error',
      'root',
      `tileset has ${tileset.geometricError} m, less than the root's ${root.geometricError} m`,
    );
  }
  await visit({ tile: root, place: 'root', depth: 0, level: 0, parentBuildings: null });
  checkOccurrence(seen, cells, findings);
  return { tiles, uris, transform: root.transform ?? [] };
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
