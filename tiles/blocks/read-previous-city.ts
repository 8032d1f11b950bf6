/** What an earlier build of the same city left for this one: cell ids and tiles by block. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NumberedCells, PreviousCells } from '../model/assign-cells.ts';
import { BLOCKS_FILE, blocksFileSchema, type TiledBlock } from './block-records.ts';

export interface PreviousCity {
  readonly dir: string;
  readonly cells: PreviousCells;
  readonly blocks: ReadonlyMap<string, TiledBlock>;
}

/** null when there is none, or none of this form: then everything is made anew. */
export async function readPreviousCity(dir: string): Promise<PreviousCity | null> {
  const text = await readFile(join(dir, BLOCKS_FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = blocksFileSchema.safeParse(jsonOrNull(text));
  if (!parsed.success) return null;
  const { ranges, buildings, blocks } = parsed.data;
  return {
    dir,
    cells: {
      ranges,
      buildings: new Map(
        buildings.map(
          ([id, building, firstStorey, storeys, firstUnit, units]): [string, NumberedCells] => [
            id,
            { id, building, firstStorey, storeys, firstUnit, units },
          ],
        ),
      ),
    },
    blocks: new Map(blocks.map((block) => [block.key, block])),
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
