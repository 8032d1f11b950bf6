/** The ways into the close-up from a picked place: its own, its gates, its entrances or a street's pavements. */
import './close-up-links.css';
import type { CloseUpPlace, DistrictNetworks } from '#contracts';
import { doorName, type Language, localized, useLanguage, useText } from '../i18n/index.ts';
import { type Selection, sessionMay, useConnection, viewStore } from '../store/index.ts';
import { Button } from '../ui/index.ts';
import { closeUpMessages } from './close-up-messages.ts';

interface Way {
  readonly place: CloseUpPlace;
  /** null: the picked place itself. */
  readonly name: string | null;
}

export function CloseUpLinks({
  selection,
  networks,
}: {
  readonly selection: Selection;
  readonly networks: DistrictNetworks;
}) {
  const t = useText(closeUpMessages);
  const language = useLanguage();
  const session = useConnection((state) => state.session);
  const ways = waysTo(selection, networks, language, (metres) => t('open.pavement', { metres }));
  if (ways.length === 0 || !sessionMay(session, 'read-forecast')) return null;
  return (
    <fieldset className="close-up-links" aria-label={t('open.title')}>
      {ways.length > 1 ? <span className="kind">{t('open.title')}</span> : null}
      {ways.map(({ place, name }) => (
        <Button
          key={place.id}
          aria-label={name === null ? t('open.title') : t('open.at', { name })}
          onClick={() => viewStore.setState({ closeUp: place })}
        >
          {name ?? t('open.title')}
        </Button>
      ))}
    </fieldset>
  );
}

function waysTo(
  selection: Selection,
  { venues, stations, street, walk }: DistrictNetworks,
  language: Language,
  pavementName: (metres: number) => string,
): readonly Way[] {
  switch (selection.type) {
    case 'walk-link':
    case 'gate':
      return [{ place: { type: selection.type, id: selection.id } as CloseUpPlace, name: null }];
    case 'venue':
      return (venues.find((one) => one.id === selection.id)?.gates ?? []).map((gate) => ({
        place: { type: 'gate', id: gate.id },
        name: localized(gate.name, language),
      }));
    case 'station': {
      const station = stations.find((one) => one.id === selection.id);
      return (station?.entrances ?? []).map((entrance) => ({
        place: { type: 'entrance', id: entrance.id },
        name: station ? doorName(station.name, entrance.name, language) : null,
      }));
    }
    case 'street-link': {
      const index = street.links.findIndex((link) => link.id === selection.id);
      const along = walk.links.filter(
        ({ facility, streetLinks }) => facility === 'pavement' && streetLinks.includes(index),
      );
      return along.map((link) => ({
        place: { type: 'walk-link', id: link.id },
        name: along.length === 1 ? null : pavementName(Math.round(link.lengthMetres)),
      }));
    }
    default:
      return [];
  }
}
