/** Measures name places by id; a run knows them by index. */
import type { TransitMeasure } from '#contracts';
import { NONE, type TransitModel } from '../network/transit-model.ts';
import { TransitProblem } from '../network/transit-problem.ts';
import { ticksFromSeconds } from '../transit-clock.ts';

/** A measure with its places in the arrays. */
export interface ResolvedMeasure {
  readonly measure: TransitMeasure;
  readonly fromTick: number;
  readonly untilTick: number;
  /** Entrance, element, station or pattern. */
  readonly place: number;
  /** Of `skip-station`: NONE for every line. */
  readonly line: number;
}

export function resolveMeasures(
  model: TransitModel,
  measures: readonly TransitMeasure[],
): readonly ResolvedMeasure[] {
  const { network } = model;
  const find = (
    what: string,
    list: readonly { readonly id: string }[],
    id: string,
    measure: TransitMeasure,
  ): number => {
    const at = list.findIndex((record) => record.id === id);
    if (at < 0) {
      throw new TransitProblem(
        `measure '${measure.id}' (${measure.type}): there is no ${what} '${id}'`,
      );
    }
    return at;
  };
  return measures.map((measure) => {
    const fromTick = ticksFromSeconds(measure.fromSecond);
    const untilTick = ticksFromSeconds(measure.untilSecond);
    const resolved = (place: number, line = NONE): ResolvedMeasure => {
      return { measure, fromTick, untilTick, place, line };
    };
    switch (measure.type) {
      case 'close-entrance':
      case 'meter-entrance':
        return resolved(find('entrance', network.entrances, measure.entrance, measure));
      case 'set-element-rate': {
        const element = find('element', network.elements, measure.element, measure);
        return resolved(2 * (model.entranceCount + model.platformCount) + element);
      }
      case 'skip-station':
        return resolved(
          find('station', network.stations, measure.station, measure),
          measure.line === null ? NONE : find('line', network.lines, measure.line, measure),
        );
      case 'extra-trains':
      case 'set-headway':
        return resolved(find('pattern', network.patterns, measure.pattern, measure));
      default:
        return assertNever(measure);
    }
  });
}

function assertNever(value: never): never {
  throw new TransitProblem(`measure of an unknown type: ${JSON.stringify(value)}`);
}
