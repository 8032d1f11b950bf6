/**
 * The reference district: real names, stations and figures (data/reference-district) with synthetic
 * streets, buildings, addresses, units and people between them, by seed. `whole` is Xuhui; `core` is
 * the part around Shanghai Stadium, with the same ids and shapes as in the whole.
 */
import {
  type Area,
  type AreaId,
  createLocalFrame,
  createRandom,
  type LocalizedText,
  type Polygon,
  ringArea,
  type SeededRandom,
} from '#contracts';
import type { SourceBuilding, SourceCity } from '../source-city.ts';
import { buildLinesNetwork } from '../transit-lines/build-lines-network.ts';
import { inferRiders } from '../transit-lines/infer-riders.ts';
import { keepCallingLines } from '../transit-lines/keep-calling-lines.ts';
import { nameSideStreets, openAddressBook } from './address-buildings.ts';
import type { BuildingSite, PlannedBuilding } from './building-site.ts';
import { describeSources } from './describe-sources.ts';
import { fillQuarter, fillSportsBlock } from './fill-quarters.ts';
import { layBusLines } from './lay-bus-lines.ts';
import { layStrips } from './lay-strips.ts';
import { occupyUnit } from './occupy-units.ts';
import { type DistrictPlan, planDistrict } from './plan-district.ts';
import { isInside } from './plane-shapes.ts';
import { findQuarterOf } from './put-up-landmarks.ts';
import { type ReferenceFacts, readReferenceFacts } from './read-reference-facts.ts';
import { selectCore } from './select-core.ts';
import {
  crossingNodesOf,
  signalNodesOf,
  sourceFootwaysOf,
  sourceStreetsOf,
} from './source-ways.ts';
import { ringOfBlock } from './trace-blocks.ts';
import { countUnits, scaleDwellings, WHOLE_DISTRICT_UNITS } from './unit-sizes.ts';

export const REFERENCE_AREAS = ['core', 'whole'] as const;
export type ReferenceArea = (typeof REFERENCE_AREAS)[number];

export interface ReferenceCityOptions {
  readonly seed: number;
  /** Default: core. */
  readonly area?: ReferenceArea;
  readonly facts?: ReferenceFacts;
}

interface FilledSite {
  readonly site: BuildingSite;
  /** Place in the plan's quarters: part of its buildings' ids. */
  readonly quarter: number;
  readonly isCore: boolean;
}

export function generateReferenceCity(options: ReferenceCityOptions): SourceCity {
  const { seed, area = 'core' } = options;
  const facts = options.facts ?? readReferenceFacts();
  const plan = planDistrict(seed, facts);
  const { park } = plan;
  const stations = selectStations(plan, facts, area);
  const footways = [...park.footways, ...stations.footways];
  const graph =
    area === 'whole'
      ? plan.graph
      : selectCore(plan.graph, {
          blocks: [...plan.quarters.slice(0, plan.coreCount), plan.sports].map((q) => q.block),
          boundary: facts.district.core.points,
          nodes: new Set(footways.flatMap((way) => way.nodes)),
        });
  const names = nameSideStreets(plan.graph);
  const sites = fillSites(plan, facts, seed, area);
  const book = openAddressBook(plan.graph, names);
  const addresses = sites.map(({ site }) => book.addressesOf(site));
  const restScale = scaleOfRest(sites);
  const generated = sites.flatMap(({ site, quarter, isCore }, k) =>
    site.buildings.map((building, i) =>
      sourceBuilding(building, {
        id: `ref/b${String(quarter + 1).padStart(4, '0')}-${String(i + 1).padStart(2, '0')}`,
        address: addresses[k]?.[i] ?? null,
        area: plan.areas.gridOf[quarter],
        dwellingScale: isCore ? 1 : restScale,
      }),
    ),
  );
  const sportsGrid = plan.areas.gridOf.at(-1);
  const lines = keepCallingLines(
    buildLinesNetwork(facts.lines, 'lines of the reference district'),
    stations.stations,
  );
  return {
    district: facts.district.district,
    name: area === 'whole' ? facts.district.name : facts.district.core.name,
    timeZone: facts.district.timeZone,
    origin: {
      lonDegrees: facts.district.origin.lonDegrees,
      latDegrees: facts.district.origin.latDegrees,
      heightMetres: facts.district.origin.heightMetres,
    },
    sources: describeSources(seed),
    statedKind: 'synthetic',
    areas: areasWithin(plan.areas.areas, new Set(sites.map((s) => plan.areas.gridOf[s.quarter]))),
    buildings: [
      ...park.buildings.map((building) => ({
        ...building,
        ...(sportsGrid ? { area: sportsGrid } : {}),
      })),
      ...generated,
    ],
    occupantOf: (_, unit) => occupyUnit(seed, unit),
    streets: sourceStreetsOf(graph, names),
    footways: [...sourceFootwaysOf(graph), ...footways],
    squares: park.squares,
    turnRestrictions: [],
    signalNodes: signalNodesOf(graph),
    crossingNodes: crossingNodesOf(graph, footways),
    stations: stations.stations,
    venues: [park.venue],
    busLines: layBusLines(facts),
    transit: { network: lines, riders: inferRiders(lines) },
    skipped: [],
  };
}

