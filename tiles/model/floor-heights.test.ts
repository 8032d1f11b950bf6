/** Floors of a tower on a podium, and what does not fit together. */
import { describe, expect, it } from 'vitest';
import { planFloorHeights } from './floor-heights.ts';

const outline = [
  [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ],
] as const;
const podium = { outline, minLevel: 0, levels: 3, minHeightMetres: 0, heightMetres: 15.3 };
const tower = { outline, minLevel: 3, levels: 13, minHeightMetres: 15.3, heightMetres: 54.3 };
const span = { firstLevel: 0, storeys: 13, baseMetres: 0, eavesMetres: 54.3 };
const storeyHeights = (floors: readonly number[]): number[] =>
  floors.slice(1).map((top, i) => Math.round((top - (floors[i] ?? 0)) * 1000) / 1000);

describe('floor heights', () => {
  it('follows a podium of 5.1 m and a tower of 3.9 m', () => {
    const heights = storeyHeights(planFloorHeights({ parts: [podium, tower] }, span));
    expect(heights).toEqual([...Array(3).fill(5.1), ...Array(10).fill(3.9)]);
  });

  it('shares the height out equally where parts say nothing, contradict or do not reach the ends', () => {
    const equal = Array(13).fill(Math.round((54.3 / 13) * 1000) / 1000);
    const cases = [
      [],
      [podium, { outline, heightMetres: 54.3 }],
      [podium, { ...tower, minHeightMetres: 18 }],
      [podium, { ...tower, levels: 12 }],
      [podium],
      [podium, { ...tower, levels: 13.5 }],
    ];
    for (const parts of cases)
      expect(storeyHeights(planFloorHeights({ parts }, span)), JSON.stringify(parts)).toEqual(
        equal,
      );
  });

  it('always has one more height than storeys, from base to eaves', () => {
    const floors = planFloorHeights(
      { parts: [] },
      { firstLevel: -1, storeys: 4, baseMetres: -3, eavesMetres: 9 },
    );
    expect(floors).toEqual([-3, 0, 3, 6, 9]);
  });
});
