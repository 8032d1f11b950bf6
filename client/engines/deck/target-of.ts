/** What a pick of deck.gl's stands for. */
import type { PickingInfo } from '@deck.gl/core';
import type { PickTarget } from './pane-records.ts';

/** `a-walks` → target; null for layers that stand for no place. */
export function targetOf(info: PickingInfo): PickTarget | null {
  if (info.index < 0 || !info.layer) return null;
  const sort = info.layer.id.slice(2);
  switch (sort) {
    case 'walks':
      return { type: 'walk', index: info.index };
    case 'streets':
      return { type: 'street', index: info.index };
    case 'stations':
      return { type: 'station', index: info.index };
    case 'bus-stops':
      return { type: 'bus-stop', index: info.index };
    case 'gates':
      return { type: 'gate', index: info.index };
    case 'venues':
      return { type: 'venue', index: info.index };
    default:
      return null;
  }
}
