/**
 * Smoke and leak detectors: rare, Poisson in time over all units, on for a while, then off.
 * Rates: about one smoke signal per 10,000 dwellings a day and twice as many leaks, most of them
 * false, as fire services report; drawn ahead so that any time can be asked.
 */
import type { MessageType, SeededRandom } from '#contracts';

export interface Incident {
  readonly type: Extract<MessageType, 'unit/smoke' | 'unit/leak'>;
  readonly unit: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

const PER_UNIT_DAY = { 'unit/smoke': 1 / 10_000, 'unit/leak': 1 / 5_000 } as const;
const DAY_MS = 86_400_000;

export function drawIncidents(
  random: SeededRandom,
  units: readonly string[],
  fromMs: number,
  untilMs: number,
): readonly Incident[] {
  const incidents: Incident[] = [];
  if (units.length === 0) return incidents;
  for (const type of ['unit/smoke', 'unit/leak'] as const) {
    const perMs = (PER_UNIT_DAY[type] * units.length) / DAY_MS;
    for (let time = fromMs; ; ) {
      time += -Math.log(1 - random.next()) / perMs;
      if (time >= untilMs) break;
      const unit = units[random.nextInteger(units.length)];
      if (unit === undefined) break;
      const lasts = (5 + 20 * random.next()) * 60_000;
      incidents.push({ type, unit, fromMs: Math.round(time), untilMs: Math.round(time + lasts) });
    }
  }
  return incidents.sort((a, b) => a.fromMs - b.fromMs);
}
