/** JSON that never changes while the server runs: made once, gzipped once. */
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

export function createFixedJson(
  make: () => unknown,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  let made: { readonly plain: Buffer; readonly gzipped: Buffer } | null = null;
  return (request, reply) => {
    if (!made) {
      const plain = Buffer.from(JSON.stringify(make()));
      made = { plain, gzipped: gzipSync(plain) };
    }
    reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
      return reply.send(made.plain);
    }
    return reply.header('content-encoding', 'gzip').send(made.gzipped);
  };
}
