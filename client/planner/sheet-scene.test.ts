import { expect, test } from 'vitest';
import { createFrames } from '#contracts';
import { rgbFromHex } from '../layers/index.ts';
import { placeOptions } from './place-options.ts';
import { sampleNetworks as networks } from './sample-networks.ts';
import { extentOf, PAPER_DENSITY_HEX, sheetScene } from './sheet-scene.ts';

const luminance = (hex: string): number => {
  const [r, g, b] = rgbFromHex(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

test('on paper more crowded is darker, band by band', () => {
  const steps = PAPER_DENSITY_HEX.map(luminance);
  expect(steps).toEqual([...steps].sort((a, b) => b - a));
});

const post = (east: number, north: number) => ({
  number: 1,
  fromMs: 0,
  untilMs: 1,
  point: [east, north] as const,
  where: '',
  what: '',
  instruction: null,
  who: '',
});

test('the map holds every post with ground around it, and never less than 700 m', () => {
  const posts = [post(-400, 0), post(900, 50)];
  const [west, south, east, north] = extentOf({ networks, posts, venues: ['v1'] });
  expect([west, east]).toEqual([-520, 1020]);
  expect(north - south).toBe(700);
  expect(south).toBeLessThan(0);
});

test('a scene for paper colours the footway by its density and numbers the posts', () => {
  const frames = createFrames({
    startMs: 0,
    frameCount: 1,
    walkLinkCount: 1,
    streetLinkCount: 0,
    stationCount: 0,
  });
  frames.walkPersons.set([60]); // 10 m × 2 m: 3 persons/m², band F
  const { scene } = sheetScene({
    networks,
    options: placeOptions(networks, 'en'),
    language: 'en',
    position: { frames, index: 0 },
    timeMs: 0,
    posts: [post(5, 5)],
    venues: [],
  });
  expect(scene.theme).toBe('paper');
  expect([...(scene.walks?.colours ?? [])]).toEqual([
    ...rgbFromHex(PAPER_DENSITY_HEX[5] ?? ''),
    255,
  ]);
  expect(scene.marks).toEqual([{ point: [5, 5], text: '1' }]);
});
