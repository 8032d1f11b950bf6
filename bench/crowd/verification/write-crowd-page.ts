/** docs/verification/crowd.md: every test with geometry, seeds, figures, bands and their sources. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Figure, judgeFigure } from '../../report/figure.ts';
import { formatNumber } from '../../report/format-report.ts';
import { describeMachine, formatMachine } from '../../report/machine.ts';
import { type CaseFigure, sumOf } from './case-types.ts';
import type { CaseResult } from './run-cases.ts';
import { STEP_SECONDS } from './run-scenario.ts';

export interface DiagramRow {
  readonly name: string;
  readonly points: readonly { readonly density: number; readonly speed: number }[];
  /** Root-mean-square differences, m/s. */
  readonly weidmann: number;
  readonly sfpe: number;
  readonly juelich: number | undefined;
  readonly figures: readonly CaseFigure[];
}

/** The tests of each guideline, in its order; every one must have a case. */
const GUIDELINES = [
  {
    title: 'RiMEA 4.1.1',
    tests: Array.from({ length: 16 }, (_, k) => `RiMEA ${k + 1}`),
  },
  {
    title: 'IMO MSC.1/Circ.1533, annex 3',
    tests: Array.from({ length: 11 }, (_, k) => `IMO ${k + 1}`),
  },
  {
    title: 'NIST Technical Note 1822, tests of movement',
    tests: [
      '1.1',
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '2.8',
      '2.9',
      '2.10',
      '3.1',
      '4.1',
      '5.1',
      '5.2',
    ].map((number) => `NIST ${number}`),
  },
  { title: 'Measured exits and openings', tests: ['Jülich exits', 'Openings'] },
] as const;

/** Every test that the page has a section for. */
export function guidelineTests(): readonly string[] {
  return GUIDELINES.flatMap(({ tests }) => [...tests]);
}

export async function writeCrowdPage(
  file: string,
  results: readonly CaseResult[],
  diagram: readonly DiagramRow[],
  hasJuelich: boolean,
): Promise<void> {
  const judged = [
    ...results.flatMap(({ figures }) => figures),
    ...diagram.flatMap(({ figures }) => figures),
  ].map(judgeFigure);
  const failed = judged.filter(({ holds }) => !holds).length;
  const asked = judged.filter((figure) => figure.asked !== undefined).length;
  const cpu = sumOf(results.map(({ cpuSeconds }) => cpuSeconds));
  const lines = [
    '# Verification of the crowd model',
    '',
    `Written by \`npm run verify -- crowd\`; every figure below was measured in that run, at a time step of ${STEP_SECONDS} s.`,
    `${formatMachine(describeMachine())}; ${cpu.toFixed(0)} CPU seconds of simulation.`,
    '',
    failed === 0
      ? `All ${asked} judged figures hold.`
      : `**${failed} of ${asked} judged figures do not hold** (✗).`,
    '',
    'A run is one seed; seeds are 1, 2, 3 … Where a guideline only asks to report, the band is ours and says so.',
    'The model and how its parameters were found: [the microscopic crowd](../models/crowd-microscopic.md).',
    ...diagramSection(diagram, hasJuelich),
    ...GUIDELINES.flatMap(({ title, tests }) => [
      '',
      `## ${title}`,
      ...tests.flatMap((test) => testSection(test, results)),
    ]),
    '',
  ];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines.join('\n'));
}

function testSection(test: string, results: readonly CaseResult[]): readonly string[] {
  const own = results.filter(({ item }) => item.tests.includes(test));
  if (own.length === 0) throw new Error(`verification: no case for ${test}`);
  return own.flatMap(({ item, seeds, figures }) => {
    const head = ['', `### ${test}: ${item.title}`, ''];
    const first = item.tests[0];
    if (first !== undefined && first !== test) {
      return [
        ...head,
        `${sharedFigures(test, figures).length > 0 ? '' : `The runs of ${first}. `}${item.setup} ${seeds} seeds.`,
        '',
        ...table(relevant(test, figures)),
      ];
    }
    return [...head, `${item.setup} ${seeds} seeds.`, '', ...table(relevant(test, figures))];
  });
}

/** Figures that name this test, or all when none of a case's figures names one. */
function relevant(test: string, figures: readonly CaseFigure[]): readonly CaseFigure[] {
  const own = sharedFigures(test, figures);
  return own.length > 0 ? own : figures;
}

function sharedFigures(test: string, figures: readonly CaseFigure[]): readonly CaseFigure[] {
  return figures.filter(({ name }) => name.startsWith(`${test}:`));
}

function table(figures: readonly CaseFigure[]): readonly string[] {
  return [
    '| | figure | value | band | source of the band | note |',
    '|---|---|---|---|---|---|',
    ...figures.map((figure) => rowOf(judgeFigure(figure), figure.source)),
  ];
}

function rowOf(figure: Figure, source: string): string {
  const { asked, baseline } = figure;
  const verdict = asked === undefined ? '·' : figure.holds ? '✓' : '✗';
  let band = '';
  if (asked !== undefined) {
    if ('atMost' in asked) band = `≤ ${formatNumber(asked.atMost)}`;
    else if ('atLeast' in asked) band = `≥ ${formatNumber(asked.atLeast)}`;
    else band = asked.between.map(formatNumber).join(' … ');
  }
  const beside = baseline ? `${baseline.what}: ${formatNumber(baseline.value)}` : '';
  const note = [beside, figure.note ?? ''].filter((text) => text !== '').join('; ');
  const cells = [
    verdict,
    figure.name,
    `${formatNumber(figure.value)} ${figure.unit}`.trim(),
    band,
    source,
    note,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function diagramSection(diagram: readonly DiagramRow[], hasJuelich: boolean): readonly string[] {
  return [
    '',
    '## Fundamental diagrams of both resolutions',
    '',
    '![Speed over density in a corridor](crowd-corridor.svg)',
    '',
    '![Single file on a closed ring](crowd-ring.svg)',
    '',
    'Root-mean-square difference of speed, m/s: Weidmann up to 4.5 persons/m², SFPE up to 3.5 (it stops at 3.76), Jülich where its corridors were measured (0.25–3.25). The microscopic points are those of RiMEA 4.',
    hasJuelich ? '' : '\nThe Jülich points were not there in this run: skipped.\n',
    '| model | Weidmann | SFPE | Jülich |',
    '|---|---|---|---|',
    ...diagram.map(
      ({ name, weidmann, sfpe, juelich }) =>
        `| ${name} | ${weidmann.toFixed(3)} | ${sfpe.toFixed(3)} | ${juelich?.toFixed(3) ?? '–'} |`,
    ),
    '',
    ...table(diagram.flatMap(({ figures }) => figures)),
  ];
}
