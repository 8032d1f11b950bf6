import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrames, type Outcomes } from '#contracts';
import { csvCell } from './csv-table.ts';
import { outcomesTable, planCsv } from './export-csv.ts';
import { minutesTable, peaksTable } from './place-tables.ts';
import { sampleNetworks as networks } from './sample-networks.ts';

test('CSV cells survive a reader (RFC 4180), and no text starts a formula', () => {
  const readCell = (cell: string): string =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvCell(text);
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
      expect(readCell(cell).replace(/^'(?=[=+\-@\t\r])/, '')).toBe(text);
      expect(readCell(cell)).not.toMatch(/^[=+\-@\t\r]/);
    }),
    { seed: 1 },
  );
  expect(csvCell(-1.5)).toBe('-1.5');
});

const framesOf = (stationCount: number) =>
  createFrames({
    startMs: 0,
    frameCount: 3,
    walkLinkCount: networks.walk.links.length,
    streetLinkCount: networks.street.links.length,
    stationCount,
  });

test('an empty footway has no peak; a used one has its worst minute', () => {
  const frames = framesOf(0);
  const walks = () =>
    peaksTable([{ name: 'run', frames }], networks).rows.filter(
      (cells) => cells[1] === 'walk-link',
    );
  expect(walks()).toEqual([]);
  frames.walkPersons.set([0, 30, 10]);
  frames.walkPersonsHigh.set([0, 40, 12]);
  // 10 m × 2 m: 30 people are 1.5 persons/m².
  expect(walks()).toEqual([
    [
      ...['run', 'walk-link', 'w,1', '=路"', ''],
      ...['density', 'persons/m2', null, 1.5, 2],
      '1970-01-01T00:01:00.000Z',
    ],
  ]);
});

test('minutes are told of footways above level of service D only, and all of them', () => {
  const frames = framesOf(0);
  const times = () =>
    minutesTable([{ name: 'run', frames }], networks)
      .rows.filter((cells) => cells[1] === 'walk-link')
      .map((cells) => cells[5]);
  frames.walkPersonsHigh.set([21, 0, 0]); // 1.05 persons/m², still D
  expect(times()).toEqual([]);
  frames.walkPersonsHigh.set([22, 0, 0]); // 1.1, E
  expect(times()).toEqual([
    '1970-01-01T00:00:00.000Z',
    '1970-01-01T00:01:00.000Z',
    '1970-01-01T00:02:00.000Z',
  ]);
});

const one = { low: 1, median: 2, high: 3 };
const outcomes: Outcomes = {
  peakDensity: { personsPerSquareMetre: one, link: null, atMs: null },
  minutesAboveFour: one,
  clearingMinutes: null,
  peakStationQueue: { persons: one, station: null },
  vehicleDelayHours: one,
  staffNeeded: 4,
  worstPlaces: [],
};

test('three tables, each under its rule in one cell, each line as wide as its header', () => {
  const frames = framesOf(0);
  frames.walkPersonsHigh.set([30, 0, 0]);
  const text = planCsv([{ name: 'r', outcomes, frames }], networks);
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const tables = text.slice(1).split('\r\n\r\n');
  expect(tables).toHaveLength(3);
  for (const table of tables) {
    const [note = '', header = '', ...lines] = table.trimEnd().split('\r\n');
    expect(note).toMatch(/^# [^",]+$/);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      // The sample's id holds one comma, in quotes.
      const commas = line.replaceAll(/"[^"]*"/g, '').split(',').length;
      expect(commas).toBe(header.split(',').length);
    }
  }
});

test('outcomes come in the fixed order', () => {
  const names = outcomesTable([{ name: 'r', outcomes }]).rows.map((cells) => cells[1]);
  expect(names).toEqual([
    'peakDensity',
    'minutesAboveFour',
    'clearing',
    'stationQueue',
    'vehicleDelay',
    'staff',
  ]);
});
