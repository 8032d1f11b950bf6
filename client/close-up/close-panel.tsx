/** The figures of the moment, each with time, source and kind; the legend; what the close-up is. */
import type { CloseUp, CloseUpFrame, CloseUpScene } from '#contracts';
import {
  formatNumber,
  formatPeople,
  formatTime,
  formatTimeWithSeconds,
  useLanguage,
  useText,
} from '../i18n/index.ts';
import { EmptyState, KindMark, ValueWithTruth } from '../ui/index.ts';
import { closeUpMessages } from './close-up-messages.ts';
import { flowsOf, worstPlaceOf } from './measure-frame.ts';
import { type Colouring, useStreetLegend, useTargetName } from './use-colouring.ts';

export interface ClosePanelProps {
  readonly closeUp: CloseUp;
  readonly scene: CloseUpScene;
  readonly frames: readonly CloseUpFrame[];
  /** null: the time shown is outside. */
  readonly second: number | null;
  readonly timeZone: string;
  readonly legend: Colouring['legend'];
}

export function ClosePanel({ closeUp, scene, frames, second, timeZone, legend }: ClosePanelProps) {
  const t = useText(closeUpMessages);
  const language = useLanguage();
  const nameOf = useTargetName();
  const streetLegend = useStreetLegend();
  const { source, status } = closeUp;
  const run = {
    member: source.member + 1,
    members: source.members,
    seed: source.seed,
  };
  const sourceText =
    source.type === 'forecast'
      ? t('source.forecast', { time: formatTime(source.issuedMs, timeZone, language), ...run })
      : t('source.run', { name: source.name, ...run });
  const frame = second === null ? undefined : frames[second];
  const timeMs = second === null ? null : closeUp.fromMs + second * 1000;
  const truth = { kind: 'forecast', source: sourceText, timeMs, timeZone } as const;
  const worst = frame ? worstPlaceOf(frame, scene) : null;
  const portal = worst ? scene.portals[worst.portal] : undefined;
  const flows = second === null ? [] : flowsOf(frames, second);
  const waiting = frame ? frame.inside - frame.serial.length : 0;
  const number = (value: number): string => formatNumber(value, language);
  return (
    <aside className="close-up-panel panel" aria-label={t('title')}>
      <p className="kind">
        <KindMark kind="forecast" word={false} /> {sourceText}
        {timeMs === null ? '' : ` · ${formatTimeWithSeconds(timeMs, timeZone, language)}`}
      </p>
      {status.state === 'done' && status.mostPersons === 0 ? (
        <EmptyState title={t('empty')} />
      ) : null}
      <dl className="close-up-figures">
        <dt className="kind">{t('persons')}</dt>
        <dd data-figure="inside">
          <ValueWithTruth value={frame ? number(frame.inside) : null} size="figure" {...truth} />
        </dd>
        {waiting > 0 ? <dd className="kind">{t('inside', { count: number(waiting) })}</dd> : null}
        <dt className="kind">{t('worst')}</dt>
        <dd data-figure="worst">
          <ValueWithTruth
            value={worst ? formatNumber(worst.personsPerSquareMetre, language, 2) : null}
            unit="/m²"
            size="figure"
            {...truth}
          />
        </dd>
        {worst && portal ? (
          <dd className="kind">
            {t('worst.where', {
              portal: nameOf(portal, language),
              metres: number(Math.round(worst.metres)),
            })}
          </dd>
        ) : null}
        {scene.streets.length > 0 ? (
          <>
            <dt className="kind">{t('vehicles')}</dt>
            <dd data-figure="vehicles">
              <ValueWithTruth value={frame ? number(frame.vehicleId.length) : null} {...truth} />
            </dd>
          </>
        ) : null}
      </dl>
      <table className="close-up-flows">
        <caption className="kind">
          <KindMark kind="forecast" word={false} /> {t('flows')}
          {second !== null && second < 60 ? ` · ${t('flows.wait')}` : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('flows.portal')}</th>
            <th scope="col">{t('flows.in')}</th>
            <th scope="col">{t('flows.out')}</th>
          </tr>
        </thead>
        <tbody>
          {scene.portals.map((one, index) => (
            <tr key={`${one.kind} ${one.from.join()}`}>
              <th scope="row">{nameOf(one, language)}</th>
              <td>{perMinute(flows[index]?.inPerMinute)}</td>
              <td>{perMinute(flows[index]?.outPerMinute)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {[legend, ...(scene.streets.length > 0 ? [streetLegend] : [])].map(({ title, rows }) => (
        <section className="close-up-legend" aria-label={title} key={title}>
          <h3 className="kind">{title}</h3>
          <ul>
            {rows.map((row) => (
              <li key={row.text}>
                <span style={{ color: row.colour }} aria-hidden="true">
                  {row.shape}
                </span>{' '}
                {row.text}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {status.state === 'done' ? (
        <details>
          <summary>{t('about.title')}</summary>
          <p>{t('about')}</p>
          <p>{t('about.missing')}</p>
          <p>
            {t('about.totals', {
              time: formatTime(closeUp.untilMs, timeZone, language),
              a: formatPeople(status.totals.outOfGates.closeUp, language),
              b: formatPeople(status.totals.outOfGates.network, language),
              c: formatPeople(status.totals.stationEntries.closeUp, language),
              d: formatPeople(status.totals.stationEntries.network, language),
            })}
          </p>
          {status.totals.notYetHandedOver > 0 ? (
            <p>{t('about.handed', { count: number(status.totals.notYetHandedOver) })}</p>
          ) : null}
        </details>
      ) : null}
    </aside>
  );

  function perMinute(value: number | null | undefined): string {
    return value === null || value === undefined ? '—' : number(value);
  }
}
