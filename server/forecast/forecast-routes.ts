/** HTTP routes of forecasts, advice and scenario runs (contracts/wire/http-api.ts). */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  encodeFrames,
  encodeTransitFrames,
  type Problem,
  refuseSchema,
  scenarioSchema,
} from '#contracts';
import type { Advising, DecisionResult } from '../advise/start-advising.ts';
import type { RouteAccess } from '../live-district.ts';
import type { Scenarios } from '../scenarios/start-scenarios.ts';
import type { Forecasting } from './start-forecasting.ts';

const idParams = z.object({ id: z.string().min(1).max(200) });
const pastQuery = z.object({ minutes: z.coerce.number().int().min(1).max(180).default(120) });

export interface ForecastParts {
  readonly forecasting: Forecasting;
  readonly advising: Advising;
  readonly scenarios: Scenarios;
}

export function addForecastRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  parts: ForecastParts,
): void {
  const { forecasting, advising, scenarios } = parts;
  const readers = { preHandler: access.require('read-forecast') };
  const deciders = { preHandler: access.require('decide-advice') };
  const planners = { preHandler: access.require('run-scenarios') };

  app.get('/api/forecasts/latest', readers, (_request, reply) => {
    const current = forecasting.current();
    return current
      ? reply.send(current.forecast)
      : refuse(reply, 404, 'no forecast yet; the first takes some seconds');
  });
  app.get('/api/forecasts/:id/frames', readers, (request, reply) => {
    const bytes = forecasting.framesOf(idOf(request.params));
    return bytes
      ? sendBytes(reply, bytes)
      : refuse(reply, 404, 'this forecast has been replaced; ask for the latest');
  });
  app.get('/api/forecasts/:id/transit-frames', readers, (request, reply) => {
    const bytes = forecasting.transitFramesOf(idOf(request.params));
    return bytes
      ? sendBytes(reply, bytes)
      : refuse(reply, 404, 'the city has no lines, or this forecast has been replaced');
  });
  const pastRoute = (path: string, read: (minutes: number) => Uint8Array | null): void => {
    app.get(path, readers, (request, reply) => {
      const query = pastQuery.safeParse(request.query);
      if (!query.success) {
        return refuse(reply, 400, 'minutes: expected a whole number from 1 to 180');
      }
      const bytes = read(query.data.minutes);
      return bytes
        ? sendBytes(reply, bytes)
        : refuse(reply, 404, 'nothing is known of the past yet');
    });
  };
  pastRoute('/api/past/frames', (minutes) => {
    const frames = forecasting.pastFrames(minutes);
    return frames && encodeFrames(frames);
  });
  pastRoute('/api/past/transit-frames', (minutes) => {
    const frames = forecasting.pastTransitFrames(minutes);
    return frames && encodeTransitFrames(frames);
  });

  app.get('/api/advice', readers, () => advising.list());
  app.post('/api/advice/:id/accept', deciders, (request, reply) => {
    const id = idOf(request.params);
    const result = advising.accept(id, access.sessionOf(request).name);
    if (result.ok) access.audit(request, 'advice.accept', id, { title: result.advice.title.zh });
    return sendDecision(reply, result);
  });
  app.post('/api/advice/:id/refuse', deciders, (request, reply) => {
    const body = refuseSchema.safeParse(request.body);
    if (!body.success)
      return refuse(reply, 400, 'reason: expected a text of 1 to 1,000 characters');
    const id = idOf(request.params);
    const result = advising.refuse(id, access.sessionOf(request).name, body.data.reason);
    if (result.ok) access.audit(request, 'advice.refuse', id, { reason: body.data.reason });
    return sendDecision(reply, result);
  });

  app.get('/api/scenarios', planners, () => scenarios.list());
  app.post('/api/scenarios', planners, (request, reply) => {
    const body = scenarioSchema.safeParse(request.body);
    if (!body.success) return refuse(reply, 400, describeIssue(body.error));
    const result = scenarios.start(body.data, access.sessionOf(request).name);
    if (!result.ok) return refuse(reply, 400, result.reason);
    access.audit(request, 'scenario.run', body.data.id, { name: body.data.name });
    return reply.code(201).send(result.run);
  });
  app.get('/api/scenarios/:id', planners, (request, reply) => {
    const run = scenarios.get(idOf(request.params));
    return run ? reply.send(run) : refuse(reply, 404, 'no run with this id');
  });
  app.delete('/api/scenarios/:id', planners, (request, reply) => {
    const run = scenarios.cancel(idOf(request.params));
    return run ? reply.send(run) : refuse(reply, 404, 'no run with this id');
  });
  app.get('/api/scenarios/:id/frames', planners, (request, reply) => {
    const bytes = scenarios.framesOf(idOf(request.params));
    return bytes
      ? sendBytes(reply, bytes)
      : refuse(reply, 404, 'this run has no frames: it is not done, or not known');
  });
  app.get('/api/scenarios/:id/transit-frames', planners, (request, reply) => {
    const bytes = scenarios.transitFramesOf(idOf(request.params));
    return bytes
      ? sendBytes(reply, bytes)
      : refuse(reply, 404, 'no trains of this run: the city has no lines, or it is not done');
  });
}

const idOf = (params: unknown): string => {
  const parsed = idParams.safeParse(params);
  return parsed.success ? parsed.data.id : '';
};

const sendBytes = (reply: FastifyReply, bytes: Uint8Array): FastifyReply =>
  reply
    .type('application/octet-stream')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

function sendDecision(reply: FastifyReply, result: DecisionResult): FastifyReply {
  if (result.ok) return reply.send(result.advice);
  return result.reason === 'unknown'
    ? refuse(reply, 404, 'no advice with this id')
    : refuse(reply, 409, 'this advice was decided or has expired meanwhile');
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue
    ? `${issue.path.join('.') || 'body'}: ${issue.message}`
    : 'the body does not fit its schema';
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  409: 'Conflict',
};

function refuse(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const problem: Problem = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
  };
  return reply.code(status).type('application/problem+json').send(problem);
}
