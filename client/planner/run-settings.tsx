/** Weather, start and ensemble of a plan's run. */
import { useState } from 'react';
import { inputFromTime, timeFromInput, useText } from '../i18n/index.ts';
import { changeDraft, type Draft } from './draft-store.ts';
import { NumberField } from './number-field.tsx';
import { plannerMessages } from './planner-messages.ts';
import { draftStore } from './planner-stores.ts';
import { TimeField } from './time-field.tsx';

const LIMITS = {
  rainMillimetresPerHour: { low: 0, high: 500, label: 'plan.rain' },
  temperatureCelsius: { low: -60, high: 60, label: 'plan.temperature' },
  windMetresPerSecond: { low: 0, high: 120, label: 'plan.wind' },
} as const;
const WEATHER_KEYS = [
  'rainMillimetresPerHour',
  'temperatureCelsius',
  'windMetresPerSecond',
] as const;

export function RunSettings({
  draft,
  timeZone,
}: {
  readonly draft: Draft;
  readonly timeZone: string;
}) {
  const t = useText(plannerMessages);
  const number = (
    label: string,
    value: number,
    low: number,
    high: number,
    put: (value: number) => (old: Draft) => Draft,
  ) => (
    <NumberField
      key={`${label}|${value}`}
      label={label}
      value={value}
      low={low}
      high={high}
      onCommit={(next) => changeDraft(draftStore, put(next))}
    />
  );
  return (
    <details className="planner-section">
      <summary>
        {t('plan.weather')} · {t('plan.advanced')}
      </summary>
      <div className="planner-form">
        {WEATHER_KEYS.map((key) =>
          number(
            t(LIMITS[key].label),
            draft.weather[key],
            LIMITS[key].low,
            LIMITS[key].high,
            (value) => (old) => ({ ...old, weather: { ...old.weather, [key]: value } }),
          ),
        )}
        <StartField startMs={draft.startMs} timeZone={timeZone} />
        {number(t('plan.members'), draft.members, 1, 50, (value) => (old) => ({
          ...old,
          members: Math.round(value),
        }))}
        {number(t('plan.seed'), draft.seed, 0, 2 ** 32 - 1, (value) => (old) => ({
          ...old,
          seed: Math.round(value),
        }))}
      </div>
    </details>
  );
}

/** Typed text is kept while it is no time yet; the draft changes when it is one. */
function StartField({
  startMs,
  timeZone,
}: {
  readonly startMs: number;
  readonly timeZone: string;
}) {
  const t = useText(plannerMessages);
  const [typed, setTyped] = useState<string | null>(null);
  const isTime = typed === null || timeFromInput(typed, timeZone) !== null;
  return (
    <TimeField
      label={t('plan.start')}
      error={isTime ? null : t('error.time')}
      value={typed ?? inputFromTime(startMs, timeZone)}
      onChange={(text) => {
        const next = timeFromInput(text, timeZone);
        setTyped(next === null ? text : null);
        if (next !== null) changeDraft(draftStore, (old) => ({ ...old, startMs: next }));
      }}
    />
  );
}
