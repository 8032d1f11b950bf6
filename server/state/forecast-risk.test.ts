import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import {
  byteFromValue,
  CELL_QUANTITIES,
  CITY_STORE_DDL,
  createFrames,
  createRandom,
  type DistrictNetworks,
  type Point,
} from '#contracts';
import { type CellIndex, NO_CELL } from '../registry/index.ts';
import { createForecastRisk, RISK_FRAMES, RISK_REACH_METRES } from './forecast-risk.ts';

/** 12 × 9 m houses on a random field; ways of 40 to 120 m between them. */
const BUILDINGS = 60;
const LINKS = 80;
const FIELD_METRES = 700;
const random = createRandom(11, 'forecast risk');
const place = (): Point => [random.next() * FIELD_METRES, random.next() * FIELD_METRES];

const centres = Array.from({ length: BUILDINGS }, place);
const lines = Array.from({ length: LINKS }, (): readonly Point[] => {
  const [x, y] = place();
  const turn = random.next() * 6.28;
  const length = 40 + 80 * random.next();
  return [
    [x, y],
    [x + length * Math.cos(turn), y + length * Math.sin(turn)],
  ];
});

function cityOf() {
  const sqlite = new DatabaseSync(':memory:');
  sqlite.exec(CITY_STORE_DDL);
  const insert = sqlite.prepare(
    `INSERT INTO building (cell, id, use, use_kind, use_source, height_m, height_kind, height_source,
       storeys, storeys_kind, storeys_source, east_m, north_m, footprint, parts)
     VALUES (?, ?, 'office', 's', 's', 9, 's', 's', 3, 's', 's', ?, ?, ?, '[]')`,
  );
  centres.forEach(([x, y], cell) => {
    const ring = [
      [x - 6, y - 4.5],
      [x + 6, y - 4.5],
      [x + 6, y + 4.5],
      [x - 6, y + 4.5],
    ];
    insert.run(cell, `b${cell}`, x, y, JSON.stringify([ring]));
  });
  // One storey under each building, one unit under each storey.
  const count = BUILDINGS * 3;
  const parents = new Uint32Array(count).fill(NO_CELL);
  for (let i = 0; i < BUILDINGS; i += 1) {
    parents[BUILDINGS + i] = i;
    parents[2 * BUILDINGS + i] = BUILDINGS + i;
  }
  const cells: CellIndex = {
    count,
    parents,
    classes: new Uint8Array(count),
    areas: new Float32Array(count),
    uses: new Uint8Array(count),
    cellOfUnit: new Map(),
    cellOfBuilding: new Map(),
    kindOfUnit: () => 'synthetic',
    usageOf: () => 'office',
  };
  const links = lines.map((line) => ({ line, lengthMetres: 50, widthMetres: 4 }));
  const networks = { walk: { links } } as unknown as DistrictNetworks;
  return { sqlite, cells, networks };
}

test('each building, its storeys and units hold the highest density beside it in the next hour', () => {
  const frames = createFrames({
    startMs: 0,
    frameCount: 121,
    walkLinkCount: LINKS,
    streetLinkCount: 0,
    stationCount: 0,
  });
  for (let i = 0; i < frames.walkPersonsHigh.length; i += 1) {
    frames.walkPersonsHigh[i] = Math.floor(random.next() * 900);
  }
  const bytes = createForecastRisk(cityOf()).bytesOf(frames);
  let valued = 0;
  centres.forEach(([x, y], cell) => {
    // Brute force: every way as points a quarter of a metre apart, every minute of the hour.
    let highest = Number.NaN;
    let atTheEdge = false;
    lines.forEach(([from, to], link) => {
      if (!from || !to) return;
      const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) * 4);
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i <= steps; i += 1) {
        const px = from[0] + ((to[0] - from[0]) * i) / steps;
        const py = from[1] + ((to[1] - from[1]) * i) / steps;
        const dx = Math.max(x - 6 - px, 0, px - x - 6);
        const dy = Math.max(y - 4.5 - py, 0, py - y - 4.5);
        least = Math.min(least, Math.hypot(dx, dy));
      }
      // Sampling may be wrong by up to half a step there.
      if (Math.abs(least - RISK_REACH_METRES) < 0.125) atTheEdge = true;
      if (least > RISK_REACH_METRES) return;
      for (let frame = 0; frame < RISK_FRAMES; frame += 1) {
        const density = (frames.walkPersonsHigh[frame * LINKS + link] ?? 0) / (50 * 4);
        if (!(density <= highest)) highest = density;
      }
    });
    if (atTheEdge) return;
    const expected = Number.isNaN(highest) ? 0 : byteFromValue(CELL_QUANTITIES.risk, highest);
    if (expected > 0) valued += 1;
    expect([bytes[cell], bytes[BUILDINGS + cell], bytes[2 * BUILDINGS + cell]]).toEqual([
      expected,
      expected,
      expected,
    ]);
  });
  expect(valued).toBeGreaterThan(BUILDINGS / 4);
  expect(valued).toBeLessThan(BUILDINGS);
});

test('ways that the forecast does not cover say nothing, rather than that nobody is there', () => {
  const size = { startMs: 0, frameCount: 121, streetLinkCount: 0, stationCount: 0 };
  const none = { walkLinks: new Uint32Array(), streetLinks: new Uint32Array() };
  const studied = createFrames({
    ...size,
    walkLinkCount: LINKS,
    study: { ...none, walkLinks: new Uint32Array([3]), stations: new Uint32Array() },
  });
  const whole = createFrames({ ...size, walkLinkCount: LINKS });
  const city = cityOf();
  const valued = (bytes: Uint8Array): number =>
    bytes.reduce((n, byte) => n + (byte > 0 ? 1 : 0), 0);
  const all = valued(createForecastRisk(city).bytesOf(whole));
  const some = valued(createForecastRisk(city).bytesOf(studied));
  expect(all).toBeGreaterThan(some);
  expect(some).toBeLessThan(all / 2);
});
