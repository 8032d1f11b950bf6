/** Local east-north-up metres ↔ Cesium's earth-fixed frame. */
import { Cartesian3, Matrix4 } from 'cesium';
import { ecefFromEnuMatrix, type FrameOrigin, type Point, type Vector3 } from '#contracts';

export interface SceneFrame {
  readonly enuToEcef: Matrix4;
  readonly toWorld: (point: Point, heightMetres: number) => Cartesian3;
  readonly toWorldVector: (vector: Vector3) => Cartesian3;
  /** Where a ray meets the ground; null when it goes up. */
  readonly groundOnRay: (origin: Cartesian3, direction: Cartesian3) => Point | null;
}

export function createSceneFrame(origin: FrameOrigin): SceneFrame {
  const enuToEcef = Matrix4.fromArray([...ecefFromEnuMatrix(origin)]);
  const ecefToEnu = Matrix4.inverse(enuToEcef, new Matrix4());
  return {
    enuToEcef,
    toWorld: ([east, north], height) =>
      Matrix4.multiplyByPoint(enuToEcef, new Cartesian3(east, north, height), new Cartesian3()),
    toWorldVector: (vector) =>
      Matrix4.multiplyByPointAsVector(enuToEcef, new Cartesian3(...vector), new Cartesian3()),
    groundOnRay: (start, direction) => {
      const from = Matrix4.multiplyByPoint(ecefToEnu, start, new Cartesian3());
      const along = Matrix4.multiplyByPointAsVector(ecefToEnu, direction, new Cartesian3());
      if (along.z >= -1e-6) return null;
      const steps = -from.z / along.z;
      return [from.x + along.x * steps, from.y + along.y * steps];
    },
  };
}
