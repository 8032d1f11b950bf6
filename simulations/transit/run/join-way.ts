/** People set out on a way through a station, or go on along it. */
import { nextService } from '../transit-clock.ts';
import { MIXED } from './people-lists.ts';
import type { TransitContext } from './transit-context.ts';

/** Puts people on a way at one of its steps, after the walk to it. */
export function joinWay(
  context: TransitContext,
  way: number,
  step: number,
  goal: number,
  count: number,
  now: number,
): void {
  const { model, state, people, wheel, items } = context;
  const at = (model.wayStart[way] as number) + step;
  const element = model.wayElement[at] as number;
  const ready = nextService(now + (model.wayDelay[at] as number));
  people.add(element, ready, goal, way, step, count);
  state.elementPeople[element] = (state.elementPeople[element] as number) + count;
  wheel.bringForward(items.element + element, ready, now);
}

/** People of several goals, as the deck has them from `deck` on, set out straight to a platform. */
export function joinDirect(
  context: TransitContext,
  way: number,
  deck: number,
  count: number,
  now: number,
): void {
  const { model, state, people, wheel, items } = context;
  const at = (model.wayStart[way] as number) + 1;
  const element = model.wayElement[at] as number;
  const ready = nextService(now + (model.wayDelay[at] as number));
  people.add(element, ready, MIXED, way, deck, count);
  state.elementPeople[element] = (state.elementPeople[element] as number) + count;
  wheel.bringForward(items.element + element, ready, now);
}
