/** Which stations of the lines a station of the district may be: the one with its id, else those with its Chinese name. */
import type { LocalizedText } from '../kinds.ts';
import type { TransitNetwork } from './transit.ts';

export function stationsBehind(
  network: Pick<TransitNetwork, 'stations'>,
  station: { readonly id: string; readonly name: LocalizedText },
): readonly number[] {
  const byId = network.stations.findIndex(({ id }) => id === station.id);
  if (byId >= 0) return [byId];
  return network.stations.flatMap(({ name }, index) =>
    name.zh === station.name.zh ? [index] : [],
  );
}
