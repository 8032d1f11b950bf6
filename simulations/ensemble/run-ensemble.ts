/** Members one after the other → medians, high and low values, figures with intervals. */
import type { Frames, Outcomes } from '#contracts';
import { createFrames } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import { busOutcomes, emergencyOutcomes } from './bus-outcomes.ts';
import { combineLines } from './combine-lines.ts';
import type {
  EnsembleHooks,
  EnsembleRequest,
  EnsembleResult,
  EnsembleWorld,
} from './ensemble-types.ts';
import { perturbInput } from './perturb-input.ts';
import { intervalOf, middleIndexBy, quantileRows } from './quantiles.ts';
import type { MemberResult } from './run-member.ts';
import { linkAreas, runMember, SMALLEST_AREA_SQUARE_METRES } from './run-member.ts';

/** One member of staff for so many people where it is dense (1:250, event practice). */
const PEOPLE_PER_STAFF = 250;
const STAFFED_PERSONS_PER_SQUARE_METRE = 2;
const WORST_PLACES = 10;
const FRAME_MS = 60_000;

export function runEnsemble(
  model: DistrictModel,
  request: EnsembleRequest,
  hooks: EnsembleHooks = {},
  world: EnsembleWorld = {},
): EnsembleResult {
  const { members } = request;
  const results: MemberResult[] = [];
  for (let member = 0; member < members; member += 1) {
    const afterMinute = (fraction: number): boolean => {
      hooks.onProgress?.((member + fraction) / members);
      return hooks.isCancelled?.() ?? false;
    };
    const result = runEnsembleMember(model, request, member, afterMinute, world);
    if (!result) return { state: 'cancelled' };
    results.push(result);
  }
  return combineMembers(model, request, results, world);
}

/** One member alone: it depends on (request, member) only, so it may run in any thread. */
export const runEnsembleMember = (
  model: DistrictModel,
  request: EnsembleRequest,
  member: number,
  afterMinute: (fraction: number) => boolean = () => false,
  world: EnsembleWorld = {},
): MemberResult | null => {
  const input = perturbInput(request.input, request.input.seed, member);
  return runMember(model, input, request, afterMinute, world.lines ?? null);
};

/** `results` in the order of their members. */
export function combineMembers(
  model: DistrictModel,
  request: EnsembleRequest,
  results: readonly MemberResult[],
  { lines = null }: EnsembleWorld = {},
): Extract<EnsembleResult, { state: 'done' }> {
  const frames = framesOf(model, request, results);
  const { frameCount, input } = request;
  const records = results.flatMap((result) => result.lines ?? []);
  const buses = results.flatMap((result) => result.buses ?? []);
  const emergency = emergencyOutcomes(
    input.measures.filter((measure) => measure.type === 'emergency-run'),
    results.map((result) => result.emergency),
  );
  const transit =
    lines && combineLines(model, lines, { startMs: input.startMs, frameCount }, records);
  return {
    state: 'done',
    frames,
    transitFrames: transit?.frames ?? null,
    outcomes: {
      ...outcomesOf(model, request, results, frames),
      ...(transit ? { transit: transit.outcomes } : {}),
      ...(buses.length > 0 ? { buses: busOutcomes(model, buses) } : {}),
      ...(emergency.length > 0 ? { emergency } : {}),
    },
    memberOutcomes: results.map((result) => result.outcomes),
    ledgers: results.map((result) => result.ledgers),
  };
}

function framesOf(
  model: DistrictModel,
  request: EnsembleRequest,
  results: readonly MemberResult[],
): Frames {
  const frames = createFrames({
    startMs: request.input.startMs,
    frameCount: request.frameCount,
    walkLinkCount: model.walk.linkCount,
    streetLinkCount: model.street.linkCount,
    stationCount: model.networks.stations.length,
  });
  const rows = <Key extends keyof MemberResult['frames']>(key: Key) =>
    results.map((result) => result.frames[key]);
  quantileRows(rows('walkPersons'), [
    { part: 0.5, into: frames.walkPersons },
    { part: 0.9, into: frames.walkPersonsHigh },
  ]);
  quantileRows(rows('streetFlow'), [{ part: 0.5, into: frames.streetFlowVehiclesPerHour }]);
  quantileRows(rows('streetQueue'), [{ part: 0.5, into: frames.streetQueueVehicles }]);
  quantileRows(rows('streetSpeed'), [{ part: 0.5, into: frames.streetSpeedCentimetresPerSecond }]);
  quantileRows(rows('stationWaiting'), [
    { part: 0.1, into: frames.stationWaitingLow },
    { part: 0.5, into: frames.stationWaiting },
    { part: 0.9, into: frames.stationWaitingHigh },
  ]);
  return frames;
}

