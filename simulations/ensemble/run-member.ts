/** One member: warm-up, then frames, ledgers and the figures by which runs are compared. */

import { createLinedRun } from '../coupling/create-lined-run.ts';
import type { DistrictLines } from '../coupling/prepare-lines.ts';
import { createLinesRecorder, type LinesRecord, placesOf } from '../coupling/record-lines.ts';
import { firstLeavingMs } from '../demand/event-release.ts';
import { createDistrictRun } from '../district/create-district-run.ts';
import type { Ledger, RunInput } from '../district/run-types.ts';
import type { DistrictModel } from '../network/model-types.ts';
import {
  type BusFiguresOfMember,
  type EmergencyFigures,
  emergencyFigures,
} from './bus-outcomes.ts';
import type { MemberOutcomes } from './ensemble-types.ts';

/** People left earlier than this have reached home or a train. */
const LONGEST_EGRESS_MS = 3 * 3600_000;
/** Density of a smaller link says nothing: two people on 2 m² are no crowd. */
export const SMALLEST_AREA_SQUARE_METRES = 10;
export const DANGEROUS_PERSONS_PER_SQUARE_METRE = 4;
const FRAME_MS = 60_000;

/** [frame][place], as Frames. */
export interface MemberFrames {
  readonly walkPersons: Uint16Array;
  readonly streetFlow: Uint16Array;
  readonly streetQueue: Uint16Array;
  readonly streetSpeed: Uint16Array;
  readonly stationWaiting: Uint32Array;
}

export interface MemberResult {
  readonly frames: MemberFrames;
  /** null without lines. */
  readonly lines: LinesRecord | null;
  /** null without bus lines. */
  readonly buses: BusFiguresOfMember | null;
  /** In the order of the `emergency-run` measures. */
  readonly emergency: readonly EmergencyFigures[];
  readonly outcomes: MemberOutcomes;
  readonly ledgers: readonly Ledger[];
}

