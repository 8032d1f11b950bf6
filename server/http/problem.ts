/** RFC 9457 problem details: the one form of every HTTP error. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Problem } from '#contracts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request does not fit',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
};

export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const problem: Problem = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
  };
  return reply.code(status).type('application/problem+json').send(problem);
}

/** A fault of what the client sent: becomes a 400 with this message. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** Outside data becomes a contract type here, or a BadRequest that names the field. */
export function parseRequest<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? `${what}.${issue.path.join('.')}` : what;
  throw new BadRequest(`${where}: ${issue?.message ?? 'does not fit its schema'}`);
}
