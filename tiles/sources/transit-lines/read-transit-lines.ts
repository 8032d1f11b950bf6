/** A lines file from the disk, checked. */
import { readFile } from 'node:fs/promises';
import type { TransitNetwork } from '#contracts';
import { CityBuildError } from '../../city-build-error.ts';
import { buildLinesNetwork } from './build-lines-network.ts';
import { linesFileSchema } from './lines-file.ts';

export async function readTransitLines(path: string): Promise<TransitNetwork> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CityBuildError(`${path}: cannot be read (${String(error)}).`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CityBuildError(`${path}: expected JSON (${String(error)}).`);
  }
  const parsed = linesFileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CityBuildError(
      `${path}: ${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'not a lines file'}.`,
    );
  }
  return buildLinesNetwork(parsed.data, path);
}
