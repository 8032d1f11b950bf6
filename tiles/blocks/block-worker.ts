/** A thread of the build: plans or tiles one block at a time. Started by `create-block-pool.ts`. */
import { createBlockWriter } from '../tiling/write-block.ts';
import { answerOf } from './block-answer.ts';
import { type PlanBlockTask, planBlock } from './plan-block.ts';
import { type TileBlockTask, tileBlock } from './tile-block.ts';

const writer = createBlockWriter();

export const plan = (task: PlanBlockTask) => answerOf(() => planBlock(task));
export const tile = (task: TileBlockTask) => answerOf(() => tileBlock(task, writer));
