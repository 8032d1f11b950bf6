/**
 * OSM buildings (Simple 3D Buildings, wiki.openstreetmap.org/wiki/Simple_3D_Buildings): outlines,
 * each with the `building:part`s inside it. Nothing is inferred here.
 */

import Flatbush from 'flatbush';
import type { RoofShape } from '#contracts';
import { polygonArea, ROOF_SHAPES } from '#contracts';
import { boundsOf, polygonCentre } from '../../geometry/measure-polygon.ts';
import { isPointInPolygon } from '../../geometry/point-in-polygon.ts';
import type { SourceBuilding, SourceSolid } from '../source-city.ts';
import { classifyBuildingUse } from './classify-building-use.ts';
import { type Area, collectAreas } from './collect-areas.ts';
import type { OsmData, OsmTags } from './osm-records.ts';
import type { PlacedNodes } from './place-nodes.ts';
import { addressFromTags, metresFromTag, nameFromTags, numberFromTag } from './read-tag-values.ts';

/** The highest building on Earth has 828 m; anything above is a slip of the unit. */
const HIGHEST_METRES = 1000;
const MOST_LEVELS = 250;
/** Underground and nothing to see. */
const NOT_A_BUILDING = new Set(['no', 'entrance', 'proposed', 'demolished', 'razed']);

type Skip = (reason: string, example: string) => void;

export function collectBuildings(
  data: OsmData,
  places: PlacedNodes,
  skip: Skip,
): readonly SourceBuilding[] {
  const isBuilding = (tags: OsmTags) =>
    tags.building !== undefined && !NOT_A_BUILDING.has(tags.building);
  const isPart = (tags: OsmTags) =>
    tags['building:part'] !== undefined && tags['building:part'] !== 'no' && !isBuilding(tags);
  const outlines = collectAreas(data, places, isBuilding, 'building', skip);
  const kept = outlines.filter((area) => {
    const underground =
      area.tags.location === 'underground' || (numberFromTag(area.tags.layer) ?? 0) < 0;
    if (underground) skip('building: underground, not part of the city above', area.id);
    return !underground;
  });
  const partsOf = attachParts(
    kept,
    collectAreas(data, places, isPart, 'building:part', skip),
    skip,
  );
  return kept.map((area, index) => {
    const use = classifyBuildingUse(area.tags);
    const name = nameFromTags(area.tags);
    const address = addressFromTags(area.tags);
    return {
      id: area.id,
      ...solidFrom(area, skip),
      ...(use ? { use } : {}),
      ...(name ? { name } : {}),
      ...(address ? { address } : {}),
      parts: (partsOf.get(index) ?? []).map((part) => solidFrom(part, skip)),
    };
  });
}

function attachParts(
  outlines: readonly Area[],
  parts: readonly Area[],
  skip: Skip,
): Map<number, Area[]> {
  const attached = new Map<number, Area[]>();
  if (outlines.length === 0 || parts.length === 0) return attached;
  const index = new Flatbush(outlines.length);
  for (const outline of outlines) index.add(...boundsOf(outline.polygon[0] ?? []));
  index.finish();
  for (const part of parts) {
    const ring = part.polygon[0] ?? [];
    const [cx, cy] = polygonCentre(part.polygon);
    // Parts often share edges with the outline: its centre and most of its points decide.
    const home = index
      .search(cx, cy, cx, cy)
      .filter((i) => {
        const outline = outlines[i]?.polygon ?? [];
        const inside = ring.filter((point) => isPointInPolygon(point, outline)).length;
        return isPointInPolygon([cx, cy], outline) || inside * 2 > ring.length;
      })
      .sort(
        (a, b) => polygonArea(outlines[a]?.polygon ?? []) - polygonArea(outlines[b]?.polygon ?? []),
      );
    const first = home[0];
    if (first === undefined) {
      skip('building:part: lies in no building outline', part.id);
      continue;
    }
    const list = attached.get(first);
    if (list) list.push(part);
    else attached.set(first, [part]);
  }
  return attached;
}

function solidFrom(area: Area, skip: Skip): SourceSolid {
  const { tags } = area;
  const metres = (key: string): number | undefined => {
    const value = metresFromTag(tags[key]);
    if (tags[key] === undefined) return undefined;
    if (value !== undefined && value <= HIGHEST_METRES) return value;
    skip(
      `building: ${key} is not a height below ${HIGHEST_METRES} m, value left out`,
      `${area.id} (${tags[key]})`,
    );
    return undefined;
  };
  const levels = (key: string): number | undefined => {
    const value = numberFromTag(tags[key]);
    if (tags[key] === undefined) return undefined;
    if (value !== undefined && value >= 0 && value <= MOST_LEVELS) return value;
    skip(`building: ${key} is not a number of levels, value left out`, `${area.id} (${tags[key]})`);
    return undefined;
  };
  return withoutUndefined({
    outline: area.polygon,
    heightMetres: positive(metres('height') ?? metres('building:height')),
    minHeightMetres: metres('min_height'),
    levels: positive(levels('building:levels')),
    minLevel: levels('building:min_level'),
    roofShape: roofShapeFrom(tags['roof:shape']),
    roofHeightMetres: metres('roof:height'),
    roofLevels: levels('roof:levels'),
  });
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/** Shapes without a model of ours take the nearest one that has. */
function roofShapeFrom(text: string | undefined): RoofShape | undefined {
  const known = ROOF_SHAPES.find((shape) => shape === text);
  if (known) return known;
  if (text === 'half-hipped' || text === 'gambrel' || text === 'saltbox') return 'gabled';
  if (text === 'mansard' || text === 'side_hipped') return 'hipped';
  if (text === 'cone') return 'pyramidal';
  if (text === 'onion' || text === 'round') return 'dome';
  return undefined;
}

type Optional = { [Key in keyof SourceSolid]: SourceSolid[Key] | undefined };

/** Absent stays absent: `exactOptionalPropertyTypes`. */
function withoutUndefined(solid: Optional & Pick<SourceSolid, 'outline'>): SourceSolid {
  const entries = Object.entries(solid).filter(([, value]) => value !== undefined);
  return { outline: solid.outline, ...Object.fromEntries(entries) };
}
