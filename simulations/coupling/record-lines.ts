/** What one run says of platforms, stops, entrances and trains, minute by minute; indices of the lines' model. */
import { POSITION_PARTS, type TransitFrames } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import { NONE, type TransitModel } from '../transit/network/transit-model.ts';
import { FREE, QUEUED, STANDING } from '../transit/run/transit-state.ts';
import type { TransitStations } from './create-transit-stations.ts';
import { UNCOUPLED } from './match-stations.ts';
import type { DistrictLines } from './prepare-lines.ts';

/** Where the district's people meet the lines. */
export interface LinesPlaces {
  readonly platforms: readonly number[];
  readonly stops: readonly number[];
  /** Of the district's model. */
  readonly entrances: readonly number[];
}

/** One member's columns of `TransitFrames`, with the places of `LinesPlaces`; patterns as given in the city's file. */
export interface LinesRecord
  extends Pick<
    TransitFrames,
    | 'platformPersons'
    | 'stopLeftBehind'
    | 'entranceQueue'
    | 'trainStart'
    | 'trainNumber'
    | 'trainPattern'
    | 'trainPosition'
    | 'trainAboard'
    | 'trainLeftBehind'
  > {
  readonly figures: LinesFigures;
}

export interface LinesFigures {
  /** From frame 0 to the horizon, at the district's stops. */
  readonly leftBehind: number;
  readonly withoutTrain: number;
  /** Highest density of each place of `LinesPlaces.platforms`, persons/m²; NaN without an area. */
  readonly peakDensities: readonly number[];
}

export function placesOf(district: DistrictModel, { transit, match }: DistrictLines): LinesPlaces {
  const ours = new Set(match.transitStation);
  ours.delete(UNCOUPLED);
  const at = (stations: Int32Array): number[] =>
    Array.from(stations, (station, index) => (ours.has(station) ? index : NONE)).filter(
      (index) => index !== NONE,
    );
  return {
    platforms: at(transit.platformStation),
    stops: at(transit.stopStation),
    entrances: district.entrances.flatMap((_, index) =>
      match.transitEntrance[index] === UNCOUPLED ? [] : [index],
    ),
  };
}

export function createLinesRecorder(
  places: LinesPlaces,
  lines: DistrictLines,
  metro: TransitStations,
  frameCount: number,
): { record(frame: number): void; finish(): LinesRecord } {
  const { transit } = lines;
  const { state } = metro.run;
  const { platforms, stops, entrances } = places;
  const platformPersons = new Uint32Array(frameCount * platforms.length);
  const stopLeftBehind = new Uint32Array(frameCount * stops.length);
  const entranceQueue = new Uint32Array(frameCount * entrances.length);
  const leftBefore = new Int32Array(stops.length);
  const trainStart = new Uint32Array(frameCount + 1);
  /** [number, pattern, position, aboard, left behind] a train and frame. */
  const trains: number[] = [];
  return {
    record: (frame) => {
      if (frame === 0) {
        stops.forEach((stop, k) => {
          leftBefore[k] = state.stopLeftBehind[stop] as number;
        });
      }
      platforms.forEach((platform, k) => {
        platformPersons[frame * platforms.length + k] = state.platformPeople[platform] as number;
      });
      stops.forEach((stop, k) => {
        stopLeftBehind[frame * stops.length + k] =
          (state.stopLeftBehind[stop] as number) - (leftBefore[k] as number);
      });
      const outside = metro.outside();
      entrances.forEach((entrance, k) => {
        entranceQueue[frame * entrances.length + k] = outside[entrance] ?? 0;
      });
      for (let train = 0; train < state.trainPhase.length; train += 1) {
        if (state.trainPhase[train] === FREE || state.trainTrip[train] === NONE) continue;
        const trip = state.trainTrip[train] as number;
        const pattern = transit.profilePattern[state.tripProfile[trip] as number] as number;
        trains.push(
          trip % 0x10000,
          lines.basePattern[pattern] ?? 0,
          positionOf(lines, metro, train, pattern),
          Math.min(0xffff, state.trainLoad[train] as number),
          Math.min(0xffff, state.trainLeft[train] as number),
        );
      }
      trainStart[frame + 1] = trains.length / 5;
    },
    finish: () => {
      const column = (at: number): Uint16Array =>
        Uint16Array.from({ length: trains.length / 5 }, (_, row) => trains[5 * row + at] as number);
      const lastRow = (frameCount - 1) * stops.length;
      return {
        platformPersons,
        stopLeftBehind,
        entranceQueue,
        trainStart,
        trainNumber: column(0),
        trainPattern: column(1),
        trainPosition: column(2),
        trainAboard: column(3),
        trainLeftBehind: column(4),
        figures: {
          leftBehind: stopLeftBehind.subarray(lastRow).reduce((sum, left) => sum + left, 0),
          withoutTrain: metro.withoutTrain(),
          peakDensities: platforms.map((platform, k) => {
            let most = 0;
            for (let frame = 0; frame < frameCount; frame += 1) {
              most = Math.max(most, platformPersons[frame * platforms.length + k] as number);
            }
            return most / (transit.platformArea[platform] as number);
          }),
        },
      };
    },
  };
}

/** Stop of the given direction × 256 + part of the way to the next, by the timetable's running time. */
function positionOf(
  { transit, basePattern, stopsBefore }: DistrictLines,
  metro: TransitStations,
  train: number,
  pattern: number,
): number {
  const { state, nowTick } = metro.run;
  const phase = state.trainPhase[train];
  const index = state.trainPosition[train] as number;
  const base = basePattern[pattern] ?? pattern;
  const stops = stopsOf(transit, base);
  const turn = (stop: number): number => (stop + (stopsBefore[pattern] ?? 0)) % stops;
  if (phase === STANDING || index === 0) return turn(index) * POSITION_PARTS;
  if (phase === QUEUED) return turn(index - 1) * POSITION_PARTS + POSITION_PARTS - 1;
  const profile = state.tripProfile[state.trainTrip[train] as number] as number;
  const line = transit.patternLine[pattern] as number;
  const ticks =
    (transit.profileRun[(transit.profileStart[profile] as number) + index] as number) *
    (state.lineSlowness[line] as number);
  const part = (nowTick - (state.trainDeparted[train] as number)) / Math.max(1, ticks);
  return (
    turn(index - 1) * POSITION_PARTS +
    Math.min(POSITION_PARTS - 1, Math.max(0, Math.round(part * POSITION_PARTS)))
  );
}

const stopsOf = (transit: TransitModel, pattern: number): number =>
  (transit.patternStart[pattern + 1] as number) - (transit.patternStart[pattern] as number);
