/** The audit chain for those who may read it: a page of rows, and whether the chain holds. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AuditPage, AuditVerdict } from '#contracts';
import type { RouteAccess } from '../live-district.ts';
import type { Store } from '../store/index.ts';
import { parseRequest } from './problem.ts';

const text = z.string().min(1).max(400).optional();
const pageQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  action: text,
  actor: text,
  subject: text,
});

export function addAuditRoutes(app: FastifyInstance, access: RouteAccess, store: Store): void {
  const may = { preHandler: access.require('read-audit') };
  app.get('/api/audit', may, (request): AuditPage => {
    const { before, limit, ...filter } = parseRequest(pageQuery, request.query, 'query');
    const rows = store.audit.read(filter, before ?? Number.MAX_SAFE_INTEGER, limit);
    return { rows, nextBefore: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null };
  });
  app.get('/api/audit/verify', may, (request): AuditVerdict => {
    const verdict = store.audit.verify();
    access.audit(request, 'audit.verify', verdict.ok ? 'holds' : `broken at ${verdict.seq}`);
    return verdict;
  });
}
