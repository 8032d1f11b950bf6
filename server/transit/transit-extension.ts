/**
 * Public transport live: GTFS-Realtime by polling (`--gtfs-rt URL`) and by POST, kept in a book,
 * stored as observations of its vehicles, served at /api/transit/live, its part in the district told
 * on the live wire, watched by the health page.
 */
import { z } from 'zod';
import type { DistrictTransit } from '#contracts';
import { parseRequest, sendProblem } from '../http/problem.ts';
import type { DistrictExtension, LiveDistrict, StartExtension } from '../live-district.ts';
import { cutToDistrict, placeOf } from './cut-to-district.ts';
import { pollFeed } from './poll-feed.ts';
import { createTransitBook } from './transit-book.ts';

export interface TransitFeedOptions {
  readonly urls: readonly string[];
  readonly everyMs?: number;
}

const EVERY_MS = 15_000;
/** The whole of a country's vehicles is a few MiB. */
const BODY_BYTES = 32 * 1024 * 1024;
/** A feed that is polled and older than this is a fault. */
const OLD_MS = 120_000;
/** Sources that send often are told together. */
const TELL_EVERY_MS = 1_000;
const sourceParams = z.object({ source: z.string().regex(/^[\w.-]{1,80}$/) });

export function transitExtension(options: TransitFeedOptions): StartExtension {
  return (district) => startTransit(district, options);
}

function startTransit(district: LiveDistrict, options: TransitFeedOptions): DistrictExtension {
  const { clock, store, state, log, city } = district;
  const isDemonstration = clock.settings.mode === 'demonstration';
  const kind = isDemonstration ? 'synthetic' : 'measured';
  const book = createTransitBook({
    ...{ nowMs: clock.nowMs, kind },
    expected: options.urls.map(sourceOf),
  });
  const place = placeOf(city.manifest, city.transit);
  const snapshot = (): DistrictTransit =>
    cutToDistrict({ kind, sources: book.answer().sources, feeds: book.feeds() }, place);
  let telling: ReturnType<typeof setTimeout> | null = null;
  const tell = (): void => {
    telling ??= setTimeout(() => {
      telling = null;
      district.publish('transit', snapshot());
    }, TELL_EVERY_MS);
  };
  const receive = (source: string, bytes: Uint8Array): string | null => {
    const outcome = book.receive(source, bytes);
    tell();
    if (!outcome.ok) return outcome.reason;
    store.transact(() => store.observations.insert(outcome.observations));
    state.apply(outcome.observations);
    return null;
  };

  const polls = options.urls.map((url) => {
    const source = sourceOf(url);
    let told = '';
    const warn = (reason: string): void => {
      if (reason !== told) log.warn(`GTFS-Realtime ${source}: ${reason}`);
      told = reason;
    };
    const poll = pollFeed({
      url,
      everyMs: options.everyMs ?? EVERY_MS,
      take: (bytes) => {
        const reason = receive(source, bytes);
        if (reason === null) told = '';
        else warn(reason);
      },
      fail: (reason) => {
        book.refuse(source, reason);
        tell();
        warn(reason);
      },
    });
    return { source, poll };
  });

  return {
    routes: (app, access) => {
      app.get('/api/transit/live', { preHandler: access.require('read-live') }, () =>
        book.answer(),
      );
      app.post('/api/ingest/gtfs-realtime/:source', { bodyLimit: BODY_BYTES }, (request, reply) => {
        const { source } = parseRequest(sourceParams, request.params, 'path');
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const reason = receive(source, bytes);
        return reason === null ? reply.code(202).send() : sendProblem(reply, 400, reason);
      });
    },
    snapshots: { transit: snapshot },
    checks: () =>
      polls.map(({ source }) => {
        const ageMs = book.ageMs(source);
        const age = ageMs === null ? 'nothing yet' : `${Math.round(ageMs / 1000)} s old`;
        const ok = ageMs !== null && ageMs < OLD_MS;
        return { name: `gtfs-realtime ${source}`, ok, detail: age };
      }),
    close: () => {
      if (telling !== null) clearTimeout(telling);
      for (const { poll } of polls) poll.stop();
    },
  };
}

/** Host and path, without what may be a key. */
function sourceOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.replaceAll(/[^\w.-]+/g, '-').slice(0, 80);
}
