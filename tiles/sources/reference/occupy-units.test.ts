/** Made-up occupants: shares as in the census, numbers that ring nowhere, the same for the same seed. */
import { describe, expect, it } from 'vitest';
import type { BuildingUse, Occupant } from '#contracts';
import { occupyUnit } from './occupy-units.ts';

const unitsOf = (use: BuildingUse, count: number): (Occupant | undefined)[] =>
  Array.from({ length: count }, (_, i) =>
    occupyUnit(1, { code: `ref/b0001-01-${1 + (i % 30)}F-${i}`, use, areaSquareMetres: 90 }),
  );

describe('occupants', () => {
  it('has households of 2.32 persons on average and one home in eight empty', () => {
    const homes = unitsOf('residential', 20_000);
    const households = homes.flatMap((o) => (o?.type === 'household' ? [o] : []));
    expect(households.length + homes.filter((o) => o === undefined).length).toBe(20_000);
    const persons = households.reduce((sum, o) => sum + o.persons, 0);
    // Shares are rounded to hundredths; three standard errors of 17,600 households are 0.03.
    expect(Math.abs(persons / households.length - 2.32)).toBeLessThan(0.1);
    // Three standard errors of 20,000 draws are 0.007.
    expect(Math.abs(1 - households.length / 20_000 - 0.12)).toBeLessThan(0.01);
  });

  it('marks everybody synthetic, with telephones of no operator and firms named 格子', () => {
    for (const use of ['residential', 'office', 'retail', 'hotel', 'industrial'] as const) {
      for (const occupant of unitsOf(use, 300)) {
        if (!occupant) continue;
        expect(occupant.kind).toBe('synthetic');
        expect(occupant.contactPhone).toMatch(/^102\d{8}$/);
        expect(occupant.contactName).toMatch(/^\p{Script=Han}{2,3}$/u);
        expect(occupant.persons).toBeGreaterThan(0);
        expect(occupant.type).toBe(use === 'residential' ? 'household' : 'firm');
        if (occupant.type === 'firm') expect(occupant.name.zh).toMatch(/^格子/);
      }
    }
  });

  it('registers nobody in halls and offices of the state', () => {
    for (const use of ['civic', 'sport', 'religious', 'parking', 'other'] as const)
      expect(unitsOf(use, 50).every((o) => o === undefined)).toBe(true);
  });

  it('says the same for the same seed and something else for another', () => {
    const unit = { code: 'ref/b0007-02-5F-03', use: 'residential', areaSquareMetres: 80 } as const;
    const many = Array.from({ length: 50 }, (_, seed) => JSON.stringify(occupyUnit(seed, unit)));
    expect(JSON.stringify(occupyUnit(3, unit))).toBe(many[3]);
    expect(new Set(many).size).toBeGreaterThan(30);
  });
});
