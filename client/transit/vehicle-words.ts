/** What a live vehicle's mark, list entry and card say in words. */
import type { LiveAlert, TransitNetwork } from '#contracts';
import { formatMinutes, type Language, localized, type Translate } from '../i18n/index.ts';
import type { VehicleDraw } from '../layers/index.ts';
import type { transitMessages } from './transit-messages.ts';

type Words = Translate<(typeof transitMessages)['zh']>;

/** A minute is what timetables tell; less is on time. */
const ON_TIME_WITHIN_SECONDS = 60;

/** The city's name of the line, else the feed's id of it; null: the feed names none. */
export function lineName(
  line: string | null,
  network: TransitNetwork | null,
  language: Language,
): string | null {
  const known = network?.lines.find(({ id }) => id === line);
  return known ? localized(known.name, language) : line;
}

export function delayWords(delaySeconds: number | null, t: Words, language: Language): string {
  if (delaySeconds === null) return '';
  if (Math.abs(delaySeconds) < ON_TIME_WITHIN_SECONDS) return t('delay.onTime');
  const time = formatMinutes(Math.abs(delaySeconds) / 60, language);
  return t(delaySeconds > 0 ? 'delay.late' : 'delay.early', { time });
}

export function occupancyWords(
  { occupancy, occupancyPercent }: Pick<VehicleDraw, 'occupancy' | 'occupancyPercent'>,
  t: Words,
): string {
  if (occupancyPercent !== null) return t('train.load', { percent: occupancyPercent });
  return occupancy === null ? '' : t(`occupancy.${occupancy}`);
}

/** The translation for the language, else the feed's first. */
export function feedText(words: LiveAlert['header'], language: Language): string {
  const wanted = language === 'en' ? 'en' : 'zh';
  const found = words.find((one) => one.language?.toLowerCase().startsWith(wanted));
  return (found ?? words[0])?.text ?? '';
}
