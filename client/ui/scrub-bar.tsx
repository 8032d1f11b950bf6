/**
 * The scrub bar: −2 h … now … +2 h, moves every surface. A range input, so arrows move a minute,
 * Page Up/Down ten, Home/End to the ends; events and works are marked beneath.
 */
import { commonMessages, formatTime, useLanguage, useText } from '../i18n/index.ts';
import { phaseOf, SCRUB_REACH_MS, scrubTo, useClock, useNowMs } from '../store/index.ts';
import { Button } from './button.tsx';
import { KindMark } from './truth.tsx';

const MINUTE_MS = 60_000;
const REACH_MINUTES = SCRUB_REACH_MS / MINUTE_MS;
const TICK_MINUTES = [-120, -60, 0, 60, 120] as const;

export interface ScrubSpan {
  readonly id: string;
  readonly label: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface ScrubBarProps {
  readonly timeZone: string;
  readonly spans?: readonly ScrubSpan[];
}

export function ScrubBar({ timeZone, spans = [] }: ScrubBarProps) {
  const t = useText(commonMessages);
  const language = useLanguage();
  const now = useNowMs();
  const scrubMs = useClock((state) => state.scrubMs);
  const shown = scrubMs ?? now;
  const phase = phaseOf(shown, now);
  const minutes = Math.round((shown - now) / MINUTE_MS);
  const share = (timeMs: number) =>
    Math.min(1, Math.max(0, (timeMs - now + SCRUB_REACH_MS) / (2 * SCRUB_REACH_MS)));
  const time = formatTime(shown, timeZone, language);
  const sign = minutes < 0 ? '−' : '+';
  const relative =
    phase === 'live'
      ? t('time.now')
      : t('time.relative.minutes', { sign, minutes: Math.abs(minutes) });
  const kind = phase === 'future' ? 'forecast' : 'inferred';
  return (
    <div className="scrub">
      <div>
        <div className="scrub-time">{time}</div>
        <div>
          <KindMark kind={kind} /> {relative}
        </div>
      </div>
      <div className="scrub-track">
        <input
          type="range"
          min={-REACH_MINUTES}
          max={REACH_MINUTES}
          step={1}
          value={Math.min(REACH_MINUTES, Math.max(-REACH_MINUTES, minutes))}
          aria-label={t('time.scrub')}
          aria-valuetext={`${time}, ${relative}, ${t(`kind.${kind}`)}`}
          onChange={(event) => {
            const chosen = Number(event.currentTarget.value);
            scrubTo(chosen === 0 ? null : now + chosen * MINUTE_MS);
          }}
        />
        {spans.length > 0 ? (
          <div className="scrub-spans">
            {spans
              .filter((span) => share(span.untilMs) > 0 && share(span.fromMs) < 1)
              .map((span) => (
                <span
                  key={span.id}
                  title={`${span.label} ${formatTime(span.fromMs, timeZone, language)}–${formatTime(span.untilMs, timeZone, language)}`}
                  style={{
                    left: `${share(span.fromMs) * 100}%`,
                    width: `${(share(span.untilMs) - share(span.fromMs)) * 100}%`,
                  }}
                />
              ))}
          </div>
        ) : null}
        <div className="scrub-marks" aria-hidden="true">
          {TICK_MINUTES.map((tick) => (
            <span key={tick} style={{ left: `${4 + ((tick + 120) / 240) * 92}%` }}>
              {tick === 0 ? t('time.now') : formatTime(now + tick * MINUTE_MS, timeZone, language)}
            </span>
          ))}
        </div>
      </div>
      <Button onClick={() => scrubTo(null)} disabled={scrubMs === null}>
        {t('time.live')}
      </Button>
    </div>
  );
}
