import { expect, test } from 'vitest';
import { createFrames } from '#contracts';
import {
  createLinkDraw,
  drawStations,
  drawStreetLinks,
  drawWalkDifference,
  drawWalkLinks,
  stationRadiusMetres,
} from './draw-links.ts';
import { hatchStrokes } from './hatch-strokes.ts';
import { DIVERGING, rgbFromHex } from './scales.ts';

// Two walkways of 100 m²: 10 × 10 m and 50 × 2 m; two frames.
const walks = [
  { lengthMetres: 10, widthMetres: 10 },
  { lengthMetres: 50, widthMetres: 2 },
];
const size = { startMs: 0, frameCount: 2, walkLinkCount: 2, streetLinkCount: 1, stationCount: 1 };

test('density is people over area, of the asked frame; above 4 is critical', () => {
  const frames = createFrames(size);
  frames.walkPersons.set([0, 0, /* frame 1 */ 50, 401]);
  const out = createLinkDraw(2);
  drawWalkLinks(walks, frames, 1, out);
  expect([...out.values]).toEqual([0.5, Math.fround(4.01)]);
  expect([...out.hatches]).toEqual([0, 2]);
  expect([...out.critical]).toEqual([0, 1]);
  drawWalkLinks(walks, frames, 0, out);
  expect([...out.critical]).toEqual([0, 0]);
});

test('speed is drawn relative to free flow', () => {
  const frames = createFrames(size);
  frames.streetSpeedCentimetresPerSecond.set([1000, 250]);
  const out = createLinkDraw(1);
  drawStreetLinks([{ freeSpeedMetresPerSecond: 10 }], frames, 1, out);
  expect(out.values[0]).toBe(0.25);
});

test('a difference has its sign in its hue, and a few people stay neutral', () => {
  const base = createFrames(size);
  const run = createFrames(size);
  base.walkPersons.set([300, 100]);
  run.walkPersons.set([100, 104]); // −2 persons/m² and +0.04
  const out = createLinkDraw(2);
  drawWalkDifference(walks, { frames: base, index: 0 }, { frames: run, index: 0 }, out);
  expect([...out.colours.slice(0, 3)]).toEqual([...rgbFromHex(DIVERGING.fewer)]);
  expect([...out.colours.slice(4, 7)]).toEqual([...rgbFromHex(DIVERGING.neutral)]);
});

test("a station's circle grows in area with its queue", () => {
  const area = (waiting: number) => stationRadiusMetres(waiting) ** 2;
  const step = area(1000) - area(0);
  expect(area(5000) - area(0)).toBeCloseTo(5 * step, 6);
  const frames = createFrames(size);
  frames.stationWaiting.set([7, 9]);
  expect(drawStations(frames, 1)[0]?.waiting).toBe(9);
});

test('hatch strokes: none below band E, single on E, crossed on F, all within the way', () => {
  const line = [
    [0, 0],
    [30, 0],
  ] as const;
  const count = (hatch: 0 | 1 | 2) => hatchStrokes([{ line, widthMetres: 4, hatch }]).length;
  expect(count(0)).toBe(0);
  expect(count(2)).toBe(2 * count(1));
  for (const [, y0 = 9, , y1 = 9] of hatchStrokes([{ line, widthMetres: 4, hatch: 2 }])) {
    expect(Math.max(Math.abs(y0), Math.abs(y1))).toBeLessThanOrEqual(2);
  }
});

test('outside the study area a way has no value, no alarm and a faint colour of its own', () => {
  const study = {
    walkLinks: Uint32Array.of(1),
    streetLinks: Uint32Array.of(0),
    stations: Uint32Array.of(1),
  };
  const known = createFrames({
    startMs: 0,
    frameCount: 1,
    walkLinkCount: 2,
    streetLinkCount: 2,
    stationCount: 2,
    study,
  });
  known.walkPersons.set([0, 500]);
  known.stationWaiting.set([0, 70]);
  const size = { lengthMetres: 10, widthMetres: 10 };
  const walks = createLinkDraw(2);
  drawWalkLinks([size, size], known, 0, walks);
  expect([...walks.values]).toEqual([Number.NaN, 5]);
  expect([...walks.critical]).toEqual([0, 1]);
  expect(walks.colours[3]).toBeLessThan(255);
  expect(walks.colours[7]).toBe(255);
  const streets = createLinkDraw(2);
  const free = { freeSpeedMetresPerSecond: 10 };
  drawStreetLinks([free, free], known, 0, streets);
  // A known speed of 0 is a jam; an unknown one is nothing.
  expect([...streets.values]).toEqual([0, Number.NaN]);
  const difference = createLinkDraw(2);
  drawWalkDifference(
    [size, size],
    { frames: known, index: 0 },
    { frames: known, index: 0 },
    difference,
  );
  expect([...difference.values]).toEqual([Number.NaN, 0]);
  expect(drawStations(known, 0).map((station) => station.known)).toEqual([false, true]);
});
