/**
 * What the server does not know: the demonstration evening as it really goes. Drawn by seed inside
 * the published spreads (docs/models/feed.md), never sent anywhere: the server sees only what
 * devices count.
 */
import { createRandom, type EventPlan, type ModeShares } from '#contracts';
import { DEFAULT_PARAMETERS, type RunInput, type SimulationParameters } from '#simulations';

export interface HiddenTruth {
  readonly events: readonly EventPlan[];
  readonly parameters: SimulationParameters;
  readonly demandFactors: RunInput['demandFactors'];
}

/** Moves `amount` of the share from metro to the other modes or back, all staying within [0, 1]. */
function shiftMetro(shares: ModeShares, amount: number): ModeShares {
  const metro = Math.min(0.95, Math.max(0.05, shares.metro + amount));
  const others = 1 - shares.metro;
  const scale = others > 0 ? (1 - metro) / others : 0;
  return {
    metro: others > 0 ? metro : 1,
    car: shares.car * scale,
    taxi: shares.taxi * scale,
    bus: shares.bus * scale,
    walk: shares.walk * scale,
  };
}

export function drawHiddenTruth(seed: number, planned: readonly EventPlan[]): HiddenTruth {
  const random = createRandom(seed, 'hidden-truth');
  const around = (deviation: number): number => 1 + deviation * random.nextNormal();
  const events = planned.map((event): EventPlan => {
    // Shows overrun more often than they stop early; encores of 0–20 min are usual.
    const lateMs = Math.round((4 + 6 * random.nextNormal()) * 60) * 1000;
    const turnOut = Math.min(1, Math.max(0.8, 0.95 + 0.03 * random.nextNormal()));
    const metroShift = 0.06 * random.nextNormal();
    return {
      ...event,
      attendance: Math.round(event.attendance * turnOut),
      endMs: Math.max(event.startMs + 60_000, event.endMs + lateMs),
      endSpreadMinutes: Math.max(1, event.endSpreadMinutes * around(0.2)),
      modeShares: {
        dry: shiftMetro(event.modeShares.dry, metroShift),
        rain: shiftMetro(event.modeShares.rain, metroShift),
      },
    };
  });
  const factor = (deviation: number): number => Math.min(1.4, Math.max(0.6, around(deviation)));
  return {
    events,
    demandFactors: { walk: factor(0.15), street: factor(0.1) },
    parameters: {
      ...DEFAULT_PARAMETERS,
      walkingSpeed: {
        ...DEFAULT_PARAMETERS.walkingSpeed,
        mean: DEFAULT_PARAMETERS.walkingSpeed.mean * factor(0.04),
      },
      informedShare: 0.15 + 0.3 * random.next(),
      walkCapacityFactor: factor(0.06),
      gateCapacityFactor: factor(0.08),
      stationCapacityFactor: factor(0.08),
      streetCapacityFactor: factor(0.05),
    },
  };
}
