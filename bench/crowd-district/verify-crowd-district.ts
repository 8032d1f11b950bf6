/**
 * `npm run verify -- crowd-district`: fundamental diagrams of the network's links against Weidmann,
 * SFPE and the Jülich points. Writes docs/verification/crowd-district.md and its pictures.
 */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DEFAULT_PARAMETERS, type DiagramPoint, sampleDiagram } from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { findData } from '../traffic/data-folder.ts';
import { writeVerificationPage } from '../traffic/write-verification-page.ts';
import { type DiagramSeries, drawDiagram } from './draw-diagram.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');
const { specificFlowPersonsPerMetreSecond: FLOW, walkingSpeed } = DEFAULT_PARAMETERS;
const { weidmannGamma: GAMMA, walkJamPersonsPerSquareMetre: JAM } = DEFAULT_PARAMETERS;

const weidmann = (density: number): number =>
  walkingSpeed.mean * (1 - Math.exp(-GAMMA * (1 / density - 1 / JAM)));
/** SFPE (Nelson and Mowrer): level k = 1.40 m/s; stairs of 7/11 inches 1.08 m/s along the slope. */
const sfpe = (density: number, k: number): number =>
  density <= 0.54 ? k * (1 - 0.266 * 0.54) : Math.max(0, k * (1 - 0.266 * density));

const KINDS = [
  { id: 'level', name: 'level', facility: 'square', capacity: FLOW.level, lostMetres: 0 },
  {
    id: 'stairs-up',
    name: 'stairs up',
    facility: 'stairs',
    riseMetres: 30,
    capacity: FLOW.stairsUp,
    lostMetres: 0.4,
  },
  {
    id: 'stairs-down',
    name: 'stairs down',
    facility: 'stairs',
    riseMetres: -30,
    capacity: FLOW.stairsDown,
    lostMetres: 0.4,
  },
] as const;

export async function verifyCrowdDistrict(): Promise<readonly Figure[]> {
  const juelich = readJuelich();
  const figures: Figure[] = [];
  const samples = KINDS.map((kind) => ({ kind, points: sampleDiagram(kind) }));
  const [level] = samples;
  if (!level) throw new Error('no sample');
  figures.push(
    rmse('level: speed off Weidmann, root mean square', level.points, weidmann, 0.05),
    rmse(
      'level, free branch alone',
      level.points.filter((point) => point.branch === 'free'),
      weidmann,
      0.03,
    ),
    rmse('level: speed off SFPE', level.points, (density) => sfpe(density, 1.4)),
  );
  if (juelich) {
    figures.push(
      rmse(
        'level: speed off the mean of the Jülich points in bins of 0.25/m²',
        level.points.filter((point) => juelich.speed(point.personsPerSquareMetre) !== null),
        (density) => juelich.speed(density) ?? Number.NaN,
      ),
    );
  }
  for (const { kind, points } of samples) {
    const top = Math.max(...points.map((point) => point.personsPerMetreSecond));
    figures.push(
      judgeFigure({
        name: `${kind.name}: highest flow`,
        value: top,
        unit: 'persons/(m·s)',
        asked: { between: [0.94 * kind.capacity, kind.capacity * 1.005] },
        baseline: { what: 'specific flow', value: kind.capacity, source: 'parameters' },
        note: 'the largest demand sampled is 97 % of it',
      }),
    );
  }
  const [, up, down] = samples;
  const slower = (up?.points ?? []).filter((point, i) => {
    const other = down?.points[i];
    return point.branch === 'free' && other && point.metresPerSecond < other.metresPerSecond;
  }).length;
  const free = (up?.points ?? []).filter((point) => point.branch === 'free').length;
  figures.push(
    judgeFigure({
      name: 'free branch: samples in which up is slower than down (RiMEA 13)',
      value: slower,
      unit: '',
      asked: { atLeast: free },
      baseline: { what: 'all samples', value: free, source: 'RiMEA 4.1.1' },
    }),
  );
  await mkdir(join(DOCS, 'images'), { recursive: true });
  await writeFile(
    join(DOCS, 'images/diagram-network-level.svg'),
    drawDiagram('Level footways of the network', [
      ...(juelich
        ? [
            {
              name: 'Jülich (HERMES uo)',
              colour: '#c9c9c9',
              kind: 'dots',
              points: juelich.points,
            } as const,
          ]
        : []),
      curve('Weidmann 1993', '#1f5fa8', JAM, weidmann),
      curve('SFPE', '#8a8a8a', 3.75, (density) => sfpe(density, 1.4)),
      rings('network, one link', '#c2410c', level.points),
    ]),
  );
  await writeFile(
    join(DOCS, 'images/diagram-network-stairs.svg'),
    drawDiagram('Stairs of the network', [
      curve('SFPE, stairs 7/11 (along the slope)', '#8a8a8a', 3.75, (density) =>
        sfpe(density, 1.08),
      ),
      rings('network, up', '#c2410c', up?.points ?? []),
      rings('network, down', '#1f5fa8', down?.points ?? []),
    ]),
  );
  await writeVerificationPage(
    join(DOCS, 'verification/crowd-district.md'),
    'Fundamental diagrams of the district’s crowd',
    'npm run verify -- crowd-district',
    [
      {
        title: 'One link, free and jammed',
        text: 'A link of 60 × 4 m clear width; density is people over area, mean of ten steady minutes (grid method, one cell), speed is flow over density. Free: behind a metered gate. Jammed: before a barrier. All people have the mean speed. The Jülich people (students, told to walk briskly) are faster than Weidmann’s collection, so they show the distance and judge nothing (Forschungszentrum Jülich, CC BY 4.0; means of bins of 0.25/m²).\n\n![level](../images/diagram-network-level.svg)\n\n![stairs](../images/diagram-network-stairs.svg)',
        figures,
      },
    ],
  );
  console.log('wrote docs/verification/crowd-district.md');
  return figures;
}

