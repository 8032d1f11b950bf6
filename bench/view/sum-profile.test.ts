import { expect, test } from 'vitest';
import { sumProfile } from './sum-profile.ts';

test('time goes to the script whose function was on top, idle time to nobody', () => {
  const node = (id: number, functionName: string, url: string) => ({
    id,
    callFrame: { functionName, url },
  });
  const sums = sumProfile({
    nodes: [
      node(1, '(root)', ''),
      node(2, 'render', 'http://x/cesium/index.js'),
      node(3, 'writeAll', 'http://x/page.js'),
      node(4, '(garbage collector)', ''),
      node(5, '(idle)', ''),
    ],
    samples: [2, 3, 2, 5, 4],
    timeDeltas: [1000, 2000, 3000, 500_000, 4000],
  });
  expect(sums).toEqual({ engine: 0.004, ours: 0.002, browser: 0.004 });
});
