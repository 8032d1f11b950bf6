/** An entrance beneath its station's name: `Exit 2`, where the data say `<station> Exit 2`. */
import type { LocalizedText } from '#contracts';
import type { Language } from './language.ts';
import { localized } from './messages.ts';

export function doorName(station: LocalizedText, door: LocalizedText, language: Language): string {
  const whole = localized(door, language);
  const name = localized(station, language);
  if (!whole.startsWith(name)) return whole;
  const rest = whole.slice(name.length).replace(/^站/, '').trim();
  return rest === '' ? whole : rest;
}
