/**
 * A Building with its descendants (parts, storeys, units, rooms) → one DraftBuilding. Units without
 * geometry of their own take that of their rooms; units that hang on the building itself go to the
 * storey whose floor is nearest; where the file has units and no storeys, their floors make storeys.
 */

import { classifyUseWord } from '../features/classify-use-word.ts';
import type {
  DraftBuilding,
  DraftPolygon,
  DraftSolid,
  DraftStorey,
  DraftUnit,
} from '../features/draft-building.ts';
import type { CityObject, Surface } from './city-object.ts';
import { shapeSolid, type UnitMetres } from './shape-solid.ts';

type Skip = (reason: string, example: string) => void;
type ObjectsById = ReadonlyMap<string, CityObject>;

interface PlacedUnit {
  readonly unit: DraftUnit;
  readonly floorMetres: number;
  readonly ceilingMetres: number;
  readonly storey: string | null;
}

/** null when nothing of it has a shape; the reason is counted. */
export function draftCityObject(
  building: CityObject,
  objects: ObjectsById,
  unit: UnitMetres,
  skip: Skip,
): DraftBuilding | null {
  const family = descendantsOf(building, objects);
  const parts = family.filter((object) => object.type === 'BuildingPart');
  const solids = parts.flatMap((part): DraftSolid[] => {
    const solid = shapeSolid(part.surfaces, unit);
    if (!solid) {
      skip('BuildingPart: no geometry that encloses an area', part.id);
      return [];
    }
    return solid.parts.length > 0 ? [...solid.parts] : [solid];
  });
  const own = shapeSolid(building.surfaces, unit);
  const whole = own ?? joinSolids(solids);
  const units = placeUnits(building, family, objects, unit, skip);
  const storeys = draftStoreys(family, units, unit, skip);
  const shell = whole ?? shellOf(storeys);
  if (!shell) {
    skip('Building: no geometry that encloses an area', building.id);
    return null;
  }
  const { polygons, baseMetres, topMetres, roof } = shell;
  const ownParts = own?.parts ?? [];
  return {
    id: building.id,
    place: building.id,
    properties: building.attributes,
    polygons,
    ...(baseMetres === undefined ? {} : { baseMetres }),
    ...(topMetres === undefined ? {} : { topMetres }),
    ...(roof ? { roof } : {}),
    parts: solids.length > 0 ? [...ownParts, ...solids] : ownParts,
    storeys,
  };
}

export function descendantsOf(root: CityObject, objects: ObjectsById): CityObject[] {
  const found = new Map<string, CityObject>();
  const visit = (object: CityObject): void => {
    for (const id of object.children) {
      const child = objects.get(id);
      if (!child || found.has(id)) continue;
      found.set(id, child);
      visit(child);
    }
  };
  visit(root);
  return [...found.values()];
}

/** A Building without geometry of its own is what its parts are. */
function joinSolids(solids: readonly DraftSolid[]): DraftSolid | null {
  if (solids.length === 0) return null;
  const [only, second] = solids;
  if (only && !second) return only;
  return {
    polygons: solids.flatMap((solid) => solid.polygons),
    baseMetres: Math.min(...solids.map((solid) => solid.baseMetres ?? 0)),
    topMetres: Math.max(...solids.map((solid) => solid.topMetres ?? 0)),
  };
}

function shellOf(storeys: readonly DraftStorey[]): DraftSolid | null {
  const lowest = storeys[0];
  if (!lowest || lowest.polygons.length === 0) return null;
  return {
    polygons: lowest.polygons,
    baseMetres: lowest.floorMetres,
    topMetres: Math.max(...storeys.map((storey) => storey.ceilingMetres)),
  };
}

