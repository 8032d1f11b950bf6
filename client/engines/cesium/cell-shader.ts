/**
 * Colours cells by looking their id up in one texture (cell-planes.ts): property `cell` of a tile's
 * property table → one byte of the shown quantity, one of what it was before, the alarm rank and the
 * mark of a filter. Another palette changes a 3 kB ramp, another quantity a uniform; an alarm shows
 * through whatever quantity is on, and is never mixed with what was before.
 *
 * Second cues beside colour: a hatch from a declared byte on, fainter surroundings of what is
 * selected or found, and a dither that lets one look into a building at one storey (x-ray).
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
import { CELL_QUANTITIES } from '#contracts';
import { BEFORE_PLANE, MARK_PLANE, PLANE_ROWS, PLANE_WIDTH, planeOf } from './cell-planes.ts';

/** Rows of the ramp texture, 256 colours each. */
export const RAMP_ROWS = { shown: 0, before: 1, alarm: 2 } as const;

const HATCH_FROM_RANK = CELL_QUANTITIES.alarm.hatchFromByte;

const VERTEX = /* glsl */ `
float gezi_byteOf(int cell, int plane) {
  return texelFetch(u_cells, ivec2(cell % ${PLANE_WIDTH}, cell / ${PLANE_WIDTH} + plane * ${PLANE_ROWS}), 0).r;
}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  int cell = int(vsInput.metadata.cell);
  v_bytes = vec4(
    gezi_byteOf(cell, u_plane),
    gezi_byteOf(cell, ${BEFORE_PLANE}),
    gezi_byteOf(cell, ${planeOf('alarm')}),
    gezi_byteOf(cell, ${MARK_PLANE})
  );
  float id = float(cell);
  float selected = (id == u_selected.x || id == u_selected.y || id == u_selected.z) ? 1.0 : 0.0;
  // 0 elsewhere, 1 the storey looked at, 2 the rest of its building.
  float building = float(vsInput.metadata.building);
  float inside = (u_xray.x >= 0.0 && building == u_xray.x) ? 1.0 : 0.0;
  bool thisStorey = id != u_xray.x && float(vsInput.metadata.storey) == u_xray.y;
  v_place = vec2(selected, inside * (thisStorey ? 1.0 : 2.0));
}`;

const FRAGMENT = /* glsl */ `
// 4 × 4 ordered dither (B. E. Bayer, 1973), 0 … 15/16.
float gezi_bayer(ivec2 p) {
  ivec2 q = p & 3;
  int x = q.x ^ q.y;
  int v = ((x & 1) << 3) | ((q.y & 1) << 2) | (x & 2) | ((q.y & 2) >> 1);
  return float(v) / 16.0;
}
vec4 gezi_ramp(float byteShare, int row) {
  return texelFetch(u_ramp, ivec2(int(byteShare * 255.0 + 0.5), row), 0);
}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  bool looking = u_xray.x >= 0.0;
  bool restOfBuilding = v_place.y > 1.5;
  if (restOfBuilding && gezi_bayer(ivec2(gl_FragCoord.xy)) >= 0.26) discard;
  int shown = int(v_bytes.r * 255.0 + 0.5);
  int alarm = int(v_bytes.b * 255.0 + 0.5);
  vec4 ramp = mix(gezi_ramp(v_bytes.g, ${RAMP_ROWS.before}), gezi_ramp(v_bytes.r, ${RAMP_ROWS.shown}), u_mix);
  vec3 colour = ramp.rgb;
  bool hatched = shown >= u_hatchFrom;
  bool alarming = alarm > 0;
  if (alarming) {
    colour = texelFetch(u_ramp, ivec2(min(alarm, 4), ${RAMP_ROWS.alarm}), 0).rgb;
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
  float valued = alarming ? 1.0 : ramp.a;
  shade = mix(shade, mix(min(shade, 1.0), 1.0, 0.55), valued);
  if (hatched) {
    float stripe = mod(gl_FragCoord.x + gl_FragCoord.y, u_hatchPixels);
    if (stripe < u_hatchPixels * 0.28) shade *= 0.45;
  }
  bool thisStorey = v_place.y > 0.5 && !restOfBuilding;
  if (v_place.x > 0.5 || thisStorey) {
    colour = valued > 0.5 ? colour : mix(colour, vec3(1.0), thisStorey ? 0.2 : 0.35);
    shade = mix(shade, 1.0, 0.5);
  } else if (!alarming) {
    // A quarter of the pixels must still tell where the building stands.
    if (restOfBuilding) colour = mix(colour, vec3(0.7, 0.76, 0.84), 0.55);
    else if (looking) shade *= 0.6;
    else if (u_selected.x >= 0.0) shade *= 0.8;
    if (u_dimUnmarked > 0.5 && v_bytes.a < 0.001) shade *= 0.35;
  }
  material.diffuse = czm_srgbToLinear(colour * shade);
}`;

export interface CellShaderTextures {
  readonly cells: TextureUniform;
  readonly ramp: TextureUniform;
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
      u_plane: { type: UniformType.INT, value: planeOf('alarm') },
      u_mix: { type: UniformType.FLOAT, value: 1 },
      u_hatchFrom: { type: UniformType.INT, value: HATCH_FROM_RANK },
      u_hatchPixels: { type: UniformType.FLOAT, value: 6 },
      u_selected: { type: UniformType.VEC3, value: new Cartesian3(-1, -1, -1) },
      u_xray: { type: UniformType.VEC3, value: new Cartesian3(-1, 0, 0) },
      u_dimUnmarked: { type: UniformType.FLOAT, value: 0 },
      u_up: { type: UniformType.VEC3, value: axes.up },
      u_side: { type: UniformType.VEC3, value: axes.side },
    },
    varyings: { v_bytes: VaryingType.VEC4, v_place: VaryingType.VEC2 },
    vertexShaderText: VERTEX,
    fragmentShaderText: FRAGMENT,
  });
}
