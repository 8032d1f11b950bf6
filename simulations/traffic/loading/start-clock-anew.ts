/**
 * Milliseconds are kept in 32 bits, 24 days. A run without an end takes a part off all its times before
 * that; what is longer ago than anybody asks stays there.
 */
import type { EventWheel } from './event-wheel.ts';
import { LONG_AGO, NOW, type TrafficState } from './traffic-state.ts';

/** Whole turns of the wheel, so that its slots keep their events. */
export const TURN_MS = 65_536;

/** `turns` of the wheel are taken off. */
export function startClockAnew(state: TrafficState, wheel: EventWheel, turns: number): void {
  const ms = turns * TURN_MS;
  const times = [
    ...[state.slotDue, state.slotEntered, state.slotLeft],
    ...[state.laneNextExit, state.laneLastExit, state.laneNextEntry],
    ...[state.laneStoppedAt, state.laneRestart, state.pocketSince, state.originNext],
    ...[state.signalSince, state.groupSince],
  ];
  for (const array of times) {
    for (let at = 0; at < array.length; at += 1) {
      array[at] = Math.max(LONG_AGO, (array[at] as number) - ms);
    }
  }
  const { due } = wheel.arrays;
  for (let item = 0; due !== undefined && item < due.length; item += 1) {
    if ((due[item] as number) >= 0) due[item] = (due[item] as number) - ms;
  }
  state.scalars[NOW] = (state.scalars[NOW] as number) - ms;
  state.clockBaseMs[0] = (state.clockBaseMs[0] as number) + ms;
}
