/** The report as text: one line per figure, columns aligned, the judgement first. */

import type { Asked, Baseline, Figure } from './figure.ts';
import { formatMachine, type Machine } from './machine.ts';

export interface Report {
  /** `verify crowd`, `bench live`. */
  readonly title: string;
  readonly takenAt: string;
  readonly machine: Machine;
  readonly tookSeconds: number;
  readonly figures: readonly Figure[];
}

const HEADINGS = ['', 'figure', 'value', 'asked', 'baseline', 'note'] as const;
const VALUE_COLUMN = 2;

export function formatReport(report: Report): string {
  const failed = report.figures.filter((figure) => !figure.holds).length;
  const verdict =
    failed === 0
      ? `all ${report.figures.length} figures hold`
      : `${failed} of ${report.figures.length} figures do not hold`;
  return [
    `${report.title} — ${report.takenAt}`,
    formatMachine(report.machine),
    '',
    ...alignColumns([HEADINGS, ...report.figures.map(rowOf)]),
    '',
    `${verdict} (${report.tookSeconds.toFixed(1)} s)`,
  ].join('\n');
}

/** Four significant digits, but integers whole, so that counts stay exact. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(3);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}

function rowOf(figure: Figure): readonly string[] {
  return [
    figure.asked === undefined ? '·' : figure.holds ? '✓' : '✗',
    figure.name,
    withUnit(figure.value, figure.unit),
    formatAsked(figure.asked),
    formatBaseline(figure.baseline),
    figure.note ?? '',
  ];
}

function withUnit(value: number, unit: string): string {
  return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

function formatAsked(asked: Asked | undefined): string {
  if (asked === undefined) return '';
  if ('atMost' in asked) return `≤ ${formatNumber(asked.atMost)}`;
  if ('atLeast' in asked) return `≥ ${formatNumber(asked.atLeast)}`;
  return asked.between.map(formatNumber).join(' … ');
}

function formatBaseline(baseline: Baseline | undefined): string {
  if (baseline === undefined) return '';
  return `${formatNumber(baseline.value)} ${baseline.what} (${baseline.source})`;
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - [...cell].length);
        return column === VALUE_COLUMN ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}
