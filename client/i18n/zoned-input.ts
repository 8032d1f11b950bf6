/**
 * District times in form fields (`datetime-local`), whatever zone the browser is in.
 * Two passes: the zone's offset at the guessed instant, then at the corrected one, so that both
 * sides of a daylight-saving change come out right.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** `2026-11-22T21:30`. */
export function inputFromTime(timeMs: number, timeZone: string): string {
  const parts = new Map(
    partsFormat(timeZone)
      .formatToParts(timeMs)
      .map((part) => [part.type, part.value]),
  );
  const at = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '00';
  return `${at('year').padStart(4, '0')}-${at('month')}-${at('day')}T${at('hour')}:${at('minute')}`;
}

/** null for a text that is no time. */
export function timeFromInput(text: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const asUtcMs = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtcMs)) return null;
  const offsetAt = (timeMs: number): number =>
    Date.parse(`${inputFromTime(timeMs, timeZone)}Z`) - Math.floor(timeMs / 60_000) * 60_000;
  const first = asUtcMs - offsetAt(asUtcMs);
  return asUtcMs - offsetAt(first);
}
