/**
 * Walk links → lanes of the kernel under the present conditions: width, area, flow, storage and
 * the wave that frees places. Speed follows Weidmann's curve of the density of those who walk,
 * scaled by facility: level, stairs up and down, escalator, crossing, gate, platform.
 */
import type { LaneTable } from '../kernel/lane-table.ts';
import { createLaneTable, storageFor, UNLIMITED_FLOW } from '../kernel/lane-table.ts';
import {
  densityOfMaximumFlow,
  relativeWaveSpeed,
  weidmannFactor,
} from '../kernel/walking-speed.ts';
import { FACILITY, specificFlowOf, speedFactorOf } from '../network/facilities.ts';
import type { DistrictModel } from '../network/model-types.ts';
import type { SimulationParameters } from '../parameters/parameters.ts';
import type { Conditions } from './condition-types.ts';

export interface WalkLanes {
  readonly table: LaneTable;
  /** By link. */
  readonly areaSquareMetres: Float64Array;
  /** By link: factor that brings its density to the scale of the level's jam density. */
  readonly densityScale: Float64Array;
  /** By link, 1: each direction walks on its own half. */
  readonly parted: Uint8Array;
  /** By lane: factor on the free speed that the facility allows at most (stairs). */
  readonly freeFactor: Float64Array;
  /** By lane: factor on Weidmann's curve (stairs, rain). */
  readonly curveFactor: Float64Array;
  /** By lane: seconds that everybody takes (escalators), 0 elsewhere. */
  readonly fixedSeconds: Float64Array;
  /** By link: people who fit on its kerbs (crossings). */
  readonly kerbPersons: Float64Array;
  /** By link: mean wait before one may cross, s; set by the crossings. */
  readonly waitSeconds: Float64Array;
}

export function createWalkLanes(model: DistrictModel): WalkLanes {
  const { walk } = model;
  return {
    table: createLaneTable(walk.laneCount),
    areaSquareMetres: new Float64Array(walk.linkCount),
    densityScale: new Float64Array(walk.linkCount).fill(1),
    parted: new Uint8Array(walk.linkCount),
    freeFactor: new Float64Array(2 * walk.linkCount).fill(1),
    curveFactor: new Float64Array(2 * walk.linkCount).fill(1),
    fixedSeconds: new Float64Array(2 * walk.linkCount),
    kerbPersons: new Float64Array(walk.linkCount),
    waitSeconds: new Float64Array(walk.linkCount),
  };
}

export function applyToWalkLanes(
  model: DistrictModel,
  parameters: SimulationParameters,
  conditions: Conditions,
  lanes: WalkLanes,
): void {
  const { walk, entrances, networks } = model;
  const { table } = lanes;
  const levelJam = parameters.walkJamPersonsPerSquareMetre;
  const bestDensity = densityOfMaximumFlow(parameters.weidmannGamma, levelJam);
  const bestFactor = weidmannFactor(bestDensity, parameters.weidmannGamma, levelJam);
  const waveSpeed = relativeWaveSpeed(parameters.weidmannGamma, levelJam);
  const { rain } = conditions;
  const mean = parameters.walkingSpeed.mean;

  for (let link = 0; link < walk.linkCount; link += 1) {
    const length = walk.lengthMetres[link] as number;
    const added = conditions.addedWidthMetres[link] as number;
    const width = (walk.effectiveWidthMetres[link] as number) + added;
    // A barrier leaves a narrow place on the link; the area before and behind it stays.
    const opening = Math.min(width, conditions.openMetres[link] as number);
    const isPlatform = walk.facility[2 * link] === FACILITY.platform;
    const jam = isPlatform ? parameters.platformJamPersonsPerSquareMetre : levelJam;
    const isParted = conditions.parted[link] === 1;
    const oneWay = walk.oneWay[link] === 1 ? 1 : (conditions.walkOneWay[link] as number);
    const rise = networks.walk.links[link]?.riseMetres ?? 0;
    const stewards = conditions.stewards[link] as number;
    const unguided = Math.max(0, 1 - (stewards * parameters.metresPerSteward) / length);
    const area = length * width;
    // People who wait for their green stand on the kerbs, on both sides.
    const kerbs =
      walk.facility[2 * link] === FACILITY.crossing
        ? 2 * parameters.kerbWaitingMetres * width * jam
        : 0;
    lanes.areaSquareMetres[link] = area;
    lanes.densityScale[link] = levelJam / jam;
    lanes.kerbPersons[link] = kerbs;
    lanes.parted[link] = isParted ? 1 : 0;
    for (let side = 0; side < 2; side += 1) {
      const lane = 2 * link + side;
      const facility = walk.facility[lane] as number;
      const factor = rain.walkCapacityFactor * parameters.walkCapacityFactor;
      const specificFlow = specificFlowOf(facility, parameters) * factor;
      // Curve and capacity must agree, or a link could not carry the flow that it admits. A gate
      // holds people up at its doors, not in their stride.
      const stride =
        facility === FACILITY.gate
          ? parameters.specificFlowPersonsPerMetreSecond.level * factor
          : specificFlow;
      const curve = (stride * (levelJam / jam)) / (bestDensity * bestFactor * mean);
      const part = isParted ? 0.5 : 1;
      const { storage, holeSeconds } = storageFor({
        jamCount: part * area * jam,
        flowPerSecond: part * width * specificFlow,
        crossingSecondsAtCapacity: length / (mean * curve * bestFactor),
        waveSeconds: length / (mean * curve * waveSpeed),
      });
      // What is kept for those who come against is kept on top, or it would cost capacity.
      const kept = isParted || oneWay !== 0 ? 0 : parameters.counterflowStorage;
      const all = (storage + part * kerbs) / (1 - kept);
      const isShut = conditions.walkLinkClosed[link] === 1 || (oneWay !== 0 && oneWay !== side + 1);
      const places = (share: number): number =>
        oneWay !== 0 ? 0 : Math.max(1, Math.floor(all * share));
      lanes.freeFactor[lane] = speedFactorOf(facility, parameters) * rain.walkSpeedFactor;
      lanes.curveFactor[lane] = curve;
      lanes.fixedSeconds[lane] =
        facility === FACILITY.escalator
          ? Math.hypot(length, rise) / parameters.escalatorMetresPerSecond
          : 0;
      table.opposite[lane] = isParted ? -1 : lane ^ 1;
      table.counterflowLoss[lane] = parameters.counterflowLoss * unguided;
      table.flowPerSecond[lane] = part * opening * specificFlow;
      table.storage[lane] = all;
      // On a one-way link nobody comes against.
      table.reserve[lane] = places(parameters.counterflowStorage);
      table.sharedReserve[lane] = places(parameters.counterflowSharedStorage);
      table.holeSeconds[lane] = holeSeconds;
      table.entryOpen[lane] = isShut ? 0 : 1;
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
