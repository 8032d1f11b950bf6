/**
 * The HTTP server: routes as contracts/wire/http-api.ts lists them, the built client for every other
 * path, every error as problem details.
 */
import { STATUS_CODES } from 'node:http';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Health } from '#contracts';
import type { BearerTokens, SessionBook } from '../access/index.ts';
import type { AlarmBook } from '../alarms/index.ts';
import type { DistrictClock } from '../clock/district-clock.ts';
import { addFeatureRoutes } from '../features/index.ts';
import type { Ingest } from '../ingest/index.ts';
import type { DistrictExtension } from '../live-district.ts';
import type { Metrics } from '../observe/index.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import { type City, type LiveBytes, searchIndexOf } from '../registry/index.ts';
import type { DescribeCard } from '../state/describe-card.ts';
import type { SensorPresence } from '../state/district-state.ts';
import { type Store, StoreWriteError } from '../store/index.ts';
import { addAuditRoutes } from './audit-routes.ts';
import { addBaseLayerRoutes, type BaseLayer } from './base-layer.ts';
import { addCityRoutes } from './city-routes.ts';
import { addExportRoutes } from './export-routes.ts';
import { guardRequests } from './guard-requests.ts';
import { addLiveRoutes } from './live-routes.ts';
import { addPlanRoutes } from './plan-routes.ts';
import { BadRequest, sendProblem } from './problem.ts';
import { addRegistryRoutes } from './registry-routes.ts';
import { createFileServer } from './serve-files.ts';
import { addSessionRoutes } from './session-routes.ts';

export interface AppContext {
  readonly log: FastifyBaseLogger;
  readonly clientDirectory: string;
  readonly baseLayer: BaseLayer | null;
  readonly store: Store;
  readonly sessions: SessionBook;
  readonly bearers: BearerTokens;
  readonly city: City;
  readonly clock: DistrictClock;
  readonly book: AlarmBook;
  readonly plans: PlanBook;
  readonly ingest: Ingest;
  readonly metrics: Metrics;
  readonly describeCard: DescribeCard;
  /** Live layers by quantity, for filters. */
  readonly live: LiveBytes;
  readonly presence: () => readonly SensorPresence[];
  readonly health: () => Promise<Health>;
  readonly extensions: readonly DistrictExtension[];
}

const BODY_BYTES = 1 << 20;

export function createApp(context: AppContext): FastifyInstance {
  const app = fastify({
    loggerInstance: context.log,
    // One line a request would be most of the log; errors are logged below.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    routerOptions: { maxParamLength: 600 },
  });
  parseBodies(app);
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof BadRequest) return sendProblem(reply, 400, error.message);
    if (error instanceof StoreWriteError) {
      return sendProblem(
        reply,
        503,
        'the store cannot write now; nothing was changed; see /health',
      );
    }
    const status = statusOf(error);
    if (status >= 400 && status < 500) {
      return sendProblem(
        reply,
        status,
        error instanceof Error ? error.message : (STATUS_CODES[status] ?? ''),
      );
    }
    request.log.error({ err: error, url: request.url }, 'request failed');
    return sendProblem(reply, 500, 'something went wrong on the server; its log says what');
  });

  const access = guardRequests(app, context);
  addSessionRoutes(app, access, context.sessions);
  addCityRoutes(app, access, context);
  addBaseLayerRoutes(app, access, context.baseLayer);
  addRegistryRoutes(app, access, context);
  addExportRoutes(app, access, context);
  addAuditRoutes(app, access, context.store);
  addFeatureRoutes(app, access, context);
  addLiveRoutes(app, access, { ...context, district: context.city.manifest.district });
  addPlanRoutes(app, access, context.plans);
  app.get('/health', () => context.health());
  app.get('/metrics', async (_request, reply) =>
    reply.type(context.metrics.registry.contentType).send(await context.metrics.registry.metrics()),
  );
  for (const extension of context.extensions) extension.routes?.(app, access);
  serveClient(app, context.clientDirectory);
  // The first keystroke must not wait for the index, and the start not either.
  app.addHook('onListen', () => {
    setImmediate(() => searchIndexOf(context.city));
  });
  return app;
}

/** JSON is the default; the sign-in form is urlencoded; devices may send any type. */
function parseBodies(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.url.startsWith('/api/ingest/')) return done(null, body);
    return parseJson(request, body.toString(), done);
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** Hashed by the bundler, or a library's files that change only with the build. */
const isHashedAsset = (path: string): boolean => /^assets\/.*-[\w-]{8,}\.\w+$/.test(path);

/** Views are addressed by path: what is no file and no API is the page. */
function serveClient(app: FastifyInstance, directory: string): void {
  const serve = createFileServer({ directory, isImmutable: isHashedAsset });
  app.setNotFoundHandler(async (request, reply) => {
    const path = decodePath(request.url);
    if (
      path === null ||
      /^(api|city|live|ogc)(\/|$)/.test(path) ||
      !/^(GET|HEAD)$/.test(request.method)
    ) {
      return sendProblem(reply, 404, `no ${request.method} ${request.url.slice(0, 200)}`);
    }
    if (path !== '' && (await serve(request, reply, path))) return reply;
    const isFile = /\.\w{1,12}$/.test(path);
    if (!isFile && (await serve(request, reply, 'index.html'))) return reply;
    return sendProblem(
      reply,
      404,
      isFile ? `no file ${path}` : 'the client is not built; run npm run build:client',
    );
  });
}

function decodePath(url: string): string | null {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '').replace(/^\/+/, '');
  } catch {
    return null;
  }
}

const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
