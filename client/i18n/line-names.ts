/** A direction of a line in words: where its trains end, or for a loop which way round. */
import type { TransitNetwork } from '#contracts';
import type { Language } from './language.ts';
import { defineMessages, localized, translator } from './messages.ts';

const messages = defineMessages(
  { 'direction.to': '{line} 往{station}', 'direction.via': '{line} 经{station}方向' },
  { 'direction.to': '{line} to {station}', 'direction.via': '{line} via {station}' },
);

export function directionName(
  network: TransitNetwork,
  pattern: number,
  language: Language,
): string {
  const given = network.patterns[pattern];
  const line = network.lines[given?.line ?? -1];
  if (!given || !line) return '';
  // The last stop's name has both languages; a headsign has one. Of a loop it says nothing.
  const told = given.loop ? given.stops[1] : given.stops.at(-1);
  const station = network.stations[network.stops[told ?? -1]?.station ?? -1];
  const t = translator(messages, language);
  return t(given.loop ? 'direction.via' : 'direction.to', {
    line: localized(line.name, language),
    station: station ? localized(station.name, language) : given.headsign,
  });
}
