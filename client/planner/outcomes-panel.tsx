/** Outcomes as small charts in the fixed order; with a second run, the difference and its interval. */
import type { Outcomes, ValueKind } from '#contracts';
import { formatNumber, formatSigned, formatTime, useLanguage, useText } from '../i18n/index.ts';
import type { Selection } from '../store/index.ts';
import { EmptyState, KindMark } from '../ui/index.ts';
import {
  type ComparedRun,
  type OutcomeDifference,
  outcomeDifference,
  verdictOf,
} from './outcome-difference.ts';
import {
  emergencyNotArrived,
  hasOutcome,
  OUTCOME_DECIMALS,
  type OutcomeValue,
  outcomeIdsOf,
  outcomeValue,
} from './outcome-rows.ts';
import { OUTCOME_UNIT_KEYS } from './outcome-units.ts';
import { outcomePlaceLabel, type PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';

export interface OutcomesPanelProps {
  /** Of the one run shown, or of A. */
  readonly outcomes: Outcomes | null;
  readonly compared: { readonly a: ComparedRun; readonly b: ComparedRun } | null;
  readonly kind: ValueKind;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  readonly onSelect: (selection: Selection) => void;
}

export function OutcomesPanel(props: OutcomesPanelProps) {
  const { outcomes: a, compared, kind, options, timeZone, onSelect } = props;
  const t = useText(plannerMessages);
  const language = useLanguage();
  const b = compared?.b.outcomes ?? null;
  const shown = [a, b].flatMap((outcomes) => outcomes ?? []);
  const ids = outcomeIdsOf(...shown);
  const late = shown.map(emergencyNotArrived).filter(({ notArrived }) => notArrived > 0);
  const differences = ids.map((id) =>
    compared === null ? null : outcomeDifference(compared.a, compared.b, id),
  );
  const methods = new Set(differences.map((difference) => difference?.method));
  if (a === null) return <EmptyState title={t('outcome.none')} />;
  return (
    <>
      <ul className="outcomes">
        {ids.map((id, i) => {
          const difference = differences[i];
          const valueA = outcomeValue(a, id);
          const valueB = b === null ? null : outcomeValue(b, id);
          const limit =
            1.1 * Math.max(1e-9, valueA.interval?.high ?? 0, valueB?.interval?.high ?? 0);
          const unit = t(OUTCOME_UNIT_KEYS[id]);
          const row = (name: 'A' | 'B', value: OutcomeValue) => (
            <OutcomeRow
              name={b === null ? null : name}
              value={value}
              unit={unit}
              decimals={OUTCOME_DECIMALS[id]}
              limit={limit}
              mark={id === 'peakDensity' ? 4 : null}
              place={outcomePlaceLabel(value, options)}
              time={value.atMs === null ? null : formatTime(value.atMs, timeZone, language)}
              onSelect={value.place === null ? null : () => value.place && onSelect(value.place)}
            />
          );
          return (
            <li key={id} className="outcome">
              <h3>
                {t(`outcome.${id}`)} <KindMark kind={kind} word={false} />
              </h3>
              {hasOutcome(a, id) ? row('A', valueA) : null}
              {b !== null && valueB !== null && hasOutcome(b, id) ? row('B', valueB) : null}
              {difference ? (
                <Difference difference={difference} unit={unit} decimals={OUTCOME_DECIMALS[id]} />
              ) : null}
              {id === 'emergency'
                ? late.map((counts) => (
                    <p key={`${counts.notArrived} ${counts.sent}`} className="kind-note">
                      {t('outcome.notArrived', counts)}
                    </p>
                  ))
                : null}
            </li>
          );
        })}
      </ul>
      {methods.has('paired') ? <p className="kind-note">{t('outcome.pairedNote')}</p> : null}
      {methods.has('independent') ? (
        <p className="kind-note">{t('outcome.independentNote')}</p>
      ) : null}
      <h3 className="outcome-worst">{t('outcome.worst')}</h3>
      <ol className="worst-places">
        {(b ?? a).worstPlaces.slice(0, 8).map((place) => (
          <li key={place.link}>
            <button
              type="button"
              className="link-button"
              onClick={() => onSelect({ type: 'walk-link', id: place.link })}
            >
              {options.walks.find((option) => option.id === place.link)?.label ??
                place.name ??
                place.link}
            </button>
            <span>
              {formatNumber(place.personsPerSquareMetre.median, language, 1)}
              <span className="kind"> /m² {formatTime(place.atMs, timeZone, language)}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

interface OutcomeRowProps {
  readonly name: 'A' | 'B' | null;
  readonly value: OutcomeValue;
  readonly unit: string;
  readonly decimals: number;
  readonly limit: number;
  /** A limit line on the chart, in the value's unit. */
  readonly mark: number | null;
  readonly place: string | null;
  readonly time: string | null;
  readonly onSelect: (() => void) | null;
}

function OutcomeRow(props: OutcomeRowProps) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const { interval, place } = { interval: props.value.interval, place: props.place };
  if (interval === null) {
    return (
      <div className="outcome-row">
        <span className="outcome-name">{props.name}</span>
        <span className="kind">{t('outcome.notWithin')}</span>
      </div>
    );
  }
  const percent = (value: number) => `${Math.max(0, Math.min(100, (100 * value) / props.limit))}%`;
  const format = (value: number) => formatNumber(value, language, props.decimals);
  const width = (100 * (interval.high - interval.low)) / props.limit;
  return (
    <div className="outcome-row">
      <span className="outcome-name">{props.name}</span>
      <span className="outcome-bar" aria-hidden="true">
        <span className="outcome-fill" style={{ width: percent(interval.median) }} />
        {interval.high > interval.low ? (
          <span
            className="outcome-whisker"
            style={{ left: percent(interval.low), width: `${width}%` }}
          />
        ) : null}
        {props.mark !== null && props.mark < props.limit ? (
          <span className="outcome-mark" style={{ left: percent(props.mark) }} />
        ) : null}
      </span>
      <span
        className="outcome-number"
        title={t('outcome.interval', { low: format(interval.low), high: format(interval.high) })}
      >
        <strong>{format(interval.median)}</strong> {props.unit}
        {interval.high > interval.low ? (
          <span className="kind">
            {' '}
            {format(interval.low)}–{format(interval.high)}
          </span>
        ) : null}
      </span>
      {place === null ? null : (
        <button
          type="button"
          className="link-button outcome-place"
          onClick={props.onSelect ?? undefined}
        >
          {props.time === null ? place : t('outcome.at', { place, time: props.time })}
        </button>
      )}
    </div>
  );
}

function Difference({
  difference: { interval, method },
  unit,
  decimals,
}: {
  readonly difference: OutcomeDifference;
  readonly unit: string;
  readonly decimals: number;
}) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const verdict = verdictOf(interval, decimals);
  const signed = (value: number) => formatSigned(value, language, decimals);
  return (
    <div className={`outcome-difference ${verdict}`}>
      <span>{t('outcome.difference')}</span>
      <strong>
        {signed(interval.median)} {unit}
      </strong>
      {method === 'point' ? null : (
        <span className="kind">
          {signed(interval.low)} … {signed(interval.high)} {t(`outcome.${method}`)}
        </span>
      )}
      <span className="outcome-verdict">{t(`outcome.${verdict}`)}</span>
    </div>
  );
}
