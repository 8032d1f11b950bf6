/** Reference data lie beside the repository and are never in it; without them checks are skipped. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const DATA = resolve(import.meta.dirname, '../../../shared/data');

export const SUMO_REFERENCE = 'sumo-reference';
export const TRANSPORTATION_NETWORKS = 'transportation-networks';

/** The folder, or undefined with a printed notice. */
export function findData(name: string): string | undefined {
  const folder = join(DATA, name);
  if (existsSync(folder)) return folder;
  console.log(`skipped: no reference data '${name}' beside the repository (../shared/data)`);
  return undefined;
}
