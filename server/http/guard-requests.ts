/**
 * The gate in front of every route: security headers, same-origin check for whatever changes
 * something, and nothing at all for somebody who is not signed in, except the sign-in page. Routes
 * then ask for a permission with `access.require`.
 *
 * The GIS interface (/ogc) also takes an account's access token, for reading in its name.
 * /health and /metrics also take the monitor's bearer token; /api/ingest takes the devices' token and
 * no session, because no role may write observations.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { may, type ScopedSession } from '#contracts';
import {
  type BearerTokens,
  isSameOrigin,
  type SessionBook,
  sessionTokenOf,
} from '../access/index.ts';
import type { RouteAccess } from '../live-district.ts';
import type { Store } from '../store/index.ts';
import { type BaseLayer, baseLayerOrigin } from './base-layer.ts';
import { sendProblem } from './problem.ts';

/**
 * Cesium compiles WebAssembly and starts workers from blobs; React and Cesium set style attributes.
 * No script from elsewhere and no eval.
 */
const contentPolicy = (baseLayer: string | null): string =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' data: blob:${baseLayer === null ? '' : ` ${baseLayer}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // 'no-referrer' would make a browser send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const OPEN_ROUTES = new Set([
  'GET /sign-in',
  'HEAD /sign-in',
  'POST /sign-in',
  'POST /api/session',
]);
const isForPrograms = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && (path === '/ogc' || path.startsWith('/ogc/'));
const bearerOf = (authorization: string | undefined): string | null =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function guardRequests(
  app: FastifyInstance,
  context: {
    readonly sessions: SessionBook;
    readonly bearers: BearerTokens;
    readonly store: Store;
    readonly baseLayer: BaseLayer | null;
  },
): RouteAccess {
  const { sessions, bearers, store } = context;
  const headers = {
    ...HEADERS,
    'content-security-policy': contentPolicy(baseLayerOrigin(context.baseLayer)),
  };
  const known = new WeakMap<FastifyRequest, ScopedSession>();

  const refuse = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const wantsPage =
      request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || /^\/(api|ogc)(\/|$|\?)/.test(request.url)) {
      return sendProblem(reply, 401, 'sign in at /sign-in first');
    }
    const next = request.url === '/' ? '' : `?next=${encodeURIComponent(request.url)}`;
    return reply.redirect(`/sign-in${next}`, 303);
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (/^\/(api|ogc)(\/|$|\?)/.test(request.url)) reply.header('cache-control', 'no-store');
    const path = request.url.split('?')[0] ?? '';
    const { authorization } = request.headers;
    if (path.startsWith('/api/ingest/') && request.method === 'POST') {
      if (bearers.isIngest(authorization)) return;
      return sendProblem(reply, 401, 'expected the ingest token as Authorization: Bearer');
    }
    if (!SAFE_METHODS.has(request.method) && !isSameOrigin(request.headers)) {
      return sendProblem(reply, 403, 'expected a request from this origin');
    }
    if (OPEN_ROUTES.has(`${request.method} ${path}`)) return;
    if ((path === '/health' || path === '/metrics') && bearers.isMetrics(authorization)) return;
    const token = sessionTokenOf(request.headers.cookie);
    const access = isForPrograms(request.method, path) ? bearerOf(authorization) : null;
    const session =
      access !== null ? sessions.findAccess(access) : token === null ? null : sessions.find(token);
    if (!session) return refuse(request, reply);
    known.set(request, session);
  });

  const sessionOf = (request: FastifyRequest): ScopedSession => {
    const session = known.get(request);
    if (!session)
      throw new Error(`${request.url}: route asked for a session that the gate did not check`);
    return session;
  };
  return {
    sessionOf,
    require:
      (...anyOf) =>
      async (request, reply) => {
        const { roles } = sessionOf(request);
        if (anyOf.some((permission) => may(roles, permission))) return;
        return sendProblem(
          reply,
          403,
          `expected a role with ${anyOf.join(' or ')}; ask whoever runs this Gezi`,
        );
      },
    audit: (request, action, subject, detail = {}) =>
      store.audit.append({ actor: sessionOf(request).name, action, subject, detail }, Date.now()),
  };
}
