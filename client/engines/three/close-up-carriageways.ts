/** Carriageways as ribbons under vehicles and people, with their stop lines. */
import { BufferGeometry, Float32BufferAttribute } from 'three';
import type { CloseUpScene, Point } from '#contracts';

/** Of the discs that close a bend. */
const CORNERS = 12;
const STOP_LINE_METRES = 0.4;

export function carriageways(streets: CloseUpScene['streets']): BufferGeometry {
  const places: number[] = [];
  for (const { line, widthMetres, rightMetres } of streets) {
    line.forEach((b, index) => {
      const a = line[index - 1];
      if (!a) return;
      const heading = Math.atan2(b[1] - a[1], b[0] - a[0]);
      const [left, right] = [rightMetres - widthMetres / 2, rightMetres + widthMetres / 2];
      addQuad(places, [
        aside(a, heading, left),
        aside(a, heading, right),
        aside(b, heading, right),
        aside(b, heading, left),
      ]);
      if (index < line.length - 1) {
        addDisc(places, aside(b, heading, rightMetres), widthMetres / 2);
      }
    });
  }
  return geometryOf(places);
}

export function stopLines(signals: CloseUpScene['signals']): BufferGeometry {
  const places: number[] = [];
  for (const { point, headingRadians, widthMetres } of signals) {
    const behind: Point = [
      point[0] - Math.cos(headingRadians) * STOP_LINE_METRES,
      point[1] - Math.sin(headingRadians) * STOP_LINE_METRES,
    ];
    const half = widthMetres / 2;
    addQuad(places, [
      aside(behind, headingRadians, -half),
      aside(behind, headingRadians, half),
      aside(point, headingRadians, half),
      aside(point, headingRadians, -half),
    ]);
  }
  return geometryOf(places);
}

/** Metres to the right of a point, seen along the heading. */
const aside = ([x, y]: Point, heading: number, right: number): Point => [
  x + Math.sin(heading) * right,
  y - Math.cos(heading) * right,
];

function addQuad(places: number[], [a, b, c, d]: readonly [Point, Point, Point, Point]): void {
  for (const [x, y] of [a, b, c, a, c, d]) places.push(x, y, 0);
}

function addDisc(places: number[], [x, y]: Point, radius: number): void {
  for (let corner = 0; corner < CORNERS; corner += 1) {
    places.push(x, y, 0);
    for (const step of [corner, corner + 1]) {
      const turn = (2 * Math.PI * step) / CORNERS;
      places.push(x + radius * Math.cos(turn), y + radius * Math.sin(turn), 0);
    }
  }
}

function geometryOf(places: readonly number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(places, 3));
  return geometry;
}
