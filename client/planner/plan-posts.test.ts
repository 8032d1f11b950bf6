import { expect, test } from 'vitest';
import { gateIdSchema, type Measure, measureIdSchema, walkLinkIdSchema } from '#contracts';
import { placeOptions } from './place-options.ts';
import { planPosts } from './plan-posts.ts';
import { sampleNetworks } from './sample-networks.ts';

const options = placeOptions(sampleNetworks, 'en');
const hold = (id: string, fromMinute: number): Measure => ({
  id: measureIdSchema.parse(id),
  type: 'close-gate',
  gate: gateIdSchema.parse('g1'),
  fromMs: fromMinute * 60_000,
  untilMs: (fromMinute + 30) * 60_000,
});
const place = (high: number, atMinute: number) => ({
  link: walkLinkIdSchema.parse('w,1'),
  name: null,
  personsPerSquareMetre: { low: 0.2, median: 0.9, high },
  atMs: atMinute * 60_000,
});

test('measures and watches are numbered in the order of their times', () => {
  const posts = planPosts(
    [hold('late', 60), hold('early', 20)],
    { worstPlaces: [place(1.08, 50)] },
    options,
    'en',
  );
  expect(
    posts.map(({ number, fromMs, untilMs }) => [number, fromMs / 60_000, untilMs / 60_000]),
  ).toEqual([
    [1, 20, 50],
    [2, 40, 60],
    [3, 60, 90],
  ]);
  expect(posts.map((post) => post.who)).toEqual(['Venue security', 'Grid staff', 'Venue security']);
  expect(posts[1]?.what).toContain('0.9');
});

test('a place that stays below level of service E is no post', () => {
  expect(planPosts([], { worstPlaces: [place(1.07, 50)] }, options, 'en')).toEqual([]);
});
