/** What the plan is expected to lead to, on paper: value, interval, place, kind. */
import type { Outcomes } from '#contracts';
import { formatNumber, useLanguage, useText } from '../i18n/index.ts';
import { KindMark } from '../ui/index.ts';
import { OUTCOME_DECIMALS, outcomeIdsOf, outcomeValue } from './outcome-rows.ts';
import { OUTCOME_UNIT_KEYS } from './outcome-units.ts';
import { outcomePlaceLabel, type PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';

export interface SheetOutcomesProps {
  readonly outcomes: Outcomes;
  readonly options: PlaceOptions;
  readonly time: (timeMs: number) => string;
}

export function SheetOutcomes({ outcomes, options, time }: SheetOutcomesProps) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  return (
    <section>
      <h2>{t('sheet.results')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sheet.outcome')}</th>
            <th scope="col">{t('sheet.median')}</th>
            <th scope="col">{t('sheet.interval')}</th>
            <th scope="col">{t('sheet.where')}</th>
            <th scope="col">{t('sheet.kind')}</th>
          </tr>
        </thead>
        <tbody>
          {outcomeIdsOf(outcomes).map((id) => {
            const value = outcomeValue(outcomes, id);
            const { interval, atMs } = value;
            const format = (number: number) => formatNumber(number, language, OUTCOME_DECIMALS[id]);
            const place = outcomePlaceLabel(value, options);
            return (
              <tr key={id}>
                <th scope="row">{t(`outcome.${id}`)}</th>
                {interval === null ? (
                  <td colSpan={2}>{t('outcome.notWithin')}</td>
                ) : (
                  <>
                    <td>
                      {format(interval.median)} {t(OUTCOME_UNIT_KEYS[id])}
                    </td>
                    <td>
                      {interval.high > interval.low
                        ? `${format(interval.low)}–${format(interval.high)}`
                        : '—'}
                    </td>
                  </>
                )}
                <td>
                  {place === null
                    ? '—'
                    : atMs === null
                      ? place
                      : t('outcome.at', { place, time: time(atMs) })}
                </td>
                <td>
                  <KindMark kind="forecast" />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
