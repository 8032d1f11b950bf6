/** Fixed-time signal plans open and shut the exits of street lanes, second by second. */
import type { Signal } from '#contracts';

export interface Signals {
  /** By street link, 1: green at its end. */
  readonly lit: Uint8Array;
  /** Time of day does not matter: plans run on the epoch's seconds. */
  step(epochSeconds: number): void;
  /** Seconds added to greens by `signal:phase`; also forgets what is lit. */
  setShift(shift: ReadonlyMap<string, number>): void;
}

/** No green is cut below this. */
const SHORTEST_GREEN_SECONDS = 5;

export function createSignals(signals: readonly Signal[], exitOpen: Uint8Array): Signals {
  let plans = signals.map((signal) => signal.phases.map((phase) => phase.greenSeconds));
  const nextChange = new Float64Array(signals.length);
  const lit = new Uint8Array(exitOpen.length).fill(1);

  const setGreen = (link: number, green: number): void => {
    lit[link] = green;
    exitOpen[link] = green;
  };

  return {
    lit,
    setShift: (shift) => {
      plans = signals.map((signal, index) => shiftedGreens(signal, index, shift));
      nextChange.fill(0);
    },
    step: (epochSeconds) => {
      for (let index = 0; index < signals.length; index += 1) {
        if (epochSeconds < (nextChange[index] as number)) continue;
        const signal = signals[index];
        const greens = plans[index];
        if (!signal || !greens) continue;
        const since = epochSeconds - signal.offsetSeconds;
        const position = since - Math.floor(since / signal.cycleSeconds) * signal.cycleSeconds;
        for (const phase of signal.phases) for (const link of phase.links) setGreen(link, 0);
        let begin = 0;
        let until = signal.cycleSeconds;
        for (let p = 0; p < signal.phases.length; p += 1) {
          const phase = signal.phases[p];
          if (!phase) continue;
          const green = greens[p] as number;
          const end = begin + green;
          const phaseEnd = end + phase.intergreenSeconds;
          if (position < phaseEnd || p === signal.phases.length - 1) {
            until = position < end ? end : phaseEnd;
            if (position < end) for (const link of phase.links) setGreen(link, 1);
            break;
          }
          begin = phaseEnd;
        }
        nextChange[index] = epochSeconds + Math.max(1e-3, until - position);
      }
    },
  };
}

/** Adds to one green and takes it from the others in proportion; the cycle stays. */
export function shiftedGreens(
  signal: Signal,
  index: number,
  shift: ReadonlyMap<string, number>,
): number[] {
  const greens = signal.phases.map((phase) => phase.greenSeconds);
  signal.phases.forEach((_, phase) => {
    const wanted = shift.get(`${index}:${phase}`);
    if (wanted === undefined || greens.length < 2) return;
    const own = greens[phase] as number;
    const others = greens.reduce((sum, green) => sum + green, 0) - own;
    const least = SHORTEST_GREEN_SECONDS * (greens.length - 1);
    const added = Math.max(
      Math.min(0, SHORTEST_GREEN_SECONDS - own),
      Math.min(wanted, Math.max(0, others - least)),
    );
    const scale = (others - added) / others;
    for (let other = 0; other < greens.length; other += 1) {
      greens[other] = other === phase ? own + added : (greens[other] as number) * scale;
    }
  });
  return greens;
}
