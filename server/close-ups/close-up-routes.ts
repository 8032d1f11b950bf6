/** HTTP routes of close-ups (contracts/wire/http-api.ts). Who may read the run may see it close up. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type CloseUpSource, closeUpRequestSchema, type Permission } from '#contracts';
import { parseRequest, sendProblem } from '../http/problem.ts';
import type { RouteAccess } from '../live-district.ts';
import type { CloseUps } from './start-close-ups.ts';

const idParams = z.object({ id: z.string().min(1).max(100) });
const minuteParams = idParams.extend({ minute: z.coerce.number().int().min(0).max(60) });

const permissionFor = (type: CloseUpSource['type']): Permission =>
  type === 'forecast' ? 'read-forecast' : 'run-scenarios';

export function addCloseUpRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  closeUps: CloseUps,
): void {
  const readers = { preHandler: access.require('read-forecast', 'run-scenarios') };
  const mayUse = (request: FastifyRequest, type: CloseUpSource['type']): boolean =>
    access.sessionOf(request).permissions.includes(permissionFor(type));
  const unknown = 'no close-up with this id; it may have made room for newer ones: ask again';
  const readable = (request: FastifyRequest, id: string) => {
    const closeUp = closeUps.get(id);
    return closeUp && mayUse(request, closeUp.source.type) ? closeUp : null;
  };

  app.post('/api/close-ups', readers, (request, reply) => {
    const body = parseRequest(closeUpRequestSchema, request.body, 'close-up');
    if (!mayUse(request, body.source.type)) {
      return sendProblem(reply, 403, `needs the permission ${permissionFor(body.source.type)}`);
    }
    const started = closeUps.start(body, access.sessionOf(request).name);
    if (!started.ok) return sendProblem(reply, 400, started.reason);
    return reply.code(started.isNew ? 201 : 200).send(started.closeUp);
  });
  app.get('/api/close-ups/:id', readers, (request, reply) => {
    const { id } = parseRequest(idParams, request.params, 'address');
    const closeUp = readable(request, id);
    return closeUp ? reply.send(closeUp) : sendProblem(reply, 404, unknown);
  });
  app.delete('/api/close-ups/:id', readers, (request, reply) => {
    const { id } = parseRequest(idParams, request.params, 'address');
    const closeUp = readable(request, id) && closeUps.cancel(id);
    return closeUp ? reply.send(closeUp) : sendProblem(reply, 404, unknown);
  });
  app.get('/api/close-ups/:id/minutes/:minute', readers, (request, reply) => {
    const { id, minute } = parseRequest(minuteParams, request.params, 'address');
    const bytes = readable(request, id) && closeUps.minuteOf(id, minute);
    if (!bytes) return sendProblem(reply, 404, 'no such minute: not done, or not known');
    return reply
      .type('application/octet-stream')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}
