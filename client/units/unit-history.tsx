/** The 24-hour lines of a unit, renewed once a minute. */
import { useEffect, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { nowMs } from '../store/index.ts';
import { ErrorState, Skeleton } from '../ui/index.ts';
import { DayChart } from './day-chart.tsx';
import { historySeriesSchema } from './unit-schemas.ts';
import { unitsMessages } from './units-messages.ts';
import { useRequest } from './use-request.ts';

const DAY_MS = 24 * 3600_000;
const RENEW_MS = 60_000;

const LINES = [
  { quantity: 'powerWatts', key: 'history.power', unit: 'W' },
  { quantity: 'waterLitresPerHour', key: 'history.water', unit: 'L/h' },
] as const;

export function UnitHistory({
  code,
  timeZone,
}: {
  readonly code: string;
  readonly timeZone: string;
}) {
  const t = useText(unitsMessages);
  const [untilMs, setUntilMs] = useState(() => Math.round(nowMs()));
  useEffect(() => {
    const timer = setInterval(() => setUntilMs(Math.round(nowMs())), RENEW_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <section>
      <h3>{t('history.title')}</h3>
      {LINES.map((line) => (
        <HistoryLine
          key={`${code}|${line.quantity}`}
          code={code}
          quantity={line.quantity}
          name={t(line.key)}
          unit={line.unit}
          untilMs={untilMs}
          timeZone={timeZone}
        />
      ))}
    </section>
  );
}

interface HistoryLineProps {
  readonly code: string;
  readonly quantity: (typeof LINES)[number]['quantity'];
  readonly name: string;
  readonly unit: string;
  readonly untilMs: number;
  readonly timeZone: string;
}

function HistoryLine({ code, quantity, name, unit, untilMs, timeZone }: HistoryLineProps) {
  const t = useText(unitsMessages);
  const fromMs = untilMs - DAY_MS;
  const query = new URLSearchParams({
    subject: code,
    quantity,
    fromMs: String(fromMs),
    untilMs: String(untilMs),
  });
  const { result, reload } = useRequest(
    `/api/history?${query}`,
    historySeriesSchema,
    `${code}|${quantity}`,
  );
  if (result === null || result.state === 'loading') return <Skeleton lines={2} />;
  if (result.state === 'failed') {
    return (
      <ErrorState title={t('history.failed')} detail={result.failure.detail} onRetry={reload} />
    );
  }
  return (
    <DayChart
      name={name}
      unit={unit}
      series={result.value}
      fromMs={fromMs}
      untilMs={untilMs}
      timeZone={timeZone}
    />
  );
}
