/** Advice with its effect and interval; accept it, or refuse it with a reason that is kept. */
import { useState } from 'react';
import type { Advice, Effect, Interval } from '#contracts';
import { send } from '../connection/fetch-json.ts';
import { formatSigned, formatTime, localized, useLanguage, useText } from '../i18n/index.ts';
import { useLive } from '../store/index.ts';
import { Button, Panel, Skeleton } from '../ui/index.ts';
import { wallMessages } from './messages.ts';
import { RefuseDialog } from './refuse-dialog.tsx';

const MOST_SHOWN = 4;

export function AdviceList({
  timeZone,
  mayDecide,
}: {
  readonly timeZone: string;
  readonly mayDecide: boolean;
}) {
  const t = useText(wallMessages);
  const advice = useLive((state) => state.advice);
  if (advice === null) {
    return (
      <Panel title={t('advice.title')}>
        <Skeleton lines={3} />
      </Panel>
    );
  }
  const shown = [...advice.values()]
    .filter((one) => one.status.state !== 'expired')
    .slice(0, MOST_SHOWN);
  return (
    <Panel title={t('advice.title')} className="wall-advice">
      <p className="kind wall-wrap">
        <SearchLine
          offers={shown.filter((one) => one.status.state === 'offered').length}
          timeZone={timeZone}
        />
      </p>
      {!mayDecide && shown.length > 0 ? (
        <p className="kind wall-wrap">{t('advice.noPermission')}</p>
      ) : null}
      <ul className="wall-advice-list">
        {shown.map((one) => (
          <AdviceCard key={one.id} advice={one} timeZone={timeZone} mayDecide={mayDecide} />
        ))}
      </ul>
    </Panel>
  );
}

/** An empty list says "nothing helps" only after a search. */
function SearchLine({ offers, timeZone }: { readonly offers: number; readonly timeZone: string }) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const advising = useLive((state) => state.advising);
  if (advising === null || advising.state === 'no-event') return <>{t('advice.noEvent')}</>;
  if (advising.state === 'trying') {
    return <>{t('advice.trying', { tried: advising.tried, total: advising.total })}</>;
  }
  const found = {
    tried: advising.tried,
    time: formatTime(advising.atMs, timeZone, language),
  };
  return <>{offers > 0 ? t('advice.searched', found) : t('advice.none', found)}</>;
}

function AdviceCard({
  advice,
  timeZone,
  mayDecide,
}: {
  readonly advice: Advice;
  readonly timeZone: string;
  readonly mayDecide: boolean;
}) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const [refusing, setRefusing] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const decide = async (
    verb: 'accept' | 'refuse',
    body?: { readonly reason: string },
  ): Promise<boolean> => {
    setPending(true);
    setFailure(null);
    const path = `/api/advice/${encodeURIComponent(advice.id)}/${verb}`;
    const result = await send(path, { method: 'POST', ...(body ? { body } : {}) });
    setPending(false);
    if (!result.ok) setFailure(result.failure.detail);
    return result.ok;
  };
  return (
    <li className={`wall-advice-card ${advice.status.state}`}>
      <h3>{localized(advice.title, language)}</h3>
      <EffectTable effect={advice.effect} />
      {advice.sideEffect ? (
        <p className="kind wall-wrap">
          {t('advice.side', { text: localized(advice.sideEffect, language) })}
        </p>
      ) : null}
      {failure === null ? null : (
        <p className="field-error" role="alert">
          {t('advice.failed', { detail: failure })}
        </p>
      )}
      <div className="toolbar">
        {advice.status.state === 'offered' && mayDecide ? (
          <>
            <Button look="primary" disabled={pending} onClick={() => void decide('accept')}>
              {t('advice.accept')}
            </Button>
            <Button disabled={pending} onClick={() => setRefusing(true)}>
              {t('advice.refuse')}
            </Button>
          </>
        ) : (
          <DecisionLine advice={advice} timeZone={timeZone} />
        )}
        <span className="kind">{t('advice.members', { members: advice.members })}</span>
      </div>
      {refusing ? (
        <RefuseDialog
          title={`${t('advice.refuse')}: ${localized(advice.title, language)}`}
          onClose={() => setRefusing(false)}
          onSend={async (reason) => {
            if (await decide('refuse', { reason })) setRefusing(false);
          }}
        />
      ) : null}
    </li>
  );
}

function DecisionLine({
  advice,
  timeZone,
}: {
  readonly advice: Advice;
  readonly timeZone: string;
}) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const { status } = advice;
  switch (status.state) {
    case 'offered':
      return null;
    case 'accepted':
      return (
        <span>
          ✓{' '}
          {t('advice.accepted', {
            by: status.by,
            time: formatTime(status.atMs, timeZone, language),
          })}
        </span>
      );
    case 'refused':
      return (
        <span className="wall-wrap">
          ✕{' '}
          {t('advice.refused', {
            by: status.by,
            time: formatTime(status.atMs, timeZone, language),
            reason: status.reason,
          })}
        </span>
      );
    case 'expired':
      return <span>{t('advice.expired')}</span>;
    default:
      return status satisfies never;
  }
}

/** Differences as large as these are the least worth a line. */
const LEAST_SHOWN = {
  density: 0.05,
  minutes: 0.5,
  clearing: 0.5,
  queue: 5,
  left: 50,
  without: 20,
  delay: 0.5,
} as const;

function EffectTable({ effect }: { readonly effect: Effect }) {
  const t = useText(wallMessages);
  const language = useLanguage();
  const all: readonly (readonly [keyof typeof LEAST_SHOWN, Interval | null, string, number])[] = [
    ['density', effect.peakDensityPersonsPerSquareMetre, t('effect.unit.density'), 1],
    ['minutes', effect.minutesAboveFour, t('effect.unit.minutes'), 0],
    ['clearing', effect.clearingMinutes, t('effect.unit.minutes'), 0],
    ['queue', effect.peakStationQueuePersons, t('effect.unit.persons'), 0],
    ['left', effect.leftBehind ?? null, t('unit.times'), 0],
    ['without', effect.withoutTrain ?? null, t('effect.unit.persons'), 0],
    ['delay', effect.vehicleDelayHours, t('effect.unit.hours'), 0],
  ];
  return (
    <dl className="wall-effects">
      {all.map(([name, interval, unit, decimals]) => {
        if (interval === null) return null;
        const size = Math.max(Math.abs(interval.low), Math.abs(interval.high));
        if (size < LEAST_SHOWN[name]) return null;
        const sign = (value: number): string => formatSigned(value, language, decimals);
        const look = interval.high < 0 ? 'fewer' : interval.low > 0 ? 'more' : 'unclear';
        return (
          <div key={name}>
            <dt className="kind">{t(`effect.${name}`)}</dt>
            <dd className={look}>
              <strong>{sign(interval.median)}</strong> <span className="value-unit">{unit}</span>
            </dd>
            <dd className="kind wall-interval">
              {sign(interval.low)} … {sign(interval.high)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
