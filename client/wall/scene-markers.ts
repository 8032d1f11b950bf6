/** Stations with their queue, venues with their event, alarms with their priority, as markers. */
import {
  ALARM_RANK,
  type Alarm,
  type DistrictNetworks,
  type EventPlan,
  type Point,
} from '#contracts';
import type { MarkerRecord } from '../engines/cesium/index.ts';
import { eventName, formatPeople, formatTime, type Language, localized } from '../i18n/index.ts';
import type { StationDraw } from '../layers/index.ts';
import { type Selection, selectionFromText, textFromSelection } from '../store/index.ts';
import { ALARM_SHAPE } from '../ui/index.ts';
import { commonName } from './common-name.ts';
import { groupAlarms, isOpen } from './group-alarms.ts';

/** More shapes than this on one picture are a carpet; the list still has them all. */
const MOST_ALARM_MARKERS = 24;
const STATION_HEIGHT_METRES = 8;
const VENUE_HEIGHT_METRES = 45;
const ALARM_HEIGHT_METRES = 25;

export interface MarkerInputs {
  readonly networks: DistrictNetworks;
  /** By position in `networks.stations`; null when no frame holds the time shown. */
  readonly stations: readonly StationDraw[] | null;
  readonly alarms: readonly Alarm[];
  readonly events: readonly EventPlan[];
  readonly shownMs: number;
  readonly timeZone: string;
  readonly language: Language;
  readonly selection: Selection | null;
  readonly waitingWord: string;
}

/** What an alarm's place is on every surface. */
export function selectionOfAlarm(alarm: Alarm): Selection {
  const { place } = alarm;
  switch (place.type) {
    case 'unit':
      return { type: 'cell', id: place.cell };
    case 'walk-link':
      return { type: 'walk-link', id: place.link };
    case 'station':
      return { type: 'station', id: place.station };
    case 'sensor':
      return { type: 'sensor', id: place.sensor };
    default:
      return place satisfies never;
  }
}

/** Marker ids are selections as text, so a press on a marker is a selection; of a train its station. */
export const selectionOfMarker = (id: string): Selection | null =>
  selectionFromText(id.replace(/^(alarm-of|train \d+) /, ''));

export function markersFor(inputs: MarkerInputs): readonly MarkerRecord[] {
  const { language, timeZone } = inputs;
  const chosen = inputs.selection === null ? null : textFromSelection(inputs.selection);
  const stations = inputs.networks.stations.map((station, i): MarkerRecord => {
    const id = textFromSelection({ type: 'station', id: station.id });
    const draw = inputs.stations?.[i];
    return {
      id,
      point: station.point,
      heightMetres: STATION_HEIGHT_METRES,
      look: 'station',
      shape: 'M',
      label: localized(station.name, language),
      detail: draw?.known ? `${inputs.waitingWord} ${formatPeople(draw.waiting, language)}` : '',
      selected: id === chosen,
      rank: 40 + Math.min(20, Math.sqrt(draw?.waiting ?? 0)),
    };
  });
  const venues = inputs.networks.venues.map((venue): MarkerRecord => {
    const id = textFromSelection({ type: 'venue', id: venue.id });
    const event = inputs.events
      .filter((plan) => plan.venue === venue.id && plan.endMs > inputs.shownMs - 2 * 3_600_000)
      .sort((a, b) => a.startMs - b.startMs)[0];
    const time = (ms: number): string => formatTime(ms, timeZone, language);
    return {
      id,
      point: middleOf(venue.outline[0] ?? []),
      heightMetres: VENUE_HEIGHT_METRES,
      look: 'venue',
      shape: '◎',
      label: localized(venue.name, language),
      detail: event
        ? `${eventName(event, language)} ${time(event.startMs)}–${time(event.endMs)}`
        : '',
      selected: id === chosen,
      rank: 70,
    };
  });
  const alarms = groupAlarms(inputs.alarms.filter(isOpen), true)
    .flatMap((group): readonly MarkerRecord[] => {
      const [first] = group.alarms;
      if (!first.point) return [];
      const id = textFromSelection(selectionOfAlarm(first));
      const count = group.alarms.length;
      return [
        {
          id: `alarm-of ${id}`,
          point: first.point,
          heightMetres: ALARM_HEIGHT_METRES,
          look: `alarm ${group.priority}`,
          shape: ALARM_SHAPE[group.priority],
          label:
            commonName(group.alarms.map((alarm) => localized(alarm.placeName, language))) +
            (count > 1 ? ` ×${count}` : ''),
          detail: localized(first.message, language),
          selected: id === chosen,
          rank: 80 + ALARM_RANK[group.priority],
        },
      ];
    })
    .slice(0, MOST_ALARM_MARKERS);
  return [...stations, ...venues, ...alarms, ...selectedLink(inputs)];
}

/** A picked street or footway has no marker of its own: one shows where it is. */
function selectedLink({ selection, networks, language }: MarkerInputs): readonly MarkerRecord[] {
  if (selection?.type !== 'walk-link' && selection?.type !== 'street-link') return [];
  const links = selection.type === 'walk-link' ? networks.walk.links : networks.street.links;
  const link = links.find((one) => one.id === selection.id);
  const middle = link?.line[Math.floor(link.line.length / 2)];
  const before = link?.line[Math.floor(link.line.length / 2) - 1] ?? middle;
  if (!link || !middle || !before) return [];
  return [
    {
      id: textFromSelection(selection),
      point: middleOf([before, middle]),
      heightMetres: 1,
      look: 'place',
      shape: '',
      label: link.name ? localized(link.name, language) : '',
      detail: '',
      selected: true,
      rank: 95,
    },
  ];
}

export function middleOf(ring: readonly Point[]): Point {
  let east = 0;
  let north = 0;
  for (const point of ring) {
    east += point[0];
    north += point[1];
  }
  const count = Math.max(1, ring.length);
  return [east / count, north / count];
}
