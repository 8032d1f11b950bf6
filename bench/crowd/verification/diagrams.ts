/** The reference curves of speed over density, and Jülich's points where the data lie beside the repository. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { findData } from '../../traffic/data-folder.ts';

/** Weidmann 1993: v₀ 1.34 m/s, γ 1.913/m², jam 5.4/m². */
export function weidmannSpeed(density: number): number {
  if (density <= 0) return 1.34;
  return Math.max(0, 1.34 * (1 - Math.exp(-1.913 * (1 / density - 1 / 5.4))));
}

/** SFPE handbook (Nelson and Mowrer): 1.4 (1 − 0.266 D), free below 0.54 persons/m². */
export function sfpeSpeed(density: number): number {
  return Math.max(0, 1.4 * (1 - 0.266 * Math.max(0.54, density)));
}

export interface DiagramBin {
  readonly density: number;
  readonly points: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const BIN = 0.25;
/** Fewer points than this say little. */
const LEAST_POINTS = 30;

/** Mean, 10 % and 90 % of the HERMES corridor points by density; undefined without the data. */
export async function readJuelichBins(): Promise<readonly DiagramBin[] | undefined> {
  const folder = findData('juelich-pedestrian');
  if (folder === undefined) return undefined;
  const text = await readFile(join(folder, 'hermes_uo_fundamental_diagram_points.csv'), 'utf8');
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const bins = new Map<number, number[]>();
  for (const row of rows) {
    const bin = Math.round(Number(row.density_per_m2) / BIN);
    const speeds = bins.get(bin);
    if (speeds === undefined) bins.set(bin, [Number(row.speed_m_s)]);
    else speeds.push(Number(row.speed_m_s));
  }
  return [...bins]
    .filter(([, speeds]) => speeds.length >= LEAST_POINTS)
    .map(([bin, speeds]) => {
      const sorted = speeds.sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
      const mean = sorted.reduce((sum, speed) => sum + speed, 0) / sorted.length;
      return { density: bin * BIN, points: sorted.length, mean, low: at(0.1), high: at(0.9) };
    })
    .sort((a, b) => a.density - b.density);
}

/** Between the bins' means on a line; NaN outside them. */
export function juelichSpeed(bins: readonly DiagramBin[], density: number): number {
  for (const [k, bin] of bins.entries()) {
    const next = bins[k + 1];
    if (next === undefined || density < bin.density || density > next.density) continue;
    const share = (density - bin.density) / (next.density - bin.density);
    return bin.mean + share * (next.mean - bin.mean);
  }
  return Number.NaN;
}

export function rootMeanSquare(differences: readonly number[]): number {
  const known = differences.filter((difference) => !Number.isNaN(difference));
  return Math.sqrt(known.reduce((sum, d) => sum + d * d, 0) / known.length);
}

/** RiMEA 16: 10 %, 50 % and 90 % of measured single-file speeds, m/s, at these densities, 1/m. */
const SINGLE_FILE = [
  [0.5, 0.71, 1.09, 1.39],
  [1.1, 0.32, 0.52, 0.84],
  [2.1, 0.035, 0.131, 0.27],
] as const;

/** The band between its three published rows on lines. */
export function singleFileBand(
  density: number,
): readonly [low: number, middle: number, high: number] {
  const next = SINGLE_FILE.findIndex(([rho]) => rho >= density - 1e-9);
  const to = SINGLE_FILE[Math.max(1, next)] ?? SINGLE_FILE[2];
  const from = SINGLE_FILE[Math.max(1, next) - 1] ?? SINGLE_FILE[1];
  const share = (density - from[0]) / (to[0] - from[0]);
  const at = (column: 1 | 2 | 3): number => from[column] + share * (to[column] - from[column]);
  return [at(1), at(2), at(3)];
}
