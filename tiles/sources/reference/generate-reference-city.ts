/**
 * The reference district: real names, stations and figures (data/reference-district) with synthetic
 * streets, buildings and addresses between them, by seed. Main roads → blocks → side streets →
 * quarters → lanes → buildings; the sports park and the stations are laid by their facts.
 */
import {
  createLocalFrame,
  createRandom,
  type LocalizedText,
  type Polygon,
  ringArea,
  type SeededRandom,
} from '#contracts';
import type { SourceBuilding, SourceCity } from '../source-city.ts';
import { nameSideStreets, openAddressBook } from './address-buildings.ts';
import { assignFabrics, CENTRE_STATION, type Quarter } from './assign-fabrics.ts';
import { type BuildingSite, openSite, type PlannedBuilding } from './building-site.ts';
import { describeSources } from './describe-sources.ts';
import { fillLaneHouses, fillShops, fillSlabs, fillTowers } from './fill-homes.ts';
import {
  fillChurch,
  fillHospital,
  fillPark,
  fillSchool,
  fillSportsHalls,
  fillTemple,
} from './fill-public.ts';
import { fillHotel, fillMall, fillOffices } from './fill-works.ts';
import { layMainRoads } from './lay-main-roads.ts';
import { layRamps } from './lay-ramps.ts';
import { laySportsPark } from './lay-stadium.ts';
import { layStations } from './lay-stations.ts';
import { isInside } from './plane-shapes.ts';
import {
  type Fabric,
  type ReferenceFacts,
  readReferenceFacts,
  type StoreyHeights,
} from './read-reference-facts.ts';
import {
  crossingNodesOf,
  signalNodesOf,
  sourceFootwaysOf,
  sourceStreetsOf,
} from './source-ways.ts';
import { splitBlocks } from './split-blocks.ts';
import type { StreetGraph } from './street-graph.ts';
import { ringOfBlock, traceBlocks } from './trace-blocks.ts';

/** Side streets 150–250 m apart as in the inner city; lanes halve what is left. */
const STREET_SPLIT = {
  wayClass: 'residential',
  areaSquareMetres: 48_000,
  longMetres: 290,
} as const;
const LANE_SPLIT = { wayClass: 'lane', areaSquareMetres: 24_000, longMetres: 190 } as const;

export interface ReferenceCityOptions {
  readonly seed: number;
  readonly facts?: ReferenceFacts;
}

export function generateReferenceCity(options: ReferenceCityOptions): SourceCity {
  const facts = options.facts ?? readReferenceFacts();
  const stream = (name: string): SeededRandom => createRandom(options.seed, `reference/${name}`);
  const { graph, border } = layMainRoads(facts);
  const mainBlocks = traceBlocks(graph, border);
  const sports = mainBlocks.find((block) => isInside([0, 0], ringOfBlock(block)));
  if (!sports)
    throw new Error(
      'reference district: no block of main roads holds the stadium; check roads.json',
    );
  const blocks = splitBlocks(
    graph,
    mainBlocks.filter((block) => block !== sports),
    stream('streets'),
    STREET_SPLIT,
  );
  const centre = stationPoint(facts, CENTRE_STATION);
  const quarters = divideHomes(
    graph,
    assignFabrics(graph, blocks, facts, centre, stream('fabrics')),
    stream('lanes'),
  );
  layRamps(graph, facts);
  const park = laySportsPark(graph, facts);
  const stations = layStations(graph, facts);
  const names = nameSideStreets(graph);

  const sites = quarters.map((quarter, index) => {
    const site = openSite(graph, quarter.block, quarter.fabric, quarter.name);
    FILL_OF[quarter.fabric](site, stream(`block/${index}`), facts.storeyHeights.metres);
    return site;
  });
  const sportsSite = openSite(graph, sports, 'park', null, [
    ...park.keptFree,
    ...park.buildings.map((building) => building.outline[0] ?? []),
  ]);
  fillShops(sportsSite, stream('sports-shops'), 0.35);
  fillSportsHalls(sportsSite, stream('sports-park'), facts.storeyHeights.metres);
  sites.push(sportsSite);

  const book = openAddressBook(graph);
  const generated = sites.flatMap((site) => {
    const addresses = book.addressesOf(site);
    return site.buildings.map((building, i) => ({ building, address: addresses[i] ?? null }));
  });
  return {
    district: facts.district.district,
    name: facts.district.name,
    timeZone: facts.district.timeZone,
    origin: {
      lonDegrees: facts.district.origin.lonDegrees,
      latDegrees: facts.district.origin.latDegrees,
      heightMetres: facts.district.origin.heightMetres,
    },
    sources: describeSources(options.seed),
    statedKind: 'synthetic',
    buildings: [
      ...park.buildings,
      ...generated.map(({ building, address }, i) =>
        sourceBuilding(building, address, `ref/b${String(i + 1).padStart(4, '0')}`),
      ),
    ],
    streets: sourceStreetsOf(graph, names),
    footways: [...sourceFootwaysOf(graph), ...park.footways, ...stations.footways],
    squares: park.squares,
    turnRestrictions: [],
    signalNodes: signalNodesOf(graph),
    crossingNodes: crossingNodesOf(graph, [...park.footways, ...stations.footways]),
    stations: stations.stations,
    venues: [park.venue],
    skipped: [],
  };
}

function stationPoint(facts: ReferenceFacts, id: string): readonly [number, number] {
  const station = facts.stations.stations.find((s) => s.id === id);
  if (!station) throw new Error(`stations.json: no station ${id}`);
  return createLocalFrame(facts.district.origin).pointFromLonLat(
    station.lonDegrees,
    station.latDegrees,
  );
}

const WALLED: readonly Fabric[] = ['slabs', 'lanes'];

/** Old compounds have lanes through them; everything else, tower estates included, keeps its whole block. */
function divideHomes(
  graph: StreetGraph,
  quarters: readonly Quarter[],
  random: SeededRandom,
): Quarter[] {
  return quarters.flatMap((quarter) =>
    WALLED.includes(quarter.fabric)
      ? splitBlocks(graph, [quarter.block], random, LANE_SPLIT).map((block) => ({
          ...quarter,
          block,
        }))
      : [quarter],
  );
}

type Fill = (site: BuildingSite, random: SeededRandom, heights: StoreyHeights) => void;

/** Shops come first so that homes keep clear of them. */
const withShops =
  (share: number, fill: Fill): Fill =>
  (site, random, heights) => {
    fillShops(site, random, share);
    fill(site, random, heights);
  };

const FILL_OF: { readonly [fabric in Fabric]: Fill } = {
  slabs: withShops(0.55, fillSlabs),
  towers: withShops(0.4, fillTowers),
  lanes: withShops(0.75, fillLaneHouses),
  offices: fillOffices,
  mall: fillMall,
  hotel: fillHotel,
  hospital: fillHospital,
  school: fillSchool,
  church: fillChurch,
  temple: fillTemple,
  park: fillPark,
};

function sourceBuilding(
  building: PlannedBuilding,
  address: LocalizedText | null,
  id: string,
): SourceBuilding {
  const polygon = (ring: PlannedBuilding['ring']): Polygon => [
    ringArea(ring) < 0 ? [...ring].reverse() : ring,
  ];
  return {
    id,
    outline: polygon(building.ring),
    heightMetres: building.heightMetres,
    levels: building.levels,
    roofShape: building.roofShape,
    roofHeightMetres: building.roofHeightMetres,
    use: building.use,
    ...(building.name ? { name: building.name } : {}),
    ...(address ? { address } : {}),
    storeyHeightMetres: building.storeyHeightMetres,
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
