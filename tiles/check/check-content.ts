/** One glb against the validator, its tile's box, and the cells of city.sqlite. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import validator from 'gltf-validator';
import { outsideBox } from './box.ts';
import { checkSolids } from './check-solids.ts';
import type { FindingList } from './findings.ts';
import { GlbFormatError } from './glb-format-error.ts';
import type { CellTables } from './read-cells.ts';
import { type DecodedTile, readGlb } from './read-glb.ts';
import { textHash } from './text-hash.ts';

export interface TileTally {
  readonly uri: string;
  readonly bytes: number;
  readonly features: number;
  readonly vertices: number;
  readonly triangles: number;
  readonly stepMetres: number;
  readonly depth: number;
  /** 0 building, 1 storey, 2 unit. */
  readonly level: number;
}

export interface ContentTask {
  readonly dir: string;
  readonly uri: string;
  /** Of the tile, as 3D Tiles writes it. */
  readonly box: readonly number[];
  readonly cells: CellTables;
  /** How often each cell has been seen at this level, in shared memory; counted up here. */
  readonly counts: Uint8Array;
}

interface ContentCheck extends ContentTask {
  readonly findings: FindingList;
}

export interface ContentReport {
  readonly tally: Omit<TileTally, 'depth' | 'level'>;
  readonly buildings: ReadonlySet<number>;
  readonly schemaText: string;
}

/** Highest number of features in one tile, as the format promises to clients. */
const FEATURE_LIMIT = 4096;
const TOLERANCE_METRES = 0.001;
/** Quantization moves a vertex by half a step at most: 1 cm. */
const STEP_LIMIT_METRES = 0.02;
/** Steps that 16 bits reach across. */
const STEPS = 65535;

/** Extensions the validator does not know; `readGlb` and this file check them instead. */
const OWN_EXTENSIONS = ['EXT_mesh_features', 'EXT_meshopt_compression', 'EXT_structural_metadata'];

/** null when the glb cannot be read (a finding says why). */
export async function checkContent(check: ContentCheck): Promise<ContentReport | null> {
  const { dir, uri, findings } = check;
  let bytes: Uint8Array;
  let tile: DecodedTile;
  try {
    bytes = new Uint8Array(await readFile(path.join(dir, uri)));
    await validate(bytes, uri, findings);
    tile = await readGlb(bytes);
  } catch (error) {
    const rule = error instanceof GlbFormatError ? 'gltf' : 'files';
    findings.add(rule, uri, error instanceof Error ? error.message : String(error));
    return null;
  }
  checkPrecision(tile, check);
  checkFeatureIds(tile, uri, findings);
  checkBounds(tile, check);
  const buildings = checkRows(tile, check);
  checkShapes(tile, check);
  return {
    buildings,
    schemaText: JSON.stringify(tile.schema),
    tally: {
      uri,
      bytes: bytes.length,
      features: tile.tableCount,
      vertices: tile.positions.length / 3,
      triangles: tile.indices.length / 3,
      stepMetres: tile.stepMetres,
    },
  };
}

/**
 * Two kinds of information are expected and passed over: the extensions above, and buffer views
 * that only those extensions use. Everything else down to information is a finding.
 */
async function validate(bytes: Uint8Array, uri: string, findings: FindingList): Promise<void> {
  const report = await validator.validateBytes(bytes, { uri, format: 'glb', maxIssues: 100 });
  for (const issue of report.issues.messages) {
    const known =
      (issue.code === 'UNSUPPORTED_EXTENSION' &&
        OWN_EXTENSIONS.some((name) => issue.message.includes(name))) ||
      (issue.code === 'UNUSED_OBJECT' && issue.pointer?.startsWith('/bufferViews/'));
    if (known) continue;
    findings.add('gltf', `${uri} ${issue.pointer ?? ''}`, `${issue.code}: ${issue.message}`);
  }
}

function checkFeatureIds(tile: DecodedTile, uri: string, findings: FindingList): void {
  const { tableCount, featureCount, featureIds, indices } = tile;
  if (featureCount !== tableCount || tableCount === 0 || tableCount > FEATURE_LIMIT) {
    findings.add(
      'metadata',
      uri,
      `expected 1…${FEATURE_LIMIT} features and as many rows, got ${featureCount} features and ${tableCount} rows`,
    );
  }
  if (featureIds.length * 3 !== tile.positions.length) {
    findings.add(
      'metadata',
      uri,
      `${featureIds.length} feature ids for ${tile.positions.length / 3} vertices`,
    );
  }
  const drawn = new Uint8Array(tableCount);
  let outOfRange = 0;
  for (let i = 0; i < indices.length; i += 1) {
    const feature = featureIds[indices[i] ?? -1];
    if (feature === undefined || feature >= tableCount) outOfRange += 1;
    else drawn[feature] = 1;
  }
  if (outOfRange > 0) {
    findings.add(
      'metadata',
      uri,
      `${outOfRange} corners have no vertex or no row for their feature`,
    );
  }
  const hidden = drawn.indexOf(0);
  if (hidden >= 0) findings.add('metadata', uri, `feature ${hidden} has a row and no triangle`);
}

