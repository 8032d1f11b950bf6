/** Events and measures: read by everyone, edited by planners (measures also by operators). */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { eventPlanSchema, measureSchema } from '#contracts';
import type { RouteAccess } from '../live-district.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import { BadRequest, parseRequest, sendProblem } from './problem.ts';

const idParams = z.object({ id: z.string().min(1).max(200) });

export function addPlanRoutes(app: FastifyInstance, access: RouteAccess, plans: PlanBook): void {
  const read = { preHandler: access.require('read-live') };
  const editEvents = { preHandler: access.require('edit-events') };
  const editMeasures = { preHandler: access.require('edit-events', 'decide-advice') };

  app.get('/api/events', read, () => plans.events());
  app.put('/api/events/:id', editEvents, (request) => {
    const { id } = parseRequest(idParams, request.params, 'path');
    const event = parseRequest(eventPlanSchema, request.body, 'event');
    checkId(id, event.id);
    orRefuse(plans.putEvent(event, () => access.audit(request, 'event.put', id, event)));
    return event;
  });
  app.delete('/api/events/:id', editEvents, (request, reply) => {
    const { id } = parseRequest(idParams, request.params, 'path');
    const removed = plans.removeEvent(id, () => access.audit(request, 'event.remove', id));
    return removed ? reply.code(204).send() : sendProblem(reply, 404, `no event ${id}`);
  });

  app.get('/api/measures', read, () => plans.measures());
  app.put('/api/measures/:id', editMeasures, (request) => {
    const { id } = parseRequest(idParams, request.params, 'path');
    const measure = parseRequest(measureSchema, request.body, 'measure');
    checkId(id, measure.id);
    orRefuse(plans.putMeasure(measure, () => access.audit(request, 'measure.put', id, measure)));
    return measure;
  });
  app.delete('/api/measures/:id', editMeasures, (request, reply) => {
    const { id } = parseRequest(idParams, request.params, 'path');
    const removed = plans.removeMeasure(id, () => access.audit(request, 'measure.remove', id));
    return removed ? reply.code(204).send() : sendProblem(reply, 404, `no measure ${id}`);
  });
}

function checkId(path: string, body: string): void {
  if (path !== body) throw new BadRequest(`id: expected ${path} as in the path, got ${body}`);
}

function orRefuse(fault: string | null): void {
  if (fault !== null) throw new BadRequest(fault);
}
