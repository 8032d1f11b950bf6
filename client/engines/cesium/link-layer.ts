/**
 * Streets or footways as one mesh, coloured from a texture with two texels per link: its colour, and
 * below the colours how far a queue reaches back from its end. A new minute
 * of the scrub bar writes some thousand texels; no geometry and no entity is touched.
 */
import {
  Axis,
  CustomShader,
  CustomShaderMode,
  LightingModel,
  type Matrix4,
  Model,
  type Scene,
  UniformType,
  VaryingType,
} from 'cesium';
import { QUEUE_RGB } from '../../layers/index.ts';
import { createDataTexture } from './data-texture.ts';
import { leaveUnlit } from './load-tilesets.ts';
import { buildRibbonMesh, type RibbonLink } from './ribbon-mesh.ts';

const TEXTURE_WIDTH = 256;
let meshCount = 0;

/** Least width on screen of the darkest and the brightest colour, as a share of the link's own. */
const QUIET_WIDTH = '0.6';
const LOUD_WIDTH = '4.0';

const vertexShader = (rows: number): string => /* glsl */ `
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  vec4 edge = vsInput.attributes.edge;
  int index = int(vsInput.attributes.link.x + 0.5);
  ivec2 texel = ivec2(index % ${TEXTURE_WIDTH}, index / ${TEXTURE_WIDTH});
  v_colour = texelFetch(u_links, texel, 0);
  v_queue = vec2(texelFetch(u_links, texel + ivec2(0, ${rows}), 0).r, vsInput.attributes.link.z);
  vec4 positionEC = czm_modelView * vec4(vsInput.attributes.positionMC, 1.0);
  float halfWidth = abs(edge.w);
  // The ramp rises in brightness: what matters stays broad from afar, what is quiet gives way.
  float loud = smoothstep(0.25, 0.85, max(v_colour.r, max(v_colour.g, v_colour.b)));
  // A ribbon has one width: the longer the queue on it, the more it is the queue's.
  loud = max(loud, v_queue.x);
  float leastPixels = vsInput.attributes.link.y * mix(${QUIET_WIDTH}, ${LOUD_WIDTH}, loud);
  float least = 0.5 * leastPixels * czm_metersPerPixel(positionEC, 1.0);
  float grow = max(1.0, least / max(halfWidth, 0.01));
  vsOutput.positionMC += vec3(edge.xy * (edge.z + edge.w) * grow, 0.0);
}`;

/**
 * Alpha: 255 plain, 200 hatched, 150 hatched twice, 0 nothing to show. A queue is hatched by itself,
 * twice where it fills the link.
 */
const FRAGMENT = /* glsl */ `
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  if (v_colour.a < 0.2) discard;
  float shade = 1.0;
  float stripe = mod(gl_FragCoord.x + gl_FragCoord.y, 6.0);
  float cross = mod(gl_FragCoord.x - gl_FragCoord.y, 6.0);
  if (v_colour.a < 0.9 && stripe < 1.5) shade = 0.4;
  if (v_colour.a < 0.68 && cross < 1.5) shade = 0.4;
  vec3 colour = v_colour.rgb;
  if (v_queue.x > 0.0 && v_queue.y <= v_queue.x) {
    colour = vec3(${QUEUE_RGB.map((part) => (part / 255).toFixed(4)).join(', ')});
    if (stripe < 1.5 || (v_queue.x > 0.999 && cross < 1.5)) shade = 0.4;
  }
  material.diffuse = czm_srgbToLinear(colour * shade);
}`;

const ALPHA_OF_HATCH = [255, 200, 150] as const;

export interface LinkLayer {
  /** `colours` [r, g, b, a] per link (a = 0 hides it), `hatches` 0, 1 or 2 per link. */
  readonly colour: (colours: Uint8Array, hatches: Uint8Array | null) => void;
  /** One byte per link: the part of its length, from its end, that vehicles stand on. */
  readonly queue: (shares: Uint8Array | null) => void;
  readonly flush: () => boolean;
  readonly setShown: (shown: boolean) => void;
  readonly ready: () => boolean;
  readonly dispose: () => void;
}

export function createLinkLayer(
  scene: Scene,
  enuToEcef: Matrix4,
  links: readonly RibbonLink[],
  heightMetres: number,
): LinkLayer {
  const height = Math.max(1, Math.ceil(links.length / TEXTURE_WIDTH));
  const texture = createDataTexture({
    name: 'u_links',
    width: TEXTURE_WIDTH,
    height: 2 * height,
    channels: 4,
  });
  const shader = new CustomShader({
    mode: CustomShaderMode.REPLACE_MATERIAL,
    lightingModel: LightingModel.UNLIT,
    uniforms: { u_links: { type: UniformType.SAMPLER_2D, value: texture.uniform } },
    varyings: { v_colour: VaryingType.VEC4, v_queue: VaryingType.VEC2 },
    vertexShaderText: vertexShader(height),
    fragmentShaderText: FRAGMENT,
  });
  let model: Model | null = null;
  let disposed = false;
  let shown = true;
  if (links.length > 0) {
    const { glb } = buildRibbonMesh(links, heightMetres);
    void modelFromGlb(glb, enuToEcef, shader).then((loaded) => {
      if (disposed) {
        loaded.destroy();
        return;
      }
      leaveUnlit(loaded);
      model = scene.primitives.add(loaded);
      loaded.show = shown;
      scene.requestRender();
    });
  }
  return {
    colour: (colours, hatches) => {
      const { texels } = texture;
      for (let i = 0; i < links.length; i += 1) {
        const at = i * 4;
        texels[at] = colours[at] ?? 0;
        texels[at + 1] = colours[at + 1] ?? 0;
        texels[at + 2] = colours[at + 2] ?? 0;
        texels[at + 3] = colours[at + 3] === 0 ? 0 : (ALPHA_OF_HATCH[hatches?.[i] ?? 0] ?? 255);
      }
      texture.touchRows(0, height - 1);
    },
    queue: (shares) => {
      const { texels } = texture;
      const first = height * TEXTURE_WIDTH * 4;
      for (let i = 0; i < links.length; i += 1) texels[first + i * 4] = shares?.[i] ?? 0;
      texture.touchRows(height, 2 * height - 1);
    },
    flush: () => texture.flush([shader]),
    setShown: (value) => {
      shown = value;
      if (model) model.show = value;
    },
    ready: () => links.length === 0 || (model?.ready ?? false),
    dispose: () => {
      disposed = true;
      if (model) scene.primitives.remove(model);
    },
  };
}

/**
 * Z-up metres in the local frame, no rotation between glTF and ours. Cesium reads a binary glTF
 * from memory (that is how its tiles load), but its types name only addresses; a blob: address
 * would need a hole in the content policy.
 */
function modelFromGlb(glb: Uint8Array, modelMatrix: Matrix4, shader: CustomShader): Promise<Model> {
  const options = {
    gltf: glb,
    // Never fetched: Cesium keys its cache of buffers by it, and without one all meshes made in
    // memory would share the first one's vertices.
    basePath: `/in-memory/${++meshCount}/`,
    modelMatrix,
    customShader: shader,
    upAxis: Axis.Z,
    forwardAxis: Axis.X,
    environmentMapOptions: { enabled: false },
    allowPicking: false,
    enablePick: false,
  };
  const loading: Promise<Model> = Reflect.apply(Model.fromGltfAsync, Model, [options]);
  return loading;
}
