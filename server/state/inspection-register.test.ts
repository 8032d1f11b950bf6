import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CellIndex, NO_CELL } from '../registry/index.ts';
import { daysByRule, INSPECTIONS_FILE, openInspectionRegister } from './inspection-register.ts';

const DAY_MS = 86_400_000;
const cells: CellIndex = {
  count: 3,
  classes: new Uint8Array(3),
  parents: new Uint32Array(3).fill(NO_CELL),
  areas: new Float32Array(3),
  uses: new Uint8Array(3),
  cellOfUnit: new Map([
    ['b/1-1F-01', 1],
    ['b/1-1F-02', 2],
  ]),
  cellOfBuilding: new Map(),
  kindOfUnit: () => 'measured',
  usageOf: () => 'office',
};
let dataDirectory = '';
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'gezi-inspections-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));
const open = (isSynthetic = false) =>
  openInspectionRegister({ city: { cells }, dataDirectory, isSynthetic });
const write = (text: string) => writeFileSync(join(dataDirectory, INSPECTIONS_FILE), text);

test('a register in the data folder is used, and what does not fit is counted by reason', () => {
  write(
    '\uFEFFunit,due\r\nb/1-1F-01,2026-11-20\r\nb/9-9F-99,2026-11-20\r\nb/1-1F-02,2026-02-30\r\nb/1-1F-01,2027-01-01\r\n',
  );
  const register = open(true);
  expect(register.kind).toBe('measured');
  expect(register.refused).toEqual({
    'unknown unit': 1,
    'no date as YYYY-MM-DD': 1,
    'unit named twice': 1,
  });
  const nowMs = Date.parse('2026-11-22T15:00:00Z');
  expect(register.daysPastDue(1, nowMs)).toBe(2);
  expect(register.daysPastDue(1, nowMs - 3 * DAY_MS)).toBe(-1);
  expect(register.daysPastDue(2, nowMs)).toBeNull();
});

test('a file with another head is refused with what was expected', () => {
  write('code;date\n');
  expect(() => open()).toThrow(/line 1: expected "unit,due", got "code;date"/);
});

test('a real district without a register says nothing; a district by rule says synthetic', () => {
  expect(open(false).daysPastDue(1, Date.now())).toBeNull();
  const register = open(true);
  expect(register.kind).toBe('synthetic');
  expect(register.daysPastDue(1, Date.now())).not.toBeNull();
  // A building or storey has no date of its own.
  expect(register.daysPastDue(0, Date.now())).toBeNull();
});

test('by rule every unit comes due once a period, and at most 60 days late', () => {
  for (let i = 0; i < 60; i += 1) {
    const hash = (i * 2_654_435_761) >>> 0;
    let inspections = 0;
    let before = daysByRule(hash, 365, 20_000);
    for (let day = 20_001; day <= 20_000 + 365; day += 1) {
      const now = daysByRule(hash, 365, day);
      expect(now).toBeGreaterThanOrEqual(-365);
      expect(now).toBeLessThan(60);
      // Either a day passed, or the inspection was done and the next is far.
      if (now < before) inspections += 1;
      else expect(now).toBe(before + 1);
      before = now;
    }
    expect(inspections).toBe(1);
  }
});
