/**
 * Files of one folder: the built client, the city's tiles. Nothing outside the folder, no dotfiles.
 * Text and models are compressed once and kept in memory (brotli 5 or gzip 6); a `.br` or `.gz` file
 * beside the original is used instead. Hashed assets are immutable, the rest is asked again by ETag.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.glb': 'model/gltf-binary',
  '.gltf': 'model/gltf+json',
  '.bin': 'application/octet-stream',
  '.subtree': 'application/octet-stream',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSED = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.map',
  '.svg',
  '.wasm',
  '.glb',
  '.gltf',
  '.txt',
  '.xml',
]);
const SMALLEST_BYTES = 1_024;
const CACHE_BYTES = 256 << 20;

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 6 }),
};
type Encoding = keyof typeof compressors;
const SIDE_FILE: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

/** False when there is no such file. `path` is relative, percent-decoded, with '/'. */
export type ServeFiles = (
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
) => Promise<boolean>;

export function createFileServer(options: {
  readonly directory: string;
  readonly isImmutable: (path: string) => boolean;
}): ServeFiles {
  const cache = new Map<string, Promise<Buffer>>();
  let cachedBytes = 0;

  const compressed = (key: string, file: string, encoding: Encoding): Promise<Buffer> => {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const made = readFile(`${file}${SIDE_FILE[encoding]}`).catch(async () =>
      compressors[encoding](await readFile(file)),
    );
    if (cachedBytes < CACHE_BYTES) {
      cache.set(key, made);
      made.then(
        (bytes) => {
          cachedBytes += bytes.length;
        },
        () => cache.delete(key),
      );
    }
    return made;
  };

  return async (request, reply, path) => {
    const file = await findFile(options.directory, path);
    if (!file) return false;
    const extension = extname(file.path).toLowerCase();
    const compressible = COMPRESSED.has(extension) && file.bytes >= SMALLEST_BYTES;
    const encoding = compressible ? chooseEncoding(request.headers['accept-encoding']) : null;
    const tag = `${file.bytes.toString(36)}-${Math.round(file.changedMs).toString(36)}`;
    const etag = `"${tag}${encoding ? `-${encoding}` : ''}"`;
    reply
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      .header(
        'cache-control',
        options.isImmutable(path) ? 'private, max-age=31536000, immutable' : 'private, no-cache',
      );
    if (request.headers['if-none-match'] === etag) {
      await reply.code(304).send();
      return true;
    }
    reply.type(TYPES[extension] ?? 'application/octet-stream');
    if (encoding) reply.header('content-encoding', encoding);
    const body = encoding
      ? await compressed(`${file.path}|${tag}|${encoding}`, file.path, encoding)
      : await readFile(file.path);
    await reply.send(body);
    return true;
  };
}

async function findFile(
  directory: string,
  path: string,
): Promise<{ readonly path: string; readonly bytes: number; readonly changedMs: number } | null> {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || /[\\\0]/.test(part))) return null;
  try {
    const root = await realpath(directory);
    const real = await realpath(join(root, ...parts));
    // A link inside the folder must not lead out of it.
    if (!real.startsWith(root + sep)) return null;
    const found = await stat(real);
    return found.isFile() ? { path: real, bytes: found.size, changedMs: found.mtimeMs } : null;
  } catch {
    return null;
  }
}

function chooseEncoding(accepted: string | string[] | undefined): Encoding | null {
  const offers = String(accepted ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .replace(/\s*;\s*q=0(\.0*)?$/, ';none'),
    );
  if (offers.some((offer) => offer.startsWith('br') && !offer.endsWith(';none'))) return 'br';
  if (offers.some((offer) => offer.startsWith('gzip') && !offer.endsWith(';none'))) return 'gzip';
  return null;
}
