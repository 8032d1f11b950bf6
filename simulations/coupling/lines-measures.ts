/**
 * What planners turn in a district, as measures of its lines. Entrances are metered and closed at the
 * district's doors (district/apply-measure.ts); here are the trains. Unknown places change nothing.
 */
import type { Measure, TransitMeasure } from '#contracts';
import type { DistrictModel } from '../network/model-types.ts';
import { startPatternId } from './begin-along-lines.ts';
import { UNCOUPLED } from './match-stations.ts';
import type { DistrictLines } from './prepare-lines.ts';

export function linesMeasures(
  district: DistrictModel,
  { transit, match, basePattern }: DistrictLines,
  measures: readonly Measure[],
  clock: { readonly startMs: number; readonly startServiceSecond: number },
): readonly TransitMeasure[] {
  const { network } = transit;
  const secondAt = (ms: number): number =>
    Math.max(0, Math.round((ms - clock.startMs) / 1000) + clock.startServiceSecond);
  const stationBehind = (id: string): number => {
    const station = district.networks.stations.findIndex((candidate) => candidate.id === id);
    return match.transitStation[station] ?? UNCOUPLED;
  };
  const isGiven = (pattern: number): boolean => basePattern[pattern] === pattern;
  const patternAt = (id: string): number =>
    network.patterns.findIndex((pattern, index) => isGiven(index) && pattern.id === id);
  /** The direction as it begins at the station; null where it does not leave from there. */
  const beginAt = (pattern: number, station: number): string | null => {
    const given = network.patterns[pattern];
    if (!given) return null;
    if (network.stops[given.stops[0] ?? -1]?.station === station) return given.id;
    const id = startPatternId(given.id, station);
    return network.patterns.some((candidate) => candidate.id === id) ? id : null;
  };

  return measures.flatMap((measure): readonly TransitMeasure[] => {
    const during = {
      id: measure.id,
      fromSecond: secondAt(measure.fromMs),
      untilSecond: secondAt(measure.untilMs),
    };
    switch (measure.type) {
      case 'add-trains': {
        const base = patternAt(measure.pattern);
        if (base < 0) return [];
        const from = measure.from === null ? null : stationBehind(measure.from);
        const pattern = from === null ? measure.pattern : beginAt(base, from);
        if (pattern === null) return [];
        return [{ ...during, type: 'extra-trains', pattern, trains: measure.trains }];
      }
      case 'set-headway':
        if (patternAt(measure.pattern) < 0) return [];
        return [
          {
            ...during,
            type: 'set-headway',
            pattern: measure.pattern,
            headwaySeconds: measure.headwaySeconds,
          },
        ];
      case 'skip-station': {
        const station = network.stations[stationBehind(measure.station)];
        const isLine = network.lines.some(({ id }) => id === measure.line);
        if (!station || (measure.line !== null && !isLine)) return [];
        return [{ ...during, type: 'skip-station', station: station.id, line: measure.line }];
      }
      case 'extra-trains': {
        const station = stationBehind(measure.station);
        const starts = network.patterns.flatMap((pattern, index) => {
          const id = station === UNCOUPLED || !isGiven(index) ? null : beginAt(index, station);
          const capacity = network.lines[pattern.line]?.vehicle.capacityPersons ?? 0;
          return id === null || capacity === 0 ? [] : [{ id, capacity }];
        });
        return dealTrains(starts, during, measure.personsPerMinute);
      }
      default:
        return [];
    }
  });
}

/** Trains in turn over the directions until they carry what was asked for; the last one may carry more. */
function dealTrains(
  starts: readonly { readonly id: string; readonly capacity: number }[],
  during: Pick<TransitMeasure, 'id' | 'fromSecond' | 'untilSecond'>,
  personsPerMinute: number,
): readonly TransitMeasure[] {
  const trains = new Map<string, number>();
  let wanted = (personsPerMinute * (during.untilSecond - during.fromSecond)) / 60;
  for (let turn = 0; wanted > 0 && starts.length > 0; turn += 1) {
    const start = starts[turn % starts.length];
    if (!start) break;
    trains.set(start.id, (trains.get(start.id) ?? 0) + 1);
    wanted -= start.capacity;
  }
  return [...trains].map(([pattern, count]) => ({
    ...during,
    type: 'extra-trains',
    pattern,
    trains: count,
  }));
}
