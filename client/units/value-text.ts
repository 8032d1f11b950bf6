/** The value behind a cell's byte in words, as coarse as the byte is. */
import {
  ALARM_PRIORITIES,
  ALARM_RANK,
  CELL_QUANTITIES,
  type CellQuantityId,
  valueFromByte,
} from '#contracts';
import {
  type commonMessages,
  formatDueDays,
  formatNumber,
  type Language,
  type Translate,
} from '../i18n/index.ts';
import type { UnitsText } from './place-names.ts';

export function valueText(
  quantity: CellQuantityId,
  byte: number,
  t: UnitsText,
  words: Translate<(typeof commonMessages)['zh']>,
  language: Language,
): string {
  if (quantity === 'alarm') {
    const priority = ALARM_PRIORITIES.find((candidate) => ALARM_RANK[candidate] === byte);
    return priority ? words(`priority.${priority}`) : t('legend.noAlarm');
  }
  const { unit, domain, scale } = CELL_QUANTITIES[quantity];
  const value = valueFromByte(CELL_QUANTITIES[quantity], byte);
  if (value === null) return `${t(`quantity.${quantity}`)}: ${t('legend.none')}`;
  if (quantity === 'inspection') {
    return `${t(`quantity.${quantity}`)}: ${formatDueDays(Math.round(value), language)}`;
  }
  if (scale === 'logarithmic') {
    // A step is 4 % of the value: two significant digits are what it knows.
    const known = value < 10 ? Math.round(value) : Number(value.toPrecision(2));
    const about = byte === 255 ? '≥ ' : value < 10 ? '' : '≈ ';
    return `${t(`quantity.${quantity}`)}: ${about}${formatNumber(known, language)} ${unit}`.trimEnd();
  }
  // No finer than the byte: a step is a 254th of the scale.
  const decimals = Math.max(0, Math.floor(-Math.log10((domain[1] - domain[0]) / 254)));
  // The scale ends at byte 255: what is beyond reads as "at least".
  const least = byte === 255 && quantity !== 'occupancy' ? '≥ ' : '';
  return `${t(`quantity.${quantity}`)}: ${least}${formatNumber(value, language, decimals)} ${unit}`;
}
