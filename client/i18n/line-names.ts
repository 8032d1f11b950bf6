/** A direction of a line in words. */
import { lineDirection, type TransitNetwork } from '#contracts';
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
  const direction = lineDirection(network, pattern);
  if (direction === null) return '';
  const t = translator(messages, language);
  const words = { line: localized(direction.line, language) };
  switch (direction.type) {
    case 'to':
      return t('direction.to', { ...words, station: localized(direction.to, language) });
    case 'from-to': {
      const from = localized(direction.from, language);
      return t('direction.from', { ...words, from, station: localized(direction.to, language) });
    }
    case 'via':
      return t('direction.via', { ...words, station: localized(direction.via, language) });
    default:
      return direction satisfies never;
  }
}
