/**
 * The plan that a duty officer reads on paper (A4): facts of the event, map with numbered posts,
 * who does what from when to when, what is expected, where it comes from, who signed.
 */
import './plan-sheet.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { EventPlan, Outcomes, Scenario, Weather } from '#contracts';
import {
  commonMessages,
  eventName,
  formatDate,
  formatNumber,
  formatPeople,
  formatTime,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { DENSITY_BANDS } from '../layers/index.ts';
import { Button } from '../ui/index.ts';
import type { PlaceOptions } from './place-options.ts';
import type { PlanPost } from './plan-posts.ts';
import { plannerMessages } from './planner-messages.ts';
import { SheetOutcomes } from './sheet-outcomes.tsx';
import { PAPER_DENSITY_HEX } from './sheet-scene.ts';

export interface PlanSheetProps {
  readonly district: string;
  readonly plan: Pick<Scenario, 'name' | 'events' | 'members' | 'seed'> & {
    readonly weather: Weather | null;
  };
  readonly posts: readonly PlanPost[];
  readonly outcomes: Outcomes | null;
  readonly madeBy: string;
  readonly madeMs: number;
  readonly picture: Blob | null;
  readonly pictureTimeMs: number;
  readonly options: PlaceOptions;
  readonly timeZone: string;
  /** Notices and sources, one a line. */
  readonly notes: readonly string[];
  readonly onClose: () => void;
}

export function PlanSheet(props: PlanSheetProps) {
  const { plan, outcomes, options, timeZone, onClose } = props;
  const t = useText(plannerMessages);
  const common = useText(commonMessages);
  const language = useLanguage();
  const sheet = useRef<HTMLElement>(null);
  const url = useObjectUrl(props.picture);
  const time = (timeMs: number) => formatTime(timeMs, timeZone, language);
  const date = (timeMs: number) => formatDate(timeMs, timeZone, language);
  const mapAt = t('sheet.mapAt', { time: time(props.pictureTimeMs) });
  useEffect(() => {
    const before = document.activeElement;
    const page = document.getElementById('root');
    page?.setAttribute('inert', '');
    sheet.current?.focus();
    return () => {
      page?.removeAttribute('inert');
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return createPortal(
    <article
      ref={sheet}
      className="sheet"
      data-theme="light"
      role="dialog"
      aria-modal="true"
      aria-label={t('sheet.title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="toolbar sheet-tools">
        <Button look="primary" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
        <Button onClick={onClose}>{common('action.close')}</Button>
      </div>
      <div className="sheet-page">
        <header>
          <p>{props.district}</p>
          <h1>
            {t('sheet.title')} · {plan.name}
          </h1>
        </header>
        {plan.events.map((event) => (
          <EventFacts
            key={event.id}
            event={event}
            venue={options.venues.find((venue) => venue.id === event.venue)?.label ?? event.venue}
            weather={plan.weather}
            time={time}
            date={date}
          />
        ))}
        {url === null ? null : (
          <figure>
            <img src={url} alt={mapAt} />
            <figcaption>
              {mapAt}
              <span className="sheet-legend">
                {t('sheet.legend')}
                {DENSITY_BANDS.map((band, i) => (
                  <span key={band.letter}>
                    <span className="sheet-swatch" style={{ background: PAPER_DENSITY_HEX[i] }} />
                    {band.letter}
                    {i > 0 ? ` ≥${DENSITY_BANDS[i - 1]?.belowPersonsPerSquareMetre}` : ''}
                  </span>
                ))}
              </span>
            </figcaption>
          </figure>
        )}
        <h2>{t('sheet.posts')}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('sheet.number')}</th>
              <th scope="col">{t('sheet.when')}</th>
              <th scope="col">{t('sheet.where')}</th>
              <th scope="col">{t('sheet.what')}</th>
              <th scope="col">{t('sheet.who')}</th>
              <th scope="col">{t('sheet.done')}</th>
            </tr>
          </thead>
          <tbody>
            {props.posts.length === 0 ? (
              <tr>
                <td colSpan={6}>{t('sheet.noMeasures')}</td>
              </tr>
            ) : null}
            {props.posts.map((post) => (
              <tr key={post.number}>
                <td className="sheet-number">{post.number}</td>
                <td className="sheet-time">
                  {time(post.fromMs)}–{time(post.untilMs)}
                </td>
                <td>{post.where}</td>
                <td>
                  {post.what}
                  {post.instruction === null ? null : (
                    <span className="sheet-instruction">{post.instruction}</span>
                  )}
                </td>
                <td>{post.who}</td>
                <td className="sheet-number">☐</td>
              </tr>
            ))}
          </tbody>
        </table>
        {outcomes === null ? null : (
          <SheetOutcomes outcomes={outcomes} options={options} time={time} />
        )}
        <div className="sheet-notes">
          <p>
            {t('sheet.made', {
              name: props.madeBy,
              time: `${date(props.madeMs)} ${time(props.madeMs)}`,
              members: plan.members,
              seed: plan.seed,
            })}
          </p>
          {props.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
        <div className="sheet-signatures">
          {(['sheet.prepared', 'sheet.approved', 'sheet.received'] as const).map((key) => (
            <div key={key}>
              <span>{t(key)}</span>
              <span>{t('sheet.signed')}</span>
            </div>
          ))}
        </div>
      </div>
    </article>,
    document.body,
  );
}

/** An address for the picture while it is shown. */
function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

function EventFacts({
  event,
  venue,
  weather,
  time,
  date,
}: {
  readonly event: EventPlan;
  readonly venue: string;
  readonly weather: Weather | null;
  readonly time: (timeMs: number) => string;
  readonly date: (timeMs: number) => string;
}) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const fact = (term: string, detail: ReactNode) => (
    <div>
      <dt>{term}</dt>
      <dd>{detail}</dd>
    </div>
  );
  return (
    <dl className="sheet-facts">
      {fact(t('event.name'), eventName(event, language))}
      {fact(t('event.venue'), venue)}
      {fact(
        t('event.attendance'),
        t('event.people', { count: formatPeople(event.attendance, language) }),
      )}
      {fact(t('sheet.time'), `${date(event.startMs)} ${time(event.startMs)}–${time(event.endMs)}`)}
      {weather === null
        ? null
        : fact(
            t('plan.weather'),
            t('sheet.weather', {
              temperature: formatNumber(weather.temperatureCelsius, language),
              rain: formatNumber(weather.rainMillimetresPerHour, language, 1),
              wind: formatNumber(weather.windMetresPerSecond, language),
            }),
          )}
    </dl>
  );
}
