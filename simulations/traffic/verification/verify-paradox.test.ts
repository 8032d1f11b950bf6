import { expect, test } from 'vitest';
import { verifyParadox } from './verify-paradox.ts';

test('informed drivers fall into the paradox of Braess as theory says, and leave it when the link closes', () => {
  for (const { name, value, asked } of verifyParadox()) {
    const [low, high] = asked !== undefined && 'between' in asked ? asked.between : [0, -1];
    expect(value, name).toBeGreaterThanOrEqual(low);
    expect(value, name).toBeLessThanOrEqual(high);
  }
});