function placeUnits(
  building: CityObject,
  family: readonly CityObject[],
  objects: ObjectsById,
  unit: UnitMetres,
  skip: Skip,
): PlacedUnit[] {
  const storeyOf = new Map<string, string>();
  for (const object of family) {
    if (object.type !== 'BuildingStorey') continue;
    for (const child of object.children) storeyOf.set(child, object.id);
  }
  return family.flatMap((object): PlacedUnit[] => {
    if (object.type !== 'BuildingUnit') return [];
    const surfaces = surfacesOfUnit(object, objects);
    const solid = shapeSolid(surfaces, unit);
    if (!solid) {
      skip('BuildingUnit: no geometry that encloses an area', `${building.id} ${object.id}`);
      return [];
    }
    const use = unitUse(object);
    return [
      {
        unit: {
          id: object.id,
          number: numberOf(object, building),
          polygons: solid.polygons,
          ...(use ? { use } : {}),
        },
        floorMetres: solid.baseMetres ?? 0,
        ceilingMetres: solid.topMetres ?? 0,
        storey: storeyOf.get(object.id) ?? null,
      },
    ];
  });
}

function surfacesOfUnit(object: CityObject, objects: ObjectsById): readonly Surface[] {
  if (object.surfaces.length > 0) return object.surfaces;
  return object.children.flatMap((id) => objects.get(id)?.surfaces ?? []);
}

/** What people call it: a number the file states, else the id without the building's. */
function numberOf(object: CityObject, building: CityObject): string {
  for (const key of ['number', 'unitNumber', 'doorNumber', 'name']) {
    const value = object.attributes[key];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  const { id } = object;
  const rest = id.startsWith(building.id) ? id.slice(building.id.length) : id;
  return rest.replace(/^[-_./\s]*(BuildingUnit|Unit)?[-_./\s]*/i, '') || id;
}

function unitUse(object: CityObject) {
  for (const key of ['function', 'usage', 'class']) {
    const value = object.attributes[key];
    const use = typeof value === 'string' ? classifyUseWord(value) : undefined;
    if (use) return use;
  }
  return undefined;
}

function draftStoreys(
  family: readonly CityObject[],
  units: readonly PlacedUnit[],
  unit: UnitMetres,
  skip: Skip,
): DraftStorey[] {
  const drafts = family.flatMap((object): (DraftStorey & { units: DraftUnit[] })[] => {
    if (object.type !== 'BuildingStorey') return [];
    const own = units.filter((one) => one.storey === object.id);
    const solid = shapeSolid(object.surfaces, unit);
    if (!solid && own.length === 0) {
      skip('BuildingStorey: no geometry that encloses an area', object.id);
      return [];
    }
    return [
      {
        id: object.id,
        floorMetres: solid?.baseMetres ?? Math.min(...own.map((one) => one.floorMetres)),
        ceilingMetres: solid?.topMetres ?? Math.max(...own.map((one) => one.ceilingMetres)),
        polygons: solid?.polygons ?? [],
        units: own.map((one) => one.unit),
      },
    ];
  });
  const loose = units.filter((one) => one.storey === null);
  if (drafts.length === 0) return storeysFromUnits(loose);
  for (const one of loose) {
    const off = (storey: DraftStorey) => Math.abs(storey.floorMetres - one.floorMetres);
    const nearest = drafts.reduce((best, storey) => (off(storey) < off(best) ? storey : best));
    nearest.units.push(one.unit);
  }
  return drafts;
}

function storeysFromUnits(units: readonly PlacedUnit[]): DraftStorey[] {
  const storeys: (DraftStorey & { units: DraftUnit[]; ceilingMetres: number })[] = [];
  for (const one of [...units].sort((a, b) => a.floorMetres - b.floorMetres)) {
    const last = storeys.at(-1);
    if (last && one.floorMetres - last.floorMetres < 1) {
      last.units.push(one.unit);
      last.ceilingMetres = Math.max(last.ceilingMetres, one.ceilingMetres);
      continue;
    }
    const polygons: DraftPolygon[] = [];
    const { floorMetres, ceilingMetres } = one;
    storeys.push({
      id: `floor ${storeys.length + 1}`,
      floorMetres,
      ceilingMetres,
      polygons,
      units: [one.unit],
    });
  }
  return storeys;
}
