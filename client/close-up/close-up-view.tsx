/**
 * A place person by person, over the view it was opened from: the picture, the figures of the moment
 * with their truth, and the city's clock. Escape goes back.
 */
import './close-up.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type CloseUpFrame, type CloseUpPlace, FORECAST_FRAME_COUNT } from '#contracts';
import { formatTime, localized, useLanguage, useText } from '../i18n/index.ts';
import {
  currentShownTimeMs,
  framesStore,
  liveStore,
  scrubTo,
  useCity,
  useShownTimeMs,
  useView,
  viewStore,
} from '../store/index.ts';
import { Button, EmptyState, ErrorState, Progress, ScrubBar } from '../ui/index.ts';
import { ClosePanel } from './close-panel.tsx';
import { ClosePicture } from './close-picture.tsx';
import { closeUpMessages } from './close-up-messages.ts';
import { worstSecondOf } from './measure-frame.ts';
import {
  type CloseUpState,
  type CloseUpWindow,
  cancelCloseUp,
  useCloseUp,
} from './use-close-up.ts';
import { type ColourBy, useColouring } from './use-colouring.ts';

const MINUTE_MS = 60_000;
const BEFORE_MS = MINUTE_MS;
const WINDOW_MS = 6 * MINUTE_MS;

export function CloseUpView({ place }: { readonly place: CloseUpPlace }) {
  const t = useText(closeUpMessages);
  const language = useLanguage();
  const city = useCity((state) => state.city);
  const run = useView((state) => (state.view === 'planner' ? state.scenario : null));
  const timeZone = city.state === 'ready' ? city.value.manifest.timeZone : 'UTC';
  const [span, setSpan] = useState<CloseUpWindow>(() => spanAround(currentShownTimeMs(), run));
  const [attempt, setAttempt] = useState(0);
  const [colourBy, setColourBy] = useState<ColourBy>('density');
  const [playing, setPlaying] = useState(false);
  const state = useCloseUp(place, span, attempt);
  const shownMs = useShownTimeMs();
  const frames = state.state === 'ready' ? state.frames : NONE;
  const closeUp = 'closeUp' in state ? state.closeUp : null;
  const scene = closeUp?.status.state === 'done' ? closeUp.status.scene : null;
  const colouring = useColouring(colourBy, frames, scene, language);
  const second = Math.floor((shownMs - span.fromMs) / 1000);
  const isInside = second >= 0 && second < frames.length;
  const name = closeUp ? localized(closeUp.placeName, language) : '';
  const at = (ms: number): string => formatTime(ms, timeZone, language);
  const leave = (): void => viewStore.setState({ closeUp: null });
  const step = (seconds: number): void => {
    setPlaying(false);
    const last = span.fromMs + (frames.length - 1) * 1000;
    const next = Math.round(currentShownTimeMs() / 1000) * 1000 + seconds * 1000;
    scrubTo(Math.min(last, Math.max(span.fromMs, next)));
  };
  useKeys({ leave, step, play: () => setPlaying((was) => !was) });
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const wanted = useMemo(() => spanAround(shownMs, run), [shownMs, run]);

  return (
    <section className="close-up" aria-label={`${t('title')} ${name}`} ref={box} tabIndex={-1}>
      <header className="close-up-head">
        <Button onClick={leave}>← {t('back')}</Button>
        <h2>
          {t('title')} · {name}
        </h2>
        <fieldset className="close-up-colours">
          <legend className="visually-hidden">{t('colour.label')}</legend>
          {(['density', 'destination'] as const).map((one) => (
            <Button key={one} aria-pressed={colourBy === one} onClick={() => setColourBy(one)}>
              {t(`colour.${one}`)}
            </Button>
          ))}
        </fieldset>
      </header>
      <div className="close-up-stage">
        {scene && state.state === 'ready' ? (
          <ClosePicture
            scene={scene}
            frames={frames}
            fromMs={span.fromMs}
            looks={colouring.looks}
            playing={playing && isInside}
            onEnd={() => setPlaying(false)}
            label={t('canvas', { name })}
          />
        ) : (
          <Waiting
            state={state}
            words={{ from: at(span.fromMs), until: at(span.untilMs) }}
            again={() => {
              setSpan(spanAround(currentShownTimeMs(), run));
              setAttempt(attempt + 1);
            }}
          />
        )}
        {state.state === 'ready' && !isInside ? (
          <p className="close-up-outside panel" role="status">
            {t('outside', { time: at(shownMs), from: at(span.fromMs), until: at(span.untilMs) })}{' '}
            <Button look="primary" onClick={() => setSpan(wanted)}>
              {t('outside.load', { from: at(wanted.fromMs), until: at(wanted.untilMs) })}
            </Button>
          </p>
        ) : null}
      </div>
      {closeUp && scene ? (
        <ClosePanel
          closeUp={closeUp}
          scene={scene}
          frames={frames}
          second={isInside ? second : null}
          timeZone={timeZone}
          legend={colouring.legend}
        />
      ) : (
        <aside className="close-up-panel panel" aria-hidden="true" />
      )}
      <footer className="close-up-time">
        <div className="toolbar">
          <Button aria-label={t('time.back')} title={t('time.back')} onClick={() => step(-1)}>
            ◂
          </Button>
          <Button
            aria-pressed={playing}
            disabled={frames.length === 0}
            onClick={() => {
              if (!playing && !isInside) scrubTo(span.fromMs);
              setPlaying(!playing);
            }}
          >
            {playing ? `❚❚ ${t('time.pause')}` : `▶ ${t('time.play')}`}
          </Button>
          <Button aria-label={t('time.forward')} title={t('time.forward')} onClick={() => step(1)}>
            ▸
          </Button>
          <Button
            disabled={frames.length === 0}
            onClick={() => {
              setPlaying(false);
              scrubTo(span.fromMs + worstSecondOf(frames) * 1000);
            }}
          >
            {t('time.peak')}
          </Button>
        </div>
        <ScrubBar
          timeZone={timeZone}
          spans={[
            {
              id: 'close-up',
              label: t('title'),
              fromMs: span.fromMs,
              untilMs: span.untilMs,
            },
          ]}
        />
      </footer>
    </section>
  );
}

