/** `datetime` of OGC API – Features: an instant, or an interval that may be open (`..`) at one end. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A fault in words when it is none. */
export function readDatetime(text: string): TimeSpan | string {
  const fault = `datetime: expected an RFC 3339 time or two with / between, of which one may be .., got ${text.slice(0, 80)}`;
  const ends = text.split('/');
  if (ends.length > 2) return fault;
  const [from = '', until = from] = ends;
  const isOpen = (end: string): boolean => ends.length === 2 && (end === '..' || end === '');
  if (isOpen(from) && isOpen(until)) return fault;
  const read = (end: string): number => (INSTANT.test(end) ? Date.parse(end) : Number.NaN);
  const fromMs = isOpen(from) ? Number.NEGATIVE_INFINITY : read(from);
  const untilMs = isOpen(until) ? Number.POSITIVE_INFINITY : read(until);
  return Number.isNaN(fromMs) || Number.isNaN(untilMs) || fromMs > untilMs
    ? fault
    : { fromMs, untilMs };
}
