/** Signing in and out: the page with its form, and the same as JSON at /api/session. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { signInSchema } from '#contracts';
import {
  endedSessionCookie,
  type SessionBook,
  type SignInFault,
  type SignInLanguage,
  safeNext,
  sessionCookie,
  sessionTokenOf,
  signInPage,
} from '../access/index.ts';
import type { RouteAccess } from '../live-district.ts';
import { parseRequest, sendProblem } from './problem.ts';

const formSchema = z.object({
  token: z.string().max(200).optional(),
  name: z.string().max(100).optional(),
  password: z.string().max(200).optional(),
  next: z.string().max(2000).optional(),
  lang: z.enum(['zh', 'en']).optional(),
});
const querySchema = z.object({
  token: z.string().max(200).optional().catch(undefined),
  next: z.string().max(2000).optional().catch(undefined),
  lang: z.enum(['zh', 'en']).optional().catch(undefined),
});

const REFUSALS = {
  wrong: [401, 'the account, password or one-time link is not valid'],
  locked: [429, 'this account is locked for a while after too many wrong passwords'],
  'too-many': [429, 'too many attempts; try again in a minute'],
} as const;

export function addSessionRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  sessions: SessionBook,
): void {
  const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';

  const sendPage = (
    reply: FastifyReply,
    page: {
      readonly language: SignInLanguage;
      readonly token: string | null;
      readonly next: string;
      readonly fault: SignInFault;
    },
  ): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
    return reply
      .code(page.fault ? 401 : 200)
      .header('content-security-policy', policy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(signInPage({ ...page, nonce }));
  };

  app.get('/sign-in', (request, reply) => {
    const query = querySchema.parse(request.query);
    return sendPage(reply, {
      language: query.lang ?? preferredLanguage(request.headers['accept-language']),
      token: query.token ?? null,
      next: safeNext(query.next),
      fault: null,
    });
  });

  app.post('/sign-in', async (request, reply) => {
    const form = parseRequest(formSchema, request.body, 'form');
    const result = form.token
      ? sessions.signInWithToken(form.token, request.ip)
      : await sessions.signInWithPassword(form.name ?? '', form.password ?? '', request.ip);
    const next = safeNext(form.next);
    if (result.state === 'signed-in') {
      return reply
        .header('set-cookie', sessionCookie(result.token, isSecure(request)))
        .redirect(next, 303);
    }
    return sendPage(reply, {
      language: form.lang ?? preferredLanguage(request.headers['accept-language']),
      token: null,
      next,
      fault: form.token && result.reason === 'wrong' ? 'expired' : result.reason,
    });
  });

  app.post('/api/session', async (request, reply) => {
    const body = parseRequest(signInSchema, request.body, 'sign-in');
    const result =
      body.with === 'token'
        ? sessions.signInWithToken(body.token, request.ip)
        : await sessions.signInWithPassword(body.name, body.password, request.ip);
    if (result.state === 'signed-in') {
      return reply
        .header('set-cookie', sessionCookie(result.token, isSecure(request)))
        .send(result.session);
    }
    const [status, detail] = REFUSALS[result.reason];
    return sendProblem(reply, status, detail);
  });

  app.get('/api/session', (request) => access.sessionOf(request));

  app.delete('/api/session', (request, reply) => {
    const token = sessionTokenOf(request.headers.cookie);
    if (token) sessions.signOut(token);
    return reply.header('set-cookie', endedSessionCookie()).code(204).send();
  });
}

function preferredLanguage(accepted: string | undefined): SignInLanguage {
  const first = (accepted ?? '').split(',').find((part) => /^\s*(zh|en)/i.test(part));
  return first && /^\s*en/i.test(first) ? 'en' : 'zh';
}
