/**
 * The vertices and triangles of one tile, in growing typed arrays laid out as they go into the glb.
 * One buffer is reused for every tile of a city, so memory follows the largest tile, not the city.
 *
 * Positions are whole steps of the tile's grid (`TileGrid`), east, north, up:
 * positions  [x0, y0, z0, 0, x1, …]  8 bytes a vertex (glTF wants multiples of 4; the 4th is padding)
 * featureIds [f0, 0, f1, 0, …]       4 bytes a vertex, the same reason
 * indices    [a0, b0, c0, a1, …]     counter-clockwise seen from outside
 */

/** Grid point (0, 0, 0) in local metres, and the length of one step. */
export interface TileGrid {
  readonly eastMetres: number;
  readonly northMetres: number;
  readonly upMetres: number;
  readonly stepMetres: number;
}

/** Highest grid coordinate: positions are 16-bit. */
export const GRID_LIMIT = 65535;

const FIRST_VERTICES = 1 << 14;

export class MeshBuffer {
  positions = new Uint16Array(FIRST_VERTICES * 4);
  featureIds = new Uint16Array(FIRST_VERTICES * 2);
  indices = new Uint32Array(FIRST_VERTICES * 6);
  vertexCount = 0;
  indexCount = 0;
  /** Written to every vertex added from now on. */
  feature = 0;

  reset(): void {
    this.vertexCount = 0;
    this.indexCount = 0;
    this.feature = 0;
  }

  /** Grid coordinates; returns the vertex's index. */
  addVertex(x: number, y: number, z: number): number {
    if (!(x >= 0 && y >= 0 && z >= 0 && x <= GRID_LIMIT && y <= GRID_LIMIT && z <= GRID_LIMIT)) {
      throw new RangeError(
        `tile mesh, feature ${this.feature}: expected grid coordinates 0…${GRID_LIMIT}, got ${x}, ${y}, ${z}; the tile's bounds must hold every outline it draws`,
      );
    }
    const vertex = this.vertexCount;
    if (vertex * 4 + 4 > this.positions.length) this.growVertices();
    const at = vertex * 4;
    this.positions[at] = x;
    this.positions[at + 1] = y;
    this.positions[at + 2] = z;
    this.featureIds[vertex * 2] = this.feature;
    this.vertexCount = vertex + 1;
    return vertex;
  }

  addTriangle(a: number, b: number, c: number): void {
    const at = this.indexCount;
    if (at + 3 > this.indices.length) {
      const grown = new Uint32Array(this.indices.length * 2);
      grown.set(this.indices);
      this.indices = grown;
    }
    this.indices[at] = a;
    this.indices[at + 1] = b;
    this.indices[at + 2] = c;
    this.indexCount = at + 3;
  }

  private growVertices(): void {
    const positions = new Uint16Array(this.positions.length * 2);
    positions.set(this.positions);
    this.positions = positions;
    const featureIds = new Uint16Array(this.featureIds.length * 2);
    featureIds.set(this.featureIds);
    this.featureIds = featureIds;
  }
}
