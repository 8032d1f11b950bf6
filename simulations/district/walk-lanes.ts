/**
 * Walk links → lanes of the kernel under the present conditions: width, area, flow, storage and
 * the wave that frees places. Speed follows Weidmann's curve of the density of those who walk.
 */
import type { LaneTable } from '../kernel/lane-table.ts';
import { createLaneTable, storageFor, UNLIMITED_FLOW } from '../kernel/lane-table.ts';
import {
  densityOfMaximumFlow,
  relativeWaveSpeed,
  weidmannFactor,
} from '../kernel/walking-speed.ts';
import { meanRedWaitSeconds } from '../network/build-walk-model.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Conditions } from './conditions.ts';

export interface WalkLanes {
  readonly table: LaneTable;
  /** By link. */
  readonly areaSquareMetres: Float64Array;
  /** Factor on the free speed that the facility allows at most (stairs). */
  readonly freeFactor: Float64Array;
  /** Factor on Weidmann's curve (stairs, rain). */
  readonly curveFactor: Float64Array;
  /** Mean wait for the walkers' green, s. */
  readonly redWaitSeconds: Float64Array;
}

export function createWalkLanes(model: DistrictModel): WalkLanes {
  const { walk } = model;
  const table = createLaneTable(walk.laneCount);
  for (let link = 0; link < walk.linkCount; link += 1) {
    table.opposite[2 * link] = 2 * link + 1;
    table.opposite[2 * link + 1] = 2 * link;
  }
  return {
    table,
    areaSquareMetres: new Float64Array(walk.linkCount),
    freeFactor: new Float64Array(walk.linkCount).fill(1),
    curveFactor: new Float64Array(walk.linkCount).fill(1),
    redWaitSeconds: new Float64Array(walk.linkCount),
  };
}

export function applyToWalkLanes(
  model: DistrictModel,
  parameters: SimulationParameters,
  conditions: Conditions,
  lanes: WalkLanes,
): void {
  const { walk, entrances } = model;
  const { table } = lanes;
  const { specificFlowPersonsPerMetreSecond: specific, walkingSpeed } = parameters;
  const jam = parameters.walkJamPersonsPerSquareMetre;
  const bestDensity = densityOfMaximumFlow(parameters.weidmannGamma, jam);
  const bestFactor = weidmannFactor(bestDensity, parameters.weidmannGamma, jam);
  const waveSpeed = relativeWaveSpeed(parameters.weidmannGamma, jam);
  const redWait = meanRedWaitSeconds(
    parameters.crossingCycleSeconds,
    parameters.crossingGreenShare,
  );
  const { rain } = conditions;

  for (let link = 0; link < walk.linkCount; link += 1) {
    const length = walk.lengthMetres[link] as number;
    const added = conditions.addedWidthMetres[link] as number;
    const width = (walk.effectiveWidthMetres[link] as number) + added;
    const isStairs = walk.stairs[link] === 1;
    const waits = walk.signalised[link] === 1;
    const specificFlow =
      (isStairs ? specific.stairs : specific.level) *
      rain.walkCapacityFactor *
      parameters.walkCapacityFactor;
    // Curve and capacity must agree, or a link could not carry the flow that it admits.
    const curveFactor = specificFlow / (bestDensity * bestFactor * walkingSpeed.mean);
    const wait = waits ? redWait : 0;
    const flow = width * specificFlow * (waits ? parameters.crossingGreenShare : 1);
    const area = length * width;
    const { storage, holeSeconds } = storageFor({
      jamCount: area * jam,
      flowPerSecond: width * specificFlow,
      crossingSecondsAtCapacity: length / (walkingSpeed.mean * curveFactor * bestFactor),
      waveSeconds: length / (walkingSpeed.mean * curveFactor * waveSpeed),
    });
    lanes.areaSquareMetres[link] = area;
    lanes.freeFactor[link] = (isStairs ? parameters.stairsSpeedFactor : 1) * rain.walkSpeedFactor;
    lanes.curveFactor[link] = curveFactor;
    lanes.redWaitSeconds[link] = wait;
    const all = storage + flow * wait;
    for (let side = 0; side < 2; side += 1) {
      const lane = 2 * link + side;
      const shut = conditions.walkLinkClosed[link] === 1 || (side === 1 && walk.oneWay[link] === 1);
      table.flowPerSecond[lane] = flow;
      table.storage[lane] = all;
      // On a one-way link nobody comes against.
      const kept = (part: number): number =>
        walk.oneWay[link] === 1 ? 0 : Math.max(1, Math.floor(all * part));
      table.reserve[lane] = kept(parameters.counterflowStorage);
      table.sharedReserve[lane] = kept(parameters.counterflowSharedStorage);
      table.holeSeconds[lane] = holeSeconds;
      table.entryOpen[lane] = shut ? 0 : 1;
    }
  }

  const firstOrigin = 2 * walk.linkCount;
  for (let place = 0; place < walk.places.count; place += 1) {
    const kind = walk.places.kind[place];
    const index = place - walk.places.range[kind ?? 'gate'][0];
    table.flowPerSecond[firstOrigin + place] =
      kind === 'gate'
        ? (conditions.gateFlow[index] as number)
        : kind === 'entrance'
          ? ((entrances[index]?.capacityPersonsPerMinute ?? 0) / 60) *
            parameters.stationCapacityFactor
          : UNLIMITED_FLOW;
  }
}
