/**
 * A base layer for the wall: a mesh from photographs, or Gaussian splats, as 3D Tiles, which the
 * city's volumes then colour. Named by the server's option --base-layer: a folder that holds
 * tileset.json, served from here, or the address of a tileset on another server, whose origin the
 * page may then read from.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RouteAccess } from '../live-district.ts';
import { parseRequest, sendProblem } from './problem.ts';
import { createFileServer } from './serve-files.ts';

export type BaseLayer =
  | { readonly type: 'folder'; readonly directory: string }
  | { readonly type: 'address'; readonly url: string };

const PREFIX = '/base-layer';
const TILESET = 'tileset.json';
const wildcardParams = z.object({ '*': z.string() });

/** The option's text; throws when it names neither a tileset's address nor a folder with one. */
export function baseLayerFrom(text: string): BaseLayer {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) {
    return { type: 'address', url: new URL(text).href };
  }
  if (!existsSync(join(text, TILESET))) {
    throw new Error(
      `--base-layer: expected an http(s) address of a tileset or a folder with ${TILESET}, got ${text}`,
    );
  }
  return { type: 'folder', directory: text };
}

/** Where the page finds it. */
export const baseLayerUrl = (layer: BaseLayer | null): string | null =>
  layer === null ? null : layer.type === 'address' ? layer.url : `${PREFIX}/${TILESET}`;

/** The origin that the content policy must let the page read from; null: its own. */
export const baseLayerOrigin = (layer: BaseLayer | null): string | null =>
  layer?.type === 'address' ? new URL(layer.url).origin : null;

export function addBaseLayerRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  layer: BaseLayer | null,
): void {
  if (layer?.type !== 'folder') return;
  const serve = createFileServer({ directory: layer.directory, isImmutable: () => false });
  const live = { preHandler: access.require('read-live') };
  app.get(`${PREFIX}/*`, live, async (request, reply) => {
    const path = parseRequest(wildcardParams, request.params, 'path')['*'];
    if (await serve(request, reply, path)) return reply;
    return sendProblem(reply, 404, `no file ${path} in the base layer`);
  });
}