function rmse(
  name: string,
  points: readonly DiagramPoint[],
  speed: (density: number) => number,
  atMost?: number,
): Figure {
  const squares = points.map(
    (point) => (point.metresPerSecond - speed(point.personsPerSquareMetre)) ** 2,
  );
  const value = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  return judgeFigure({
    name,
    value,
    unit: 'm/s',
    ...(atMost === undefined ? {} : { asked: { atMost } }),
    note: `${points.length} densities`,
  });
}

const curve = (
  name: string,
  colour: string,
  until: number,
  speed: (density: number) => number,
): DiagramSeries => ({
  name,
  colour,
  kind: 'line',
  points: Array.from({ length: 200 }, (_, i): [number, number] => {
    const density = ((i + 1) / 200) * until;
    return [density, density * Math.max(0, speed(density))];
  }),
});

const rings = (name: string, colour: string, points: readonly DiagramPoint[]): DiagramSeries => ({
  name,
  colour,
  kind: 'rings',
  points: points.map((point) => [point.personsPerSquareMetre, point.personsPerMetreSecond]),
});

interface Juelich {
  readonly points: readonly (readonly [number, number])[];
  /** Mean speed of the bin, null with fewer than ten points. */
  speed(density: number): number | null;
}

const BIN = 0.25;

function readJuelich(): Juelich | undefined {
  const folder = findData('juelich-pedestrian');
  if (folder === undefined) return undefined;
  const rows = readFileSync(join(folder, 'hermes_uo_fundamental_diagram_points.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const bins = new Map<number, number[]>();
  for (const row of rows) {
    const bin = Math.floor((row[2] ?? 0) / BIN);
    bins.set(bin, [...(bins.get(bin) ?? []), row[3] ?? 0]);
  }
  return {
    points: [...bins]
      .filter(([, speeds]) => speeds.length >= 10)
      .map(([bin, speeds]): [number, number] => {
        const density = (bin + 0.5) * BIN;
        const mean = speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length;
        return [density, density * mean];
      }),
    speed: (density) => {
      const speeds = bins.get(Math.floor(density / BIN)) ?? [];
      if (speeds.length < 10) return null;
      return speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length;
    },
  };
}
