/** Departures: vehicles wait where they come onto the road, first come first served, until it has room. */
import type { LaneChooser } from './choose-lane.ts';
import type { LaneEntries } from './lane-entries.ts';
import type { LanePlaces } from './lane-places.ts';
import type { TrafficContext } from './traffic-context.ts';
import { NONE, RUNNING, WAITING_TO_ENTER } from './traffic-state.ts';

/** Who finds no way from where he is asks again after this. */
const LOOK_AGAIN_MS = 5_000;

export interface Origins {
  /** Least time between two that set out there, ms; 0 at first. */
  readonly headwayMs: Int32Array;
  /** Joins the origin's queue now. */
  put(origin: number, vehicle: number, now: number): void;
  tryLeave(origin: number, now: number, granted: number): void;
}

export function createOrigins(
  context: TrafficContext,
  parts: {
    readonly entries: LaneEntries;
    readonly places: LanePlaces;
    readonly chooser: LaneChooser;
  },
): Origins {
  const { network, guide, state, wheel, timing } = context;
  const { entries, places, chooser } = parts;
  const { linkLane, linkLength } = network;
  const { linkSpeed } = timing;
  const { scalars, originHead, originTail, originNext } = state;
  const { firstOrigin } = context.items;
  const { arrival, enter } = places;
  const { schedule } = wheel;
  const { queue, after, first, firstStep, speedFactor, entered } = guide;
  const headwayMs = new Int32Array(guide.originCount);

  return {
    headwayMs,
    put: (origin, vehicle, now) => {
      const tail = originTail[origin] as number;
      originTail[origin] = vehicle;
      queue.next[vehicle] = NONE;
      scalars[WAITING_TO_ENTER] = (scalars[WAITING_TO_ENTER] as number) + 1;
      if (tail !== NONE) queue.next[tail] = vehicle;
      else {
        originHead[origin] = vehicle;
        schedule(firstOrigin + origin, now, now);
      }
    },
    tryLeave: (origin, now, granted) => {
      const vehicle = originHead[origin] as number;
      if (vehicle === NONE) return;
      const source = firstOrigin + origin;
      const ready = originNext[origin] as number;
      if (now < ready) {
        schedule(source, ready, now);
        return;
      }
      const link = first(vehicle);
      if (link < 0) {
        schedule(source, now + LOOK_AGAIN_MS, now);
        return;
      }
      const step = firstStep(vehicle);
      const nextLink = after(vehicle, step, link);
      const target = chooser.choose(link, nextLink, linkLane[link] as number, granted);
      const onward = chooser.movement();
      if (!entries.mayEnter(source, target, granted, now)) return;
      const behind = queue.next[vehicle] as number;
      originHead[origin] = behind;
      const headway = headwayMs[origin] as number;
      originNext[origin] = now + headway;
      if (behind === NONE) originTail[origin] = NONE;
      else schedule(source, now + headway, now);
      scalars[RUNNING] = (scalars[RUNNING] as number) + 1;
      scalars[WAITING_TO_ENTER] = (scalars[WAITING_TO_ENTER] as number) - 1;
      arrival.entryLossMs = entries.takeTurn(source, target, 1);
      arrival.vehicle = vehicle;
      arrival.step = step;
      arrival.factor = speedFactor(vehicle, linkSpeed[link] as number);
      arrival.movement = onward;
      arrival.speed = Number.POSITIVE_INFINITY;
      arrival.insideMetres = 0;
      arrival.skippedMetres = Math.min(guide.departOffsetMetres, (linkLength[link] as number) / 2);
      entered(vehicle, now);
      enter(target, now);
    },
  };
}
