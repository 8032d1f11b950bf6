/**
 * Audit: who looked at personal data, exported, decided, signed in. Newest first, page by page, and a
 * check of the hash chain: a row that was changed or taken out breaks it.
 */
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type AuditPage, type AuditRow, type AuditVerdict, may } from '#contracts';
import { fetchJson, type RequestFailure } from '../connection/index.ts';
import {
  commonMessages,
  formatDate,
  formatNumber,
  formatTimeWithSeconds,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { reportProbe } from '../probe.ts';
import { useCity, useConnection } from '../store/index.ts';
import { Button, EmptyState, ErrorState, Panel, Skeleton } from '../ui/index.ts';
import './audit.css';
import { auditMessages } from './audit-messages.ts';

const PAGE_SIZE = 100;
/** As the server's chain names them (`noun.verb`). */
const ACTIONS = ['personal.reveal', 'units.export'] as const;

const auditPageSchema = z.object({
  rows: z.array(
    z.object({
      seq: z.number(),
      atMs: z.number(),
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      detail: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
  nextBefore: z.number().nullable(),
}) satisfies z.ZodType<AuditPage>;
const verdictSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), rows: z.number(), head: z.string() }),
  z.object({ ok: z.literal(false), seq: z.number(), reason: z.string() }),
]) satisfies z.ZodType<AuditVerdict>;

export function AuditView() {
  const common = useText(commonMessages);
  const session = useConnection((state) => state.session);
  if (session.state !== 'signed-in') return <Skeleton lines={6} />;
  if (!may(session.session.roles, 'read-audit')) {
    return (
      <EmptyState title={common('state.noPermission')} centred>
        <p>
          {common('state.noPermission.detail', { permission: common('permission.read-audit') })}
        </p>
      </EmptyState>
    );
  }
  return <PermittedAudit />;
}

function PermittedAudit() {
  const t = useText(auditMessages);
  const [action, setAction] = useState('');
  const { rows, next, failure, more } = useAuditRows(action);
  useEffect(() => reportProbe({ ready: { audit: rows !== null } }), [rows]);
  return (
    <Panel title={t('title')} className="audit" actions={<ChainCheck />}>
      <label className="audit-filter">
        <span className="kind">{t('action')}</span>
        <select value={action} onChange={(event) => setAction(event.currentTarget.value)}>
          <option value="">{t('action.all')}</option>
          {ACTIONS.map((name) => (
            <option key={name} value={name}>
              {t(`action.${name}`)}
            </option>
          ))}
        </select>
      </label>
      {failure ? <ErrorState title={t('failed')} detail={failure.detail} onRetry={more} /> : null}
      {rows === null && !failure ? <Skeleton lines={6} /> : null}
      {rows?.length === 0 ? <EmptyState title={t('empty')} /> : null}
      {rows && rows.length > 0 ? <AuditTable rows={rows} /> : null}
      {rows && next !== null ? <Button onClick={more}>{t('more')}</Button> : null}
    </Panel>
  );
}

function useAuditRows(action: string): {
  readonly rows: readonly AuditRow[] | null;
  readonly next: number | null;
  readonly failure: RequestFailure | null;
  readonly more: () => void;
} {
  const [state, setState] = useState<{
    readonly action: string;
    readonly rows: readonly AuditRow[] | null;
    readonly next: number | null;
    readonly failure: RequestFailure | null;
  }>({ action, rows: null, next: null, failure: null });
  const [wish, setWish] = useState<{ readonly before: number | null }>({ before: null });
  useEffect(() => {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
    if (action !== '') query.set('action', action);
    if (wish.before !== null) query.set('before', String(wish.before));
    const controller = new AbortController();
    fetchJson(`/api/audit?${query}`, auditPageSchema, { signal: controller.signal })
      .then((answer) =>
        setState((before) => {
          const held = before.action === action && wish.before !== null ? (before.rows ?? []) : [];
          if (!answer.ok) return { ...before, action, failure: answer.failure };
          const { rows, nextBefore } = answer.value;
          return { action, rows: [...held, ...rows], next: nextBefore, failure: null };
        }),
      )
      .catch(() => {
        // Aborted: another action is asked for.
      });
    return () => controller.abort();
  }, [action, wish]);
  const isOf = state.action === action;
  return {
    rows: isOf ? state.rows : null,
    next: isOf ? state.next : null,
    failure: isOf ? state.failure : null,
    more: () => setWish({ before: isOf ? state.next : null }),
  };
}

function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const t = useText(auditMessages);
  const language = useLanguage();
  const city = useCity((state) => state.city);
  const zone = city.state === 'ready' ? city.value.manifest.timeZone : 'UTC';
  return (
    <table className="audit-table">
      <caption className="visually-hidden">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            {t('seq')}
          </th>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('actor')}</th>
          <th scope="col">{t('action')}</th>
          <th scope="col">{t('subject')}</th>
          <th scope="col">{t('detail')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td className="number">{formatNumber(row.seq, language)}</td>
            <td>
              {formatDate(row.atMs, zone, language)}{' '}
              {formatTimeWithSeconds(row.atMs, zone, language)}
            </td>
            <td>{row.actor}</td>
            <td>
              <code>{row.action}</code>
            </td>
            <td>{row.subject}</td>
            <td className="audit-detail">{detailText(row.detail)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const detailText = (detail: AuditRow['detail']): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');

function ChainCheck() {
  const t = useText(auditMessages);
  const language = useLanguage();
  const [verdict, setVerdict] = useState<AuditVerdict | 'checking' | RequestFailure | null>(null);
  const check = async (): Promise<void> => {
    setVerdict('checking');
    const answer = await fetchJson('/api/audit/verify', verdictSchema);
    setVerdict(answer.ok ? answer.value : answer.failure);
  };
  const text = ((): string => {
    if (verdict === null) return '';
    if (verdict === 'checking') return `${t('verify.checking')}…`;
    if (!('ok' in verdict)) return verdict.detail;
    return verdict.ok
      ? t('verify.ok', { rows: formatNumber(verdict.rows, language) })
      : t('verify.broken', { seq: formatNumber(verdict.seq, language), reason: verdict.reason });
  })();
  return (
    <>
      <span role="status" className="kind">
        {text}
      </span>
      <Button disabled={verdict === 'checking'} onClick={() => void check()}>
        {t('verify')}
      </Button>
    </>
  );
}
