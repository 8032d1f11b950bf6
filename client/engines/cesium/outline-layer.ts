/**
 * A selection is a white outline, never a fill: top and bottom rings and the edges between them.
 * Behind other buildings the lines stay visible but faint, so a ground-floor unit can be found.
 */
import {
  ArcType,
  type Cartesian3,
  Color,
  ColorGeometryInstanceAttribute,
  GeometryInstance,
  PolylineColorAppearance,
  PolylineGeometry,
  Primitive,
  type Scene,
} from 'cesium';
import type { Point, Ring } from '#contracts';

export interface PrismOutline {
  readonly footprint: Ring;
  readonly baseMetres: number;
  readonly topMetres: number;
}

const LINE_PIXELS = 2.5;
const HIDDEN_ALPHA = 0.55;
/** A little off the slabs, or the lines would fight with them for every pixel. */
const LIFT_METRES = 0.2;

export interface OutlineLayer {
  readonly show: (prisms: readonly PrismOutline[]) => void;
}

export function createOutlineLayer(
  scene: Scene,
  toWorld: (point: Point, heightMetres: number) => Cartesian3,
): OutlineLayer {
  let shown: Primitive | null = null;
  return {
    show: (prisms) => {
      if (shown) scene.primitives.remove(shown);
      shown = null;
      const lines = prisms.flatMap((prism) => edgesOf(prism, toWorld));
      if (lines.length === 0) return;
      shown = scene.primitives.add(
        new Primitive({
          geometryInstances: lines.map(lineInstance),
          appearance: new PolylineColorAppearance({ translucent: false }),
          depthFailAppearance: new PolylineColorAppearance({ translucent: true }),
          asynchronous: false,
          allowPicking: false,
        }),
      );
    },
  };
}

function edgesOf(
  { footprint, baseMetres, topMetres }: PrismOutline,
  toWorld: (point: Point, heightMetres: number) => Cartesian3,
): readonly Cartesian3[][] {
  const first = footprint[0];
  if (!first) return [];
  const bottom = baseMetres + LIFT_METRES;
  const top = topMetres + LIFT_METRES;
  const ring = [...footprint, first];
  return [
    ring.map((point) => toWorld(point, bottom)),
    ring.map((point) => toWorld(point, top)),
    ...footprint.map((point) => [toWorld(point, bottom), toWorld(point, top)]),
  ];
}

function lineInstance(positions: Cartesian3[]): GeometryInstance {
  return new GeometryInstance({
    geometry: new PolylineGeometry({
      positions,
      width: LINE_PIXELS,
      arcType: ArcType.NONE,
      vertexFormat: PolylineColorAppearance.VERTEX_FORMAT,
    }),
    attributes: {
      color: ColorGeometryInstanceAttribute.fromColor(Color.WHITE),
      depthFailColor: ColorGeometryInstanceAttribute.fromColor(Color.WHITE.withAlpha(HIDDEN_ALPHA)),
    },
  });
}
