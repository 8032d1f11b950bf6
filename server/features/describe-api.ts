/** What the GIS interface says about itself: links, collections, queryables, OpenAPI 3.1. */

import { createLocalFrame } from '#contracts';
import type { City } from '../registry/index.ts';
import type { Collection, Column } from './collection.ts';
import { CRS84, FILTER_LANGUAGES, PAGE_DEFAULT, PAGE_MOST } from './select-features.ts';

export const CONFORMANCE = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter',
  'http://www.opengis.net/spec/cql2/1.0/conf/cql2-text',
  'http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators',
];

export const GEOJSON = 'application/geo+json';
const JSON_TYPE = 'application/json';
export const OPENAPI = 'application/vnd.oai.openapi+json;version=3.1';
const SCHEMA = 'application/schema+json';

export const landingPage = (base: string, city: City) => ({
  title: `Gezi: ${city.manifest.name.en} ${city.manifest.name.zh}`,
  description:
    'Buildings, storeys, units, roads, sensors and areas of the district. Every feature says how true it is (kind).',
  attribution: city.manifest.sources.map((source) => source.attribution).join('; '),
  links: [
    { href: `${base}/`, rel: 'self', type: JSON_TYPE, title: 'This page' },
    { href: `${base}/api`, rel: 'service-desc', type: OPENAPI, title: 'OpenAPI description' },
    { href: `${base}/conformance`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance' },
    { href: `${base}/collections`, rel: 'data', type: JSON_TYPE, title: 'Collections' },
  ],
});

export function describeCollection(base: string, city: City, collection: Collection) {
  const { id, title, description } = collection;
  const at = `${base}/collections/${id}`;
  return {
    ...{ id, title, description, itemType: 'feature', crs: [CRS84] },
    extent: { spatial: { bbox: [extentOf(city)], crs: CRS84 } },
    links: [
      { href: at, rel: 'self', type: JSON_TYPE, title },
      { href: `${at}/items`, rel: 'items', type: GEOJSON, title: `${title} as GeoJSON` },
      {
        href: `${at}/queryables`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
        type: SCHEMA,
        title: 'Queryables',
      },
      { href: `${at}/schema`, rel: 'describedby', type: SCHEMA, title: 'Schema of the properties' },
      // As GDAL 3.6 spells it.
      { href: `${at}/schema`, rel: 'describedBy', type: SCHEMA, title: 'Schema of the properties' },
    ],
  };
}

function extentOf({ manifest }: City): readonly number[] {
  const { lonLatFromPoint } = createLocalFrame(manifest.origin);
  const [west, south, east, north] = manifest.extentMetres;
  const corners = [
    lonLatFromPoint([west, south]),
    lonLatFromPoint([east, south]),
    lonLatFromPoint([east, north]),
    lonLatFromPoint([west, north]),
  ];
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

const typeOf = ({ type }: Column) =>
  type === 'date-time' ? { type: 'string', format: 'date-time' } : { type };

export const queryablesOf = (base: string, collection: Collection) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `${base}/collections/${collection.id}/queryables`,
  type: 'object',
  title: collection.title,
  properties: {
    geometry: { format: `geometry-${collection.geometryType.toLowerCase()}` },
    ...Object.fromEntries(
      collection.columns.map((column) => [column.name, { title: column.title, ...typeOf(column) }]),
    ),
  },
  additionalProperties: false,
});

export const schemaOf = (base: string, collection: Collection) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `${base}/collections/${collection.id}/schema`,
  type: 'object',
  title: collection.title,
  properties: {
    type: { const: 'Feature' },
    id: { type: 'integer' },
    geometry: { title: collection.geometryType },
    properties: {
      type: 'object',
      properties: Object.fromEntries(
        collection.columns.map((column) => [
          column.name,
          { title: column.title, ...typeOf(column) },
        ]),
      ),
    },
  },
});

const query = (name: string, description: string, schema: object) => ({
  ...{ name, in: 'query', required: false, description, schema },
  style: 'form',
  explode: false,
});

export function openApi(base: string, city: City, collections: readonly Collection[]) {
  const answer = (type: string, description: string) => ({
    '200': { description, content: { [type]: { schema: { type: 'object' } } } },
    default: {
      description: 'A problem (RFC 9457)',
      content: { 'application/problem+json': { schema: { type: 'object' } } },
    },
  });
  const get = (summary: string, type = JSON_TYPE, parameters: readonly object[] = []) => ({
    get: { summary, parameters, responses: answer(type, summary) },
  });
  const paths: Record<string, object> = {
    '/': get('Landing page'),
    '/conformance': get('Conformance classes'),
    '/api': get('This description', OPENAPI),
    '/collections': get('Collections'),
  };
  for (const collection of collections) {
    const at = `/collections/${collection.id}`;
    const number = { type: 'number' };
    paths[at] = get(collection.title);
    paths[`${at}/queryables`] = get(`Queryables of ${collection.title}`, SCHEMA);
    paths[`${at}/schema`] = get(`Schema of ${collection.title}`, SCHEMA);
    paths[`${at}/items`] = get(`${collection.title} as GeoJSON`, GEOJSON, [
      query('limit', 'Features of a page', {
        type: 'integer',
        minimum: 1,
        maximum: PAGE_MOST,
        default: PAGE_DEFAULT,
      }),
      query('cursor', 'Features from this id on; the next link says which', {
        type: 'integer',
        minimum: 0,
      }),
      query('bbox', 'west,south,east,north in degrees', {
        type: 'array',
        minItems: 4,
        maxItems: 6,
        items: number,
      }),
      query('datetime', 'A time or an interval, RFC 3339', { type: 'string' }),
      query('filter', 'CQL2 text over the queryables', { type: 'string' }),
      query('filter-lang', 'Language of filter', {
        type: 'string',
        enum: FILTER_LANGUAGES,
        default: 'cql2-text',
      }),
      query('resultType', 'hits: only how many', {
        type: 'string',
        enum: ['results', 'hits'],
        default: 'results',
      }),
      ...collection.columns.map((column) => query(column.name, column.title, typeOf(column))),
    ]);
    paths[`${at}/items/{featureId}`] = get(`One of ${collection.title}`, GEOJSON, [
      { name: 'featureId', in: 'path', required: true, schema: { type: 'integer' } },
    ]);
  }
  return {
    openapi: '3.1.0',
    info: { title: `Gezi, ${city.manifest.name.en}: OGC API – Features`, version: '1.0.0' },
    servers: [{ url: base }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gezi_session' },
        token: { type: 'http', scheme: 'bearer', description: 'npm run accounts -- issue-token' },
      },
    },
  };
}
