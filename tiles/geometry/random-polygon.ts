/** Star-shaped polygons with deep notches and sometimes a courtyard, for property tests. */
import type { Point, Polygon } from '#contracts';
import { createRandom, type SeededRandom } from '#contracts';

export function randomPolygon(seed: number): { polygon: Polygon; random: SeededRandom } {
  const random = createRandom(seed, 'random-polygon');
  const count = 3 + random.nextInteger(18);
  const outer: Point[] = [];
  for (let i = 0; i < count; i += 1) {
    // Every sector has its point, so the ring is simple whatever the radii are.
    const angle = ((i + 0.1 + 0.8 * random.next()) / count) * 2 * Math.PI;
    const radius = 14 + random.next() * 40;
    outer.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
  }
  const polygon: Point[][] = [outer];
  // Chords of a triangle may pass near the middle; from seven points on, radius 4 stays clear.
  if (count >= 7 && random.next() < 0.6) {
    const hole: Point[] = [];
    for (let i = 0; i < 6; i += 1) {
      const angle = (-(i + random.next() * 0.8) / 6) * 2 * Math.PI;
      const radius = 2 + random.next() * 2;
      hole.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
    polygon.push(hole);
  }
  return { polygon, random };
}
