/**
 * Numbers, times and durations as people read them: 24 h times in the district's zone, durations
 * as "12 min", people rounded to what a count can know.
 */
import type { Language } from './language.ts';

const cache = new Map<string, Intl.DateTimeFormat>();

function dateFormat(
  language: Language,
  timeZone: string,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language}|${timeZone}|${name}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
      ...options,
      timeZone,
      hourCycle: 'h23',
    });
    cache.set(key, format);
  }
  return format;
}

/** `21:04`. */
export const formatTime = (timeMs: number, timeZone: string, language: Language): string =>
  dateFormat(language, timeZone, 'time', { hour: '2-digit', minute: '2-digit' }).format(timeMs);

/** `21:04:09`. */
export const formatTimeWithSeconds = (
  timeMs: number,
  timeZone: string,
  language: Language,
): string =>
  dateFormat(language, timeZone, 'seconds', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(timeMs);

/** `2026年11月22日周日` / `Sun 22 Nov 2026`. */
export const formatDate = (timeMs: number, timeZone: string, language: Language): string =>
  dateFormat(language, timeZone, 'date', {
    weekday: 'short',
    day: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    year: 'numeric',
  }).format(timeMs);

export const formatNumber = (value: number, language: Language, decimals = 0): string =>
  new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);

/** With its sign, minus as U+2212; zero has none. */
export function formatSigned(value: number, language: Language, decimals = 0): string {
  const text = formatNumber(Math.abs(value), language, decimals);
  if (Number(Math.abs(value).toFixed(decimals)) === 0) return `±${text}`;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** Two significant digits above 100: a model or a counter does not know the single person. */
export function roundPeople(persons: number): number {
  if (persons < 100) return Math.round(persons);
  const step = 10 ** (Math.floor(Math.log10(persons)) - 1);
  return Math.round(persons / step) * step;
}

export const formatPeople = (persons: number, language: Language): string =>
  formatNumber(roundPeople(persons), language);

/** `12 min`, `1 h 05 min`; Chinese `12 分钟`, `1 小时 05 分`. */
export function formatMinutes(minutes: number, language: Language): string {
  const whole = Math.round(minutes);
  if (whole < 60) return language === 'en' ? `${whole} min` : `${whole} 分钟`;
  const hours = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return language === 'en' ? `${hours} h ${rest} min` : `${hours} 小时 ${rest} 分`;
}

/** Age of a value: `40 s`, `12 min`, `1 h 05 min`. */
export function formatAge(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return language === 'en' ? `${seconds} s` : `${seconds} 秒`;
  return formatMinutes(seconds / 60, language);
}

/** `a, b, c`; Chinese `a、b、c`. */
export const formatList = (items: readonly string[], language: Language): string =>
  items.join(language === 'en' ? ', ' : '、');

/** Days past a due date; negative while there is time. */
export function formatDueDays(days: number, language: Language): string {
  const count = formatNumber(Math.abs(days), language);
  if (language === 'en') {
    if (days === 0) return 'due today';
    const unit = Math.abs(days) === 1 ? 'day' : 'days';
    return days > 0 ? `${count} ${unit} overdue` : `in ${count} ${unit}`;
  }
  if (days === 0) return '今日到期';
  return days > 0 ? `已逾期 ${count} 天` : `${count} 天后到期`;
}
