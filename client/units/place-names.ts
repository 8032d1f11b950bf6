/** What buildings and units are called on screen when the source names them, and when it does not. */
import type { BuildingDetail, LocalizedText } from '#contracts';
import { formatNumber, type Language, localized, type Translate } from '../i18n/index.ts';
import type { unitsMessages } from './units-messages.ts';

export type UnitsText = Translate<(typeof unitsMessages)['zh']>;

export function buildingName(
  building: Pick<BuildingDetail, 'id' | 'name' | 'address'>,
  t: UnitsText,
  language: Language,
): string {
  const name: LocalizedText | null = building.name ?? building.address;
  return name ? localized(name, language) : t('name.building', { id: building.id });
}

/** "1 storey", "6 storeys": English has a plural, Chinese has none. */
export const countText = (
  noun: 'storeys' | 'units',
  count: number,
  t: UnitsText,
  language: Language,
): string =>
  t(`count.${noun}.${count === 1 ? 'one' : 'many'}`, { count: formatNumber(count, language) });
