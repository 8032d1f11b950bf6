/**
 * Units as a file. The audit row (who, what filter, how many, why) is durable before the first byte
 * leaves; revealed contacts need their own permission and come for few units only.
 */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExportRequest, exportRequestSchema, REVEALED_EXPORT_ROWS } from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { RouteAccess } from '../live-district.ts';
import {
  type City,
  exportUnits,
  filterUnits,
  type LiveBytes,
  readContact,
  scopeUnits,
} from '../registry/index.ts';
import { BadRequest, parseRequest, sendProblem } from './problem.ts';
import { exportQuery, readUnitFilter } from './registry-queries.ts';

/** A selection of the whole district as a list of cells. */
const BODY_BYTES = 10 << 20;
const CELLS_NAMED = 50;

export function addExportRoutes(
  app: FastifyInstance,
  access: RouteAccess,
  {
    city,
    live,
    clock,
  }: { readonly city: City; readonly live: LiveBytes; readonly clock: DistrictClock },
): void {
  const may = { preHandler: access.require('export-units') };

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: ExportRequest,
  ): FastifyReply => {
    const session = access.sessionOf(request);
    const { format, lang, filter, reveal } = wanted;
    const found = filterUnits(city, scopeUnits(city, session.scope), filter, live);
    if (reveal) {
      if (!session.permissions.includes('reveal-personal')) {
        return sendProblem(reply, 403, 'expected a role with reveal-personal');
      }
      if (found.length > REVEALED_EXPORT_ROWS) {
        throw new BadRequest(
          `filter: expected at most ${REVEALED_EXPORT_ROWS} units with whole contacts, got ${found.length}`,
        );
      }
    }
    const { cells, ...conditions } = filter;
    const shown = cells
      ? { ...conditions, cells: cells.slice(0, CELLS_NAMED), cellCount: cells.length }
      : conditions;
    const detail = {
      format,
      filter: shown,
      units: found.length,
      personal: reveal ? 'revealed' : 'masked',
    };
    const codes = reveal ? { codes: Array.from(found, (unit) => city.register.codeOf(unit)) } : {};
    const action = reveal ? 'personal.export' : 'units.export';
    const auditSeq = access.audit(request, action, city.manifest.district, {
      ...detail,
      ...reveal,
      ...codes,
    });
    const lines = exportUnits(city, found, {
      ...{ format, lang, live, atMs: clock.nowMs(), actor: session.name },
      quantity: filter.quantity ?? null,
      contactOf: reveal ? (cell) => readContact(city, cell, auditSeq) : null,
    });
    const stamp = new Date(clock.nowMs()).toISOString().slice(0, 16).replace(/[-:]/g, '');
    const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/geo+json';
    const name = `gezi-${city.manifest.district}-units-${stamp}.${format}`;
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-gezi-units', String(found.length))
      .send(Readable.from(breathing(lines)));
  };

  app.get('/api/registry/export', may, (request, reply) => {
    const { format, lang } = parseRequest(exportQuery, request.query, 'query');
    const filter = readUnitFilter(request.query, exportQuery);
    return send(request, reply, { format, lang, filter });
  });
  app.post('/api/registry/export', { ...may, bodyLimit: BODY_BYTES }, (request, reply) =>
    send(request, reply, parseRequest(exportRequestSchema, request.body, 'export')),
  );
}

/** Lets the server do other work between two batches. */
async function* breathing(lines: Iterable<string>): AsyncGenerator<string> {
  for (const line of lines) {
    yield line;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