export function runMember(
  model: DistrictModel,
  input: RunInput,
  options: { readonly warmupSeconds: number; readonly frameCount: number },
  /** After each simulated minute, part done; true stops the run. */
  afterMinute: (fraction: number) => boolean,
  lines: DistrictLines | null,
): MemberResult | null {
  const { frameCount } = options;
  const walkLinks = model.walk.linkCount;
  const streetLinks = model.street.linkCount;
  const stationCount = model.networks.stations.length;
  const areas = linkAreas(model);
  const beginMs = beginOf(input, options.warmupSeconds);
  const begun = { ...input, startMs: beginMs };
  const lined = lines && createLinedRun(model, begun, lines);
  const run = lined ? lined.run : createDistrictRun(model, begun);
  const recorder =
    lines && lined
      ? createLinesRecorder(placesOf(model, lines), lines, lined.metro, frameCount)
      : null;
  const frames: MemberFrames = {
    walkPersons: new Uint16Array(frameCount * walkLinks),
    streetFlow: new Uint16Array(frameCount * streetLinks),
    streetQueue: new Uint16Array(frameCount * streetLinks),
    streetSpeed: new Uint16Array(frameCount * streetLinks),
    stationWaiting: new Uint32Array(frameCount * stationCount),
  };
  const ledgers: Ledger[] = [];
  const lastOut = new Uint32Array(streetLinks);
  const minutes = Math.ceil((input.startMs - beginMs) / FRAME_MS) + frameCount - 1;
  let minute = 0;
  for (let ms = beginMs; ms + FRAME_MS < input.startMs; ms += FRAME_MS) {
    run.advanceTo(ms);
    lastOut.set(run.counts.streetOutTotal);
    minute += 1;
    if (afterMinute(minute / minutes)) return null;
  }
  run.advanceTo(input.startMs - FRAME_MS);
  lastOut.set(run.counts.streetOutTotal);
  run.advanceTo(input.startMs);
  const delayBefore = run.vehicleDelaySeconds();
  const busesBefore = run.busFigures();

  let peakDensity = 0;
  let peakLink: number | null = null;
  let peakFrame = 0;
  let minutesAboveFour = 0;
  let peakQueue = 0;
  let peakStation: number | null = null;
  let peakStopQueue = 0;
  let peakStop = -1;
  for (let frame = 0; frame < frameCount; frame += 1) {
    run.advanceTo(input.startMs + frame * FRAME_MS);
    const { counts } = run;
    for (let link = 0; link < walkLinks; link += 1) {
      const persons = counts.walkPersons[link] as number;
      if (persons === 0) continue;
      frames.walkPersons[frame * walkLinks + link] = Math.min(0xffff, persons);
      const area = areas[link] as number;
      if (area < SMALLEST_AREA_SQUARE_METRES) continue;
      const density = persons / area;
      if (density > DANGEROUS_PERSONS_PER_SQUARE_METRE) minutesAboveFour += 1;
      if (density > peakDensity) {
        peakDensity = density;
        peakLink = link;
        peakFrame = frame;
      }
    }
    for (let link = 0; link < streetLinks; link += 1) {
      const at = frame * streetLinks + link;
      const out = counts.streetOutTotal[link] as number;
      frames.streetFlow[at] = Math.min(0xffff, (out - (lastOut[link] as number)) * 60);
      lastOut[link] = out;
      frames.streetQueue[at] = Math.min(0xffff, counts.streetQueue[link] as number);
      const speed = run.streetSpeedMetresPerSecond(link);
      frames.streetSpeed[at] = Math.min(0xffff, Math.round(speed * 100));
    }
    for (let station = 0; station < stationCount; station += 1) {
      const waiting = counts.stationWaiting[station] as number;
      frames.stationWaiting[frame * stationCount + station] = waiting;
      if (waiting > peakQueue) {
        peakQueue = waiting;
        peakStation = station;
      }
    }
    counts.busStopWaiting.forEach((waiting, stop) => {
      if (waiting <= peakStopQueue) return;
      peakStopQueue = waiting;
      peakStop = stop;
    });
    recorder?.record(frame);
    ledgers.push(run.ledger());
    minute += 1;
    if (afterMinute(Math.min(1, minute / minutes))) return null;
  }
  const record = recorder?.finish() ?? null;
  const busesNow = run.busFigures();
  const buses = model.networks.buses.lines.length > 0 && {
    boarded: busesNow.boarded - busesBefore.boarded,
    leftBehind: busesNow.leftBehind - busesBefore.leftBehind,
    peakQueuePersons: peakStopQueue,
    peakStop,
  };
  const emergency = input.measures.flatMap((measure) =>
    measure.type === 'emergency-run' ? [emergencyFigures(run, measure)] : [],
  );
  const emergencySeconds = emergency.flatMap(({ seconds }) => seconds);
  return {
    frames,
    lines: record,
    buses: buses || null,
    emergency,
    ledgers,
    outcomes: {
      peakDensityPersonsPerSquareMetre: peakDensity,
      peakDensityLink: peakLink,
      peakDensityAtMs: peakLink === null ? null : input.startMs + peakFrame * FRAME_MS,
      minutesAboveFour,
      clearingMinutes: clearingOf(input, run.events()),
      peakStationQueuePersons: peakQueue,
      peakStation,
      vehicleDelayHours: (run.vehicleDelaySeconds() - delayBefore) / 3600,
      ...(record && {
        leftBehind: record.figures.leftBehind,
        withoutTrain: record.figures.withoutTrain,
      }),
      ...(buses && { busLeftBehind: buses.leftBehind }),
      ...(emergencySeconds.length > 0 && {
        slowestEmergencySeconds: Math.max(...emergencySeconds),
      }),
    },
  };
}

/** Early enough for the warm-up, and for the first who left an event that is emptying now. */
export function beginOf(input: RunInput, warmupSeconds: number): number {
  const warm = input.startMs - warmupSeconds * 1000;
  const begins = input.events
    .map(firstLeavingMs)
    .filter((first) => first < input.startMs && first > input.startMs - LONGEST_EGRESS_MS);
  return Math.floor(Math.min(warm, ...begins) / FRAME_MS) * FRAME_MS;
}

/** The longest of the events that end around the horizon; null if one of them does not clear. */
function clearingOf(
  input: RunInput,
  progress: readonly { readonly clearedMs: number | null; readonly people: number }[],
): number | null {
  let longest: number | null = null;
  for (const [index, event] of input.events.entries()) {
    const made = progress[index];
    if (!made || made.people === 0 || event.endMs < input.startMs - LONGEST_EGRESS_MS) continue;
    if (made.clearedMs === null) return null;
    longest = Math.max(longest ?? 0, (made.clearedMs - event.endMs) / 60_000);
  }
  return longest;
}

/** Area by which a frame's people are a density: length × drawn width, as the screens compute it. */
export const linkAreas = (model: DistrictModel): Float64Array =>
  Float64Array.from(model.networks.walk.links, (link) => link.lengthMetres * link.widthMetres);
