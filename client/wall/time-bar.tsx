/** The one scrub bar, with play and steps; events and measures marked on it. */
import { type CSSProperties, useEffect } from 'react';
import { eventName, formatTime, measureNames, useLanguage, useText } from '../i18n/index.ts';
import { clockStore, nowMs, SCRUB_REACH_MS, scrubTo, useLive } from '../store/index.ts';
import { Button, ScrubBar, type ScrubSpan } from '../ui/index.ts';
import { wallMessages } from './messages.ts';
import { useWall, wallStore } from './wall-store.ts';

const STEP_MS = 5 * 60_000;
/** Two minutes of the district a wall second: two hours in one minute. */
const PLAY_PERIOD_MS = 500;
const PLAY_STEP_MS = 60_000;

function stepBy(stepMs: number): void {
  const now = nowMs();
  const from = clockStore.getState().scrubMs ?? now;
  const to = Math.min(now + SCRUB_REACH_MS, Math.max(now - SCRUB_REACH_MS, from + stepMs));
  scrubTo(to);
}

/** Four gates metered alike are one mark that counts them. */
export function joinAlike(spans: readonly ScrubSpan[]): readonly ScrubSpan[] {
  const groups = Map.groupBy(spans, ({ label, fromMs, untilMs }) =>
    [label, fromMs, untilMs].join('|'),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    return others.length === 0
      ? [first]
      : [{ ...first, label: `${first.label} ×${others.length + 1}` }];
  });
}

export function TimeBar({ timeZone }: { readonly timeZone: string }) {
  const t = useText(wallMessages);
  const measures = useText(measureNames);
  const playing = useWall((state) => state.playing);
  const plans = useLive((state) => state.plans);
  const language = useLanguage();
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const shown = clockStore.getState().scrubMs ?? nowMs();
      if (shown >= nowMs() + SCRUB_REACH_MS - PLAY_STEP_MS) wallStore.setState({ playing: false });
      else stepBy(PLAY_STEP_MS);
    }, PLAY_PERIOD_MS);
    return () => clearInterval(timer);
  }, [playing]);
  // Playing belongs to this screen: it ends with it.
  useEffect(() => () => wallStore.setState({ playing: false }), []);
  const spans: readonly ScrubSpan[] = [
    ...(plans?.events ?? []).map((event) => ({
      id: event.id,
      label: eventName(event, language),
      fromMs: event.startMs,
      untilMs: event.endMs,
    })),
    ...(plans?.measures ?? []).map((measure) => ({
      id: measure.id,
      label: measures(`measure.${measure.type}`),
      fromMs: measure.fromMs,
      untilMs: measure.untilMs,
    })),
  ];
  const near = joinAlike(spans).filter(
    (span) => span.untilMs > nowMs() - SCRUB_REACH_MS && span.fromMs < nowMs() + SCRUB_REACH_MS,
  );
  // Words for the two sides of now, handed to the style sheet that places them on the bar's scale.
  const marks: CSSProperties & Record<`--${string}`, string> = {
    '--before-now': `"● ${t('time.measured')}"`,
    '--after-now': `"${t('time.forecast')} ▷"`,
  };
  return (
    <div className="wall-time-bar">
      <div className="toolbar wall-play">
        <Button aria-label={t('time.back')} title={t('time.back')} onClick={() => stepBy(-STEP_MS)}>
          ◂
        </Button>
        <Button
          aria-label={t(playing ? 'time.pause' : 'time.play')}
          title={t(playing ? 'time.pause' : 'time.play')}
          aria-pressed={playing}
          onClick={() => wallStore.setState({ playing: !playing })}
        >
          {playing ? '❚❚' : '▶'}
        </Button>
        <Button
          aria-label={t('time.forward')}
          title={t('time.forward')}
          onClick={() => stepBy(STEP_MS)}
        >
          ▸
        </Button>
      </div>
      <div className="wall-scrub" style={marks}>
        <ScrubBar timeZone={timeZone} spans={near} />
      </div>
      {near.length > 0 ? (
        <ul className="wall-marks kind" aria-label={t('time.marks')}>
          {near.slice(0, 3).map((span) => (
            <li key={span.id}>
              {span.label} {formatTime(span.fromMs, timeZone, language)}–
              {formatTime(span.untilMs, timeZone, language)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
