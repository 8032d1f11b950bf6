/** From a reader's plain records to arrays: lanes with exits, movements by link, foes by lane. */

import { createRepairLog } from '../../repairs/repair-log.ts';
import { checkLinks, checkMovements, checkSignals, RoadProblem } from './check-road.ts';
import type { MovementInput, RoadInput, RoadLinkInput, RoadNetwork } from './road-types.ts';

const MOST_MOVEMENTS_PER_LANE = 32;

export function buildRoadNetwork(input: RoadInput): RoadNetwork {
  const repairs = createRepairLog();
  const links = checkLinks(input, repairs);
  const linkOf = new Map(links.map((link, at) => [link.id, at]));
  const signalOf = new Map(input.signals.map((signal, at) => [signal.id, at]));
  const signals = checkSignals(input, repairs);
  checkMovements(input, linkOf, signalOf);
  const indexOf = (id: string): number => linkOf.get(id) as number;

  const lanes = joinLanes(links, input.movements, indexOf);
  const order = input.movements
    .map((movement, at) => ({ movement, at, link: indexOf(movement.fromLink) }))
    .sort((a, b) => a.link - b.link || a.at - b.at);
  const placeOf = new Int32Array(order.length);
  order.forEach(({ at }, place) => {
    placeOf[at] = place;
  });
  const linkMovement = new Int32Array(links.length + 1);
  for (const { link } of order) linkMovement[link + 1] = (linkMovement[link + 1] as number) + 1;
  accumulate(linkMovement);

  const column = (value: (movement: MovementInput) => number): Float64Array =>
    Float64Array.from(order, ({ movement }) => value(movement));
  const movementFrom = Int32Array.from(order, ({ movement }) =>
    lanes.modelLane(indexOf(movement.fromLink), movement.fromLane),
  );
  const movementTo = Int32Array.from(order, ({ movement }) =>
    lanes.modelLane(indexOf(movement.toLink), movement.toLane),
  );

  const movementBit = new Uint8Array(order.length);
  const perLane = new Int32Array(lanes.count);
  movementFrom.forEach((lane, at) => {
    const bit = perLane[lane] as number;
    if (bit >= MOST_MOVEMENTS_PER_LANE) {
      const id = links[lanes.laneLink[lane] as number]?.id;
      throw new RoadProblem(`link '${id}': more than ${MOST_MOVEMENTS_PER_LANE} ways from a lane`);
    }
    movementBit[at] = bit;
    perLane[lane] = bit + 1;
  });

  const foeStart = new Int32Array(order.length + 1);
  const foeLane: number[] = [];
  const foeMask: number[] = [];
  order.forEach(({ movement }, at) => {
    const masks = new Map<number, number>();
    for (const foe of movement.yieldsTo) {
      const place = placeOf[foe] as number;
      const lane = movementFrom[place] as number;
      if (lane === movementFrom[at]) continue;
      masks.set(lane, (masks.get(lane) ?? 0) | (1 << (movementBit[place] as number)));
    }
    for (const [lane, mask] of masks) {
      foeLane.push(lane);
      foeMask.push(mask >>> 0);
    }
    foeStart[at + 1] = foeLane.length;
  });

  const signalGroup = new Int32Array(signals.length + 1);
  signals.forEach((signal, at) => {
    signalGroup[at + 1] = (signalGroup[at] as number) + (signal.phases[0]?.state.length ?? 0);
  });
  const movementGroup = Int32Array.from(order, ({ movement: { signal } }) =>
    signal === undefined
      ? -1
      : (signalGroup[signalOf.get(signal.id) as number] as number) + signal.index,
  );
  const groupCount = signalGroup[signals.length] as number;
  const lanesOfGroup = Array.from({ length: groupCount }, () => new Set<number>());
  movementGroup.forEach((group, at) => {
    lanesOfGroup[group]?.add(movementFrom[at] as number);
  });
  const groupStart = new Int32Array(groupCount + 1);
  lanesOfGroup.forEach((set, group) => {
    groupStart[group + 1] = (groupStart[group] as number) + set.size;
  });

  const pockets = order.flatMap(({ movement }, at) => (movement.waitingPlaces > 0 ? [at] : []));
  const movementPocket = new Int32Array(order.length).fill(-1);
  pockets.forEach((movement, pocket) => {
    movementPocket[movement] = pocket;
  });

  return {
    linkIds: links.map((link) => link.id),
    linkCount: links.length,
    laneCount: lanes.count,
    movementCount: order.length,
    linkLength: Float64Array.from(links, (link) => link.lengthMetres),
    linkSpeed: Float64Array.from(links, (link) => link.freeSpeedMetresPerSecond),
    linkLane: lanes.linkLane,
    laneLink: lanes.laneLink,
    laneWidth: lanes.laneWidth,
    linkMovement,
    movementFrom,
    movementTo,
    movementToLink: Int32Array.from(order, ({ movement }) => indexOf(movement.toLink)),
    movementLength: column((movement) => movement.lengthMetres),
    movementSpeed: column((movement) => movement.speedMetresPerSecond),
    movementWeight: column((movement) => movement.mergeWeight),
    movementGroup,
    movementPocket,
    pocketMovement: Int32Array.from(pockets),
    pocketPlaces: Int32Array.from(pockets, (at) => order[at]?.movement.waitingPlaces ?? 0),
    foeStart,
    foeLane: Int32Array.from(foeLane),
    foeMask: Uint32Array.from(foeMask),
    movementBit,
    signals,
    signalGroup,
    groupStart,
    groupLane: Int32Array.from(lanesOfGroup.flatMap((set) => [...set])),
    repairs: repairs.list(),
  };
}

/** Lanes with an exit become model lanes; the others lend their places to the nearest of these. */
function joinLanes(
  links: readonly RoadLinkInput[],
  movements: readonly MovementInput[],
  indexOf: (id: string) => number,
): {
  readonly count: number;
  readonly linkLane: Int32Array;
  readonly laneLink: Int32Array;
  readonly laneWidth: Int32Array;
  modelLane(link: number, lane: number): number;
} {
  const exits = links.map(() => new Set<number>());
  for (const movement of movements) exits[indexOf(movement.fromLink)]?.add(movement.fromLane);
  const linkLane = new Int32Array(links.length + 1);
  const laneLink: number[] = [];
  const laneWidth: number[] = [];
  const modelOf = links.map((link, at) => {
    const first = laneLink.length;
    const own = exits[at] as Set<number>;
    const kept = Array.from({ length: link.lanes }, (_, lane) => lane).filter(
      (lane) => own.size === 0 || own.has(lane),
    );
    for (const _ of kept) {
      laneLink.push(at);
      laneWidth.push(0);
    }
    linkLane[at + 1] = laneLink.length;
    return Array.from({ length: link.lanes }, (_, lane) => {
      const nearest = kept.reduce((best, other) =>
        Math.abs(other - lane) < Math.abs(best - lane) ? other : best,
      );
      const model = first + kept.indexOf(nearest);
      laneWidth[model] = (laneWidth[model] as number) + 1;
      return model;
    });
  });
  return {
    count: laneLink.length,
    linkLane,
    laneLink: Int32Array.from(laneLink),
    laneWidth: Int32Array.from(laneWidth),
    modelLane: (link, lane) => modelOf[link]?.[lane] as number,
  };
}

function accumulate(counts: Int32Array): void {
  for (let at = 1; at < counts.length; at += 1) {
    counts[at] = (counts[at] as number) + (counts[at - 1] as number);
  }
}
