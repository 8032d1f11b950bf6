/**
 * SourceCity → CityModel, whole and in memory: for cities small enough, and for looking at a source
 * in tests. The build itself takes the same two steps block by block (tiles/blocks).
 */
import type { CityModel } from '#contracts';
import { CityBuildError } from '../city-build-error.ts';
import { hilbertKey } from '../geometry/hilbert-key.ts';
import { boundsOf, polygonCentre } from '../geometry/measure-polygon.ts';
import type { SourceCity } from '../sources/source-city.ts';
import { assignCells, type CellRanges } from './assign-cells.ts';
import { derivedKind, inferFacts } from './infer-heights.ts';
import { numberBuilding } from './number-building.ts';
import { planBuilding } from './plan-building.ts';
import type { KnownUnits } from './units/read-known-units.ts';

export interface CityModelBuild {
  readonly model: CityModel;
  readonly cellRanges: CellRanges;
}

/** Faults of given units are counted with `skip`; a city of rules only has none. */
export function buildCityModel(
  city: SourceCity,
  known?: KnownUnits,
  skip: (reason: string, example: string) => void = () => undefined,
): CityModelBuild {
  const facts = inferFacts(city);
  const bounds = boundsOf(city.buildings.flatMap((building) => building.outline[0] ?? []));
  const order = city.buildings
    .map((building, index) => ({ index, key: hilbertKey(polygonCentre(building.outline), bounds) }))
    .sort((a, b) => a.key - b.key || a.index - b.index);
  const derived = derivedKind(city.statedKind);
  const fault = (_kind: unknown, message: string): never => {
    throw new CityBuildError(message);
  };
  for (const message of known?.joinBuildings(city.buildings) ?? []) fault('building', message);
  const context = { stated: city.statedKind, derived, skip, fault };
  const plans = order.flatMap(({ index }) => {
    const source = city.buildings[index];
    const fact = facts[index];
    return source && fact ? [planBuilding(source, fact, known?.storeysOf(source.id), context)] : [];
  });
  const counts = plans.map(({ source, storeys }) => ({
    id: source.id,
    storeys: storeys.length,
    units: storeys.reduce((sum, { units }) => sum + units.length, 0),
  }));
  const { ranges, runs } = assignCells(counts, { spareShare: 0, spareAtLeast: 0 });
  const buildings = plans.flatMap((plan, index) => {
    const run = runs[index];
    return run ? [numberBuilding(plan, run, derived)] : [];
  });
  return { model: { buildings, cellCount: ranges.units[1] }, cellRanges: ranges };
}
