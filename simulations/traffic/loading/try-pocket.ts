/** Places inside a junction where those who turn wait for a gap without blocking their lane. */
import type { LaneChooser } from './choose-lane.ts';
import { FREE, type GapFinder } from './find-gap.ts';
import type { LaneEntries } from './lane-entries.ts';
import type { LanePlaces } from './lane-places.ts';
import { GREEN, YELLOW } from './signal-lights.ts';
import type { TrafficContext } from './traffic-context.ts';
import { LONG_AGO, NONE } from './traffic-state.ts';

/** A vehicle in the junction leaves it this long after its green and its foes' yellow ended. */
const CLEARING_MS = 500;
const LOOK_AGAIN_MS = 300;

export interface Pockets {
  /** False when all places are taken. */
  accept(pocket: number, vehicle: number, step: number, factor: number, now: number): boolean;
  tryLeave(pocket: number, now: number, granted: number): void;
  /** The places taken. */
  visit(each: (slot: number, movement: number) => void): void;
}

export function createPockets(
  context: TrafficContext,
  parts: {
    readonly entries: LaneEntries;
    readonly places: LanePlaces;
    readonly chooser: LaneChooser;
    readonly findGap: GapFinder;
  },
): Pockets {
  const { network, guide, state, timing, wheel, parameters } = context;
  const { entries, places, chooser, findGap } = parts;
  const { pocketMovement, pocketPlaces, movementGroup, movementTo, movementToLink } = network;
  const { movementLength, movementSpeed, movementWeight } = network;
  const { after } = guide;
  const { movementYellow } = timing;
  const { pocketHead, pocketCountNow, pocketTrip, pocketRoute, pocketFactor, pocketSince } = state;
  const { waitedMs } = state;
  const { groupLight, groupSince } = state;
  const { arrival, enter } = places;
  const { schedule } = wheel;
  const { firstPocket } = context.items;
  const followUpMs = Math.round(1000 * parameters.followUpSeconds);
  const pocketSlot = new Int32Array(pocketMovement.length + 1);
  pocketPlaces.forEach((count, at) => {
    pocketSlot[at + 1] = (pocketSlot[at] as number) + count;
  });

  /** After the end of green the junction must be left: those with green wait for it. */
  const mustClear = (movement: number, now: number): boolean => {
    const group = movementGroup[movement] as number;
    if (group === NONE) return false;
    const light = groupLight[group] as number;
    if (light > YELLOW || light === GREEN) return false;
    const yellow = movementYellow[movement] as number;
    return now >= (groupSince[group] as number) + yellow + CLEARING_MS;
  };

  return {
    visit: (each) => {
      pocketCountNow.forEach((count, pocket) => {
        const first = pocketSlot[pocket] as number;
        const size = (pocketSlot[pocket + 1] as number) - first;
        for (let at = 0; at < count; at += 1) {
          const slot = first + (((pocketHead[pocket] as number) + at) % size);
          each(slot, pocketMovement[pocket] as number);
        }
      });
    },
    accept: (pocket, vehicle, step, factor, now) => {
      const first = pocketSlot[pocket] as number;
      const size = (pocketSlot[pocket + 1] as number) - first;
      const count = pocketCountNow[pocket] as number;
      if (count >= size) return false;
      const slot = first + (((pocketHead[pocket] as number) + count) % size);
      pocketTrip[slot] = vehicle;
      pocketRoute[slot] = step;
      pocketSince[slot] = now;
      pocketFactor[slot] = factor;
      pocketCountNow[pocket] = count + 1;
      if (count === 0) schedule(firstPocket + pocket, now + LOOK_AGAIN_MS, now);
      return true;
    },
    tryLeave: (pocket, now, granted) => {
      const count = pocketCountNow[pocket] as number;
      if (count === 0) return;
      const source = firstPocket + pocket;
      const movement = pocketMovement[pocket] as number;
      if (!mustClear(movement, now)) {
        const clear = findGap(movement, now, LONG_AGO);
        if (clear !== FREE) {
          const again = now + LOOK_AGAIN_MS;
          schedule(source, clear > again ? clear : again, now);
          return;
        }
      }
      const first = pocketSlot[pocket] as number;
      const size = (pocketSlot[pocket + 1] as number) - first;
      const head = pocketHead[pocket] as number;
      const vehicle = pocketTrip[first + head] as number;
      const step = pocketRoute[first + head] as number;
      const link = movementToLink[movement] as number;
      const nextLink = after(vehicle, step, link);
      const target = chooser.choose(link, nextLink, movementTo[movement] as number, granted);
      const onward = chooser.movement();
      if (!entries.mayEnter(source, target, granted, now)) return;
      pocketHead[pocket] = (head + 1) % size;
      pocketCountNow[pocket] = count - 1;
      arrival.entryLossMs = entries.takeTurn(source, target, movementWeight[movement] as number);
      waitedMs[0] = (waitedMs[0] as number) + now - (pocketSince[first + head] as number);
      arrival.vehicle = vehicle;
      arrival.step = step;
      arrival.factor = pocketFactor[first + head] as number;
      arrival.movement = onward;
      arrival.speed = 0;
      arrival.insideMetres = movementLength[movement] as number;
      arrival.insideSpeed = movementSpeed[movement] as number;
      arrival.skippedMetres = 0;
      enter(target, now);
      if (count > 1) schedule(source, now + followUpMs, now);
    },
  };
}
