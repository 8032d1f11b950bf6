/** The alarms of a place that are not cleared, each with its time, state, kind and source. */
import type { Alarm } from '#contracts';
import {
  commonMessages,
  formatTime,
  localized,
  sourceText,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { AlarmBadge, KindMark } from '../ui/index.ts';
import { unitsMessages } from './units-messages.ts';

export function OpenAlarms({
  alarms,
  timeZone,
}: {
  readonly alarms: readonly Alarm[];
  readonly timeZone: string;
}) {
  const t = useText(unitsMessages);
  const words = useText(commonMessages);
  const language = useLanguage();
  const open = alarms.filter((alarm) => alarm.status.state !== 'cleared');
  return (
    <section>
      <h3>{t('card.alarms')}</h3>
      {open.length === 0 ? <p className="kind">{t('card.noAlarms')}</p> : null}
      <ul className="place-alarms">
        {open.map((alarm) => (
          <li key={alarm.id}>
            <AlarmBadge
              priority={alarm.priority}
              unacknowledged={alarm.status.state === 'active'}
            />{' '}
            <strong>{localized(alarm.message, language)}</strong>
            <div className="fact-truth">
              {localized(alarm.placeName, language)} ·{' '}
              {t('alarm.since', { time: formatTime(alarm.raisedMs, timeZone, language) })} ·{' '}
              {words(
                alarm.status.state === 'active' ? 'alarm.unacknowledged' : 'alarm.acknowledged',
              )}{' '}
              · <KindMark kind={alarm.kind} /> · {sourceText(alarm.source, language)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
