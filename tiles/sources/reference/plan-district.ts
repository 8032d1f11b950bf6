/**
 * The plan of the whole district before any building: main roads → blocks → side streets → quarters
 * → lanes, ramps, sports park, stations, areas. It is the same for the core and the whole, so that
 * both have the same streets, ids and addresses; blocks of the core come first.
 */
import { createRandom, type SeededRandom } from '#contracts';
import { assignFabrics, type Quarter } from './assign-fabrics.ts';
import { layMainRoads } from './lay-main-roads.ts';
import { layRamps } from './lay-ramps.ts';
import { laySportsPark, type SportsPark } from './lay-stadium.ts';
import { layStations, type StationLayout } from './lay-stations.ts';
import { type AreaPartition, partitionAreas } from './partition-areas.ts';
import type { Fabric, LandmarkBuilding } from './place-facts.ts';
import { centreOf, isInside } from './plane-shapes.ts';
import type { ReferenceFacts } from './read-reference-facts.ts';
import { type Circle, splitBlocks } from './split-blocks.ts';
import type { StreetGraph } from './street-graph.ts';
import { type Block, ringOfBlock, traceBlocks } from './trace-blocks.ts';

/** Side streets 150–250 m apart as in the inner city; lanes halve what is left. */
const STREET_SPLIT = {
  wayClass: 'residential',
  areaSquareMetres: 48_000,
  longMetres: 290,
} as const;
const LANE_SPLIT = { wayClass: 'lane', areaSquareMetres: 24_000, longMetres: 190 } as const;

/** A side street's half width with the setback of buildings, and some room to move. */
const STREET_CLEARANCE_METRES = 14;

export interface DistrictPlan {
  readonly graph: StreetGraph;
  /** Those of the core first, the stadium's block last. */
  readonly quarters: readonly Quarter[];
  readonly coreCount: number;
  readonly sports: Quarter;
  readonly park: SportsPark;
  readonly stations: StationLayout;
  readonly areas: AreaPartition;
}

export function planDistrict(seed: number, facts: ReferenceFacts): DistrictPlan {
  const stream = (name: string): SeededRandom => createRandom(seed, `reference/${name}`);
  const { graph, border } = layMainRoads(facts);
  const mainBlocks = traceBlocks(graph, border);
  const sportsBlock = mainBlocks.find((block) => isInside([0, 0], ringOfBlock(block)));
  if (!sportsBlock)
    throw new Error(
      'reference district: no block of main roads holds the stadium; check roads.json',
    );
  const others = mainBlocks.filter((block) => block !== sportsBlock);
  const isCore = (block: Block): boolean =>
    isInside(centreOf(ringOfBlock(block)), facts.district.core.points);
  const avoid: readonly Circle[] = [
    ...facts.landmarks.landmarks.flatMap(({ point, radiusMetres }) =>
      radiusMetres === undefined ? [] : [{ point, radiusMetres }],
    ),
    ...facts.buildings.buildings.map((building) => ({
      point: building.point,
      radiusMetres: halfDiagonalOf(building) + STREET_CLEARANCE_METRES,
    })),
  ];
  const streets = { ...STREET_SPLIT, avoid };
  const coreBlocks = splitBlocks(graph, others.filter(isCore), stream('streets/core'), streets);
  const restBlocks = splitBlocks(
    graph,
    others.filter((block) => !isCore(block)),
    stream('streets/rest'),
    streets,
  );
  const fabrics = assignFabrics(graph, [...coreBlocks, ...restBlocks], facts, stream('fabrics'));
  const core = divideHomes(graph, fabrics.slice(0, coreBlocks.length), stream('lanes/core'), avoid);
  const rest = divideHomes(graph, fabrics.slice(coreBlocks.length), stream('lanes/rest'), avoid);
  const sports: Quarter = { block: sportsBlock, fabric: 'park', name: null };
  layRamps(graph, facts);
  const park = laySportsPark(graph, facts);
  const stations = layStations(graph, facts);
  const quarters = [...core, ...rest, sports];
  return {
    graph,
    quarters,
    coreCount: core.length,
    sports,
    park,
    stations,
    areas: partitionAreas(graph, quarters, facts.areas),
  };
}

function halfDiagonalOf({ shape }: LandmarkBuilding): number {
  return shape.type === 'polygon' ? shape.diameter / 2 : Math.hypot(shape.length, shape.depth) / 2;
}

const WALLED: readonly Fabric[] = ['slabs', 'lanes', 'villas', 'village'];

/** Old compounds have lanes through them; everything else, tower estates included, keeps its whole block. */
function divideHomes(
  graph: StreetGraph,
  quarters: readonly Quarter[],
  random: SeededRandom,
  avoid: readonly Circle[],
): Quarter[] {
  return quarters.flatMap((quarter) =>
    WALLED.includes(quarter.fabric)
      ? splitBlocks(graph, [quarter.block], random, { ...LANE_SPLIT, avoid }).map((block) => ({
          ...quarter,
          block,
        }))
      : [quarter],
  );
}
