/** The clock of a run's two hours: the same chosen time as everywhere, over the run's own span. */
import { useEffect, useState } from 'react';
import { formatTime, useLanguage, useText } from '../i18n/index.ts';
import { scrubTo } from '../store/index.ts';
import { Button, KindMark } from '../ui/index.ts';
import { plannerMessages } from './planner-messages.ts';

const MINUTE_MS = 60_000;
/** Two hours pass in 30 s. */
const PLAY_STEP_MS = 250;

export interface RunTimeBarProps {
  readonly startMs: number;
  readonly endMs: number;
  readonly timeMs: number;
  readonly timeZone: string;
}

export function RunTimeBar({ startMs, endMs, timeMs, timeZone }: RunTimeBarProps) {
  const t = useText(plannerMessages);
  const language = useLanguage();
  const [playing, setPlaying] = useState(false);
  const minutes = Math.round((timeMs - startMs) / MINUTE_MS);
  const length = Math.round((endMs - startMs) / MINUTE_MS);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (minutes >= length) setPlaying(false);
      else scrubTo(startMs + (minutes + 1) * MINUTE_MS);
    }, PLAY_STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, minutes, length, startMs]);
  const time = formatTime(timeMs, timeZone, language);
  const sign = minutes < 0 ? '−' : '+';
  return (
    <div className="scrub">
      <div>
        <div className="scrub-time">{time}</div>
        <div>
          <KindMark kind="forecast" /> {sign}
          {Math.abs(minutes)} min
        </div>
      </div>
      <div className="scrub-track">
        <input
          type="range"
          min={0}
          max={length}
          value={minutes}
          aria-label={t('time.ofRun')}
          aria-valuetext={time}
          onChange={(event) => {
            setPlaying(false);
            scrubTo(startMs + Number(event.currentTarget.value) * MINUTE_MS);
          }}
        />
        <div className="scrub-marks" aria-hidden="true">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span key={share} style={{ left: `${4 + share * 92}%` }}>
              {formatTime(startMs + share * (endMs - startMs), timeZone, language)}
            </span>
          ))}
        </div>
      </div>
      <Button aria-pressed={playing} onClick={() => setPlaying(!playing)}>
        {playing ? `❚❚ ${t('time.pause')}` : `▶ ${t('time.play')}`}
      </Button>
    </div>
  );
}
