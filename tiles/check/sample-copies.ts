/**
 * For the checker's tests: a whole sample city and a fresh copy of it for each test to break.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSampleCity } from '../tiling/sample-city.ts';
import { checkCity } from './check-city.ts';
import type { CheckRule } from './findings.ts';
import { writeSampleCity, writeSampleManifest } from './write-sample-city.ts';

export const CITY = createSampleCity();
export const UNIT_TILE = 'tiles/unit-e0n0.glb';
export const FILES: readonly string[] = [
  'city.sqlite',
  'networks.json',
  'tileset.json',
  'tiles/building-e0n0.glb',
  'tiles/storey-e0n0.glb',
  UNIT_TILE,
];

export interface SampleCopies {
  /** Folder of a new, whole copy. */
  take(): Promise<string>;
  remove(): Promise<void>;
}

export async function createSampleCopies(): Promise<SampleCopies> {
  const root = await mkdtemp(path.join(tmpdir(), 'gezi-check-'));
  const whole = path.join(root, 'whole');
  await writeSampleCity(whole, CITY);
  let copies = 0;
  return {
    take: async () => {
      copies += 1;
      const dir = path.join(root, `copy-${copies}`);
      await cp(whole, dir, { recursive: true });
      return dir;
    },
    remove: () => rm(root, { recursive: true }),
  };
}

/** Rules that found something, each once. */
export async function findBrokenRules(dir: string): Promise<readonly CheckRule[]> {
  const report = await checkCity(dir);
  if (report.ok !== (report.findings.length === 0)) {
    throw new Error(`check: ok is ${report.ok} with ${report.findings.length} findings`);
  }
  return [...new Set(report.findings.map((finding) => finding.rule))];
}

/** Writes a file and a manifest that fits it, so that only the deeper law is broken. */
export async function replaceFile(
  dir: string,
  file: string,
  data: string | Uint8Array,
): Promise<void> {
  await writeFile(path.join(dir, file), data);
  await writeSampleManifest(dir, CITY, FILES);
}
