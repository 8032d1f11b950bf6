/** What a click or hover on the map means: a selection, a measure's place, or words. */
import type { DistrictNetworks, Measure } from '#contracts';
import type { PickTarget } from '../engines/deck/index.ts';
import type { Selection } from '../store/index.ts';
import type { PlannerScene } from './planner-scene.ts';

const gatesOf = (networks: DistrictNetworks) => networks.venues.flatMap((venue) => venue.gates);

export function targetSelection(target: PickTarget, networks: DistrictNetworks): Selection | null {
  switch (target.type) {
    case 'walk': {
      const link = networks.walk.links[target.index];
      return link ? { type: 'walk-link', id: link.id } : null;
    }
    case 'street': {
      const link = networks.street.links[target.index];
      return link ? { type: 'street-link', id: link.id } : null;
    }
    case 'station': {
      const station = networks.stations[target.index];
      return station ? { type: 'station', id: station.id } : null;
    }
    case 'gate': {
      const gate = gatesOf(networks)[target.index];
      return gate ? { type: 'gate', id: gate.id } : null;
    }
    case 'venue': {
      const venue = networks.venues[target.index];
      return venue ? { type: 'venue', id: venue.id } : null;
    }
    default:
      return target satisfies never;
  }
}

/** The id with which a click answers a measure's form; null when the sort does not fit. */
export function pickedId(
  target: PickTarget,
  measure: Measure['type'],
  networks: DistrictNetworks,
): string | null {
  const selection = targetSelection(target, networks);
  if (selection === null) return null;
  switch (measure) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves':
      return selection.type === 'gate' ? selection.id : null;
    case 'close-street':
    case 'give-street-to-walkers':
    case 'contraflow':
      return selection.type === 'street-link' ? selection.id : null;
    case 'ban-turn':
      // A street leads into several: the list says which.
      return null;
    case 'limit-kerb':
      return selection.type === 'venue' ? selection.id : null;
    case 'car-park-gate': {
      const venue = networks.venues.find(({ id }) => id === selection.id);
      const park = venue?.carParks[0];
      return venue && park ? `${venue.id}|${park.name.zh}` : null;
    }
    case 'close-walk-link':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'warn-of-link':
    case 'post-staff':
      return selection.type === 'walk-link' ? selection.id : null;
    case 'recommend-station':
    case 'hold-station':
    case 'extra-trains':
      return selection.type === 'station' ? selection.id : null;
    case 'meter-entrance':
    case 'close-entrance': {
      // The map shows stations; a click takes the first entrance, the list offers the others.
      const station = networks.stations.find((candidate) => candidate.id === selection.id);
      return station?.entrances[0]?.id ?? null;
    }
    case 'skip-station':
      return selection.type === 'station' ? `${selection.id}|` : null;
    case 'add-trains':
    case 'set-headway':
      // A station has several directions: the list says which.
      return null;
    case 'set-signal-plan':
    case 'shift-green': {
      if (selection.type !== 'street-link') return null;
      const link = networks.street.links.find((candidate) => candidate.id === selection.id);
      const signal = networks.street.signals.find((candidate) => candidate.node === link?.to);
      return signal?.id ?? null;
    }
    default:
      return measure satisfies never;
  }
}

export function targetText(target: PickTarget, scene: PlannerScene): string | null {
  const { options } = scene;
  switch (target.type) {
    case 'walk':
      return options.walks[target.index]?.label ?? null;
    case 'street':
      return options.streets[target.index]?.label ?? null;
    case 'station':
      return options.stations[target.index]?.label ?? null;
    case 'gate':
      return options.gates[target.index]?.label ?? null;
    case 'venue':
      return options.venues[target.index]?.label ?? null;
    default:
      return target satisfies never;
  }
}
