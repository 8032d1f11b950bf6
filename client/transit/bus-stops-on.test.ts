import { expect, it } from 'vitest';
import { clockText } from './bus-stops-on.tsx';

it('tells hours of a service day as a clock does', () => {
  expect([0, 19_800, 82_800, 86_340, 86_400, 102_600].map(clockText)).toEqual([
    ...['00:00', '05:30', '23:00', '23:59', '00:00', '04:30'],
  ]);
});
