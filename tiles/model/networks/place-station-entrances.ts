/** Entrances of stations on the draft walk network: each a short link from the footway to its door. */
import type { LocalizedText, Point, ValueKind } from '#contracts';
import type { SourceCity } from '../../sources/source-city.ts';
import { STATION_RULE, WALK_WIDTH_METRES } from './network-rules.ts';
import type { WalkDraft } from './walk-draft.ts';

export type SourceStation = SourceCity['stations'][number];

export interface DraftEntrance {
  readonly id: string;
  readonly name: LocalizedText;
  readonly node: number;
}

export function placeStationEntrances(
  station: SourceStation,
  draft: WalkDraft,
  kind: ValueKind,
): DraftEntrance[] {
  const only = { id: `${station.id}/main`, name: station.name, point: station.point };
  const given = station.entrances.length > 0 ? station.entrances : [only];
  return given.flatMap((entrance) => {
    const joined = draft.attach(
      entrance.point,
      STATION_RULE.reachMetres,
      (link) => link.facility !== 'gate' && link.facility !== 'station-entrance',
    );
    const joint: Point | undefined = joined === undefined ? undefined : draft.points[joined];
    if (joined === undefined || !joint) return [];
    const away = Math.hypot(joint[0] - entrance.point[0], joint[1] - entrance.point[1]);
    // The map puts the door on the footway itself: its node is the entrance.
    if (away < 0.5) return [{ id: entrance.id, name: entrance.name, node: joined }];
    const node = draft.addNode(entrance.point);
    draft.addLink({
      id: `walk/${entrance.id}`,
      from: joined,
      to: node,
      widthMetres: WALK_WIDTH_METRES['station-entrance'],
      facility: 'station-entrance',
      oneWay: false,
      name: station.name,
      line: [joint, entrance.point],
      streetLinks: [],
      kind,
    });
    return [{ id: entrance.id, name: entrance.name, node }];
  });
}
