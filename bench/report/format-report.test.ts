import { expect, test } from 'vitest';
import { judgeFigure } from './figure.ts';
import { formatNumber, formatReport } from './format-report.ts';

const machine = {
  cpu: 'Example CPU',
  cores: 2,
  memoryBytes: 24 * 2 ** 30,
  system: 'linux 6.1',
  node: 'v26.0.0',
};

test('a reader sees the value, what was asked, the baseline with its source, and the machine', () => {
  const text = formatReport({
    title: 'verify crowd',
    takenAt: '2026-01-02T03:04:05Z',
    machine,
    tookSeconds: 1.25,
    figures: [
      judgeFigure({
        name: 'door flow',
        value: 1.234_56,
        unit: 'persons/(m·s)',
        asked: { between: [1.2, 1.4] },
        baseline: { what: 'measured', value: 1.3, source: 'Weidmann 1993' },
      }),
      judgeFigure({
        name: 'lost persons',
        value: 3,
        unit: '',
        asked: { atMost: 0 },
        note: 'seed 7',
      }),
    ],
  });
  expect(text.split('\n')).toEqual([
    'verify crowd — 2026-01-02T03:04:05Z',
    'Example CPU, 2 cores, 24 GiB, linux 6.1, Node v26.0.0',
    '',
    '   figure                      value  asked      baseline                      note',
    '✓  door flow     1.235 persons/(m·s)  1.2 … 1.4  1.3 measured (Weidmann 1993)',
    '✗  lost persons                    3  ≤ 0                                      seed 7',
    '',
    '1 of 2 figures do not hold (1.3 s)',
  ]);
});

test.each([
  [28_431, '28,431'],
  [0.000_012_34, '1.234e-5'],
  [12.345_6, '12.35'],
  [0, '0'],
  [Number.NaN, 'NaN'],
])('%d reads as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
