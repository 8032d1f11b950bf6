/** Where each type of measure acts: its list of places, the place of one, and its record. */
import type { DistrictNetworks, Measure } from '#contracts';
import type { PlaceOption, PlaceOptions } from './place-options.ts';

/** Which list of places a measure chooses from. */
export function placesFor(type: Measure['type'], options: PlaceOptions): readonly PlaceOption[] {
  switch (type) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves':
      return options.gates;
    case 'close-street':
    case 'give-street-to-walkers':
    case 'emergency-run':
      return options.streets;
    case 'contraflow':
      return options.twoWays;
    case 'ban-turn':
      return options.turns;
    case 'limit-kerb':
      return options.venues;
    case 'car-park-gate':
      return options.carParks;
    case 'close-walk-link':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'warn-of-link':
    case 'post-staff':
      return options.walks;
    case 'close-entrance':
    case 'meter-entrance':
      return options.entrances.flat();
    case 'add-trains':
      return options.trainStarts;
    case 'set-headway':
      return options.directions;
    case 'skip-station':
      return options.passings;
    case 'shift-green':
    case 'set-signal-plan':
      return options.signals;
    case 'recommend-station':
    case 'hold-station':
    case 'extra-trains':
      return options.stations;
    default:
      return type satisfies never;
  }
}

export function placeIdOf(measure: Measure): string {
  switch (measure.type) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves':
      return measure.gate;
    case 'close-walk-link':
    case 'close-street':
    case 'give-street-to-walkers':
    case 'contraflow':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'warn-of-link':
    case 'post-staff':
      return measure.link;
    case 'emergency-run':
      return measure.to;
    case 'ban-turn':
      return `${measure.from}|${measure.to}`;
    case 'limit-kerb':
      return measure.venue;
    case 'car-park-gate':
      return `${measure.venue}|${measure.carPark}`;
    case 'close-entrance':
    case 'meter-entrance':
      return measure.entrance;
    case 'add-trains':
      return `${measure.pattern}|${measure.from ?? ''}`;
    case 'set-headway':
      return measure.pattern;
    case 'skip-station':
      return `${measure.station}|${measure.line ?? ''}`;
    case 'shift-green':
    case 'set-signal-plan':
      return measure.signal;
    case 'recommend-station':
    case 'hold-station':
    case 'extra-trains':
      return measure.station;
    default:
      return measure satisfies never;
  }
}

/** The contract's field for the place; null when the city has no such place. */
export function placeRecord(
  { type, place }: { readonly type: Measure['type']; readonly place: string },
  networks: DistrictNetworks,
): Readonly<Record<string, string | null>> | null {
  const known = (list: readonly { readonly id: string }[], key: string) =>
    list.some((item) => item.id === place) ? { [key]: place } : null;
  switch (type) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves':
      return known(
        networks.venues.flatMap((venue) => venue.gates),
        'gate',
      );
    case 'close-street':
    case 'give-street-to-walkers':
    case 'contraflow':
      return known(networks.street.links, 'link');
    case 'emergency-run': {
      const isKnown = networks.street.links.some(({ id }) => id === place);
      return isKnown ? { to: place } : null;
    }
    case 'ban-turn': {
      const links = networks.street.links;
      const from = links.find(({ id }) => place.startsWith(`${id}|`));
      const to = links.find(({ id }) => id === place.slice((from?.id.length ?? 0) + 1));
      return from && to && from.to === to.from ? { from: from.id, to: to.id } : null;
    }
    case 'limit-kerb':
      return known(networks.venues, 'venue');
    case 'car-park-gate': {
      const venue = networks.venues.find(({ id }) => place.startsWith(`${id}|`));
      const carPark = place.slice((venue?.id.length ?? 0) + 1);
      const isKnown = venue?.carParks.some(({ name }) => name.zh === carPark) === true;
      return venue && isKnown ? { venue: venue.id, carPark } : null;
    }
    case 'close-walk-link':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'warn-of-link':
    case 'post-staff':
      return known(networks.walk.links, 'link');
    case 'add-trains': {
      // The last `|`: ids of directions are the source's own and may hold one.
      const at = place.lastIndexOf('|');
      const from = place.slice(at + 1);
      const isKnown = from === '' || networks.stations.some(({ id }) => id === from);
      return at > 0 && isKnown ? { pattern: place.slice(0, at), from: from || null } : null;
    }
    case 'set-headway':
      return place === '' ? null : { pattern: place };
    case 'skip-station': {
      const station = networks.stations.find(({ id }) => place.startsWith(`${id}|`));
      return station
        ? { station: station.id, line: place.slice(station.id.length + 1) || null }
        : null;
    }
    case 'meter-entrance':
    case 'close-entrance': {
      const station = networks.stations.find((candidate) =>
        candidate.entrances.some((entrance) => entrance.id === place),
      );
      return station ? { station: station.id, entrance: place } : null;
    }
    case 'shift-green':
    case 'set-signal-plan':
      return known(networks.street.signals, 'signal');
    case 'recommend-station':
    case 'hold-station':
    case 'extra-trains':
      return known(networks.stations, 'station');
    default:
      return type satisfies never;
  }
}
