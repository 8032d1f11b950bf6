/**
 * `npm run verify -- crowd`: RiMEA 1–16, IMO 1–11, the NIST tests of movement, the Jülich exits and the
 * fundamental diagrams of both resolutions; writes docs/verification/crowd.md with its plots.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEFAULT_PARAMETERS, weidmannFactor } from '#simulations';
import { type Figure, judgeFigure } from '../../report/figure.ts';
import { ALL_CASES } from './all-cases.ts';
import { meanOf } from './case-types.ts';
import { CORRIDOR_DENSITIES, REFERENCE_SPREAD } from './corridor-diagram.ts';
import {
  type DiagramBin,
  juelichSpeed,
  readJuelichBins,
  rootMeanSquare,
  sfpeSpeed,
  weidmannSpeed,
} from './diagrams.ts';
import { drawCorridorDiagram, drawRingDiagram } from './draw-diagrams.ts';
import { type CaseResult, runCases } from './run-cases.ts';
import { PARAMETER_SETS } from './run-scenario.ts';
import { type DiagramRow, writeCrowdPage } from './write-crowd-page.ts';

const DOCS = resolve(import.meta.dirname, '../../../docs/verification');

export async function verifyCrowd(): Promise<readonly Figure[]> {
  const results = await runCases(ALL_CASES);
  const bins = await readJuelichBins();
  const diagram = compareDiagrams(results, bins);
  const figures = [
    ...results.flatMap(({ item, figures: own }) =>
      own.map((figure) =>
        judgeFigure({ ...figure, name: `${item.tests.join(', ')}: ${figure.name}` }),
      ),
    ),
    ...diagram.flatMap(({ figures: own }) => own.map((figure) => judgeFigure(figure))),
  ];
  await writeFile(join(DOCS, 'crowd-corridor.svg'), drawCorridorDiagram(diagram, bins ?? []));
  await writeFile(join(DOCS, 'crowd-ring.svg'), drawRingDiagram(results));
  await writeCrowdPage(join(DOCS, 'crowd.md'), results, diagram, bins !== undefined);
  return figures;
}

/** The network's kernel speed at mean free speed: what the mesoscopic crowd walks at. */
function kernelSpeed(density: number): number {
  const { walkingSpeed, weidmannGamma, walkJamPersonsPerSquareMetre } = DEFAULT_PARAMETERS;
  return walkingSpeed.mean * weidmannFactor(density, weidmannGamma, walkJamPersonsPerSquareMetre);
}

function compareDiagrams(
  results: readonly CaseResult[],
  bins: readonly DiagramBin[] | undefined,
): readonly DiagramRow[] {
  const corridor = results.find(({ item }) => item.key === 'corridor diagram');
  const points = (set: string): DiagramRow['points'] =>
    CORRIDOR_DENSITIES.map((density) => {
      const numbers = (key: string): number =>
        meanOf(corridor?.samples.numbers(`${set} ${density}`, key) ?? []);
      return { density: numbers('density'), speed: numbers('speed') };
    });
  const kernel = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5].map((density) => {
    return { density, speed: kernelSpeed(density) };
  });
  const rows = [
    ...PARAMETER_SETS.map((set) => ({ name: `microscopic, ${set}`, points: points(set) })),
    { name: 'mesoscopic kernel', points: kernel },
  ];
  return rows.map(({ name, points: own }) => {
    const error = (reference: (density: number) => number): number =>
      rootMeanSquare(
        own.filter(({ density }) => density <= 4.5).map((p) => p.speed - reference(p.density)),
      );
    const juelich = bins && error((density) => juelichSpeed(bins, density));
    const isFitted = name === 'microscopic, calibrated';
    const figures =
      juelich !== undefined && isFitted
        ? [
            {
              name: 'corridor, calibrated: RMSE to the people of Jülich',
              value: juelich,
              unit: 'm/s',
              asked: { atMost: REFERENCE_SPREAD },
              source: 'nearer to them than Weidmann’s curve is',
            },
          ]
        : [];
    const kernelFigure =
      name === 'mesoscopic kernel'
        ? [
            {
              name: 'corridor, mesoscopic kernel: RMSE to Weidmann up to 4.5 /m²',
              value: error(weidmannSpeed),
              unit: 'm/s',
              asked: { atMost: 0.01 },
              source: 'it is his curve',
            },
          ]
        : [];
    return {
      name,
      points: own,
      weidmann: error(weidmannSpeed),
      sfpe: rootMeanSquare(
        own.filter(({ density }) => density <= 3.5).map((p) => p.speed - sfpeSpeed(p.density)),
      ),
      juelich,
      figures: [...figures, ...kernelFigure],
    };
  });
}
