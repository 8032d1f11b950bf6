/**
 * Colours cells by looking their id up in one texture: property `cell` of a tile's property table
 * → texel (cell % 1024, cell / 1024). Channels of a texel: R alarm, G power, B water, A occupancy,
 * so that changing the shown quantity changes a uniform and uploads nothing, and an alarm shows
 * through whatever quantity is on.
 *
 * Colours are written as sRGB and converted: Cesium encodes the output of unlit materials again.
 * Shading comes from screen derivatives because the tiles carry no normals.
 */
import {
  Cartesian3,
  CustomShader,
  CustomShaderMode,
  LightingModel,
  type TextureUniform,
  UniformType,
  VaryingType,
} from 'cesium';
import { CELL_QUANTITY_IDS, type CellQuantityId } from '#contracts';

/** 1024 × 1024 texels = the 20-bit id space. */
export const CELL_TEXTURE_WIDTH = 1024;

export const CHANNEL_OF: Readonly<Record<CellQuantityId, number>> = {
  alarm: 0,
  power: 1,
  water: 2,
  occupancy: 3,
};

/** Bytes from which the second cue, a hatch, is laid over the colour (top fifth of a scale). */
export const HATCH_FROM_BYTE = 205;
/** Rank of `high` in the alarm quantity: high and critical are hatched. */
export const HATCH_FROM_RANK = 3;

const VERTEX = /* glsl */ `
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  int cell = int(vsInput.metadata.cell);
  v_texel = texelFetch(u_cells, ivec2(cell % ${CELL_TEXTURE_WIDTH}, cell / ${CELL_TEXTURE_WIDTH}), 0);
  float id = float(cell);
  v_selected = (id == u_selected.x || id == u_selected.y || id == u_selected.z) ? 1.0 : 0.0;
}`;

const FRAGMENT = /* glsl */ `
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec4 bytes = floor(v_texel * 255.0 + 0.5);
  int alarm = int(bytes.r);
  int shown = u_channel == 0 ? alarm
    : u_channel == 1 ? int(bytes.g)
    : u_channel == 2 ? int(bytes.b) : int(bytes.a);
  vec4 ramp = texelFetch(u_ramp, ivec2(shown, 0), 0);
  vec3 colour = ramp.rgb;
  bool hatched = shown >= u_hatchFrom;
  bool alarming = alarm > 0;
  if (alarming) {
    colour = texelFetch(u_alarmRamp, ivec2(min(alarm, 4), 0), 0).rgb;
    hatched = alarm >= ${HATCH_FROM_RANK};
  }
  vec3 positionEC = fsInput.attributes.positionEC;
  vec3 normalEC = normalize(cross(dFdx(positionEC), dFdy(positionEC)));
  vec3 upEC = normalize(czm_viewRotation * u_up);
  vec3 sideEC = normalize(czm_viewRotation * u_side);
  float roof = abs(dot(normalEC, upEC));
  float lit = dot(normalEC, sideEC) * 0.5 + 0.5;
  float shade = mix(mix(0.5, 0.86, lit), 1.15, roof * roof);
  // A coloured cell must stay its legend's colour; only the quiet grey is fully shaded.
  bool valued = ramp.a > 0.5 || alarming;
  shade = valued ? mix(min(shade, 1.0), 1.0, 0.55) : shade;
  if (hatched) {
    float stripe = mod(gl_FragCoord.x + gl_FragCoord.y, u_hatchPixels);
    if (stripe < u_hatchPixels * 0.28) shade *= 0.45;
  }
  if (u_selected.x >= 0.0) {
    if (v_selected > 0.5) {
      colour = valued ? colour : mix(colour, vec3(1.0), 0.35);
      shade = mix(shade, 1.0, 0.5);
    } else if (!alarming) {
      shade *= 0.8;
    }
  }
  material.diffuse = czm_srgbToLinear(colour * shade);
}`;

export interface CellShaderTextures {
  readonly cells: TextureUniform;
  readonly ramp: TextureUniform;
  readonly alarmRamp: TextureUniform;
}

export function createCellShader(
  textures: CellShaderTextures,
  axes: { readonly up: Cartesian3; readonly side: Cartesian3 },
): CustomShader {
  return new CustomShader({
    mode: CustomShaderMode.REPLACE_MATERIAL,
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      u_cells: { type: UniformType.SAMPLER_2D, value: textures.cells },
      u_ramp: { type: UniformType.SAMPLER_2D, value: textures.ramp },
      u_alarmRamp: { type: UniformType.SAMPLER_2D, value: textures.alarmRamp },
      u_channel: { type: UniformType.INT, value: 0 },
      u_hatchFrom: { type: UniformType.INT, value: HATCH_FROM_RANK },
      u_hatchPixels: { type: UniformType.FLOAT, value: 6 },
      u_selected: { type: UniformType.VEC3, value: new Cartesian3(-1, -1, -1) },
      u_up: { type: UniformType.VEC3, value: axes.up },
      u_side: { type: UniformType.VEC3, value: axes.side },
    },
    varyings: { v_texel: VaryingType.VEC4, v_selected: VaryingType.FLOAT },
    vertexShaderText: VERTEX,
    fragmentShaderText: FRAGMENT,
  });
}

/** Index of the colour that a cell gets, and from which ramp: what the shader does, for the probe. */
export function drawnColour(
  texel: readonly [number, number, number, number],
  channel: number,
  ramps: { readonly shown: Uint8Array; readonly alarm: Uint8Array },
): readonly [number, number, number] {
  const alarm = texel[0];
  const [ramp, byte] =
    alarm > 0 ? [ramps.alarm, Math.min(alarm, 4)] : [ramps.shown, texel[channel] ?? 0];
  return [ramp[byte * 4] ?? 0, ramp[byte * 4 + 1] ?? 0, ramp[byte * 4 + 2] ?? 0];
}

export const hatchFromFor = (quantity: CellQuantityId): number =>
  quantity === 'alarm' ? HATCH_FROM_RANK : HATCH_FROM_BYTE;

/** Every quantity has its own channel; a fifth would need a second texture. */
export const CHANNEL_COUNT = CELL_QUANTITY_IDS.length;
