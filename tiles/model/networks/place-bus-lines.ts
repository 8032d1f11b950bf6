/**
 * Bus lines of a source → lines of the street network: for each stop the link and direction with which
 * the whole line is driven most directly (dynamic programming over the links near each stop), and the
 * border nodes over which a line comes and goes. What has no place is left out and counted.
 */
import {
  type BusLine,
  type BusNetwork,
  type BusStop,
  busLineIdSchema,
  busStopIdSchema,
  type Point,
  type StreetNetwork,
  type ValueKind,
  type WalkNetwork,
} from '#contracts';
import { nearestOnLine } from '../../geometry/line-index.ts';
import { createPointIndex } from '../../geometry/point-index.ts';
import type { SourceBusFact, SourceCity } from '../../sources/source-city.ts';
import { createStopPlaces } from './bus-candidates.ts';
import { gatewayFrom, gatewayTo } from './bus-gateways.ts';
import { type PlacedCall, placeCalls } from './drive-calls.ts';
import { createLinkPaths } from './link-paths.ts';
import { BUS_RULE } from './network-rules.ts';
import { openNodes } from './place-people.ts';

/** To the right of the street's line: near there the walk node of a stop is looked for. */
const KERB_METRES = 8;
/** People walk from a stop to the nearest place of the footways. */
const WALK_REACH_METRES = 150;
type Skip = (reason: string, example: string) => void;
type Streets = Pick<StreetNetwork, 'nodes' | 'links' | 'forbiddenTurns'>;

export function placeBusLines(
  { busLines = [], statedKind }: Pick<SourceCity, 'busLines' | 'statedKind'>,
  street: Streets,
  walk: WalkNetwork,
  derived: ValueKind,
  skip: Skip,
): BusNetwork {
  const places = createStopPlaces(street);
  const paths = createLinkPaths(street);
  const open = openNodes(walk);
  const nearestWalk = createPointIndex(
    open.map((node): Point => walk.nodes[node]?.point ?? [0, 0]),
  );
  const stops: BusStop[] = [];
  const stopAt = new Map<string, number>();
  const stopOf = ({ stop, link }: PlacedCall, walkNode: number, kind: ValueKind): number => {
    const key = `${stop.id}@${street.links[link]?.id ?? link}`;
    const known = stopAt.get(key);
    if (known !== undefined) return known;
    stopAt.set(key, stops.length);
    const point: [number, number] = [stop.point[0], stop.point[1]];
    const id = busStopIdSchema.parse(key.slice(0, 200));
    return stops.push({ id, name: stop.name, point, streetLink: link, walkNode, kind }) - 1;
  };
  const walkNodeOf = ({ stop, link }: PlacedCall): number | undefined => {
    const { foot, direction } = nearestOnLine(street.links[link]?.line ?? [], stop.point);
    const kerb: Point = [
      foot[0] + KERB_METRES * direction[1],
      foot[1] - KERB_METRES * direction[0],
    ];
    return open[nearestWalk(kerb, WALK_REACH_METRES) ?? -1];
  };

  const lines = busLines.flatMap((line): BusLine[] => {
    const placed = placeCalls(line, places, paths, street, skip);
    const calls = placed.calls.flatMap((call) => {
      const walkNode = walkNodeOf(call);
      if (walkNode === undefined) skip('bus stop: no footway within 150 m', call.stop.id);
      return walkNode === undefined ? [] : [{ ...call, walkNode }];
    });
    const [first, last] = [calls[0], calls.at(-1)];
    const entersAt = first ? gatewayTo(first.link, placed.from, street, paths) : null;
    const leavesAt = last ? gatewayFrom(last.link, placed.to, street, paths) : null;
    if (calls.length === 0 || (calls.length === 1 && entersAt === null && leavesAt === null)) {
      skip('bus line: fewer than two stops on the streets', line.id);
      return [];
    }
    const kind = line.kind ?? statedKind;
    const stated = (fact: SourceBusFact | undefined) => fact && { kind, ...fact };
    return [
      {
        id: busLineIdSchema.parse(line.id),
        name: line.name,
        stops: calls.map((call) => stopOf(call, call.walkNode, kind)),
        entersAt,
        leavesAt,
        headwaySeconds: stated(line.headwaySeconds) ?? {
          ...{ value: BUS_RULE.headwaySeconds, kind: derived, source: 'rule:bus headway' },
        },
        firstSecond: line.firstSecond ?? BUS_RULE.firstSecond,
        lastSecond: line.lastSecond ?? BUS_RULE.lastSecond,
        capacityPersons: stated(line.capacityPersons) ?? {
          ...{ value: BUS_RULE.capacityPersons, kind: derived, source: 'rule:12 m bus' },
        },
        kind,
      },
    ];
  });
  return { stops, lines };
}
