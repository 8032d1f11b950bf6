/** The verification report as a page of the documentation: figures as they came out, judged. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Figure } from '../report/figure.ts';
import { formatNumber } from '../report/format-report.ts';
import { describeMachine, formatMachine } from '../report/machine.ts';

export interface PageSection {
  readonly title: string;
  readonly text: string;
  readonly figures: readonly Figure[];
}

export async function writeVerificationPage(
  file: string,
  title: string,
  command: string,
  sections: readonly PageSection[],
): Promise<void> {
  const all = sections.flatMap((section) => section.figures);
  const failed = all.filter((figure) => !figure.holds).length;
  const lines = [
    `# ${title}`,
    '',
    `Written by \`${command}\`; every figure below was measured in that run.`,
    `${formatMachine(describeMachine())}.`,
    '',
    failed === 0
      ? `All ${all.length} figures hold.`
      : `**${failed} of ${all.length} figures do not hold** (✗).`,
    ...sections.flatMap(({ title, text, figures }) => [
      '',
      `## ${title}`,
      '',
      text,
      '',
      '| | figure | value | asked | compared with | note |',
      '|---|---|---|---|---|---|',
      ...figures.map(rowOf),
    ]),
    '',
  ];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines.join('\n'));
}

function rowOf(figure: Figure): string {
  const { asked, baseline } = figure;
  const judged = asked === undefined ? '·' : figure.holds ? '✓' : '✗';
  let wanted = '';
  if (asked !== undefined) {
    if ('atMost' in asked) wanted = `≤ ${formatNumber(asked.atMost)}`;
    else if ('atLeast' in asked) wanted = `≥ ${formatNumber(asked.atLeast)}`;
    else wanted = asked.between.map(formatNumber).join(' … ');
  }
  const compared =
    baseline === undefined
      ? ''
      : `${formatNumber(baseline.value)} ${baseline.what} (${baseline.source})`;
  const value = `${formatNumber(figure.value)} ${figure.unit}`.trim();
  const cells = [judged, figure.name, value, wanted, compared, figure.note ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
