/**
 * How full a unit is, inferred from its meters. A rule of thumb, not a measurement, and marked
 * `inferred` wherever it is shown.
 *
 * Power between a standby load and the load with everyone in gives a share; running water says that
 * somebody is in. The larger share counts. Full loads of lighting and equipment follow the design
 * densities of GB 50189-2015 annex B (office 9 + 15 W/m², retail 10 + 13 W/m², hotel 7 + 15 W/m²);
 * for homes, 3,000 kWh a year on 90 m² is 4 W/m² on average and about twice that in the evening.
 * Full water use: 120 to 150 litres a person and day within the hours when people are in.
 */
import type { BuildingUse } from '#contracts';

interface Loads {
  readonly standbyWattsPerSquareMetre: number;
  readonly fullWattsPerSquareMetre: number;
  readonly fullLitresPerHourSquareMetre: number;
}

const LOADS: Readonly<Partial<Record<BuildingUse, Loads>>> = {
  residential: load(1, 8, 0.4),
  office: load(4, 24, 0.4),
  retail: load(4, 23, 0.4),
  hotel: load(3, 22, 0.8),
  education: load(2, 14, 0.5),
  health: load(6, 29, 0.8),
};
const OTHER_LOADS: Loads = load(3, 15, 0.4);

function load(standby: number, full: number, litres: number): Loads {
  return {
    standbyWattsPerSquareMetre: standby,
    fullWattsPerSquareMetre: full,
    fullLitresPerHourSquareMetre: litres,
  };
}

/** Percent; null when neither meter has spoken. */
export function inferOccupancy(
  use: BuildingUse,
  wattsPerSquareMetre: number | null,
  litresPerHourSquareMetre: number | null,
): number | null {
  if (wattsPerSquareMetre === null && litresPerHourSquareMetre === null) return null;
  const loads = LOADS[use] ?? OTHER_LOADS;
  const span = loads.fullWattsPerSquareMetre - loads.standbyWattsPerSquareMetre;
  const byPower = ((wattsPerSquareMetre ?? 0) - loads.standbyWattsPerSquareMetre) / span;
  const byWater = (litresPerHourSquareMetre ?? 0) / loads.fullLitresPerHourSquareMetre;
  return 100 * Math.min(1, Math.max(0, byPower, byWater));
}
