/** Landmark buildings of the facts, at their places or at the nearest spot that is free. */
import type { Point, Ring } from '#contracts';
import { type BuildingSite, putUp } from './building-site.ts';
import type { LandmarkBuilding } from './place-facts.ts';
import { centreOf, distance, isInside } from './plane-shapes.ts';
import { polygonOf, rectangle } from './shape-buildings.ts';
import { UNIT_SQUARE_METRES } from './unit-sizes.ts';

/** Places are recalled to about 150 m, so a building may stand that far from its point. */
const REACH_METRES = 160;
const STEP_METRES = 5;
const GAP_METRES = 6;

export function putUpLandmark(site: BuildingSite, landmark: LandmarkBuilding): void {
  if (spotsAround(landmark.point).some((spot) => putUpAt(site, landmark, spot))) return;
  throw new Error(
    `landmark-buildings.json: ${landmark.id} finds no room in its block within ${REACH_METRES} m of ${landmark.point.join(',')}; give its landmark a radius or move the roads`,
  );
}

/** The block that holds a landmark's point, else the one whose middle is nearest. */
export function findQuarterOf(point: Point, rings: readonly Ring[]): number {
  const holding = rings.findIndex((ring) => isInside(point, ring));
  if (holding >= 0) return holding;
  const far = rings.map((ring) => distance(centreOf(ring), point));
  return far.indexOf(Math.min(...far));
}

function putUpAt(site: BuildingSite, landmark: LandmarkBuilding, spot: Point): boolean {
  const body = landmark.heightMetres - landmark.roofHeightMetres;
  return putUp(
    site,
    {
      id: `ref/${landmark.id}`,
      use: landmark.use,
      levels: landmark.levels,
      storeyHeightMetres: body / landmark.levels,
      roofShape: landmark.roof,
      roofHeightMetres: landmark.roofHeightMetres,
      name: landmark.name,
      ...(landmark.address ? { address: landmark.address } : {}),
      compound: false,
      unitSquareMetres: UNIT_SQUARE_METRES[landmark.use],
      shape: shapeOf(landmark),
      gapMetres: GAP_METRES,
    },
    spot,
    (landmark.turnDegrees / 180) * Math.PI,
  );
}

function spotsAround([x, y]: Point): Point[] {
  const spots: Point[] = [];
  for (let dx = -REACH_METRES; dx <= REACH_METRES; dx += STEP_METRES) {
    for (let dy = -REACH_METRES; dy <= REACH_METRES; dy += STEP_METRES)
      if (Math.hypot(dx, dy) <= REACH_METRES) spots.push([x + dx, y + dy]);
  }
  return spots.sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y));
}

function shapeOf({ shape }: LandmarkBuilding): Ring {
  switch (shape.type) {
    case 'rectangle':
      return rectangle(shape.length, shape.depth);
    case 'polygon':
      return polygonOf(shape.sides, shape.diameter);
    case 'wedge': {
      const [x, y, n] = [shape.length / 2, shape.depth / 2, shape.nose / 2];
      return [
        [-x, -y],
        [x, -n],
        [x, n],
        [-x, y],
      ];
    }
    default: {
      const unknown: never = shape;
      throw new Error(`landmark shape ${JSON.stringify(unknown)} is not known`);
    }
  }
}