const NONE: readonly CloseUpFrame[] = [];

/** Some minutes around the time shown, within the run. */
function spanAround(shownMs: number, run: CloseUpWindow['run']): CloseUpWindow {
  const startMs =
    (run === null
      ? framesStore.getState().forecast?.frames.startMs
      : liveStore.getState().runs?.get(run)?.scenario.startMs) ?? 0;
  const endMs =
    startMs === 0 ? Number.POSITIVE_INFINITY : startMs + (FORECAST_FRAME_COUNT - 1) * MINUTE_MS;
  const wanted = Math.floor((shownMs - BEFORE_MS) / MINUTE_MS) * MINUTE_MS;
  const fromMs = Math.min(
    endMs - WINDOW_MS,
    Math.max(Math.ceil(startMs / MINUTE_MS) * MINUTE_MS, wanted),
  );
  return { fromMs, untilMs: fromMs + WINDOW_MS, run };
}

function Waiting({
  state,
  words,
  again,
}: {
  readonly state: CloseUpState;
  readonly words: { readonly from: string; readonly until: string };
  readonly again: () => void;
}) {
  const t = useText(closeUpMessages);
  if (state.state === 'failed') {
    return (
      <ErrorState title={t('failed')} detail={state.failure.detail} onRetry={again} centred>
        <p>{t('failed.detail')}</p>
      </ErrorState>
    );
  }
  if (state.state === 'asking') return <EmptyState title={t('asking')} centred />;
  if (state.state === 'loading') {
    return (
      <EmptyState title={t('loading')} centred>
        <Progress share={state.share} label={t('loading')} />
      </EmptyState>
    );
  }
  const { status, id } = state.closeUp;
  switch (status.state) {
    case 'failed':
      return (
        <ErrorState title={t('failed')} detail={status.reason} onRetry={again} centred>
          <p>{t('failed.detail')}</p>
        </ErrorState>
      );
    case 'cancelled':
      return (
        <EmptyState title={t('cancelled')} centred>
          <Button onClick={again}>{t('again')}</Button>
        </EmptyState>
      );
    case 'queued':
    case 'running':
      return (
        <EmptyState title={status.state === 'queued' ? t('queued') : t('running', words)} centred>
          <Progress
            share={status.state === 'running' ? status.progress : 0}
            label={t('running', words)}
          />
          <Button onClick={() => void cancelCloseUp(id)}>{t('cancel')}</Button>
        </EmptyState>
      );
    case 'done':
      return null;
    default:
      return status satisfies never;
  }
}

function useKeys(does: {
  readonly leave: () => void;
  readonly step: (seconds: number) => void;
  readonly play: () => void;
}): void {
  const latest = useRef(does);
  latest.current = does;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isControl = event.target instanceof HTMLButtonElement;
      if (event.key === 'Escape') latest.current.leave();
      else if (event.key === ',') latest.current.step(-1);
      else if (event.key === '.') latest.current.step(1);
      else if (event.key === ' ' && !isControl) latest.current.play();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
