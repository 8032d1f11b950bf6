/**
 * The stated rules by use: storey heights, target unit areas, people per floor area.
 * Storey heights: Chinese design standards by building type (JGJ/T 67 office, JGJ 62 hotel, JGJ 48
 * shops, GB 51039 hospitals, GB 50099 schools, GB 50096 housing), middle of each customary range.
 * Unit areas and people are our own round figures; docs/models/city-model.md gives their reasons.
 */
import type { BuildingUse } from '#contracts';

export interface UseRule {
  readonly storeyHeightMetres: number;
  /** Floor area that one unit aims at, walls and its share of corridors included. */
  readonly unitSquareMetres: number;
  /** Storeys of a building about which nothing is known and that has no known neighbours. */
  readonly defaultStoreys: number;
  /** Gross floor area per person who lives here; 0 = nobody. */
  readonly squareMetresPerResident: number;
  /** Gross floor area per person who works here; 0 = nobody. */
  readonly squareMetresPerWorker: number;
}

const rule = (
  storeyHeightMetres: number,
  unitSquareMetres: number,
  defaultStoreys: number,
  squareMetresPerResident: number,
  squareMetresPerWorker: number,
): UseRule => ({
  storeyHeightMetres,
  unitSquareMetres,
  defaultStoreys,
  squareMetresPerResident,
  squareMetresPerWorker,
});

export const USE_RULES: Readonly<Record<BuildingUse, UseRule>> = {
  residential: rule(3.0, 90, 5, 40, 0),
  office: rule(3.9, 150, 5, 0, 15),
  retail: rule(5.4, 120, 2, 0, 40),
  hotel: rule(3.6, 45, 5, 0, 60),
  education: rule(3.9, 80, 3, 0, 60),
  health: rule(4.2, 60, 4, 0, 30),
  industrial: rule(6.0, 600, 1, 0, 80),
  civic: rule(3.9, 200, 3, 0, 40),
  sport: rule(6.0, 1500, 1, 0, 200),
  transport: rule(6.0, 500, 1, 0, 100),
  religious: rule(6.0, 400, 1, 0, 300),
  parking: rule(3.0, 600, 2, 0, 500),
  other: rule(3.9, 200, 1, 0, 0),
};
