/** How full a train is: a bar of the one hue, and the number. */
import { formatPeople, useLanguage, useText } from '../i18n/index.ts';
import { singleHueRgb } from '../layers/index.ts';
import { transitMessages } from './transit-messages.ts';

export function TrainLoad({
  aboard,
  capacity,
  leftBehind,
}: {
  readonly aboard: number;
  readonly capacity: number;
  readonly leftBehind: number;
}) {
  const t = useText(transitMessages);
  const language = useLanguage();
  const share = Math.min(1, aboard / capacity);
  const percent = Math.round(100 * share);
  return (
    <span className="train-load">
      <span className="train-bar" aria-hidden="true">
        <span
          style={{ width: `${percent}%`, background: `rgb(${singleHueRgb(share).join(' ')})` }}
        />
      </span>
      <strong>{t('train.load', { percent })}</strong>{' '}
      <span className="kind">{t('train.aboard', { persons: formatPeople(aboard, language) })}</span>
      {leftBehind > 0 ? (
        <span className="train-left">
          ▲ {t('train.left', { count: formatPeople(leftBehind, language) })}
        </span>
      ) : null}
    </span>
  );
}