/** One building longer than 16 bits of 2 cm may have a grid up to twice as coarse as it needs. */
function checkPrecision({ stepMetres }: DecodedTile, { box, uri, findings }: ContentCheck): void {
  const half = Math.max(...box.slice(3).map(Math.abs));
  const limit = Math.max(STEP_LIMIT_METRES, (2 * 2 * half) / STEPS);
  if (stepMetres <= limit) return;
  findings.add('metadata', uri, `expected a grid of at most ${limit} m, got ${stepMetres} m`);
}

function checkBounds({ positions }: DecodedTile, { box, uri, findings }: ContentCheck): void {
  let worst = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < positions.length; i += 3) {
    const out = outsideBox(box, positions[i] ?? 0, positions[i + 1] ?? 0, positions[i + 2] ?? 0);
    if (out > worst) worst = out;
  }
  if (worst > TOLERANCE_METRES) {
    findings.add('bounds', uri, `a vertex stands ${worst.toFixed(3)} m out of the tile's box`);
  }
}

function checkRows(
  table: DecodedTile,
  { cells, counts, uri, findings }: ContentCheck,
): ReadonlySet<number> {
  const buildings = new Set<number>();
  for (let row = 0; row < table.tableCount; row += 1) {
    const cell = table.cell[row] ?? 0;
    const building = table.building[row] ?? 0;
    const storey = table.storey[row] ?? 0;
    if (cell >= cells.count || cells.kind[cell] === 0) {
      findings.add('cells', `${uri} row ${row}`, `cell ${cell} is not in city.sqlite`);
      continue;
    }
    // Seen 256 times would pass for never; no tile tree comes near.
    Atomics.add(counts, cell, 1);
    buildings.add(building);
    checkTexts(table, row, { cells, uri, findings });
    if (building === cells.building[cell] && storey === cells.level[cell]) continue;
    findings.add(
      'cells',
      `${uri} row ${row}`,
      `cell ${cell}: expected building ${cells.building[cell]} and storey ${cells.level[cell]}, got ${building} and ${storey}`,
    );
  }
  return buildings;
}

/** Only of cells that city.sqlite has. */
function checkTexts(
  table: DecodedTile,
  row: number,
  { cells, uri, findings }: Pick<ContentCheck, 'cells' | 'uri' | 'findings'>,
): void {
  const cell = table.cell[row] ?? 0;
  const texts = [
    ['code', table.code[row] ?? '', cell],
    ['buildingId', table.buildingId[row] ?? '', cells.building[cell] ?? 0],
  ] as const;
  for (const [column, text, of] of texts) {
    if (textHash(text) === cells.name[of]) continue;
    findings.add(
      'cells',
      `${uri} row ${row}`,
      `cell ${cell}: "${text}" is not the ${column} that city.sqlite has`,
    );
  }
}

function checkShapes(tile: DecodedTile, { cells, uri, findings }: ContentCheck): void {
  const { openEdges, volumes, mixedTriangles } = checkSolids(tile);
  if (openEdges > 0) findings.add('solids', uri, `${openEdges} edges do not join two triangles`);
  if (mixedTriangles > 0) {
    findings.add('solids', uri, `${mixedTriangles} triangles join different features`);
  }
  for (let row = 0; row < volumes.length; row += 1) {
    const volume = volumes[row] ?? 0;
    const cell = tile.cell[row] ?? 0;
    if (!(volume > 0)) {
      findings.add(
        'solids',
        `${uri} cell ${cell}`,
        `faces inwards: volume ${volume.toFixed(3)} m³`,
      );
      continue;
    }
    const expected = cells.volume[cell] ?? 0;
    if (expected === 0) continue;
    // Each side may have moved by one grid step (half a step at each of two ends).
    const allowed = tile.stepMetres * ((cells.wall[cell] ?? 0) + expected);
    if (Math.abs(volume - expected) <= allowed) continue;
    findings.add(
      'volumes',
      `${uri} cell ${cell}`,
      `expected ${expected.toFixed(2)} m³ (outline × height), got ${volume.toFixed(2)} m³`,
    );
  }
}
