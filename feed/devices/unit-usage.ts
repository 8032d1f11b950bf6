/**
 * Power and water use of one unit by the hour: what the meters of the demonstration city measure.
 * Base load plus a share that follows the people inside. Levels per floor area by use follow the
 * order of Shanghai's published building energy use (residential 30–60 kWh/m² a year, offices
 * 80–130, malls 150–250), spread over the hours in which the use is open.
 */
import type { BuildingUse, SeededRandom } from '#contracts';

export interface UsageProfile {
  readonly baseWattsPerSquareMetre: number;
  readonly activeWattsPerSquareMetre: number;
  readonly litresPerHourPerSquareMetre: number;
  /** Share of people present by hour of the day, 24 values in [0, 1]. */
  readonly presence: readonly number[];
}

const hours = (value: (hour: number) => number): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) => value(hour));
const home = hours((h) => (h < 6 ? 0.95 : h < 9 ? 0.7 : h < 17 ? 0.35 : h < 20 ? 0.6 : 0.85));
const work = hours((h) => (h < 7 ? 0.02 : h < 9 ? 0.4 : h < 18 ? 0.9 : h < 21 ? 0.3 : 0.06));
const shop = hours((h) => (h < 9 ? 0.03 : h < 11 ? 0.4 : h < 21 ? 0.85 : h < 22 ? 0.5 : 0.05));
const always = hours(() => 0.7);

const profile = (
  presence: readonly number[],
  baseWattsPerSquareMetre: number,
  activeWattsPerSquareMetre: number,
  litresPerHourPerSquareMetre: number,
): UsageProfile => ({
  presence,
  baseWattsPerSquareMetre,
  activeWattsPerSquareMetre,
  litresPerHourPerSquareMetre,
});

const PROFILES: Readonly<Record<BuildingUse, UsageProfile>> = {
  residential: profile(home, 1.5, 6, 0.16),
  office: profile(work, 4, 26, 0.06),
  retail: profile(shop, 8, 42, 0.12),
  hotel: profile(always, 6, 18, 0.3),
  education: profile(work, 2, 14, 0.1),
  health: profile(always, 10, 26, 0.28),
  industrial: profile(work, 6, 30, 0.1),
  civic: profile(work, 3, 18, 0.06),
  sport: profile(shop, 2, 16, 0.1),
  transport: profile(always, 8, 20, 0.03),
  religious: profile(shop, 1, 6, 0.03),
  parking: profile(always, 1, 2, 0),
  other: profile(work, 2, 10, 0.05),
};

export interface UnitMeter {
  readonly code: string;
  readonly use: BuildingUse;
  readonly areaSquareMetres: number;
  /** This household's own level, drawn once (log-normal around 1). */
  readonly level: number;
}

export interface UnitUsage {
  readonly watts: number;
  readonly litresPerHour: number;
}

export function drawUnitUsage(
  random: SeededRandom,
  meter: UnitMeter,
  localHour: number,
): UnitUsage {
  const p = PROFILES[meter.use];
  const share = p.presence[Math.floor(localHour) % 24] ?? 0;
  const present = random.next() < share ? 0.6 + 0.8 * random.next() : 0;
  const area = meter.areaSquareMetres * meter.level;
  const tapOpen = present > 0 && random.next() < 0.6 ? 2.2 * random.next() : 0;
  return {
    watts: Math.round(area * (p.baseWattsPerSquareMetre + p.activeWattsPerSquareMetre * present)),
    litresPerHour: Math.round(area * p.litresPerHourPerSquareMetre * tapOpen * 10) / 10,
  };
}
