/**
 * The district in blocks: the buildings of one building tile, and the unit of work of the build.
 * Blocks are cells of a grid that is fixed in the local frame, so that a building which changes
 * moves no other building to another tile; a cell that holds too much is quartered. Grid lines lie
 * half a cell off the origin: a hamlet around it is one block.
 */
import type { Point, Polygon } from '#contracts';
import { hilbertKey } from '../geometry/hilbert-key.ts';
import type { Bounds } from '../geometry/measure-polygon.ts';

export interface BlockOptions {
  /** Property tables become textures of this width at most: WebGL 2 promises 2,048, desktops have 16,384. */
  readonly maxBuildings: number;
  /** Side of a cell: levels of detail change block by block. */
  readonly cellMetres: number;
  /** Outlines of several buildings reach no further: 16 bits of 1/64 m. */
  readonly maxExtentMetres: number;
}

export const BLOCK_DEFAULTS: BlockOptions = {
  maxBuildings: 4096,
  cellMetres: 640,
  maxExtentMetres: 1023,
};

export interface Block {
  /** Part of the tiles' names: `e2s1`, quarters after a dash (`e2s1-03`). */
  readonly key: string;
  readonly column: number;
  readonly row: number;
  /** Positions in the list given, along a Hilbert curve over the cell. */
  readonly members: readonly number[];
}

/** A cell is quartered no further than this: 640 m become 2.5 m. */
const MOST_QUARTERINGS = 8;

/** In the order of a Hilbert curve over the district. */
export function planBlocks(
  bounds: readonly Bounds[],
  options: BlockOptions = BLOCK_DEFAULTS,
): readonly Block[] {
  const { cellMetres } = options;
  const cells = new Map<string, { column: number; row: number; members: number[] }>();
  bounds.forEach((one, index) => {
    const [x, y] = centreOf(one);
    const column = Math.round(x / cellMetres);
    const row = Math.round(y / cellMetres);
    const key = cellKey(column, row);
    const cell = cells.get(key);
    if (cell) cell.members.push(index);
    else cells.set(key, { column, row, members: [index] });
  });
  const blocks = [...cells].flatMap(([key, { column, row, members }]): Block[] => {
    const square: Bounds = [
      (column - 0.5) * cellMetres,
      (row - 0.5) * cellMetres,
      (column + 0.5) * cellMetres,
      (row + 0.5) * cellMetres,
    ];
    const ordered = alongHilbert(members, bounds, square);
    return quarter(ordered, square, '', bounds, options).map(({ path, members: part }) => ({
      key: path === '' ? key : `${key}-${path}`,
      column,
      row,
      members: part,
    }));
  });
  return alongHilbertCells(blocks);
}

interface Part {
  readonly path: string;
  readonly members: readonly number[];
}

function quarter(
  members: readonly number[],
  square: Bounds,
  path: string,
  bounds: readonly Bounds[],
  options: BlockOptions,
): readonly Part[] {
  const { maxBuildings, maxExtentMetres } = options;
  const [west, south, east, north] = unite(members, bounds);
  const wide = Math.max(east - west, north - south) > maxExtentMetres;
  if (members.length === 1 || (members.length <= maxBuildings && !wide)) return [{ path, members }];
  if (path.length === MOST_QUARTERINGS) {
    // All in one place: any cut is as good.
    const parts = Math.ceil(members.length / (wide ? 1 : maxBuildings));
    return Array.from({ length: parts }, (_, part) => ({
      path: `${path}-${part}`,
      members: members.slice(
        Math.floor((part * members.length) / parts),
        Math.floor(((part + 1) * members.length) / parts),
      ),
    }));
  }
  const middleEast = (square[0] + square[2]) / 2;
  const middleNorth = (square[1] + square[3]) / 2;
  const quarters: number[][] = [[], [], [], []];
  for (const member of members) {
    const [x, y] = centreOf(bounds[member] ?? square);
    quarters[(x > middleEast ? 1 : 0) + (y > middleNorth ? 2 : 0)]?.push(member);
  }
  return quarters.flatMap((part, index) => {
    if (part.length === 0) return [];
    const [w, e] = index & 1 ? [middleEast, square[2]] : [square[0], middleEast];
    const [s, n] = index & 2 ? [middleNorth, square[3]] : [square[1], middleNorth];
    return quarter(part, [w, s, e, n], `${path}${index}`, bounds, options);
  });
}

/** Of the outlines' outer rings. */
export function boundsOfSolids(polygons: readonly Polygon[]): Bounds {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const polygon of polygons) {
    for (const [x, y] of polygon[0] ?? []) {
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  }
  return [west, south, east, north];
}

export function centreOf([west, south, east, north]: Bounds): Point {
  return [(west + east) / 2, (south + north) / 2];
}

function unite(members: readonly number[], bounds: readonly Bounds[]): Bounds {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const member of members) {
    const [w, s, e, n] = bounds[member] ?? [0, 0, 0, 0];
    if (w < west) west = w;
    if (s < south) south = s;
    if (e > east) east = e;
    if (n > north) north = n;
  }
  return [west, south, east, north];
}

function cellKey(column: number, row: number): string {
  const eastings = column < 0 ? `w${-column}` : `e${column}`;
  return `${eastings}${row < 0 ? `s${-row}` : `n${row}`}`;
}

function alongHilbert(
  members: readonly number[],
  bounds: readonly Bounds[],
  square: Bounds,
): readonly number[] {
  return members
    .map((member) => ({ member, key: hilbertKey(centreOf(bounds[member] ?? square), square) }))
    .sort((a, b) => a.key - b.key || a.member - b.member)
    .map(({ member }) => member);
}

function alongHilbertCells(blocks: readonly Block[]): readonly Block[] {
  const columns = blocks.map((block) => block.column);
  const rows = blocks.map((block) => block.row);
  const range: Bounds = [
    columns.reduce((low, one) => Math.min(low, one), 0),
    rows.reduce((low, one) => Math.min(low, one), 0),
    columns.reduce((high, one) => Math.max(high, one), 0) + 1,
    rows.reduce((high, one) => Math.max(high, one), 0) + 1,
  ];
  return blocks
    .map((block) => ({ block, key: hilbertKey([block.column + 0.5, block.row + 0.5], range) }))
    .sort((a, b) => a.key - b.key || (a.block.key < b.block.key ? -1 : 1))
    .map(({ block }) => block);
}
