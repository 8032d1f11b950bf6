/** History, alarms and what ingest refused; and the HTTP way in for devices. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type HistorySeries, OBSERVED_QUANTITIES, TOPIC_ROOT } from '#contracts';
import type { AlarmBook } from '../alarms/index.ts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { Ingest } from '../ingest/index.ts';
import type { RouteAccess } from '../live-district.ts';
import { type City, scopeUnits, visibleCells } from '../registry/index.ts';
import type { Store } from '../store/index.ts';
import { parseRequest, sendProblem } from './problem.ts';
import { OUTSIDE_SCOPE } from './registry-routes.ts';

const HOUR_MS = 3_600_000;
const POINTS_AT_MOST = 20_000;
/** After this the sender may try again; the message may have been stored all the same. */
const INGEST_PATIENCE_MS = 10_000;

const historyQuery = z.object({
  subject: z.string().min(1).max(200),
  quantity: z.enum(OBSERVED_QUANTITIES),
  fromMs: z.coerce.number().optional(),
  untilMs: z.coerce.number().optional(),
});
const idParams = z.object({ id: z.string().min(1).max(200) });
const ingestParams = z.object({ device: z.string(), id: z.string(), message: z.string() });

export function addLiveRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  context: {
    readonly store: Store;
    readonly clock: DistrictClock;
    readonly book: AlarmBook;
    readonly ingest: Ingest;
    readonly district: string;
    readonly city: City;
  },
): void {
  const { store, clock, book, ingest, district } = context;
  const live = { preHandler: access.require('read-live') };

  app.get('/api/history', live, (request, reply): HistorySeries | FastifyReply => {
    const query = parseRequest(historyQuery, request.query, 'query');
    const unit = context.city.cells.cellOfUnit.get(query.subject);
    if (unit !== undefined) {
      // A meter's series tells when somebody is at home: the same rule as for the unit itself.
      const { permissions, scope } = access.sessionOf(request);
      const isAllowed = scopeUnits(context.city, scope).allowsCell(unit);
      if (!permissions.includes('read-units') || !isAllowed) {
        return sendProblem(reply, 403, OUTSIDE_SCOPE);
      }
    }
    const nowMs = clock.nowMs();
    const untilMs = Math.min(query.untilMs ?? nowMs + 1, nowMs + 1);
    const fromMs = query.fromMs ?? untilMs - 24 * HOUR_MS;
    const { subject, quantity } = query;
    const points = store.observations.read(subject, quantity, fromMs, untilMs, POINTS_AT_MOST);
    return { subject, quantity, ...points };
  });

  app.get('/api/alarms', live, (request) => {
    const scope = scopeUnits(context.city, access.sessionOf(request).scope);
    const visible = visibleCells(context.city, scope);
    const alarms = book.list(clock.nowMs() - 24 * HOUR_MS);
    if (visible === null) return alarms;
    return alarms.filter(({ place }) => place.type !== 'unit' || visible[place.cell] === 1);
  });
  app.post(
    '/api/alarms/:id/acknowledge',
    { preHandler: access.require('acknowledge-alarm') },
    (request, reply) => {
      const { id } = parseRequest(idParams, request.params, 'path');
      const { name } = access.sessionOf(request);
      const alarm = book.acknowledge(id, name, () =>
        access.audit(request, 'alarm.acknowledge', id),
      );
      return alarm ?? sendProblem(reply, 404, `no alarm ${id}`);
    },
  );

  app.get('/api/ingest/rejects', { preHandler: access.require('read-ingest') }, () =>
    ingest.rejects.list(),
  );
  app.post('/api/ingest/:device/:id/:message', (request, reply) => {
    const { device, id, message } = parseRequest(ingestParams, request.params, 'path');
    if (ingest.isFull()) {
      return sendProblem(reply.header('retry-after', '5'), 503, 'ingest is full; try again');
    }
    const topic = [TOPIC_ROOT, district, device, encodeURIComponent(id), message].join('/');
    const payload = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        sendProblem(reply, 503, 'the store cannot write now; try again');
        resolve();
      }, INGEST_PATIENCE_MS);
      ingest.receive(topic, payload, (outcome) => {
        clearTimeout(timer);
        if (reply.sent) return;
        if (outcome.state === 'durable') reply.code(202).send();
        else sendProblem(reply, 400, `${outcome.reason}: ${outcome.detail}`);
        resolve();
      });
    }).then(() => reply);
  });
}
