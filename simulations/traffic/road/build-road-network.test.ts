import { describe, expect, it } from 'vitest';
import { roadInput } from '../verification/small-road.ts';
import { buildRoadNetwork } from './build-road-network.ts';
import type { RoadInput } from './road-types.ts';

const plain: RoadInput = roadInput({
  links: [
    ['a', 100, 10],
    ['b', 100, 10],
    ['c', 100, 10],
  ],
  ways: [
    { way: ['a', 'c'], signal: { id: 's', index: 0 } },
    { way: ['b', 'c'], signal: { id: 's', index: 1 }, yieldsTo: [0] },
  ],
  signals: [{ id: 's', offsetSeconds: 0, phases: [{ seconds: 30, state: 'Gr' }] }],
});

const withLink = (change: object): RoadInput => ({
  ...plain,
  links: plain.links.map((link) => (link.id === 'a' ? { ...link, ...change } : link)),
});
const withPhases = (...phases: { seconds: number; state: string }[]): RoadInput => ({
  ...plain,
  signals: [{ id: 's', offsetSeconds: 0, phases }],
});

describe('buildRoadNetwork', () => {
  it.each([
    ['no lanes', withLink({ lanes: 0 }), /link 'a': expected at least one lane, got 0/],
    ['no speed', withLink({ freeSpeedMetresPerSecond: 0 }), /link 'a': expected a speed above 0/],
    ['an id twice', withLink({ id: 'b' }), /link 'b': is there twice/],
    ['no phase', withPhases(), /signal 's': has no phase/],
    ['a phase of 0 s', withPhases({ seconds: 0, state: 'Gr' }), /phase 0 lasts 0 s/],
    [
      'phases of different widths',
      withPhases({ seconds: 5, state: 'Gr' }, { seconds: 5, state: 'G' }),
      /phase 1 has 1 letters, phase 0 has 2/,
    ],
    [
      'a way to nowhere',
      { ...plain, movements: plain.movements.map((way) => ({ ...way, toLink: 'z' })) },
      /there is no link 'z'/,
    ],
    [
      'a signal that is not there',
      { ...plain, signals: [] },
      /movement a_0 → c_0: there is no signal 's'/,
    ],
  ])('refuses a network with %s', (_, input, problem) => {
    expect(() => buildRoadNetwork(input)).toThrow(problem);
  });

  it('lengthens links below a vehicle and counts them', () => {
    const network = buildRoadNetwork(withLink({ lengthMetres: 0 }));
    expect(network.linkLength[0]).toBe(7.5);
    expect(network.repairs).toEqual([
      { rule: 'links below 7.5 m lengthened to it', count: 1, examples: ['a'] },
    ]);
  });

  it('makes one of two crossing full greens yield and counts it', () => {
    const network = buildRoadNetwork(withPhases({ seconds: 30, state: 'GG' }));
    expect(network.signals[0]?.phases[0]?.state).toBe('Gg');
    expect(network.repairs[0]?.count).toBe(1);
  });
});
