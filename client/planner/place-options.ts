/** Names for the places that measures act on, for lists, tooltips and plans on paper. */
import {
  type CityTransit,
  type DistrictNetworks,
  type Point,
  type StreetLink,
  stationsBehind,
} from '#contracts';
import {
  directionName,
  doorName,
  type Language,
  localized,
  type Translate,
  translator,
} from '../i18n/index.ts';
import type { OutcomeValue } from './outcome-rows.ts';
import { plannerMessages } from './planner-messages.ts';

export interface PlaceOption {
  readonly id: string;
  readonly label: string;
  /** Where to look on the map. */
  readonly point: Point;
  /** Streets, stations or venues of which a click on the map lists it, where it is no such thing itself. */
  readonly at?: readonly string[];
}

export interface PlaceOptions {
  readonly streets: readonly PlaceOption[];
  readonly walks: readonly PlaceOption[];
  readonly gates: readonly PlaceOption[];
  readonly stations: readonly PlaceOption[];
  /** Of each station, in the order of `stations`. */
  readonly entrances: readonly (readonly PlaceOption[])[];
  readonly signals: readonly PlaceOption[];
  readonly venues: readonly PlaceOption[];
  /** Streets that have a street in the other direction. */
  readonly twoWays: readonly PlaceOption[];
  /** Two street links, one after the other: `from|to`. */
  readonly turns: readonly PlaceOption[];
  /** `venue|name`. */
  readonly carParks: readonly PlaceOption[];
  /** Directions of lines that call in the district; none without lines. */
  readonly directions: readonly PlaceOption[];
  /** A direction and the station where its trains begin: `direction|station`. */
  readonly trainStarts: readonly PlaceOption[];
  /** A station and the line that passes it, all without a line: `station|line`. */
  readonly passings: readonly PlaceOption[];
}

const ORIGIN: Point = [0, 0];
const ARROWS = ['→', '↗', '↑', '↖', '←', '↙', '↓', '↘'] as const;

/** Compass arrow of a direction, east to the right, north up. */
export function arrowOf(from: Point, to: Point): string {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const eighth = Math.round((angle / (2 * Math.PI)) * 8);
  return ARROWS[(eighth + 8) % 8] ?? '→';
}

export function placeOptions(
  networks: DistrictNetworks,
  language: Language,
  transit: CityTransit | null = null,
): PlaceOptions {
  const t = translator(plannerMessages, language);
  const name = (text: { readonly zh: string; readonly en: string }) => localized(text, language);
  const middle = (line: readonly Point[]): Point => line[Math.floor(line.length / 2)] ?? ORIGIN;
  const ends = (line: readonly Point[]): string =>
    arrowOf(line[0] ?? ORIGIN, line[line.length - 1] ?? ORIGIN);
  const streetLabel = (link: StreetLink | undefined, index: number): string =>
    link
      ? `${link.name ? name(link.name) : t(`road.${link.roadClass}`)} ${ends(link.line)} #${index}`
      : `#${index}`;
  const streets = networks.street.links.map((link, i) => ({
    id: link.id,
    label: streetLabel(link, i),
    point: middle(link.line),
  }));
  const directed = new Set(networks.street.links.map(({ from, to }) => `${from}>${to}`));
  return {
    streets,
    twoWays: streets.filter((_, i) => {
      const link = networks.street.links[i];
      return link !== undefined && directed.has(`${link.to}>${link.from}`);
    }),
    walks: networks.walk.links.map((link, i) => ({
      id: link.id,
      label: `${link.name ? `${name(link.name)} · ` : ''}${t(`facility.${link.facility}`)} #${i}`,
      point: middle(link.line),
    })),
    gates: networks.venues.flatMap((venue) =>
      venue.gates.map((gate) => ({
        id: gate.id,
        label: `${name(venue.name)} · ${name(gate.name)}`,
        point: networks.walk.nodes[gate.node]?.point ?? ORIGIN,
      })),
    ),
    stations: networks.stations.map((station) => ({
      id: station.id,
      label: name(station.name),
      point: station.point,
    })),
    entrances: networks.stations.map((station) =>
      station.entrances.map((entrance) => ({
        id: entrance.id,
        label: `${name(station.name)} · ${doorName(station.name, entrance.name, language)}`,
        point: networks.walk.nodes[entrance.node]?.point ?? station.point,
        at: [station.id],
      })),
    ),
    signals: networks.street.signals.map((signal, i) => ({
      id: signal.id,
      label: `${t('place.signal')} ${crossing(networks, signal.node, name) ?? `#${i}`}`,
      point: networks.street.nodes[signal.node]?.point ?? ORIGIN,
    })),
    venues: networks.venues.map((venue) => ({
      id: venue.id,
      label: name(venue.name),
      point: venue.outline[0]?.[0] ?? ORIGIN,
    })),
    turns: turnPlaces(networks, (index) => streetLabel(networks.street.links[index], index), t),
    carParks: networks.venues.flatMap((venue) =>
      venue.carParks.map((park) => ({
        id: `${venue.id}|${park.name.zh}`,
        label: `${name(venue.name)} · ${name(park.name)}`,
        point: networks.street.nodes[park.streetNode]?.point ?? ORIGIN,
        at: [venue.id],
      })),
    ),
    ...linePlaces(networks, language, transit),
  };
}

