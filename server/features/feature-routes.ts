/**
 * OGC API – Features at /ogc: for QGIS, ogr2ogr and everything else that speaks it. Pages follow the
 * features' ids (keyset), so that the last page of 600,000 units costs what the first does. Same
 * rules as everywhere: `read-units`, the account's area scope, no personal field at all.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DistrictClock } from '../clock/district-clock.ts';
import { parseRequest, sendProblem } from '../http/problem.ts';
import type { RouteAccess } from '../live-district.ts';
import { type City, type LiveBytes, scopeUnits } from '../registry/index.ts';
import type { SensorPresence } from '../state/district-state.ts';
import { createCellCollections } from './cell-collections.ts';
import type { Collection, View } from './collection.ts';
import {
  CONFORMANCE,
  describeCollection,
  GEOJSON,
  landingPage,
  OPENAPI,
  openApi,
  queryablesOf,
  schemaOf,
} from './describe-api.ts';
import { createNetworkCollections } from './network-collections.ts';
import { type ItemsQuery, readItemsQuery } from './select-features.ts';

const idParams = z.object({ id: z.string().max(40) });
const featureParams = idParams.extend({ feature: z.coerce.number().int().min(0) });
const queryRecord = z.record(z.string().max(60), z.string().max(8_000));

/** Features between two breaths of the event loop: some milliseconds. */
const BREATH = 250;
const COUNT_BREATH = 20_000;

export function addFeatureRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  context: {
    readonly city: City;
    readonly live: LiveBytes;
    readonly clock: DistrictClock;
    readonly presence: () => readonly SensorPresence[];
  },
): void {
  const { city, live, clock } = context;
  const may = { preHandler: access.require('read-units') };
  let cells: readonly Collection[] | null = null;
  const networks = createNetworkCollections(city, context.presence);
  const collections = (): readonly Collection[] => {
    cells ??= createCellCollections(city, live);
    return [...cells, ...networks.map(({ open }) => open())];
  };
  const find = (request: FastifyRequest): Collection | null => {
    const { id } = parseRequest(idParams, request.params, 'path');
    const network = networks.find((each) => each.id === id);
    if (network) return network.open();
    cells ??= createCellCollections(city, live);
    return cells.find((each) => each.id === id) ?? null;
  };
  const viewOf = (request: FastifyRequest): View => ({
    scope: scopeUnits(city, access.sessionOf(request).scope),
  });
  const unknown = (reply: FastifyReply): FastifyReply =>
    sendProblem(reply, 404, 'expected a collection that /ogc/collections lists');

  for (const path of ['/ogc', '/ogc/']) {
    app.get(path, may, (request) => landingPage(baseOf(request), city));
  }
  app.get('/ogc/conformance', may, () => ({ conformsTo: CONFORMANCE }));
  app.get('/ogc/api', may, (request, reply) => {
    // Clients that know only 3.0 by name take plain JSON.
    const accepts = request.headers.accept ?? '*/*';
    const isNamed = accepts.includes('version=3.1') || accepts === '*/*';
    return reply
      .type(isNamed ? OPENAPI : 'application/json')
      .send(JSON.stringify(openApi(baseOf(request), city, collections())));
  });
  app.get('/ogc/collections', may, (request) => {
    const base = baseOf(request);
    return {
      links: [{ href: `${base}/collections`, rel: 'self', type: 'application/json' }],
      collections: collections().map((each) => describeCollection(base, city, each)),
    };
  });
  app.get('/ogc/collections/:id', may, (request, reply) => {
    const collection = find(request);
    return collection ? describeCollection(baseOf(request), city, collection) : unknown(reply);
  });
  for (const [name, describe] of [
    ['queryables', queryablesOf],
    ['schema', schemaOf],
  ] as const) {
    app.get(`/ogc/collections/:id/${name}`, may, (request, reply) => {
      const collection = find(request);
      if (!collection) return unknown(reply);
      const text = JSON.stringify(describe(baseOf(request), collection));
      return reply.type('application/schema+json').send(text);
    });
  }
  app.get('/ogc/collections/:id/items', may, async (request, reply) => {
    const collection = find(request);
    if (!collection) return unknown(reply);
    const given = parseRequest(queryRecord, request.query, 'query');
    const view = viewOf(request);
    const query = readItemsQuery(collection, city.manifest.origin, view, given);
    const isFirst = given.cursor === undefined;
    const matched = isFirst || query.isCountOnly ? await countMatches(collection, query) : null;
    const page = { base: baseOf(request), given, matched, atMs: clock.nowMs() };
    return reply.type(GEOJSON).send(Readable.from(writePage(collection, query, view, page)));
  });
  app.get('/ogc/collections/:id/items/:feature', may, (request, reply) => {
    const collection = find(request);
    if (!collection) return unknown(reply);
    const { id, feature } = parseRequest(featureParams, request.params, 'path');
    const index = collection.indexOfKey(feature);
    const view = viewOf(request);
    const isThere = index < collection.size && collection.keyOf(index) === feature;
    if (!isThere || !collection.isVisible(index, view)) {
      return sendProblem(reply, 404, `collection ${id} has no feature ${feature} for this account`);
    }
    const at = `${baseOf(request)}/collections/${id}`;
    const links = [
      { href: `${at}/items/${feature}`, rel: 'self', type: GEOJSON },
      { href: at, rel: 'collection', type: 'application/json' },
    ];
    const text = featureText(collection, index, view);
    return reply.type(GEOJSON).send(`${text.slice(0, -1)},"links":${JSON.stringify(links)}}`);
  });
}

