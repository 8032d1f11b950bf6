/**
 * The material of the prisms: each vertex names its piece, and the piece's colour and hatch come
 * from a small texture. A live change writes texels; no geometry is touched.
 * Texel: [r, g, b, flags]; flags: bits 0–1 hatch.
 */
import {
  DataTexture,
  DoubleSide,
  FrontSide,
  GLSL3,
  NearestFilter,
  NoColorSpace,
  type Plane,
  RGBAFormat,
  ShaderMaterial,
  UnsignedByteType,
  Vector3,
} from 'three';
import type { PieceColour } from './building-draw.ts';

export const TABLE_WIDTH = 64;

/** How a storey is drawn: as it is, pushed back behind the chosen one, or as a shadow of itself. */
export const GHOST_ALPHA = 0.12;

const VERTEX = /* glsl */ `
#include <clipping_planes_pars_vertex>
in float slot;
uniform sampler2D table;
uniform float hovered;
flat out vec4 cell;
flat out float lit;
out vec3 facing;
void main() {
  int index = int(slot + 0.5);
  cell = texelFetch(table, ivec2(index % ${TABLE_WIDTH}, index / ${TABLE_WIDTH}), 0);
  lit = abs(slot - hovered) < 0.5 ? 1.0 : 0.0;
  facing = normal;
  vec4 mvPosition = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * mvPosition;
  #include <clipping_planes_vertex>
}`;

/** Tops keep the legend's exact colour; walls are darker by the side they face. */
const FRAGMENT = /* glsl */ `
#include <clipping_planes_pars_fragment>
uniform float alpha;
uniform float scale;
uniform vec3 light;
flat in vec4 cell;
flat in float lit;
in vec3 facing;
out vec4 colour;
float stripe(float d) { return step(mod(d, 9.0 * scale), 2.0 * scale); }
void main() {
  #include <clipping_planes_fragment>
  float shade = facing.z > 0.5 ? 1.0 : 0.62 + 0.16 * dot(facing, light);
  vec3 rgb = cell.rgb * shade;
  int hatch = int(cell.a * 255.0 + 0.5) & 3;
  float dark = 0.0;
  if (hatch > 0) dark = stripe(gl_FragCoord.x + gl_FragCoord.y);
  if (hatch > 1) dark = max(dark, stripe(gl_FragCoord.x - gl_FragCoord.y));
  // Dark strokes on bright cells, bright strokes on dark ones: the hatch shows on every value.
  float luminance = dot(cell.rgb, vec3(0.2126, 0.7152, 0.0722));
  vec3 ink = luminance < 0.3 ? vec3(0.78, 0.82, 0.87) : vec3(0.055, 0.067, 0.086);
  rgb = mix(rgb, ink, dark * 0.75);
  rgb = mix(rgb, vec3(1.0), lit * 0.22);
  colour = vec4(rgb, alpha);
}`;

export interface CellTable {
  readonly texture: DataTexture;
  readonly write: (slot: number, colour: PieceColour) => void;
  readonly read: (slot: number) => readonly [number, number, number];
}

export function createCellTable(slots: number): CellTable {
  const height = Math.max(1, Math.ceil(slots / TABLE_WIDTH));
  const data = new Uint8Array(TABLE_WIDTH * height * 4);
  const texture = new DataTexture(data, TABLE_WIDTH, height, RGBAFormat, UnsignedByteType);
  texture.minFilter = NearestFilter;
  texture.magFilter = NearestFilter;
  texture.generateMipmaps = false;
  texture.colorSpace = NoColorSpace;
  texture.needsUpdate = true;
  return {
    texture,
    write: (slot, { rgb, hatch }) => {
      data.set([rgb[0], rgb[1], rgb[2], hatch], slot * 4);
      texture.needsUpdate = true;
    },
    read: (slot) => [data[slot * 4] ?? 0, data[slot * 4 + 1] ?? 0, data[slot * 4 + 2] ?? 0],
  };
}

export interface CellMaterials {
  readonly solid: ShaderMaterial;
  readonly ghost: ShaderMaterial;
  /** Slot under the pointer, −1 for none. */
  readonly setHovered: (slot: number) => void;
  readonly setPlanes: (planes: Plane[]) => void;
  readonly dispose: () => void;
}

export function createCellMaterials(table: CellTable, pixelRatio: number): CellMaterials {
  const shared = {
    table: { value: table.texture },
    hovered: { value: -1 },
    scale: { value: pixelRatio },
    light: { value: new Vector3(-0.5, -0.8, 0.33).normalize() },
  };
  const make = (alpha: number): ShaderMaterial =>
    new ShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: { ...shared, alpha: { value: alpha } },
      clipping: true,
      transparent: alpha < 1,
      depthWrite: alpha === 1,
      side: FrontSide,
      polygonOffset: true,
      polygonOffsetFactor: 1,
      polygonOffsetUnits: 1,
    });
  const solid = make(1);
  const ghost = make(GHOST_ALPHA);
  return {
    solid,
    ghost,
    setHovered: (slot) => {
      shared.hovered.value = slot;
    },
    setPlanes: (planes) => {
      for (const material of [solid, ghost]) {
        material.clippingPlanes = planes;
        // Behind a cut the far walls show their inner side, so that no hole opens at a balcony.
        material.side = planes.length > 0 ? DoubleSide : FrontSide;
        material.needsUpdate = true;
      }
    },
    dispose: () => {
      solid.dispose();
      ghost.dispose();
      table.texture.dispose();
    },
  };
}
