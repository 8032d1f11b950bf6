/** The built city: manifest, networks, tiles, buildings and cell cards. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CELL_ID_LIMIT, type CellCard, type CityInfo } from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { RouteAccess } from '../live-district.ts';
import {
  type City,
  describeBuilding,
  listFootprints,
  scopeUnits,
  type UnitScope,
  visibleCells,
} from '../registry/index.ts';
import type { DescribeCard } from '../state/describe-card.ts';
import { type BaseLayer, baseLayerUrl } from './base-layer.ts';
import { parseRequest, sendProblem } from './problem.ts';
import { OUTSIDE_SCOPE } from './registry-routes.ts';
import { createFixedJson } from './send-fixed-json.ts';
import { createFileServer } from './serve-files.ts';

const cellParams = z.object({
  cell: z.coerce
    .number()
    .int()
    .min(0)
    .max(CELL_ID_LIMIT - 1),
});
const wildcardParams = z.object({ '*': z.string() });

export function addCityRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  context: {
    readonly city: City;
    readonly clock: DistrictClock;
    readonly describeCard: DescribeCard;
    readonly baseLayer: BaseLayer | null;
  },
): void {
  const { city, clock, describeCard, baseLayer } = context;
  const units = { preHandler: access.require('read-units') };
  const scopeOf = (request: FastifyRequest): UnitScope =>
    scopeUnits(city, access.sessionOf(request).scope);

  app.get(
    '/api/city',
    (): CityInfo => ({
      manifest: city.manifest,
      clock: clock.settings,
      timeMs: clock.nowMs(),
      baseLayerUrl: baseLayerUrl(baseLayer),
    }),
  );
  app.get(
    '/api/city/networks',
    createFixedJson(() => city.networks),
  );

  app.get(
    '/api/city/transit',
    createFixedJson(() => city.transit),
  );

  app.get(
    '/api/city/footprints',
    { preHandler: access.require('read-live') },
    createFixedJson(() => listFootprints(city)),
  );

  app.get('/api/buildings/:cell', units, (request, reply) => {
    const { cell } = parseRequest(cellParams, request.params, 'path');
    const building = describeBuilding(city, cell);
    if (!building) return sendProblem(reply, 404, `no building has cell ${cell}`);
    if (scopeOf(request).allowsCell(cell)) return building;
    const storeys = building.storeys.map((storey) => ({ ...storey, units: [] }));
    return { ...building, storeys, unitsWithheld: true };
  });
  app.get('/api/cells/:cell', units, (request, reply) => {
    const { cell } = parseRequest(cellParams, request.params, 'path');
    const card = describeCard(cell);
    if (!card) return sendProblem(reply, 404, `no building, storey or unit has cell ${cell}`);
    if (scopeOf(request).allowsCell(cell)) return card;
    if (card.type !== 'building') return sendProblem(reply, 403, OUTSIDE_SCOPE);
    return withoutUnits(city, scopeOf(request), card);
  });

  // Of the city's folder only the tileset and its tiles: the unit table and networks have their own
  // routes with their own permissions.
  const serve = createFileServer({ directory: city.directory, isImmutable: () => false });
  app.get('/city/*', async (request, reply) => {
    const path = parseRequest(wildcardParams, request.params, 'path')['*'];
    const isTile = path === 'tileset.json' || path.startsWith('tiles/');
    if (isTile && (await serve(request, reply, path))) return reply;
    return sendProblem(reply, 404, `no file ${path} in the tileset`);
  });
}

/** The card of a building outside an account's area: means over many units, no alarm's place. */
function withoutUnits(city: City, scope: UnitScope, card: CellCard): CellCard {
  const isMean = visibleCells(city, scope)?.[card.cell] === 1;
  const live = card.live.map((each) => (isMean ? each : { ...each, value: null, timeMs: null }));
  return { ...card, live, alarms: [] };
}