/** Turns back are left out: routes make them at dead ends only. */
function turnPlaces(
  { street }: DistrictNetworks,
  label: (index: number) => string,
  t: Translate<(typeof plannerMessages)['zh']>,
): readonly PlaceOption[] {
  const out = new Map<number, number[]>();
  street.links.forEach(({ from }, index) => {
    const list = out.get(from);
    if (list) list.push(index);
    else out.set(from, [index]);
  });
  return street.links.flatMap((link, index) =>
    (out.get(link.to) ?? []).flatMap((next) => {
      const other = street.links[next];
      if (!other || other.to === link.from) return [];
      return [
        {
          id: `${link.id}|${other.id}`,
          label: t('place.turn', { from: label(index), to: label(next) }),
          point: street.nodes[link.to]?.point ?? ORIGIN,
          at: [link.id],
        },
      ];
    }),
  );
}

function linePlaces(
  networks: DistrictNetworks,
  language: Language,
  transit: CityTransit | null,
): Pick<PlaceOptions, 'directions' | 'trainStarts' | 'passings'> {
  if (transit === null) return { directions: [], trainStarts: [], passings: [] };
  const t = translator(plannerMessages, language);
  const { network } = transit;
  const calls = networks.stations.flatMap((station) => {
    const behind = stationsBehind(network, station);
    const name = localized(station.name, language);
    return network.patterns.flatMap((pattern, index) => {
      const at = pattern.stops.findIndex((stop) =>
        behind.includes(network.stops[stop]?.station ?? -1),
      );
      const line = network.lines[pattern.line];
      if (at < 0 || !line) return [];
      const label = directionName(network, index, language);
      const leaves = pattern.loop || at < pattern.stops.length - 1;
      return [{ station, name, pattern, line, label, leaves }];
    });
  });
  const unique = (list: readonly PlaceOption[]): readonly PlaceOption[] => [
    ...new Map(list.map((option) => [option.id, option])).values(),
  ];
  return {
    directions: unique(
      calls.map(({ pattern, label, station }) => ({
        id: pattern.id,
        label,
        point: station.point,
        at: calls.filter((call) => call.pattern === pattern).map((call) => call.station.id),
      })),
    ),
    trainStarts: calls
      .filter(({ leaves }) => leaves)
      .map(({ pattern, label, station, name }) => ({
        id: `${pattern.id}|${station.id}`,
        label: t('place.trainStart', { direction: label, station: name }),
        point: station.point,
        at: [station.id],
      })),
    passings: unique(
      calls.flatMap(({ station, name, line }) => [
        {
          id: `${station.id}|`,
          label: t('place.everyLine', { station: name }),
          point: station.point,
          at: [station.id],
        },
        {
          id: `${station.id}|${line.id}`,
          label: `${name} · ${localized(line.name, language)}`,
          point: station.point,
          at: [station.id],
        },
      ]),
    ),
  };
}

/** `A × B`: the named streets that meet at a node. */
function crossing(
  networks: DistrictNetworks,
  node: number,
  name: (text: { readonly zh: string; readonly en: string }) => string,
): string | null {
  const names = new Set<string>();
  for (const link of networks.street.links) {
    if ((link.from === node || link.to === node) && link.name) names.add(name(link.name));
  }
  return names.size > 0 ? [...names].slice(0, 2).join(' × ') : null;
}

/** The place that an outcome names, in words. */
export function outcomePlaceLabel(
  value: Pick<OutcomeValue, 'place'>,
  options: PlaceOptions,
): string | null {
  if (value.place === null) return null;
  const list = value.place.type === 'station' ? options.stations : options.walks;
  const { id } = value.place;
  return list.find((option) => option.id === id)?.label ?? id;
}
