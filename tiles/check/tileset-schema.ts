/** tileset.json as Gezi writes it: explicit tiling, boxes, refine REPLACE, glb contents. */
import { z } from 'zod';

export interface TileNode {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine: 'REPLACE';
  readonly content?: { readonly uri: string } | undefined;
  readonly transform?: readonly number[] | undefined;
  readonly children?: readonly TileNode[] | undefined;
}

const tileSchema: z.ZodType<TileNode> = z.lazy(() =>
  z.object({
    boundingVolume: z.object({ box: z.array(z.number()).length(12) }),
    geometricError: z.number().min(0),
    refine: z.literal('REPLACE'),
    content: z.object({ uri: z.string().regex(/^tiles\/[a-z0-9-]+\.glb$/) }).optional(),
    transform: z.array(z.number()).length(16).optional(),
    children: z.array(tileSchema).min(1).optional(),
  }),
);

export const tilesetSchema = z.object({
  asset: z.object({ version: z.literal('1.1') }),
  geometricError: z.number().min(0),
  root: tileSchema,
});
export type Tileset = z.infer<typeof tilesetSchema>;
