/**
 * A microscopic region in a district run. In every second the region walks first, then the network:
 * people who reach a portal's edge go on within the same second at the moment they came; people who
 * reach the region at a lane's end are admitted at the end of that second. Groups part at the border
 * and walk on one by one. Backwards, a full lane holds the portal, a full region holds the lane:
 * both queues stand where they would.
 */

import { createCrowd } from '../crowd/create-crowd.ts';
import type { CrowdOptions } from '../crowd/crowd-types.ts';
import { PERSON_STATE } from '../crowd/crowd-types.ts';
import type { AreaFactory, AreaHost, AreaSide } from '../district/area-port.ts';
import { NIL, savedBuffer } from '../kernel/entity-pool.ts';
import { restoreArrays, saveArrays } from '../kernel/lane-state.ts';
import { createWaitingLists } from '../kernel/waiting-lists.ts';
import { compileRegion } from './compile-region.ts';
import type { MicroRegion } from './region-types.ts';

/** People who may stand between the edge and the lane behind it before the portal is held. */
const MOST_AT_EDGE = 3;
/** An empty region rests when the last body has cleared its niche. */
const CLEARING_SECONDS = 30;
/** People per metre of edge who may wait to be brought in: one second of the highest flow. */
const WAITING_PER_METRE = 1.5;

export interface JoinOptions {
  readonly crowd?: CrowdOptions;
  /** Called once, when the run has made its region. */
  readonly onJoin?: (view: RegionView) => void;
}

/** Who is in the region, read between seconds. */
export interface RegionView {
  /** Whoever stands or walks on the floor. `serial`: of his stay, from 1 on; metres of the district. */
  eachPerson(
    visit: (serial: number, xMetres: number, yMetres: number, destination: number) => void,
  ): void;
  /** By portal, since the region was joined: people taken over, and people let out over its edge. */
  readonly inTotal: Uint32Array;
  readonly outTotal: Uint32Array;
}

export const joinRegion =
  (region: MicroRegion, options: JoinOptions = {}): AreaFactory =>
  (host) =>
    createRegionSide(region, host, options);