function outcomesOf(
  model: DistrictModel,
  request: EnsembleRequest,
  results: readonly MemberResult[],
  frames: Frames,
): Outcomes {
  const links = model.networks.walk.links;
  const outcomes = results.map((result) => result.outcomes);
  const typical = middleBy(outcomes, (o) => o.peakDensityPersonsPerSquareMetre);
  const typicalQueue = middleBy(outcomes, (o) => o.peakStationQueuePersons);
  const clearing = outcomes.flatMap((o) => o.clearingMinutes ?? []);
  const peakLink = links[typical?.peakDensityLink ?? -1];
  const station = model.networks.stations[typicalQueue?.peakStation ?? -1];
  return {
    peakDensity: {
      personsPerSquareMetre: intervalOf(outcomes.map((o) => o.peakDensityPersonsPerSquareMetre)),
      link: peakLink?.id ?? null,
      atMs: peakLink ? (typical?.peakDensityAtMs ?? null) : null,
    },
    minutesAboveFour: intervalOf(outcomes.map((o) => o.minutesAboveFour)),
    clearingMinutes:
      clearing.length === outcomes.length && clearing.length > 0 ? intervalOf(clearing) : null,
    peakStationQueue: {
      persons: intervalOf(outcomes.map((o) => o.peakStationQueuePersons)),
      station: station?.id ?? null,
    },
    vehicleDelayHours: intervalOf(outcomes.map((o) => o.vehicleDelayHours)),
    staffNeeded: staffNeeded(model, frames),
    worstPlaces: worstPlaces(model, request, results),
  };
}

function middleBy<T>(values: readonly T[], key: (value: T) => number): T | undefined {
  return values[middleIndexBy(values, key)];
}

/** For the minute that needs most: the people on dense links by the ratio, a whole one a link. */
function staffNeeded(model: DistrictModel, frames: Frames): number {
  const areas = linkAreas(model);
  let most = 0;
  for (let frame = 0; frame < frames.frameCount; frame += 1) {
    let staff = 0;
    for (let link = 0; link < frames.walkLinkCount; link += 1) {
      const persons = frames.walkPersons[frame * frames.walkLinkCount + link] as number;
      const area = areas[link] as number;
      if (area < SMALLEST_AREA_SQUARE_METRES) continue;
      if (persons / area > STAFFED_PERSONS_PER_SQUARE_METRE) {
        staff += Math.ceil(persons / PEOPLE_PER_STAFF);
      }
    }
    most = Math.max(most, staff);
  }
  return most;
}

function worstPlaces(
  model: DistrictModel,
  request: EnsembleRequest,
  results: readonly MemberResult[],
): Outcomes['worstPlaces'] {
  const areas = linkAreas(model);
  const { linkCount } = model.walk;
  const peaks = results.map(({ frames }) => {
    const highest = new Float64Array(linkCount);
    const at = new Int32Array(linkCount);
    for (let frame = 0; frame < request.frameCount; frame += 1) {
      for (let link = 0; link < linkCount; link += 1) {
        const persons = frames.walkPersons[frame * linkCount + link] as number;
        if (persons > (highest[link] as number)) {
          highest[link] = persons;
          at[link] = frame;
        }
      }
    }
    return { highest, at };
  });
  return model.networks.walk.links
    .flatMap((link, index) => {
      const area = areas[index] as number;
      if (area < SMALLEST_AREA_SQUARE_METRES) return [];
      const interval = intervalOf(peaks.map((peak) => (peak.highest[index] as number) / area));
      if (interval.median <= 0) return [];
      const frame = middleBy(peaks, (peak) => peak.highest[index] as number)?.at[index] ?? 0;
      return [
        {
          link: link.id,
          name: link.name?.zh ?? null,
          personsPerSquareMetre: interval,
          atMs: request.input.startMs + frame * FRAME_MS,
        },
      ];
    })
    .sort((a, b) => b.personsPerSquareMetre.median - a.personsPerSquareMetre.median)
    .slice(0, WORST_PLACES);
}