/** As the client names this server, so that its links work behind a proxy that keeps the name. */
function baseOf(request: FastifyRequest): string {
  const host = request.headers.host ?? '';
  const safe = /^[\w.:[\]-]{1,253}$/.test(host) ? host : 'localhost';
  return `${request.protocol}://${safe}/ogc`;
}

async function countMatches(collection: Collection, query: ItemsQuery): Promise<number> {
  if (query.isWhole) return collection.size;
  let count = 0;
  for (let index = 0; index < collection.size; index += 1) {
    if (query.fits(index)) count += 1;
    if (index % COUNT_BREATH === COUNT_BREATH - 1) await breathe();
  }
  return count;
}

async function* writePage(
  collection: Collection,
  query: ItemsQuery,
  view: View,
  page: {
    readonly base: string;
    readonly given: Readonly<Record<string, string>>;
    readonly matched: number | null;
    readonly atMs: number;
  },
): AsyncGenerator<string> {
  const { base, given, matched, atMs } = page;
  yield `{"type":"FeatureCollection","timeStamp":${JSON.stringify(new Date(atMs).toISOString())},`;
  if (matched !== null) yield `"numberMatched":${matched},`;
  yield '"features":[';
  let returned = 0;
  let next: number | null = null;
  let waiting = '';
  const limit = query.isCountOnly ? 0 : query.limit;
  for (let index = collection.indexOfKey(query.cursor); index < collection.size; index += 1) {
    if (limit === 0) break;
    if (index % COUNT_BREATH === 0) await breathe();
    if (!query.fits(index)) continue;
    if (returned === limit) {
      next = collection.keyOf(index);
      break;
    }
    waiting += `${returned === 0 ? '\n' : ',\n'}${featureText(collection, index, view)}`;
    returned += 1;
    if (returned % BREATH === 0) {
      yield waiting;
      waiting = '';
      await breathe();
    }
  }
  yield waiting;
  const at = `${base}/collections/${collection.id}/items`;
  const link = (rel: string, changes: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ ...given, ...changes }).toString();
    return { href: query === '' ? at : `${at}?${query}`, rel, type: GEOJSON };
  };
  const links = [
    link('self', {}),
    ...(next === null ? [] : [link('next', { cursor: String(next) })]),
  ];
  const collectionLink = {
    href: `${base}/collections/${collection.id}`,
    rel: 'collection',
    type: 'application/json',
  };
  yield `\n],"numberReturned":${returned},"links":${JSON.stringify([...links, collectionLink])}}\n`;
}

function featureText(collection: Collection, index: number, view: View): string {
  const properties: Record<string, unknown> = {};
  for (const { name, read } of collection.columns) properties[name] = read(index, view);
  return `{"type":"Feature","id":${collection.keyOf(index)},"geometry":${collection.geometryOf(index)},"properties":${JSON.stringify(properties)}}`;
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
