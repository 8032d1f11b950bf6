import { expect, test } from 'vitest';
import { createRandom } from '#contracts';
import { drawIncidents } from './incidents.ts';

test('smoke and leak signals come at the stated rates (Poisson, four standard errors)', () => {
  const units = Array.from({ length: 20_000 }, (_, i) => `u${i}`);
  const days = 100;
  const incidents = drawIncidents(createRandom(4, 'test'), units, 0, days * 86_400_000);
  const smoke = incidents.filter((incident) => incident.type === 'unit/smoke').length;
  const leak = incidents.length - smoke;
  const expectedSmoke = 2 * days;
  const expectedLeak = 4 * days;
  expect(Math.abs(smoke - expectedSmoke)).toBeLessThan(4 * Math.sqrt(expectedSmoke));
  expect(Math.abs(leak - expectedLeak)).toBeLessThan(4 * Math.sqrt(expectedLeak));
  for (const incident of incidents) expect(incident.untilMs).toBeGreaterThan(incident.fromMs);
});
