/** What buildings and units are called on screen when the source names them, and when it does not. */
import type { BuildingDetail, BuildingSummary, LocalizedText } from '#contracts';
import { type Language, localized, type Translate } from '../i18n/index.ts';
import type { unitsMessages } from './units-messages.ts';

export type UnitsText = Translate<(typeof unitsMessages)['zh']>;

export function buildingName(
  building: Pick<BuildingSummary | BuildingDetail, 'id' | 'name' | 'address'>,
  t: UnitsText,
  language: Language,
): string {
  const name: LocalizedText | null = building.name ?? building.address;
  return name ? localized(name, language) : t('name.building', { id: building.id });
}
