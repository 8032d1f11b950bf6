/** What a click or hover on the map means: a selection, a measure's place, or words. */
import type { DistrictNetworks, Measure } from '#contracts';
import type { PickTarget } from '../engines/deck/index.ts';
import { type Language, localized } from '../i18n/index.ts';
import type { Selection } from '../store/index.ts';
import type { PlannerScene } from './planner-scene.ts';

const gatesOf = (networks: DistrictNetworks) => networks.venues.flatMap((venue) => venue.gates);

type PlaceSelection = Extract<
  Selection,
  { readonly type: 'walk-link' | 'street-link' | 'station' | 'gate' | 'venue' }
>;

export function targetSelection(
  target: PickTarget,
  networks: DistrictNetworks,
): PlaceSelection | null {
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
    case 'bus-stop': {
      const stop = networks.buses.stops[target.index];
      const link = networks.street.links[stop?.streetLink ?? -1];
      return link ? { type: 'street-link', id: link.id } : null;
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
  const selection = soughtSelection(target, measure, networks);
  // Several places are at one that is clicked: the list says which.
  if (selection === null || SEVERAL_AT_A_PLACE.has(measure)) return null;
  if (measure !== 'set-signal-plan' && measure !== 'shift-green') return selection.id;
  const link = networks.street.links.find((candidate) => candidate.id === selection.id);
  const signal = networks.street.signals.find((candidate) => candidate.node === link?.to);
  return signal?.id ?? null;
}

/** The street, venue or station that was clicked, where a measure has several places at it. */
export const pickedNear = (
  target: PickTarget,
  measure: Measure['type'],
  networks: DistrictNetworks,
): string | null =>
  SEVERAL_AT_A_PLACE.has(measure) ? (soughtSelection(target, measure, networks)?.id ?? null) : null;

const SEVERAL_AT_A_PLACE: ReadonlySet<Measure['type']> = new Set<Measure['type']>([
  'ban-turn',
  'car-park-gate',
  'add-trains',
  'set-headway',
  'skip-station',
  'meter-entrance',
  'close-entrance',
]);

const SELECTION_OF = {
  gate: 'gate',
  street: 'street-link',
  walk: 'walk-link',
  venue: 'venue',
  station: 'station',
} as const;

/** What was clicked, if it is of the sort that the measure seeks. */
function soughtSelection(
  target: PickTarget,
  measure: Measure['type'],
  networks: DistrictNetworks,
): PlaceSelection | null {
  const selection = targetSelection(target, networks);
  return selection?.type === SELECTION_OF[soughtFor(measure)] ? selection : null;
}

/** What the map should be clicked for a measure's place. */
export function soughtFor(
  measure: Measure['type'],
): 'gate' | 'street' | 'walk' | 'venue' | 'station' {
  switch (measure) {
    case 'close-gate':
    case 'meter-gate':
    case 'release-waves':
      return 'gate';
    case 'limit-kerb':
    case 'car-park-gate':
      return 'venue';
    case 'close-walk-link':
    case 'crossing-waves':
    case 'one-way-walk-link':
    case 'place-barrier':
    case 'part-directions':
    case 'warn-of-link':
    case 'post-staff':
      return 'walk';
    case 'close-street':
    case 'give-street-to-walkers':
    case 'contraflow':
    case 'emergency-run':
    case 'ban-turn':
    case 'set-signal-plan':
    case 'shift-green':
      return 'street';
    case 'recommend-station':
    case 'hold-station':
    case 'extra-trains':
    case 'meter-entrance':
    case 'close-entrance':
    case 'skip-station':
    case 'add-trains':
    case 'set-headway':
      return 'station';
    default:
      return measure satisfies never;
  }
}

export function targetText(
  target: PickTarget,
  scene: PlannerScene,
  language: Language,
): string | null {
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
    case 'bus-stop': {
      const stop = scene.networks.buses.stops[target.index];
      return stop ? localized(stop.name, language) : null;
    }
    case 'venue':
      return options.venues[target.index]?.label ?? null;
    default:
      return target satisfies never;
  }
}
