/** People inside a closed gate go to another gate of their venue: half a minute's walk. */
import { createRandom } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import type { Choices } from './choices.ts';
import type { WalkSide } from './walk-side.ts';

export function emptyClosedGates(at: {
  readonly model: DistrictModel;
  readonly walk: WalkSide;
  readonly choices: Choices;
  readonly gateClosed: Uint8Array;
  readonly seed: number;
  readonly now: number;
}): void {
  const { model, walk, choices, gateClosed, seed, now } = at;
  const [firstGate] = model.walk.places.range.gate;
  gateClosed.forEach((isClosed, gate) => {
    if (isClosed === 0) return;
    const venue = model.gates[gate]?.venue ?? -1;
    const lane = 2 * model.walk.linkCount + firstGate + gate;
    if ((walk.queue.state.queued[lane] as number) === 0) return;
    const random = createRandom(seed, `gate:${gate}:${now}`);
    const other = (): number => choices.gate(venue, random.next());
    if (gateClosed[other() - firstGate] !== 0) return;
    walk.queue.drainQueue(lane, (entity) => {
      const open = 2 * model.walk.linkCount + other();
      walk.queue.enterOrigin(entity, open, now, now + 30);
    });
  });
}
