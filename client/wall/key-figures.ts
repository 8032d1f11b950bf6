/**
 * The four key figures for the time shown: what the server says while live; from the frames of
 * the past and the forecast where they hold it, and honestly nothing where they do not.
 */
import { type DistrictNetworks, isStudied, type KeyFigure, type ValueKind } from '#contracts';
import type { FrameChoice } from '../store/index.ts';

export const KEY_FIGURE_IDS = [
  'people-on-streets',
  'venue-people',
  'station-entries',
  'road-speed',
] as const satisfies readonly KeyFigure['id'][];

export interface ShownFigure {
  readonly id: KeyFigure['id'];
  readonly value: number | null;
  readonly kind: ValueKind;
  readonly source: string;
  readonly timeMs: number;
  readonly baseline: number | null;
  /** The frames of another time do not hold this figure. */
  readonly liveOnly: boolean;
}

export function figureFromFrame(
  id: KeyFigure['id'],
  choice: FrameChoice,
  networks: DistrictNetworks,
  nowMs: number,
): ShownFigure {
  const base = {
    id,
    kind: choice.timeMs > nowMs ? ('forecast' as const) : ('inferred' as const),
    source: choice.from === 'forecast' ? 'forecast-frames' : 'past-frames',
    timeMs: choice.timeMs,
    baseline: null,
  };
  if (id === 'people-on-streets') {
    return { ...base, value: peopleOnStreets(choice), liveOnly: false };
  }
  if (id === 'road-speed') {
    const speed = meanRoadSpeed(choice, networks);
    // The server's figure of this name is in km/h too.
    return { ...base, value: speed === null ? null : speed * 3.6, liveOnly: false };
  }
  return { ...base, value: null, liveOnly: true };
}

export function peopleOnStreets({ frames, index }: FrameChoice): number {
  const from = index * frames.walkLinkCount;
  let people = 0;
  for (let i = from; i < from + frames.walkLinkCount; i += 1) people += frames.walkPersons[i] ?? 0;
  return people;
}

/** m/s over all links by length × lanes: the speed of a vehicle placed anywhere by chance. */
export function meanRoadSpeed(
  { frames, index }: FrameChoice,
  networks: DistrictNetworks,
): number | null {
  const from = index * frames.streetLinkCount;
  let weighted = 0;
  let weights = 0;
  networks.street.links.forEach((link, i) => {
    if (!isStudied(frames.study, 'streetLinks', i)) return;
    const weight = link.lengthMetres * link.lanes;
    weighted += (weight * (frames.streetSpeedCentimetresPerSecond[from + i] ?? 0)) / 100;
    weights += weight;
  });
  return weights === 0 ? null : weighted / weights;
}
