/** Each quarter of the plan as a building site, filled by its fabric's rules. */
import type { Ring, SeededRandom } from '#contracts';
import type { Quarter } from './assign-fabrics.ts';
import { type BuildingSite, openSite } from './building-site.ts';
import { fillCampus, fillCivic, fillStation, fillWorks } from './fill-grounds.ts';
import { fillLaneHouses, fillShops, fillSlabs, fillTowers } from './fill-homes.ts';
import { fillVillage, fillVillas } from './fill-houses.ts';
import {
  fillChurch,
  fillHospital,
  fillPark,
  fillSchool,
  fillSportsHalls,
  fillTemple,
} from './fill-public.ts';
import { fillHotel, fillMall, fillOffices } from './fill-works.ts';
import type { Fabric, LandmarkBuilding } from './place-facts.ts';
import { areBoxesApart, boxOf } from './plane-shapes.ts';
import { putUpLandmark } from './put-up-landmarks.ts';
import type { StoreyHeights } from './read-reference-facts.ts';
import type { StreetGraph } from './street-graph.ts';
import { ringOfBlock } from './trace-blocks.ts';

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
  villas: withShops(0.25, fillVillas),
  village: withShops(0.3, fillVillage),
  offices: fillOffices,
  works: fillWorks,
  mall: fillMall,
  hotel: fillHotel,
  hospital: fillHospital,
  school: fillSchool,
  campus: fillCampus,
  civic: fillCivic,
  church: fillChurch,
  temple: fillTemple,
  station: fillStation,
  park: fillPark,
};

export interface QuarterGround {
  /** Strips that no building may touch, anywhere in the district. */
  readonly keptFree: readonly Ring[];
  readonly landmarks: readonly LandmarkBuilding[];
  readonly random: SeededRandom;
  readonly heights: StoreyHeights;
}

export function fillQuarter(
  graph: StreetGraph,
  quarter: Quarter,
  ground: QuarterGround,
): BuildingSite {
  const box = boxOf(ringOfBlock(quarter.block));
  const keptFree = ground.keptFree.filter((ring) => !areBoxesApart(boxOf(ring), box, 0));
  const site = openSite(graph, quarter.block, quarter.fabric, quarter.name, keptFree);
  for (const landmark of ground.landmarks) putUpLandmark(site, landmark);
  FILL_OF[quarter.fabric](site, ground.random, ground.heights);
  return site;
}

/** The block of the stadium: its own buildings stand already, training halls go between the walks. */
export function fillSportsBlock(
  graph: StreetGraph,
  quarter: Quarter,
  keptFree: readonly Ring[],
  stream: (name: string) => SeededRandom,
  heights: StoreyHeights,
): BuildingSite {
  const site = openSite(graph, quarter.block, 'park', null, keptFree);
  fillShops(site, stream('sports-shops'), 0.35);
  fillSportsHalls(site, stream('sports-park'), heights);
  return site;
}
