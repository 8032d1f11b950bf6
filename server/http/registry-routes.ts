/** Looking up units: search, filters, areas, places, occupants and their reveal. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  areaLevelSchema,
  encodeCellSet,
  type RevealedContact,
  revealSchema,
  type UnitPage,
} from '#contracts';
import type { RouteAccess } from '../live-district.ts';
import {
  type City,
  cardOf,
  filterUnits,
  type LiveBytes,
  listAreaOutlines,
  listAreas,
  listUnits,
  orderUnits,
  pageBuildings,
  placeOfCell,
  readContact,
  readMaskedOccupant,
  resolveCell,
  scopeUnits,
  searchRegistry,
  type UnitScope,
  withParents,
} from '../registry/index.ts';
import { parseRequest, sendProblem } from './problem.ts';
import {
  areaParams,
  cellParams,
  pageQuery,
  readUnitFilter,
  searchQuery,
  unitsQuery,
} from './registry-queries.ts';

export const OUTSIDE_SCOPE = 'this unit lies outside the area of your account';

const outlinesQuery = z.object({ level: areaLevelSchema });
/** `parents=1`: with their storeys and buildings. */
const cellsQuery = z.object({ parents: z.enum(['0', '1']).default('0') });
const resolveQuery = z
  .strictObject({
    unit: z.string().min(1).max(400).optional(),
    building: z.string().min(1).max(200).optional(),
    storey: z.string().min(1).max(220).optional(),
  })
  .refine((query) => Object.keys(query).length === 1, 'expected one of unit, building, storey');

export function addRegistryRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  { city, live }: { readonly city: City; readonly live: LiveBytes },
): void {
  const units = { preHandler: access.require('read-units') };
  const scopeOf = (request: FastifyRequest): UnitScope =>
    scopeUnits(city, access.sessionOf(request).scope);

  app.get('/api/registry/search', units, (request) => {
    const { q, type, offset, limit } = parseRequest(searchQuery, request.query, 'query');
    return searchRegistry(city, scopeOf(request), { query: q, type: type ?? null, offset, limit });
  });
  app.get('/api/registry/units', units, (request): UnitPage => {
    const { order, offset, limit } = parseRequest(unitsQuery, request.query, 'query');
    const filter = readUnitFilter(request.query, unitsQuery);
    const scope = scopeOf(request);
    const quantity = filter.quantity ?? null;
    const found = filterUnits(city, scope, filter, live);
    const ordered = orderUnits(city.register, found, order, quantity ? live(quantity) : null);
    return {
      ...{ total: found.length, offset, isScoped: scope.allowed !== null },
      units: listUnits(city, ordered.subarray(offset, offset + limit), quantity, live),
    };
  });
  app.get('/api/registry/units/cells', units, (request, reply) => {
    const { parents } = parseRequest(cellsQuery, request.query, 'query');
    const filter = readUnitFilter(request.query, cellsQuery);
    const found = filterUnits(city, scopeOf(request), filter, live);
    const own = found.map((unit) => city.register.cells[unit] ?? 0);
    const cells = parents === '1' ? withParents(city, own) : own;
    return reply.type('application/octet-stream').send(Buffer.from(encodeCellSet(cells)));
  });

  app.get('/api/registry/resolve', units, (request, reply) => {
    const name = parseRequest(resolveQuery, request.query, 'query');
    const cell = resolveCell(city, name);
    const place = cell === null ? null : placeOfCell(city, scopeOf(request), cell);
    return place ?? sendProblem(reply, 404, `nothing here is called ${Object.values(name)[0]}`);
  });
  app.get('/api/registry/places/:cell', units, (request, reply) => {
    const { cell } = parseRequest(cellParams, request.params, 'path');
    return (
      placeOfCell(city, scopeOf(request), cell) ??
      sendProblem(reply, 404, `no building, storey or unit has cell ${cell}`)
    );
  });

  app.get('/api/registry/areas', units, (request) => listAreas(city, scopeOf(request)));
  app.get('/api/registry/areas/outlines', units, (request) => {
    const { level } = parseRequest(outlinesQuery, request.query, 'query');
    return listAreaOutlines(city, level);
  });
  app.get('/api/registry/areas/:area/buildings', units, (request, reply) => {
    const { area } = parseRequest(areaParams, request.params, 'path');
    const { offset, limit } = parseRequest(pageQuery, request.query, 'query');
    return pageBuildings(city, area, offset, limit) ?? sendProblem(reply, 404, `no area ${area}`);
  });

  app.get('/api/registry/units/:cell/occupant', units, (request, reply) => {
    const { cell } = parseRequest(cellParams, request.params, 'path');
    if (city.register.unitOfCell(cell) < 0)
      return sendProblem(reply, 404, `no unit has cell ${cell}`);
    if (!scopeOf(request).allowsCell(cell)) return sendProblem(reply, 403, OUTSIDE_SCOPE);
    const mayReveal = access.sessionOf(request).permissions.includes('reveal-personal');
    return cardOf(readMaskedOccupant(city, cell), mayReveal);
  });
  app.post(
    '/api/registry/units/:cell/occupant/reveal',
    { preHandler: access.require('reveal-personal') },
    (request, reply) => {
      const { cell } = parseRequest(cellParams, request.params, 'path');
      const { purpose, reason } = parseRequest(revealSchema, request.body, 'reveal');
      const unit = city.register.unitOfCell(cell);
      if (unit < 0) return sendProblem(reply, 404, `no unit has cell ${cell}`);
      const code = city.register.codeOf(unit);
      if (!scopeOf(request).allowsCell(cell)) {
        access.audit(request, 'personal.refuse', code, { purpose, reason, why: 'outside scope' });
        return sendProblem(reply, 403, OUTSIDE_SCOPE);
      }
      const fields = ['contactName', 'contactPhone'];
      // Durable before the value is read: a store that cannot write reveals nothing.
      const auditSeq = access.audit(request, 'personal.reveal', code, { purpose, reason, fields });
      const contact = readContact(city, cell, auditSeq);
      if (!contact) return sendProblem(reply, 404, `nobody is registered at ${code}`);
      const revealed: RevealedContact = { cell, ...contact, auditSeq };
      return revealed;
    },
  );
}