function selectStations(
  plan: DistrictPlan,
  facts: ReferenceFacts,
  area: ReferenceArea,
): DistrictPlan['stations'] {
  if (area === 'whole') return plan.stations;
  const frame = createLocalFrame(facts.district.origin);
  const inCore = new Set(
    facts.stations.stations
      .filter((fact) =>
        isInside(
          frame.pointFromLonLat(fact.lonDegrees, fact.latDegrees),
          facts.district.core.points,
        ),
      )
      .map((fact) => fact.id),
  );
  return {
    stations: plan.stations.stations.filter((s) => inCore.has(s.id.replace('ref/station-', ''))),
    footways: plan.stations.footways.filter((way) =>
      [...inCore].some((id) => way.id.startsWith(`ref/f-${id}-`)),
    ),
  };
}

function fillSites(
  plan: DistrictPlan,
  facts: ReferenceFacts,
  seed: number,
  area: ReferenceArea,
): FilledSite[] {
  const stream = (name: string): SeededRandom => createRandom(seed, `reference/${name}`);
  const heights = facts.storeyHeights.metres;
  const strips = layStrips(plan.graph, facts);
  const last = plan.quarters.length - 1;
  const rings = plan.quarters.slice(0, last).map((quarter) => ringOfBlock(quarter.block));
  const placed = facts.buildings.buildings.map((landmark) => ({
    landmark,
    quarter: findQuarterOf(landmark.point, rings),
  }));
  const sites: FilledSite[] = [];
  plan.quarters.slice(0, area === 'whole' ? last : plan.coreCount).forEach((quarter, index) => {
    const site = fillQuarter(plan.graph, quarter, {
      keptFree: strips,
      landmarks: placed.flatMap((p) => (p.quarter === index ? [p.landmark] : [])),
      random: stream(`block/${index}`),
      heights,
    });
    sites.push({ site, quarter: index, isCore: index < plan.coreCount });
  });
  const keptFree = [
    ...plan.park.keptFree,
    ...plan.park.buildings.map((building) => building.outline[0] ?? []),
  ];
  const site = fillSportsBlock(plan.graph, plan.sports, keptFree, stream, heights);
  return [
    ...sites.slice(0, plan.coreCount),
    { site, quarter: last, isCore: true },
    ...sites.slice(plan.coreCount),
  ];
}

/** The core keeps its flats' sizes, so that it is the same alone; the rest brings the whole to its number. */
function scaleOfRest(sites: readonly FilledSite[]): number {
  const rest = sites.filter((s) => !s.isCore).flatMap((s) => s.site.buildings);
  if (rest.length === 0) return 1;
  const coreUnits = sites
    .filter((s) => s.isCore)
    .flatMap((s) => s.site.buildings)
    .reduce((sum, building) => sum + countUnits(building, 1), 0);
  return scaleDwellings(rest, WHOLE_DISTRICT_UNITS - coreUnits);
}

/** The given grids and everything above them. */
function areasWithin(areas: readonly Area[], grids: ReadonlySet<AreaId | undefined>): Area[] {
  const kept = new Set<AreaId>();
  for (const area of [...areas].reverse()) {
    if (!grids.has(area.id) && !kept.has(area.id)) continue;
    kept.add(area.id);
    if (area.parent !== null) kept.add(area.parent);
  }
  return areas.filter((area) => kept.has(area.id));
}

function sourceBuilding(
  building: PlannedBuilding,
  given: {
    readonly id: string;
    readonly address: LocalizedText | null;
    readonly area: AreaId | undefined;
    readonly dwellingScale: number;
  },
): SourceBuilding {
  const polygon = (ring: PlannedBuilding['ring']): Polygon => [
    ringArea(ring) < 0 ? [...ring].reverse() : ring,
  ];
  const address = building.address ?? given.address;
  const scale = building.use === 'residential' ? given.dwellingScale : 1;
  return {
    id: building.id ?? given.id,
    outline: polygon(building.ring),
    heightMetres: building.heightMetres,
    levels: building.levels,
    roofShape: building.roofShape,
    roofHeightMetres: building.roofHeightMetres,
    use: building.use,
    ...(building.name ? { name: building.name } : {}),
    ...(address ? { address } : {}),
    ...(given.area ? { area: given.area } : {}),
    storeyHeightMetres: building.storeyHeightMetres,
    unitSquareMetres: Math.round(building.unitSquareMetres * scale * 100) / 100,
    parts: building.parts.map((part) => ({
      outline: polygon(part.ring),
      heightMetres: part.heightMetres,
      minHeightMetres: part.minHeightMetres,
      levels: part.levels,
      minLevel: part.minLevel,
      roofShape: 'flat',
      roofHeightMetres: 0,
    })),
  };
}
