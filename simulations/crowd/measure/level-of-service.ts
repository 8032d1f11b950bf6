/**
 * Fruin's levels of service (Fruin 1971, Pedestrian Planning and Design), A the best, as the least
 * area per person, m². The middle bounds of queues are from secondary sources.
 */
export type LevelOfService = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
export type ServiceKind = 'walkway' | 'stair' | 'queue';

const LEAST_AREA: Readonly<Record<ServiceKind, readonly number[]>> = {
  walkway: [3.25, 2.32, 1.39, 0.93, 0.46],
  stair: [1.86, 1.39, 0.93, 0.65, 0.37],
  queue: [1.21, 0.93, 0.65, 0.28, 0.19],
};
const LEVELS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

export function levelOfService(personsPerSquareMetre: number, kind: ServiceKind): LevelOfService {
  const area = 1 / personsPerSquareMetre;
  const index = LEAST_AREA[kind].findIndex((least) => area >= least);
  return LEVELS[index < 0 ? LEVELS.length - 1 : index] ?? 'F';
}
