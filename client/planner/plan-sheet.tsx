/** The plan that a duty officer reads on paper: map, times, posts, who does what. */
import { useEffect, useState } from 'react';
import { FRAME_SECONDS, type Outcomes, type Scenario } from '#contracts';
import {
  commonMessages,
  formatDate,
  formatNumber,
  formatPeople,
  formatTime,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { Button, KindMark } from '../ui/index.ts';
import { measureWords, whoDoes } from './measure-words.ts';
import { OUTCOME_DECIMALS, OUTCOME_IDS, outcomeValue } from './outcome-rows.ts';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';

export interface PlanSheetProps {
  readonly scenario: Pick<Scenario, 'name' | 'events' | 'measures' | 'members' | 'seed'>;
  readonly outcomes: Outcomes | null;
  readonly madeBy: string;
  readonly madeMs: number;
  readonly picture: Blob | null;
  readonly pictureTimeMs: number;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  readonly attribution: string;
  readonly onClose: () => void;
}

/** Places from this density on are watched: level of service E begins at 1.08 persons/m². */
const WATCH_PERSONS_PER_SQUARE_METRE = 1.08;

export function PlanSheet(props: PlanSheetProps) {
  const { scenario, outcomes, options, timeZone } = props;
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!props.picture) return;
    const made = URL.createObjectURL(props.picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [props.picture]);
  const time = (timeMs: number) => formatTime(timeMs, timeZone, language);
  const measures = [...scenario.measures].sort((a, b) => a.fromMs - b.fromMs);
  const watched = (outcomes?.worstPlaces ?? []).filter(
    (place) => place.personsPerSquareMetre.high >= WATCH_PERSONS_PER_SQUARE_METRE,
  );
  return (
    <article className="sheet" data-theme="light" aria-label={t('sheet.title')}>
      <div className="toolbar sheet-tools">
        <Button look="primary" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
        <Button onClick={props.onClose}>{common('action.close')}</Button>
      </div>
      <h1>
        {t('sheet.title')}：{scenario.name}
      </h1>
      {scenario.events.map((event) => (
        <p key={event.id}>
          {event.name} · {options.venues.find((venue) => venue.id === event.venue)?.label} ·{' '}
          {t('event.people', { count: formatPeople(event.attendance, language) })} ·{' '}
          {formatDate(event.startMs, timeZone, language)} {time(event.startMs)}–{time(event.endMs)}
        </p>
      ))}
      {url === null ? null : (
        <figure>
          <img src={url} alt={t('sheet.mapAt', { time: time(props.pictureTimeMs) })} />
          <figcaption>{t('sheet.mapAt', { time: time(props.pictureTimeMs) })}</figcaption>
        </figure>
      )}
      <h2>{t('sheet.posts')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sheet.when')}</th>
            <th scope="col">{t('sheet.where')}</th>
            <th scope="col">{t('sheet.what')}</th>
            <th scope="col">{t('sheet.who')}</th>
            <th scope="col">{t('sheet.done')}</th>
          </tr>
        </thead>
        <tbody>
          {measures.length === 0 ? (
            <tr>
              <td colSpan={5}>{t('sheet.noMeasures')}</td>
            </tr>
          ) : null}
          {measures.map((measure) => {
            const words = measureWords(measure, options, t);
            return (
              <tr key={measure.id}>
                <td>
                  {time(measure.fromMs)}–{time(measure.untilMs)}
                </td>
                <td>{words.where}</td>
                <td>
                  {words.what} {words.detail}
                </td>
                <td>{whoDoes(measure.type, t)}</td>
                <td>☐</td>
              </tr>
            );
          })}
          {watched.map((place) => (
            <tr key={place.link}>
              <td>
                {time(place.atMs - 10 * FRAME_SECONDS * 1000)}–
                {time(place.atMs + 10 * FRAME_SECONDS * 1000)}
              </td>
              <td>
                {options.walks.find((option) => option.id === place.link)?.label ?? place.link}
              </td>
              <td>
                {t('sheet.patrol', {
                  density: formatNumber(place.personsPerSquareMetre.median, language, 1),
                })}
              </td>
              <td>{t('who.grid')}</td>
              <td>☐</td>
            </tr>
          ))}
        </tbody>
      </table>
      {outcomes === null ? null : (
        <>
          <h2>
            {t('sheet.results')} <KindMark kind="forecast" />
          </h2>
          <table>
            <tbody>
              {OUTCOME_IDS.map((id) => {
                const { interval } = outcomeValue(outcomes, id);
                const format = (value: number) =>
                  formatNumber(value, language, OUTCOME_DECIMALS[id]);
                return (
                  <tr key={id}>
                    <th scope="row">{t(`outcome.${id}`)}</th>
                    <td>
                      {interval === null
                        ? t('outcome.notWithin')
                        : `${format(interval.median)} (${format(interval.low)}–${format(interval.high)})`}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
      <p className="kind">
        {t('sheet.made', {
          name: props.madeBy,
          time: `${formatDate(props.madeMs, timeZone, language)} ${time(props.madeMs)}`,
          members: scenario.members,
          seed: scenario.seed,
        })}
      </p>
      <p className="kind">{props.attribution}</p>
    </article>
  );
}
