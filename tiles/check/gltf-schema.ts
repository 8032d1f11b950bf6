/** The part of glTF's JSON that a Gezi tile must have, as the checker reads it. */
import { z } from 'zod';

const index = z.number().int().min(0);

const columnSchema = z.object({ values: index });
const textColumnSchema = columnSchema.extend({
  stringOffsets: index,
  stringOffsetType: z.enum(['UINT8', 'UINT16', 'UINT32']).default('UINT32'),
});

export const gltfSchema = z.object({
  asset: z.object({ version: z.literal('2.0') }),
  extensionsUsed: z.array(z.string()),
  extensionsRequired: z.array(z.string()),
  extensions: z.object({
    EXT_structural_metadata: z.object({
      schema: z.unknown(),
      propertyTables: z.array(
        z.object({
          class: z.literal('cell'),
          count: index,
          properties: z.object({
            cell: columnSchema,
            building: columnSchema,
            storey: columnSchema,
            code: textColumnSchema,
            buildingId: textColumnSchema,
          }),
        }),
      ),
    }),
  }),
  nodes: z.array(
    z.object({ mesh: index.optional(), matrix: z.array(z.number()).length(16).optional() }),
  ),
  meshes: z.array(
    z.object({
      primitives: z.array(
        z.object({
          attributes: z.record(z.string(), index),
          indices: index,
          material: index.optional(),
          mode: index.optional(),
          extensions: z.object({
            EXT_mesh_features: z.object({
              featureIds: z.array(
                z.object({ featureCount: index, attribute: index, propertyTable: index }),
              ),
            }),
          }),
        }),
      ),
    }),
  ),
  accessors: z.array(
    z.object({
      bufferView: index,
      byteOffset: index.optional(),
      componentType: index,
      count: index,
      type: z.string(),
      min: z.array(z.number()).optional(),
      max: z.array(z.number()).optional(),
    }),
  ),
  bufferViews: z.array(
    z.object({
      buffer: index,
      byteOffset: index.optional(),
      byteLength: index,
      byteStride: index.optional(),
      extensions: z
        .object({
          EXT_meshopt_compression: z
            .object({
              buffer: index,
              byteOffset: index.optional(),
              byteLength: index,
              byteStride: index,
              count: index,
              mode: z.enum(['ATTRIBUTES', 'TRIANGLES', 'INDICES']),
            })
            .optional(),
        })
        .optional(),
    }),
  ),
});
export type GltfJson = z.infer<typeof gltfSchema>;
