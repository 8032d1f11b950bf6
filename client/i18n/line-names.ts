/** A direction of a line in words: where its trains end, for a loop which way round, and from where if two end there. */
import type { TransitNetwork } from '#contracts';
import type { Language } from './language.ts';
import { defineMessages, localized, translator } from './messages.ts';

const messages = defineMessages(
  {
    'direction.to': '{line} 往{station}',
    'direction.from': '{line} {from}往{station}',
    'direction.via': '{line} 经{station}方向',
  },
  {
    'direction.to': '{line} to {station}',
    'direction.from': '{line} from {from} to {station}',
    'direction.via': '{line} via {station}',
  },
);

export function directionName(
  network: TransitNetwork,
  pattern: number,
  language: Language,
): string {
  const given = network.patterns[pattern];
  const line = network.lines[given?.line ?? -1];
  if (!given || !line) return '';
  const stationOf = (stop: number | undefined): number => network.stops[stop ?? -1]?.station ?? -1;
  const nameOf = (stop: number | undefined): string => {
    const station = network.stations[stationOf(stop)];
    return station ? localized(station.name, language) : given.headsign;
  };
  const t = translator(messages, language);
  const words = { line: localized(line.name, language) };
  // A loop's headsign says nothing; the last stop's name has both languages, a headsign one.
  if (given.loop) return t('direction.via', { ...words, station: nameOf(given.stops[1]) });
  const last = stationOf(given.stops.at(-1));
  const twins = network.patterns.filter(
    (other) => other.line === given.line && !other.loop && stationOf(other.stops.at(-1)) === last,
  );
  const station = nameOf(given.stops.at(-1));
  return twins.length < 2
    ? t('direction.to', { ...words, station })
    : t('direction.from', { ...words, from: nameOf(given.stops[0]), station });
}
