/** The truth of a number: kind as shape and word, source, time, age when stale. */
import type { ValueKind } from '#contracts';
import { commonMessages, formatAge, formatTime, useLanguage, useText } from '../i18n/index.ts';

export const KIND_SHAPE: Readonly<Record<ValueKind, string>> = {
  measured: '●',
  inferred: '◐',
  synthetic: '◇',
  forecast: '▷',
};

export function KindMark({
  kind,
  word = true,
}: {
  readonly kind: ValueKind;
  readonly word?: boolean;
}) {
  const t = useText(commonMessages);
  const name = t(`kind.${kind}`);
  return (
    <span className="kind" title={name}>
      <span className="kind-mark" aria-hidden="true">
        {KIND_SHAPE[kind]}
      </span>
      <span className={word ? undefined : 'visually-hidden'}>{name}</span>
    </span>
  );
}

export interface ValueWithTruthProps {
  /** Already formatted; null = no value. */
  readonly value: string | null;
  readonly unit?: string;
  readonly kind: ValueKind;
  readonly source?: string;
  readonly timeMs?: number | null;
  readonly timeZone: string;
  /** Age beyond which the value counts as old; null when it is fresh. */
  readonly staleAgeMs?: number | null;
  /** 80 % interval, formatted, for forecasts. */
  readonly interval?: string;
  readonly size?: 'body' | 'figure';
}

export function ValueWithTruth(props: ValueWithTruthProps) {
  const t = useText(commonMessages);
  const language = useLanguage();
  const stale = props.staleAgeMs !== undefined && props.staleAgeMs !== null;
  const time =
    props.timeMs === undefined || props.timeMs === null
      ? null
      : formatTime(props.timeMs, props.timeZone, language);
  const title = [
    props.source ? t('value.source', { source: props.source }) : null,
    time ? t('value.at', { time }) : null,
  ]
    .filter((part) => part !== null)
    .join('\n');
  return (
    <span className={`value ${props.size ?? 'body'} ${stale ? 'stale' : ''}`} title={title}>
      <span className="value-number">{props.value ?? t('value.none')}</span>
      {props.unit && props.value !== null ? <span className="value-unit">{props.unit}</span> : null}
      {props.interval ? <span className="value-truth">{props.interval}</span> : null}
      <span className="value-truth">
        <KindMark kind={props.kind} word={false} />
        {stale ? t('value.stale', { age: formatAge(props.staleAgeMs ?? 0, language) }) : time}
        <span className="visually-hidden"> {title}</span>
      </span>
    </span>
  );
}
