/** One quantity of one unit over 24 hours: a line, its words, and its table. */
import { useId } from 'react';
import type { HistorySeries } from '#contracts';
import { formatNumber, formatTime, useLanguage, useText } from '../i18n/index.ts';
import { dayLine } from './day-line.ts';
import { unitsMessages } from './units-messages.ts';

export interface DayChartProps {
  readonly name: string;
  readonly unit: string;
  readonly series: HistorySeries;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly timeZone: string;
}

const WIDTH = 400;
const HEIGHT = 96;

export function DayChart({ name, unit, series, fromMs, untilMs, timeZone }: DayChartProps) {
  const t = useText(unitsMessages);
  const language = useLanguage();
  const id = useId();
  const line = dayLine(series, fromMs, untilMs);
  if (!line) {
    return (
      <p className="kind">
        {name}: {t('history.none')}
      </p>
    );
  }
  const decimals = line.top < 10 ? 1 : 0;
  const number = (value: number): string => formatNumber(value, language, decimals);
  const time = (timeMs: number): string => formatTime(timeMs, timeZone, language);
  const summary = t('history.summary', {
    name,
    unit,
    low: number(line.low.value),
    lowTime: time(line.low.timeMs),
    high: number(line.high.value),
    highTime: time(line.high.timeMs),
    last: number(line.last.value),
    lastTime: time(line.last.timeMs),
  });
  return (
    <figure className="day-chart">
      <div className="day-chart-head">
        <span>{name}</span>
        <span className="kind">
          {number(line.top)} {unit}
        </span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={id}
      >
        <title>{name}</title>
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            x1={0}
            x2={WIDTH}
            y1={share * HEIGHT}
            y2={share * HEIGHT}
            className="grid"
          />
        ))}
        <g transform={`scale(${WIDTH} ${HEIGHT})`}>
          <path d={line.path} className="line" />
        </g>
      </svg>
      <div className="day-chart-axis" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share}>{time(fromMs + (untilMs - fromMs) * share)}</span>
        ))}
      </div>
      <figcaption id={id}>{summary}</figcaption>
      <details>
        <summary>{t('history.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('history.hour')}</th>
              <th scope="col">
                {t('history.mean')} ({unit})
              </th>
            </tr>
          </thead>
          <tbody>
            {line.hours.map((hour) => (
              <tr key={hour.timeMs}>
                <td>{time(hour.timeMs)}</td>
                <td>{number(hour.mean)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
