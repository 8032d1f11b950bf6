/** Second half of a block's build, on any thread: plans and cell ids → the block's tiles. */
import type { ValueKind } from '#contracts';
import { type CellRun, numberBuilding } from '../model/number-building.ts';
import type { BlockWriter, WrittenBlock } from '../tiling/write-block.ts';
import { readSpool } from './plan-block.ts';

export interface TileBlockTask {
  readonly spool: string;
  readonly outDir: string;
  readonly key: string;
  /** One per building of the block. */
  readonly runs: readonly CellRun[];
  readonly derived: ValueKind;
}

export async function tileBlock(task: TileBlockTask, writer: BlockWriter): Promise<WrittenBlock> {
  const plans = await readSpool(task.spool);
  const buildings = plans.flatMap((plan, index) => {
    const run = task.runs[index];
    return run ? [numberBuilding(plan, run, task.derived)] : [];
  });
  return writer.write(task.outDir, task.key, buildings);
}
