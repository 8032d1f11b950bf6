/**
 * The units of one building as volumes that colour a base layer's surface, one by one. Two draws a
 * volume, so only for the building that was chosen; its hundred or two units are then told apart,
 * coloured and picked on the photographed facade.
 */
import {
  type Cartesian3,
  Cartographic,
  ClassificationPrimitive,
  ClassificationType,
  ColorGeometryInstanceAttribute,
  GeometryInstance,
  PolygonGeometry,
  PolygonHierarchy,
  type Scene,
  VertexFormat,
} from 'cesium';
import type { Point, Polygon } from '#contracts';
import type { CellLayer } from './cell-layer.ts';
import { tintOf } from './colour-volumes.ts';

export interface UnitVolume {
  readonly cell: number;
  readonly building: number;
  readonly outline: Polygon;
  readonly baseMetres: number;
  readonly topMetres: number;
}

export interface UnitVolumes {
  readonly show: (volumes: readonly UnitVolume[]) => void;
  readonly covers: (building: number) => boolean;
  /** Once a frame, before it is drawn. */
  readonly flush: () => void;
}

export function createUnitVolumes(
  scene: Scene,
  toWorld: (point: Point, heightMetres: number) => Cartesian3,
  cells: CellLayer,
): UnitVolumes {
  const shown = new Map<number, ClassificationPrimitive>();
  const buildings = new Set<number>();
  let coloured = -1;
  return {
    show: (volumes) => {
      for (const primitive of shown.values()) scene.primitives.remove(primitive);
      shown.clear();
      buildings.clear();
      coloured = -1;
      for (const volume of volumes) {
        buildings.add(volume.building);
        shown.set(volume.cell, scene.primitives.add(primitiveOf(volume, toWorld, cells)));
      }
    },
    covers: (building) => buildings.has(building),
    flush: () => {
      if (coloured === cells.version()) return;
      let waiting = false;
      for (const [cell, primitive] of shown) {
        if (!primitive.ready) {
          waiting = true;
          continue;
        }
        const attributes: unknown = primitive.getGeometryInstanceAttributes(cell);
        if (typeof attributes !== 'object' || attributes === null) continue;
        Reflect.set(
          attributes,
          'color',
          ColorGeometryInstanceAttribute.toValue(tintOf(cells, cell)),
        );
      }
      if (waiting) scene.requestRender();
      else coloured = cells.version();
    },
  };
}

function primitiveOf(
  { cell, outline, baseMetres, topMetres }: UnitVolume,
  toWorld: (point: Point, heightMetres: number) => Cartesian3,
  cells: CellLayer,
): ClassificationPrimitive {
  const ring = (points: readonly Point[]): Cartesian3[] =>
    points.map((point) => toWorld(point, baseMetres));
  const [outer = [], ...holes] = outline;
  // Heights over the ellipsoid, not over the plane of the local frame: they part by 2 m at 5 km.
  const corner = outer[0] ?? [0, 0];
  const heightOf = (metres: number): number =>
    Cartographic.fromCartesian(toWorld(corner, metres)).height;
  return new ClassificationPrimitive({
    geometryInstances: new GeometryInstance({
      id: cell,
      geometry: new PolygonGeometry({
        polygonHierarchy: new PolygonHierarchy(
          ring(outer),
          holes.map((hole) => new PolygonHierarchy(ring(hole))),
        ),
        height: heightOf(baseMetres),
        extrudedHeight: heightOf(topMetres),
        vertexFormat: VertexFormat.POSITION_ONLY,
      }),
      attributes: { color: ColorGeometryInstanceAttribute.fromColor(tintOf(cells, cell)) },
    }),
    classificationType: ClassificationType.CESIUM_3D_TILE,
    asynchronous: false,
  });
}
