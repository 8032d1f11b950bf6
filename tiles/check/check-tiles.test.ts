/** The checker objects to each way of breaking the tile tree. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  createSampleCopies,
  findBrokenRules,
  replaceFile,
  type SampleCopies,
} from './sample-copies.ts';

let copies: SampleCopies;
let dir = '';
beforeAll(async () => {
  copies = await createSampleCopies();
});
afterAll(() => copies.remove());
beforeEach(async () => {
  dir = await copies.take();
});

const anyRecord = z.record(z.string(), z.unknown());
const treeSchema = z.object({
  asset: anyRecord,
  geometricError: z.number(),
  root: z.object({
    transform: z.array(z.number()),
    boundingVolume: z.object({ box: z.array(z.number()) }),
    geometricError: z.number(),
    refine: z.string(),
    content: anyRecord,
    children: z.array(
      z.object({
        boundingVolume: z.object({ box: z.array(z.number()) }),
        geometricError: z.number(),
        refine: z.string(),
        content: anyRecord,
        children: z.array(anyRecord),
      }),
    ),
  }),
});
type Tree = z.infer<typeof treeSchema>;

async function changeTree(change: (tree: Tree) => void): Promise<void> {
  const tree = treeSchema.parse(JSON.parse(await readFile(path.join(dir, 'tileset.json'), 'utf8')));
  change(tree);
  await replaceFile(dir, 'tileset.json', JSON.stringify(tree));
}

describe('a broken tree', () => {
  it('[geometric-error] does not fall', async () => {
    await changeTree(({ root: tile }) => {
      for (const child of tile.children) child.geometricError = tile.geometricError;
    });
    expect(await findBrokenRules(dir)).toEqual(['geometric-error']);
  });

  it('[bounds] a child stands out of its parent', async () => {
    await changeTree(({ root: tile }) => {
      const box = tile.children[0]?.boundingVolume.box ?? [];
      box[3] = (box[3] ?? 0) + 1;
    });
    expect(await findBrokenRules(dir)).toEqual(['bounds']);
  });

  it('[bounds] a vertex stands out of its tile', async () => {
    await changeTree(({ root: tile }) => {
      const box = tile.children[0]?.boundingVolume.box ?? [];
      box[11] = (box[11] ?? 0) / 2;
    });
    expect(await findBrokenRules(dir)).toEqual(['bounds']);
  });

  it('[tileset] stands at another place than the manifest says', async () => {
    await changeTree(({ root: tile }) => {
      tile.transform[12] = (tile.transform[12] ?? 0) + 5;
    });
    expect(await findBrokenRules(dir)).toEqual(['tileset']);
  });

  it('[tileset] is not JSON', async () => {
    await replaceFile(dir, 'tileset.json', '{"asset":');
    expect(await findBrokenRules(dir)).toEqual(['tileset']);
  });

  it('[levels] ends at the storeys', async () => {
    await changeTree(({ root: tile }) => {
      for (const child of tile.children) Reflect.deleteProperty(child, 'children');
    });
    expect(await findBrokenRules(dir)).toEqual(expect.arrayContaining(['levels', 'cells']));
  });

  it('[levels] a building vanishes when refined', async () => {
    await changeTree(({ root: tile }) => {
      tile.children = [];
      Reflect.deleteProperty(tile, 'children');
    });
    expect(await findBrokenRules(dir)).toEqual(expect.arrayContaining(['levels', 'cells']));
  });
});