function createRegionSide(region: MicroRegion, host: AreaHost, options: JoinOptions): AreaSide {
  const { model, pool, nextLane, tryEnter, tryArrive } = host;
  const { scenario, groupOf } = compileRegion(region, model);
  const crowd = createCrowd(scenario, options.crowd);
  const stepsPerSecond = Math.round(1 / scenario.timeStepSeconds);
  if (Math.abs(stepsPerSecond * scenario.timeStepSeconds - 1) > 1e-9) {
    throw new Error(
      `region ${region.name}: expected a time step that divides a second, got ${scenario.timeStepSeconds} s`,
    );
  }
  const { laneEnd, places } = model.walk;
  const nodes = region.portals.map((portal) => portal.node);
  const links = new Uint8Array(model.walk.linkCount);
  for (const link of region.links) links[link] = 1;
  const mostWaiting = region.portals.map(({ ring, edge }) => {
    const corners = region.floor[ring] ?? [];
    const a = corners[edge] ?? [0, 0];
    const b = corners[(edge + 1) % corners.length] ?? [0, 0];
    return Math.max(1, Math.ceil(WAITING_PER_METRE * Math.hypot(b[0] - a[0], b[1] - a[1])));
  });
  /** By slot: the walker in it, and the portal by which he came. */
  const entityIn = new Int32Array(crowd.people).fill(NIL);
  const cameBy = new Int32Array(crowd.people);
  /** By slot: the number of the stay. */
  const serial = new Uint32Array(crowd.people);
  /** [slots in use, seconds since somebody was in the region, stays so far]. */
  const scalars = new Int32Array(3);
  const waitingIn = new Int32Array(nodes.length);
  const inTotal = new Uint32Array(nodes.length);
  const outTotal = new Uint32Array(nodes.length);
  const saved = { entityIn, cameBy, serial, scalars, waitingIn, inTotal, outTotal };
  /** At each portal: who has left the region and waits for the lane behind it. */
  const atEdge = createWaitingLists(nodes.length, pool);

  /** The portal by which the walker's way leaves the region again; -1 when it does not. */
  const leavesBy = (entity: number, node: number): number => {
    const goal = places.node[pool.arrays.destination[entity] as number];
    let at = node;
    for (let steps = 0; steps <= region.links.length; steps += 1) {
      const lane = nextLane(entity, at);
      if (lane < 0 || links[lane >> 1] === 0) break;
      at = laneEnd[lane] as number;
      if (at === goal) break;
    }
    return at === node ? -1 : nodes.indexOf(at);
  };
  const countWaiting = (): void => {
    waitingIn.fill(0);
    for (let person = 0; person < crowd.people; person += 1) {
      if ((entityIn[person] as number) === NIL) continue;
      if (crowd.arrays.state[person] !== PERSON_STATE.outside) continue;
      const portal = cameBy[person] as number;
      waitingIn[portal] = (waitingIn[portal] as number) + 1;
    }
  };
  const canTake = (entity: number, node: number): boolean => {
    const portal = nodes.indexOf(node);
    if (portal < 0 || leavesBy(entity, node) < 0) return false;
    const free = crowd.people - (scalars[0] as number);
    return (
      (waitingIn[portal] as number) < (mostWaiting[portal] as number) &&
      free >= (pool.arrays.people[entity] as number)
    );
  };
  const admit = (entity: number, portal: number, to: number): void => {
    const person = crowd.admit(groupOf(portal, to), pool.arrays.speed[entity] as number);
    if (person < 0) throw new Error(`region ${region.name}: a slot was free and is not`);
    entityIn[person] = entity;
    cameBy[person] = portal;
    scalars[0] = (scalars[0] as number) + 1;
    scalars[2] = (scalars[2] as number) + 1;
    serial[person] = scalars[2] as number;
    waitingIn[portal] = (waitingIn[portal] as number) + 1;
    inTotal[portal] = (inTotal[portal] as number) + 1;
  };
  const take = (entity: number, node: number): void => {
    const portal = nodes.indexOf(node);
    const to = leavesBy(entity, node);
    for (let left = pool.arrays.people[entity] as number; left > 1; left -= 1) {
      admit(splitOne(entity), portal, to);
    }
    admit(entity, portal, to);
  };
  /** One of a group goes on alone. */
  const splitOne = (entity: number): number => {
    const one = pool.allocate();
    const { destination, tag, route, speed, extra, entered, people } = pool.arrays;
    destination[one] = destination[entity] as number;
    tag[one] = tag[entity] as number;
    route[one] = route[entity] as number;
    speed[one] = speed[entity] as number;
    extra[one] = extra[entity] as number;
    entered[one] = entered[entity] as number;
    people[entity] = (people[entity] as number) - 1;
    return one;
  };
  const goOn = (portal: number, now: number): void => {
    const node = nodes[portal] as number;
    for (;;) {
      const entity = atEdge.first(portal);
      if (entity === NIL) return;
      const isThere = places.node[pool.arrays.destination[entity] as number] === node;
      const lane = isThere ? NIL : nextLane(entity, node);
      if (!isThere && lane < 0) return;
      const isBack = !isThere && links[lane >> 1] === 1;
      if (isBack && !canTake(entity, node)) return;
      // Out of the list first: whoever takes the walker over links him anew.
      atEdge.pop(portal);
      const isTaken = isThere ? tryArrive(entity) : isBack || tryEnter(entity, lane, now);
      if (isBack) take(entity, node);
      if (!isTaken) {
        atEdge.pushFirst(portal, entity);
        return;
      }
    }
  };

  options.onJoin?.({
    eachPerson: (visit) => {
      const { x, y, state } = crowd.arrays;
      for (let person = 0; person < crowd.people; person += 1) {
        const entity = entityIn[person] as number;
        if (entity === NIL || state[person] === PERSON_STATE.outside) continue;
        visit(
          serial[person] as number,
          x[person] as number,
          y[person] as number,
          pool.arrays.destination[entity] as number,
        );
      }
    },
    inTotal,
    outTotal,
  });

  return {
    links,
    canTake,
    take,
    step: (now) => {
      scalars[1] = (scalars[0] as number) > 0 ? 0 : (scalars[1] as number) + 1;
      const isAwake = (scalars[1] as number) < CLEARING_SECONDS;
      for (let step = 1; isAwake && step <= stepsPerSecond; step += 1) {
        crowd.step();
        const at = now - 1 + step / stepsPerSecond;
        crowd.takeArrived((person, exit) => {
          const entity = entityIn[person] as number;
          entityIn[person] = NIL;
          scalars[0] = (scalars[0] as number) - 1;
          pool.arrays.due[entity] = at;
          outTotal[exit] = (outTotal[exit] as number) + 1;
          atEdge.push(exit, entity);
        });
      }
      countWaiting();
      for (let portal = 0; portal < nodes.length; portal += 1) {
        goOn(portal, now);
        crowd.holdExit(portal, (atEdge.size[portal] as number) >= MOST_AT_EDGE);
      }
    },
    countPeople: () =>
      (scalars[0] as number) + atEdge.size.reduce((total, people) => total + people, 0),
    addToLinks: (persons) => {
      for (let person = 0; person < crowd.people; person += 1) {
        if ((entityIn[person] as number) === NIL) continue;
        const link = nearestLink(
          model,
          region.links,
          crowd.arrays.x[person] as number,
          crowd.arrays.y[person] as number,
        );
        persons[link] = (persons[link] as number) + 1;
      }
    },
    save: (into, name) => {
      saveArrays(saved, into, name);
      atEdge.save(into, `${name}.edge`);
      into.set(`${name}.crowd`, crowd.save().buffer);
    },
    restore: (from, name) => {
      // A state of the network alone: the region is joined now, empty.
      if (!from.has(`${name}.crowd`)) return;
      restoreArrays(saved, from, name);
      atEdge.restore(from, `${name}.edge`);
      crowd.restore({ step: 0, buffer: savedBuffer(from, `${name}.crowd`), crossings: [] });
    },
  };
}

/** The region's link whose line passes nearest, for counts on the map. */
function nearestLink(
  model: AreaHost['model'],
  among: readonly number[],
  x: number,
  y: number,
): number {
  let best = among[0] ?? 0;
  let bestSquare = Number.POSITIVE_INFINITY;
  for (const link of among) {
    const line = model.networks.walk.links[link]?.line ?? [];
    for (let i = 0; i + 1 < line.length; i += 1) {
      const [ax, ay] = line[i] as [number, number];
      const [bx, by] = line[i + 1] as [number, number];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const along = length2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2;
      const share = Math.min(1, Math.max(0, along));
      const square = (x - ax - share * (bx - ax)) ** 2 + (y - ay - share * (by - ay)) ** 2;
      if (square < bestSquare) {
        bestSquare = square;
        best = link;
      }
    }
  }
  return best;
}
