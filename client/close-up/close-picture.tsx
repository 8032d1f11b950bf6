/** Joins the engine to the frames and the city's clock; people and vehicles move in the frame loop alone. */
import { useEffect, useRef, useState } from 'react';
import { CLOSE_UP_FRAME_MS, type CloseUpFrame, type CloseUpScene } from '#contracts';
import {
  type BodyFrame,
  type CloseUpMoment,
  type CloseUpPicture,
  createCloseUpView,
  type VehicleFrame,
} from '../engines/three/index.ts';
import { useLanguage, useText } from '../i18n/index.ts';
import { clockStore, currentShownTimeMs, scrubTo, useShownTimeMs } from '../store/index.ts';
import { ErrorState } from '../ui/index.ts';
import { closeUpMessages } from './close-up-messages.ts';
import { worstPlaceOf } from './measure-frame.ts';
import { type PersonLooks, peopleOfSecond } from './people-of-second.ts';
import { useTargetName } from './use-colouring.ts';
import { vehiclesOfSecond } from './vehicles-of-second.ts';

const SCALE_METRES = [1, 2, 5, 10, 20, 50, 100, 200];
const SCALE_PIXELS = 120;

export interface ClosePictureProps {
  readonly scene: CloseUpScene;
  readonly frames: readonly CloseUpFrame[];
  readonly fromMs: number;
  readonly looks: PersonLooks;
  readonly playing: boolean;
  /** The last frame has played. */
  readonly onEnd: () => void;
  readonly label: string;
}

export function ClosePicture(props: ClosePictureProps) {
  const { scene, frames, fromMs, looks, playing, label } = props;
  const t = useText(closeUpMessages);
  const language = useLanguage();
  const nameOf = useTargetName();
  const shownMs = useShownTimeMs();
  const container = useRef<HTMLDivElement>(null);
  const picture = useRef<CloseUpPicture | null>(null);
  const scale = useRef<HTMLSpanElement>(null);
  const north = useRef<HTMLSpanElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    // The keys turn and move the picture.
    element.tabIndex = 0;
    const mayMove = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const play = createPlayClock();
    let held: {
      readonly second: number;
      readonly looks: PersonLooks;
      readonly body: BodyFrame;
      readonly vehicles: VehicleFrame;
    } | null = null;
    const momentNow = (frameMs: number): CloseUpMoment => {
      const { frames, fromMs, looks, playing, scene, onEnd } = latest.current;
      const timeMs = play(
        frameMs,
        playing,
        fromMs + (frames.length - 1) * CLOSE_UP_FRAME_MS,
        onEnd,
      );
      const at = (timeMs - fromMs) / CLOSE_UP_FRAME_MS;
      const second = Math.floor(at);
      const frame = frames[second];
      if (!frame) {
        return {
          frame: null,
          vehicles: null,
          lights: null,
          share: 0,
          worst: null,
          isMoving: false,
        };
      }
      if (held?.second !== second || held.looks !== looks) {
        const next = frames[second + 1] ?? null;
        held = {
          second,
          looks,
          body: peopleOfSecond(frame, next, looks),
          vehicles: vehiclesOfSecond(frame, next),
        };
      }
      return {
        frame: held.body,
        vehicles: held.vehicles,
        lights: frame.light,
        share: mayMove ? at - second : 0,
        worst: worstPlaceOf(frame, scene)?.point ?? null,
        isMoving: playing || (mayMove && clockStore.getState().scrubMs === null),
      };
    };
    try {
      picture.current = createCloseUpView({
        container: element,
        momentNow,
        onCamera: ({ metresPerPixel, azimuthRadians }) => {
          const metres = SCALE_METRES.findLast((one) => one / metresPerPixel <= SCALE_PIXELS) ?? 1;
          if (scale.current) {
            scale.current.style.width = `${metres / metresPerPixel}px`;
            scale.current.textContent = `${metres} m`;
          }
          if (north.current) north.current.style.rotate = `${-azimuthRadians}rad`;
        },
        onContext: () => {},
        onDrawn: () => {},
      });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    return () => {
      picture.current?.destroy();
      picture.current = null;
    };
  }, []);

  useEffect(() => {
    picture.current?.show(
      scene,
      scene.portals.map((portal) => nameOf(portal, language)),
    );
  }, [scene, language, nameOf]);
  useEffect(() => {
    // Each of these asks for a new picture.
    void [shownMs, frames, fromMs, looks, playing];
    picture.current?.refresh();
  }, [shownMs, frames, fromMs, looks, playing]);

  if (problem !== null) {
    return (
      <ErrorState title={t('no3d')} detail={problem} centred>
        <p>{t('no3d.detail')}</p>
      </ErrorState>
    );
  }
  return (
    <>
      <div className="close-up-canvas" ref={container} role="application" aria-label={label} />
      <span className="close-up-north" aria-hidden="true">
        <span className="close-up-needle" ref={north}>
          ▲
        </span>{' '}
        {t('north')}
      </span>
      <span className="close-up-scale" ref={scale} aria-hidden="true" />
    </>
  );
}

/**
 * The time shown, with parts of a second: the city's clock, or while playing a clock of its own that
 * tells the city's once a second, as every surface draws when that one moves.
 */
function createPlayClock() {
  let playMs: number | null = null;
  let lastFrameMs = 0;
  return (frameMs: number, playing: boolean, endMs: number, onEnd: () => void): number => {
    const cityMs = currentShownTimeMs();
    if (!playing) {
      playMs = null;
      return cityMs;
    }
    // Moved by somebody else: go on from there.
    if (playMs === null || Math.abs(playMs - cityMs) > 2 * CLOSE_UP_FRAME_MS) playMs = cityMs;
    else playMs += Math.min(CLOSE_UP_FRAME_MS, frameMs - lastFrameMs);
    lastFrameMs = frameMs;
    if (playMs >= endMs) {
      scrubTo(endMs);
      onEnd();
      return endMs;
    }
    const whole = Math.floor(playMs / CLOSE_UP_FRAME_MS) * CLOSE_UP_FRAME_MS;
    if (whole !== clockStore.getState().scrubMs) scrubTo(whole);
    return playMs;
  };
}
