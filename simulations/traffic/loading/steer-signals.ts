/**
 * Greens that traffic steers: actuated and max-pressure (road-types.ts, SignalControl). A phase with
 * greens and without yellow is steered; the others between (yellow, all red) last as the plan says.
 */
import type { RoadNetwork, SignalControl, SignalInput } from '../road/road-types.ts';
import { lightOf, YELLOW, YIELD } from './signal-lights.ts';
import { NONE, type TrafficState } from './traffic-state.ts';

export interface SignalStep {
  readonly phase: number;
  readonly leftSeconds: number;
}

/** A detector is asked so often. */
const LOOK_SECONDS = 1;

interface SteeredPhase {
  readonly isGreen: boolean;
  /** Movements with green, and their lanes. */
  readonly movements: readonly number[];
  readonly lanes: readonly number[];
}

export function createSignalSteering(
  network: RoadNetwork,
  state: TrafficState,
): (signal: number, plan: SignalInput, now: number) => SignalStep {
  const { signals, signalGroup, movementGroup, movementFrom, movementToLink, linkLane } = network;
  const { signalPhase, signalSince, signalNext, laneCountNow, laneHead, slotDue } = state;
  const ofGroup = groupBy(movementGroup);
  const phases = signals.map((plan, signal) =>
    (plan.control ?? { type: 'fixed' }).type === 'fixed'
      ? []
      : plan.phases.map((phase) => steeredPhase(phase.state, signalGroup[signal] as number)),
  );
  const waysFrom = new Map<number, number>();
  for (const lane of movementFrom) waysFrom.set(lane, (waysFrom.get(lane) ?? 0) + 1);

  function steeredPhase(letters: string, first: number): SteeredPhase {
    const lights = [...letters].map(lightOf);
    const movements = lights.flatMap((light, at) =>
      light >= YIELD ? (ofGroup.get(first + at) ?? []) : [],
    );
    return {
      isGreen: movements.length > 0 && !lights.includes(YELLOW),
      movements,
      lanes: [...new Set(movements.map((movement) => movementFrom[movement] as number))],
    };
  }

  const enter = (signal: number, phase: number, now: number): void => {
    signalPhase[signal] = phase;
    signalSince[signal] = now;
  };

  /** Somebody is at the line, or will be within the gap. */
  const isWanted = (lanes: readonly number[], until: number): boolean =>
    lanes.some(
      (lane) =>
        (laneCountNow[lane] as number) > 0 &&
        (slotDue[laneHead[lane] as number] as number) <= until,
    );

  /** Vehicles before the line less those on the lanes after it, a lane's shared among its ways. */
  const pressure = (phase: SteeredPhase): number =>
    phase.movements.reduce((sum, movement) => {
      const lane = movementFrom[movement] as number;
      const link = movementToLink[movement] as number;
      const first = linkLane[link] as number;
      const last = linkLane[link + 1] as number;
      let after = 0;
      for (let other = first; other < last; other += 1) after += laneCountNow[other] as number;
      const before = laneCountNow[lane] as number;
      const gain = before - after / (last - first);
      return before === 0 || gain <= 0 ? sum : sum + gain / (waysFrom.get(lane) ?? 1);
    }, 0);

  const mayEnd = (
    signal: number,
    control: Exclude<SignalControl, { type: 'fixed' }>,
    now: number,
  ): boolean => {
    const all = phases[signal] ?? [];
    const own = signalPhase[signal] as number;
    const shown = all[own];
    const isFull = now - (signalSince[signal] as number) >= 1000 * control.mostGreenSeconds;
    if (control.type === 'actuated') {
      // With nobody on the other lanes the green rests where it is.
      const others = all.filter((phase, at) => at !== own && phase.isGreen);
      if (!others.some(({ lanes }) => lanes.some((lane) => isLaneTaken(lane, shown)))) return false;
      return isFull || !isWanted(shown?.lanes ?? [], now + 1000 * control.gapSeconds);
    }
    let best = own;
    let most = isFull ? 0 : shown ? pressure(shown) : 0;
    all.forEach((phase, at) => {
      if (at === own || !phase.isGreen) return;
      const wish = pressure(phase);
      if (wish <= most) return;
      most = wish;
      best = at;
    });
    if (best === own) return false;
    signalNext[signal] = best;
    return true;
  };
  const isLaneTaken = (lane: number, shown: SteeredPhase | undefined): boolean =>
    (laneCountNow[lane] as number) > 0 && !shown?.lanes.includes(lane);

  return (signal, plan, now) => {
    const all = phases[signal] ?? [];
    const control = plan.control;
    if (!control || control.type === 'fixed') return { phase: 0, leftSeconds: LOOK_SECONDS };
    if ((signalSince[signal] as number) < 0) enter(signal, 0, now);
    // Phases of no length left follow each other at once.
    for (let turn = 0; turn <= all.length; turn += 1) {
      const phase = signalPhase[signal] as number;
      const elapsed = (now - (signalSince[signal] as number)) / 1000;
      const isGreen = all[phase]?.isGreen === true;
      const least = isGreen ? control.leastGreenSeconds : (plan.phases[phase]?.seconds ?? 0);
      if (elapsed < least) return { phase, leftSeconds: least - elapsed };
      if (isGreen && !mayEnd(signal, control, now)) return { phase, leftSeconds: LOOK_SECONDS };
      const following = (phase + 1) % all.length;
      const wished = signalNext[signal] as number;
      const jumps = wished !== NONE && all[following]?.isGreen === true;
      if (jumps) signalNext[signal] = NONE;
      enter(signal, jumps ? wished : following, now);
    }
    return { phase: signalPhase[signal] as number, leftSeconds: LOOK_SECONDS };
  };
}

function groupBy(movementGroup: Int32Array): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  movementGroup.forEach((group, movement) => {
    const list = groups.get(group);
    if (list) list.push(movement);
    else groups.set(group, [movement]);
  });
  return groups;
}
