/**
 * The posts of a plan on paper, numbered in time: its measures, and a watch at each place that the
 * run expects to be crowded. The same numbers stand on the map and in the list.
 */
import { FRAME_SECONDS, type Measure, type Outcomes, type Point } from '#contracts';
import { formatNumber, type Language, translator } from '../i18n/index.ts';
import { DENSITY_BANDS } from '../layers/index.ts';
import { placeIdOf, placesFor } from './measure-places.ts';
import { measureWords, whoDoes } from './measure-words.ts';
import type { PlaceOptions } from './place-options.ts';
import { plannerMessages } from './planner-messages.ts';

export interface PlanPost {
  /** 1-based. */
  readonly number: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly point: Point;
  readonly where: string;
  readonly what: string;
  /** What to do there, in a sentence; null where `what` says it. */
  readonly instruction: string | null;
  readonly who: string;
}

/** Places from this density on are watched: level of service E begins here. */
const WATCH_PERSONS_PER_SQUARE_METRE =
  DENSITY_BANDS.find((band) => band.letter === 'D')?.belowPersonsPerSquareMetre ?? 1.08;
/** A watch begins and ends this long around the place's worst minute. */
const WATCH_MS = 10 * FRAME_SECONDS * 1000;
/** More posts than people: the rest is for those who plan, not for those who stand. */
const MOST_WATCHES = 8;

export function planPosts(
  measures: readonly Measure[],
  outcomes: Pick<Outcomes, 'worstPlaces'> | null,
  options: PlaceOptions,
  language: Language,
): readonly PlanPost[] {
  const t = translator(plannerMessages, language);
  const ordered = measures.map((measure): Omit<PlanPost, 'number'> => {
    const id = placeIdOf(measure);
    const place = placesFor(measure.type, options).find((option) => option.id === id);
    const words = measureWords(measure, options, t);
    return {
      fromMs: measure.fromMs,
      untilMs: measure.untilMs,
      point: place?.point ?? [0, 0],
      where: words.where,
      what: words.detail === null ? words.what : `${words.what} · ${words.detail}`,
      instruction: t(`do.${measure.type}`),
      who: whoDoes(measure.type, t),
    };
  });
  const watches = (outcomes?.worstPlaces ?? [])
    .filter((place) => place.personsPerSquareMetre.high >= WATCH_PERSONS_PER_SQUARE_METRE)
    .slice(0, MOST_WATCHES)
    .map((place): Omit<PlanPost, 'number'> => {
      const option = options.walks.find((walk) => walk.id === place.link);
      const density = formatNumber(place.personsPerSquareMetre.median, language, 1);
      const high = formatNumber(place.personsPerSquareMetre.high, language, 1);
      return {
        fromMs: place.atMs - WATCH_MS,
        untilMs: place.atMs + WATCH_MS,
        point: option?.point ?? [0, 0],
        where: option?.label ?? place.name ?? place.link,
        what:
          density === high
            ? t('sheet.patrol', { high })
            : t('sheet.patrolRange', { density, high }),
        instruction: null,
        who: t('who.grid'),
      };
    });
  return [...ordered, ...watches]
    .sort((a, b) => a.fromMs - b.fromMs || a.untilMs - b.untilMs)
    .map((post, i) => ({ ...post, number: i + 1 }));
}
