/** Signals: sets the lights of a signal's groups by its plan and wakes the lanes that turn green. */
import type { RoadNetwork, SignalInput } from '../road/road-types.ts';
import { lightOf, phaseAt, YIELD } from './signal-lights.ts';
import { createSignalSteering } from './steer-signals.ts';
import type { TrafficState } from './traffic-state.ts';

const FIXED = { type: 'fixed' } as const;

export interface SignalClock {
  /** Moves the signal to its phase at `now`; answers the milliseconds until the next change. */
  turn(signal: number, now: number): number;
  /** Lengths of the phases and the offset, s; the lights of each phase stay. */
  setPlan(signal: number, seconds: readonly number[], offsetSeconds: number): void;
}

export function createSignalClock(
  network: RoadNetwork,
  state: TrafficState,
  wakeLane: (lane: number, now: number) => void,
  signalSeconds: number,
): SignalClock {
  const { signalGroup, groupStart, groupLane } = network;
  const signals: SignalInput[] = [...network.signals];
  const { signalPhase, groupLight, groupSince, clockBaseMs } = state;
  const steer = createSignalSteering(network, state);
  const lights = signals.map(({ phases }) =>
    phases.map((phase) => Uint8Array.from(phase.state, lightOf)),
  );

  const turn: SignalClock['turn'] = (signal, now) => {
    const plan = signals[signal];
    if (plan === undefined) return 0;
    const isFixed = (plan.control ?? FIXED).type === 'fixed';
    const { phase, leftSeconds } = isFixed
      ? phaseAt(
          plan.phases,
          plan.offsetSeconds,
          signalSeconds + ((clockBaseMs[0] as number) + now) / 1000,
        )
      : steer(signal, plan, now);
    signalPhase[signal] = phase;
    const shown = lights[signal]?.[phase] as Uint8Array;
    const first = signalGroup[signal] as number;
    for (let at = 0; at < shown.length; at += 1) {
      const group = first + at;
      const before = groupLight[group] as number;
      const light = shown[at] as number;
      if (light === before) continue;
      groupLight[group] = light;
      groupSince[group] = now;
      if (light < YIELD) continue;
      const last = groupStart[group + 1] as number;
      for (let lane = groupStart[group] as number; lane < last; lane += 1) {
        wakeLane(groupLane[lane] as number, now);
      }
    }
    return Math.max(1, Math.round(leftSeconds * 1000));
  };
  return {
    turn,
    setPlan: (signal, seconds, offsetSeconds) => {
      const plan = signals[signal];
      if (plan === undefined) return;
      const phases = plan.phases.map((phase, at) => ({
        ...phase,
        seconds: seconds[at] ?? phase.seconds,
      }));
      signals[signal] = { ...plan, phases, offsetSeconds };
    },
  };
}
