/**
 * `npm run city -- check DIR`: whether a built city keeps its laws (CHECK_RULES). Reads only what
 * lies in the folder and shares no code with the writer, so a fault of the writer cannot hide in
 * the check. Reports everything it finds; throws only when it is broken itself.
 */
import path from 'node:path';
import type { TileTally } from './check-content.ts';
import {
  checkCounts,
  checkFiles,
  checkNetworks,
  checkPlace,
  readManifest,
} from './check-manifest.ts';
import { type CheckProgress, checkTiles, LEVEL_NAMES } from './check-tiles.ts';
import {
  CHECK_RULES,
  type CheckRule,
  createFindingList,
  type Finding,
  type FindingList,
} from './findings.ts';
import { type CellTables, readCells } from './read-cells.ts';

export interface CheckReport {
  readonly ok: boolean;
  /** At most 20 a rule; `findingCount` counts all. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  readonly figures: {
    readonly buildings: number;
    readonly storeys: number;
    readonly units: number;
    readonly tiles: number;
    readonly triangles: number;
    readonly tileBytes: number;
  };
  /** For the terminal. */
  readonly lines: readonly string[];
}

export async function checkCity(dir: string, onProgress?: CheckProgress): Promise<CheckReport> {
  const findings = createFindingList();
  const manifest = await readManifest(dir, findings);
  const cells = readCells(path.join(dir, 'city.sqlite'), findings);
  const tiles = cells ? await checkTiles(dir, cells, findings, onProgress) : null;
  if (manifest) {
    await checkFiles(dir, manifest, findings);
    await checkNetworks(dir, manifest, findings);
    if (tiles) checkPlace(manifest, tiles.transform, findings);
    if (cells) checkCounts(manifest, cells, tiles?.uris ?? null, findings);
  }
  return report(dir, findings, cells, tiles?.tiles ?? null);
}

function report(
  dir: string,
  findings: FindingList,
  cells: CellTables | null,
  tiles: readonly TileTally[] | null,
): CheckReport {
  const sum = (of: (tile: TileTally) => number): number =>
    (tiles ?? []).reduce((total, tile) => total + of(tile), 0);
  const figures = {
    buildings: cells?.buildings ?? 0,
    storeys: cells?.storeys ?? 0,
    units: cells?.units ?? 0,
    tiles: tiles?.length ?? 0,
    triangles: sum((tile) => tile.triangles),
    tileBytes: sum((tile) => tile.bytes),
  };
  const ok = findings.total === 0;
  const lines = [`City ${dir}`];
  if (cells) {
    lines.push(
      `  ${figures.buildings} buildings, ${figures.storeys} storeys, ${figures.units} units`,
    );
  }
  if (tiles) {
    for (const [level, name] of LEVEL_NAMES.entries()) {
      const own = tiles.filter((tile) => tile.level === level);
      const features = own.reduce((total, tile) => total + tile.features, 0);
      lines.push(`  ${name} level: ${own.length} tiles, ${features} features`);
    }
  }
  const rules = Object.keys(CHECK_RULES) as CheckRule[];
  for (const rule of rules)
    lines.push(ruleLine(rule, findings.count(rule), isDone(rule, cells, tiles)));
  for (const finding of findings.kept) {
    lines.push(`${finding.rule}: ${finding.place}: ${finding.message}`);
  }
  if (findings.total > findings.kept.length) {
    lines.push(`… and ${findings.total - findings.kept.length} more`);
  }
  lines.push(
    ok ? 'The city keeps all its laws.' : `${findings.total} findings: the city breaks its laws.`,
  );
  return { ok, findings: findings.kept, findingCount: findings.total, figures, lines };
}

/** Rules on tiles are not tried when the cells or the tree could not be read. */
function isDone(
  rule: CheckRule,
  cells: CellTables | null,
  tiles: readonly TileTally[] | null,
): boolean {
  if (rule === 'manifest' || rule === 'store') return true;
  if (rule === 'areas' || rule === 'neighbours' || rule === 'counts' || rule === 'tileset')
    return cells !== null;
  return rule === 'files' || rule === 'networks' || tiles !== null;
}

function ruleLine(rule: CheckRule, count: number, done: boolean): string {
  const mark = count > 0 ? 'FAIL' : done ? 'ok  ' : '–   ';
  return `  ${mark} ${rule.padEnd(15)} ${CHECK_RULES[rule]}${count > 0 ? ` (${count})` : ''}`;
}
