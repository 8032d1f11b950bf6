/** Which buckets hold something that a person there must be checked against. */
import type { CrowdScenario } from '#contracts';
import type { Journeys } from '../people/compile-journeys.ts';
import { distanceToSegment } from '../space/plane-geometry.ts';
import { BUCKET_METRES, type Space } from '../space/space-types.ts';

export const MARK = { landing: 1, line: 2, goal: 4 } as const;

/** A bucket's middle to its corner, and the longest step, m. */
const SLACK_METRES = BUCKET_METRES * Math.SQRT1_2 + 0.6;

export function markBuckets(scenario: CrowdScenario, space: Space, journeys: Journeys): Uint8Array {
  const marks = new Uint8Array(space.bucketCount);
  const levelOf = (id: string): number => scenario.levels.findIndex((level) => level.id === id);
  space.planes.forEach((plane, index) => {
    const landings = space.landings.filter((l) => l.level === index || l.stair === index);
    const lines = scenario.measuringLines.filter((l) => levelOf(l.level) === index);
    const areas = [
      ...journeys.exitAreas,
      ...journeys.goals.flatMap(({ area }) => (area ? [area] : [])),
    ].filter((area) => area.plane === index);
    for (let k = 0; k < plane.bucketColumns * plane.bucketRows; k += 1) {
      const x = plane.minX + ((k % plane.bucketColumns) + 0.5) * BUCKET_METRES;
      const y = plane.minY + (Math.floor(k / plane.bucketColumns) + 0.5) * BUCKET_METRES;
      let mark = 0;
      if (landings.some(({ a, b }) => distanceToSegment(a, b, x, y) < SLACK_METRES + 1)) {
        mark |= MARK.landing;
      }
      const isOnLine = lines.some(({ line: { coordinates: c } }) => {
        return distanceToSegment(c[0], c[1], x, y) < SLACK_METRES;
      });
      if (isOnLine) mark |= MARK.line;
      const half = BUCKET_METRES / 2;
      const isInArea = areas.some(
        (area) =>
          x + half >= area.minX &&
          x - half <= area.maxX &&
          y + half >= area.minY &&
          y - half <= area.maxY,
      );
      if (isInArea) mark |= MARK.goal;
      marks[plane.firstBucket + k] = mark;
    }
  });
  return marks;
}
