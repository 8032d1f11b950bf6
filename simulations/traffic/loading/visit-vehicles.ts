/**
 * Where each vehicle is. The model knows when a vehicle entered its lane and when it could be at the
 * end; between these it is drawn at even speed, behind whoever is ahead, and the queue stands a
 * standing vehicle's length apart from the line back. Abreast where a model lane stands for several.
 */
import type { TrafficContext } from './traffic-context.ts';
import { NOW } from './traffic-state.ts';
import type { Pockets } from './try-pocket.ts';

/** `laneFromKerb` counts from 0 at the kerb; `offsetMetres` is the front, from the link's beginning. */
export type VisitVehicle = (
  vehicle: number,
  link: number,
  laneFromKerb: number,
  offsetMetres: number,
) => void;

export function createVehicleVisitor(
  context: TrafficContext,
  pockets: Pockets,
): (visit: VisitVehicle) => void {
  const { network, timing, state, parameters } = context;
  const { laneLink, laneWidth, linkLane, linkLength, movementFrom } = network;
  const { laneSlot } = timing;
  const { scalars, laneHead, laneCountNow, slotTrip, slotDue, slotEntered, pocketTrip } = state;
  const { addedLanes } = context.conditions;
  const spacing = parameters.jamSpacingMetres;
  /** Lowest lane of the link that a model lane stands for. */
  const firstLane = new Int32Array(network.laneCount);
  for (let link = 0; link < network.linkCount; link += 1) {
    let lanes = 0;
    const last = linkLane[link + 1] as number;
    for (let lane = linkLane[link] as number; lane < last; lane += 1) {
      firstLane[lane] = lanes;
      lanes += laneWidth[lane] as number;
    }
  }
  const widest = Math.max(1, ...laneWidth) + 8;
  /** Where the last vehicle seen so far stands, abreast by abreast. */
  const behind = new Float64Array(widest);

  return (visit) => {
    const now = scalars[NOW] as number;
    for (let lane = 0; lane < network.laneCount; lane += 1) {
      const count = laneCountNow[lane] as number;
      if (count === 0) continue;
      const link = laneLink[lane] as number;
      const length = linkLength[link] as number;
      const added = Math.max(0, addedLanes[link] as number);
      const width = Math.min(widest, (laneWidth[lane] as number) + added);
      behind.fill(length + spacing, 0, width);
      const end = laneSlot[lane + 1] as number;
      let slot = laneHead[lane] as number;
      for (let place = 0; place < count; place += 1) {
        const abreast = place % width;
        const entered = slotEntered[slot] as number;
        const due = slotDue[slot] as number;
        const part = due <= now ? 1 : Math.max(0, now - entered) / Math.max(1, due - entered);
        const room = (behind[abreast] as number) - spacing;
        const offset = Math.max(0, Math.min(part * length, room));
        behind[abreast] = offset;
        visit(slotTrip[slot] as number, link, (firstLane[lane] as number) + abreast, offset);
        slot = slot + 1 === end ? (laneSlot[lane] as number) : slot + 1;
      }
    }
    pockets.visit((slot, movement) => {
      const lane = movementFrom[movement] as number;
      const link = laneLink[lane] as number;
      const length = linkLength[link] as number;
      visit(pocketTrip[slot] as number, link, firstLane[lane] as number, length);
    });
  };
}
