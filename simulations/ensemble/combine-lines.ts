/** Members' trains and platforms → medians and high values, one member's trains, figures with intervals. */
import type { TransitFrames, TransitOutcomes } from '#contracts';
import type { DistrictLines } from '../coupling/prepare-lines.ts';
import type { LinesFigures, LinesRecord } from '../coupling/record-lines.ts';
import { placesOf } from '../coupling/record-lines.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { intervalOf, middleIndexBy, quantileRows } from './quantiles.ts';

export function combineLines(
  district: DistrictModel,
  lines: DistrictLines,
  clock: { readonly startMs: number; readonly frameCount: number },
  records: readonly LinesRecord[],
): { readonly frames: TransitFrames; readonly outcomes: TransitOutcomes } | null {
  const places = placesOf(district, lines);
  const { network } = lines.transit;
  const member = middleIndexBy(records, ({ figures }) => figures.leftBehind);
  const shown = records[member];
  if (!shown) return null;
  const rows = (key: 'platformPersons' | 'stopLeftBehind' | 'entranceQueue') => {
    const size = shown[key].length;
    const [median, high] = [new Uint32Array(size), new Uint32Array(size)];
    quantileRows(
      records.map((record) => record[key]),
      [
        { part: 0.5, into: median },
        { part: 0.9, into: high },
      ],
    );
    return [median, high] as const;
  };
  const [platformPersons, platformPersonsHigh] = rows('platformPersons');
  const [stopLeftBehind, stopLeftBehindHigh] = rows('stopLeftBehind');
  const [entranceQueue] = rows('entranceQueue');
  const entranceIds = district.networks.stations.flatMap((station) =>
    station.entrances.map(({ id }) => String(id)),
  );
  const frames: TransitFrames = {
    ...clock,
    member,
    members: records.length,
    platforms: places.platforms.map((platform) => network.platforms[platform]?.id ?? ''),
    stops: places.stops.map((stop) => network.stops[stop]?.id ?? ''),
    entrances: places.entrances.map((entrance) => entranceIds[entrance] ?? ''),
    patterns: network.patterns
      .filter((_, index) => lines.basePattern[index] === index)
      .map(({ id }) => id),
    ...{ platformPersons, platformPersonsHigh, stopLeftBehind, stopLeftBehindHigh, entranceQueue },
    trainStart: shown.trainStart,
    trainNumber: shown.trainNumber,
    trainPattern: shown.trainPattern,
    trainPosition: shown.trainPosition,
    trainAboard: shown.trainAboard,
    trainLeftBehind: shown.trainLeftBehind,
  };
  return { frames, outcomes: outcomesOf(district, lines, records, clock.frameCount) };
}

function outcomesOf(
  district: DistrictModel,
  lines: DistrictLines,
  records: readonly LinesRecord[],
  frameCount: number,
): TransitOutcomes {
  const { network } = lines.transit;
  const { platforms, stops } = placesOf(district, lines);
  const of = (pick: (figures: LinesFigures) => number) =>
    intervalOf(records.map(({ figures }) => pick(figures)));
  const stationOf = (behind: number | undefined) =>
    district.networks.stations[lines.match.transitStation.indexOf(behind ?? -2)];
  const leftAt = stops.map((_, k) =>
    intervalOf(
      records.map(({ stopLeftBehind }) => stopLeftBehind[(frameCount - 1) * stops.length + k] ?? 0),
    ),
  );
  const worst = largest(leftAt.map(({ median }) => median));
  const worstStop = stops[worst] ?? -1;
  const pattern = network.patterns.find((each) => each.stops.includes(worstStop));
  const station = stationOf(network.stops[worstStop]?.station);
  const densities = platforms.map((_, k) =>
    intervalOf(records.map(({ figures }) => figures.peakDensities[k] ?? Number.NaN)),
  );
  const dense = largest(densities.map(({ median }) => median));
  const platform = platforms[dense] ?? -1;
  const denseStation = stationOf(network.platforms[platform]?.station);
  const line = network.patterns.find((each) =>
    each.stops.some((stop) => network.stops[stop]?.platform === platform),
  )?.line;
  const lineId = network.lines[line ?? -1]?.id;
  const density = densities[dense];
  const left = leftAt[worst];
  return {
    leftBehind: of(({ leftBehind }) => leftBehind),
    withoutTrain: of(({ withoutTrain }) => withoutTrain),
    worstStop:
      station && pattern && left && left.high > 0
        ? { station: station.id, pattern: pattern.id, leftBehind: left }
        : null,
    peakPlatform:
      denseStation && lineId !== undefined && density && Number.isFinite(density.median)
        ? { station: denseStation.id, line: lineId, personsPerSquareMetre: density }
        : null,
  };
}

/** Place of the largest number; NaN is none; -1 of nothing. */
function largest(values: readonly number[]): number {
  let best = -1;
  values.forEach((value, index) => {
    if (Number.isFinite(value) && (best < 0 || value > (values[best] ?? 0))) best = index;
  });
  return best;
}
