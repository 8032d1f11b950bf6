/** Alarms that need a response: by priority, oldest first, grouped in a flood; acknowledge here. */
import { useState } from 'react';
import type { Alarm } from '#contracts';
import { send } from '../connection/fetch-json.ts';
import { formatAge, formatTime, localized, useLanguage, useText } from '../i18n/index.ts';
import {
  select,
  sessionMay,
  textFromSelection,
  useConnection,
  useLive,
  useNowMs,
  useView,
} from '../store/index.ts';
import { AlarmBadge, Button, EmptyState, KindMark, Panel, Skeleton } from '../ui/index.ts';
import { commonName } from './common-name.ts';
import {
  type AlarmGroup,
  alarmsWithin,
  FLOOD_LIMIT,
  FLOOD_WINDOW_MS,
  groupAlarms,
  isOpen,
  isUnacknowledged,
} from './group-alarms.ts';
import { wallMessages } from './messages.ts';
import { selectionOfAlarm } from './scene-markers.ts';

export function AlarmList({ timeZone }: { readonly timeZone: string }) {
  const t = useText(wallMessages);
  const now = useNowMs();
  const alarms = useLive((state) => state.alarms);
  const session = useConnection((state) => state.session);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const mayAcknowledge = sessionMay(session, 'acknowledge-alarm');
  if (alarms === null) {
    return (
      <Panel title={t('alarms.title')} className="wall-alarms">
        <Skeleton lines={3} />
      </Panel>
    );
  }
  const all = [...alarms.values()];
  const recent = alarmsWithin(all, now, FLOOD_WINDOW_MS);
  const flood = recent > FLOOD_LIMIT;
  const single = groupAlarms(all, false);
  // What a flood leaves behind is no shorter to read ten minutes later.
  const grouped = flood || single.length > FLOOD_LIMIT;
  const groups = grouped ? groupAlarms(all, true) : single;

  const acknowledge = async (some: readonly Alarm[]): Promise<void> => {
    setFailure(null);
    setPending(new Set(some.map((alarm) => alarm.id)));
    for (const alarm of some) {
      const path = `/api/alarms/${encodeURIComponent(alarm.id)}/acknowledge`;
      const result = await send(path, { method: 'POST' });
      if (!result.ok) {
        setFailure(result.failure.detail);
        break; // The rest stay unacknowledged and listed.
      }
    }
    setPending(new Set());
  };
  return (
    <Panel
      title={t('alarms.title')}
      className="wall-alarms"
      actions={
        recent > 0 || grouped ? (
          <span className={flood ? 'wall-flood' : 'kind'} role={flood ? 'status' : undefined}>
            {flood || !grouped
              ? t(flood ? 'alarms.flood' : 'alarms.rate', { count: recent })
              : t('alarms.grouped', { count: single.length })}
          </span>
        ) : null
      }
    >
      {failure === null ? null : (
        <p className="field-error" role="alert">
          {t('alarms.failed', { detail: failure })}
        </p>
      )}
      {!mayAcknowledge && groups.length > 0 ? (
        <p className="kind wall-wrap">{t('alarms.noPermission')}</p>
      ) : null}
      {groups.length === 0 ? <EmptyState title={t('alarms.none')} /> : null}
      <ul className="wall-alarm-list">
        {groups.map((group) => (
          <AlarmRow
            key={group.key}
            group={group}
            nowMs={now}
            timeZone={timeZone}
            onAcknowledge={mayAcknowledge ? acknowledge : null}
            pending={pending}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface AlarmRowProps {
  readonly group: AlarmGroup;
  readonly nowMs: number;
  readonly timeZone: string;
  /** null without the permission. */
  readonly onAcknowledge: ((alarms: readonly Alarm[]) => Promise<void>) | null;
  readonly pending: ReadonlySet<string>;
}

function AlarmRow({ group, nowMs, timeZone, onAcknowledge, pending }: AlarmRowProps) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const selection = useView((state) => state.selection);
  const [first] = group.alarms;
  const many = group.alarms.length > 1;
  const target = selectionOfAlarm(first);
  const selected = selection !== null && textFromSelection(selection) === textFromSelection(target);
  const waiting = group.unacknowledged;
  const ended = first.status.state === 'cleared' ? first.status.atMs : null;
  return (
    <li
      className={`wall-alarm ${group.priority} ${selected ? 'selected' : ''} ${ended === null ? '' : 'ended'}`}
    >
      <button
        type="button"
        className="wall-alarm-main"
        aria-pressed={selected}
        onClick={() => select(target)}
      >
        <span className="wall-alarm-head">
          <AlarmBadge priority={group.priority} unacknowledged={waiting.some(isOpen)} />
          <span className="wall-alarm-place">
            {commonName(group.alarms.map((alarm) => localized(alarm.placeName, language)))}
            {many ? ` ×${group.alarms.length}` : ''}
          </span>
        </span>
        <span className="kind wall-wrap">
          {t(`cause.${first.cause}`)} · {localized(first.message, language)}
        </span>
        <span className="kind">
          <KindMark kind={first.kind} word={false} />
          {formatTime(group.oldestMs, timeZone, language)} ·{' '}
          {t('alarms.ago', { age: formatAge(nowMs - group.oldestMs, language) })}
          {first.status.state === 'acknowledged' ? ` · ✓ ${first.status.by}` : ''}
          {ended === null
            ? ''
            : ` · ${t('alarms.ended', { time: formatTime(ended, timeZone, language) })}`}
        </span>
      </button>
      <span className="wall-alarm-actions">
        {onAcknowledge && waiting.length > 0 ? (
          <Button
            disabled={waiting.some((alarm) => pending.has(alarm.id))}
            onClick={() => void onAcknowledge(waiting)}
          >
            {waiting.length > 1
              ? t('alarms.acknowledgeAll', { count: waiting.length })
              : t('alarms.acknowledge')}
          </Button>
        ) : null}
        {many ? (
          <Button look="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('alarms.collapse') : t('alarms.expand', { count: group.alarms.length })}
          </Button>
        ) : null}
      </span>
      {open ? (
        <ul className="wall-alarm-members">
          {group.alarms.map((alarm) => (
            <li key={alarm.id}>
              <button
                type="button"
                className="link-button"
                onClick={() => select(selectionOfAlarm(alarm))}
              >
                {localized(alarm.placeName, language)}
              </button>{' '}
              <span className="kind">
                {formatTime(alarm.raisedMs, timeZone, language)}
                {isUnacknowledged(alarm) ? '' : ' ✓'}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
