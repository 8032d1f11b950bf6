/**
 * Triangles and edges of one storey's prisms in one buffer, so that a storey is one draw call
 * however many units it has. Triangulation: earcut (Held 2001, ear slicing with z-order hashing).
 */
import earcut from 'earcut';
import { type Polygon, type Ring, ringArea } from '#contracts';

export interface Prism {
  /** Index of the piece in the colour table. */
  readonly slot: number;
  readonly outline: Polygon;
}

export interface PrismMesh {
  /** [x, y, z, …] metres relative to the given origin. */
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** One per vertex. */
  readonly slots: Float32Array;
  readonly indices: Uint32Array;
  /** [x0, y0, z0, x1, y1, z1, …] of roof edges, floor edges and corners. */
  readonly edges: Float32Array;
}

export interface Triangulation {
  /** [x, y, …] of all rings, one after the other. */
  readonly flat: readonly number[];
  readonly triangles: readonly number[];
}

export function triangulate(polygon: Polygon): Triangulation {
  const flat: number[] = [];
  const holes: number[] = [];
  polygon.forEach((ring, index) => {
    if (index > 0) holes.push(flat.length / 2);
    for (const [x, y] of ring) flat.push(x, y);
  });
  return { flat, triangles: earcut(flat, holes) };
}

/** Outer ring counter-clockwise, holes clockwise: then the solid lies to the left of each edge. */
export function orient(polygon: Polygon): Polygon {
  return polygon.map((ring, index) =>
    ringArea(ring) > 0 === (index === 0) ? ring : [...ring].reverse(),
  );
}

/** Prisms from `floor` to `top` (metres), around `origin` [x, y]. No underside: never seen. */
export function buildPrisms(
  prisms: readonly Prism[],
  floor: number,
  top: number,
  origin: readonly [number, number],
): PrismMesh {
  const positions: number[] = [];
  const normals: number[] = [];
  const slots: number[] = [];
  const indices: number[] = [];
  const edges: number[] = [];
  const [ox, oy] = origin;

  for (const { slot, outline } of prisms) {
    const polygon = orient(outline);
    const { flat, triangles } = triangulate(polygon);
    const first = positions.length / 3;
    for (let i = 0; i < flat.length; i += 2) {
      positions.push((flat[i] ?? 0) - ox, (flat[i + 1] ?? 0) - oy, top);
      normals.push(0, 0, 1);
      slots.push(slot);
    }
    for (const index of triangles) indices.push(first + index);
    for (const ring of polygon) addWalls(ring, slot);
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    slots: Float32Array.from(slots),
    indices: Uint32Array.from(indices),
    edges: Float32Array.from(edges),
  };

  function addWalls(ring: Ring, slot: number): void {
    for (let i = 0; i < ring.length; i += 1) {
      const a = ring[i];
      const b = ring[(i + 1) % ring.length];
      if (!a || !b) continue;
      const dx = b[0] - a[0];
      const dy = b[1] - a[1];
      const length = Math.hypot(dx, dy);
      if (length === 0) continue;
      const [ax, ay, bx, by] = [a[0] - ox, a[1] - oy, b[0] - ox, b[1] - oy];
      const base = positions.length / 3;
      positions.push(ax, ay, floor, bx, by, floor, bx, by, top, ax, ay, top);
      for (let k = 0; k < 4; k += 1) {
        normals.push(dy / length, -dx / length, 0);
        slots.push(slot);
      }
      indices.push(base, base + 1, base + 2, base, base + 2, base + 3);
      edges.push(
        ax,
        ay,
        top,
        bx,
        by,
        top,
        ax,
        ay,
        floor,
        bx,
        by,
        floor,
        ax,
        ay,
        floor,
        ax,
        ay,
        top,
      );
    }
  }
}

/** Top, bottom and corner edges of a prism, for the white outline of a selection. */
export function outlineEdges(
  outline: Polygon,
  floor: number,
  top: number,
  origin: readonly [number, number],
): readonly number[] {
  return [...buildPrisms([{ slot: 0, outline }], floor, top, origin).edges];
}
