/** What buses and emergency vehicles of the members come to, with intervals. */
import type { BusOutcomes, EmergencyOutcomes } from '#contracts';
import type { EmergencyMeasure } from '../district/emergency-runs.ts';
import type { DistrictRun } from '../district/run-types.ts';
import type { DistrictModel } from '../network/model-types.ts';
import { intervalOf, middleIndexBy } from './quantiles.ts';

export interface BusFiguresOfMember {
  readonly boarded: number;
  readonly leftBehind: number;
  readonly peakQueuePersons: number;
  readonly peakStop: number;
}

/** Of one measure: seconds of each trip, and how many were still under way at the horizon. */
export interface EmergencyFigures {
  readonly seconds: readonly number[];
  readonly notArrived: number;
}

/** Those under way count as long as they have been. */
export const emergencyFigures = (
  run: Pick<DistrictRun, 'emergencyTrips' | 'timeMs'>,
  measure: EmergencyMeasure,
): EmergencyFigures => {
  const trips = run.emergencyTrips(measure);
  return {
    seconds: trips.map(({ sentMs, arrivedMs }) => ((arrivedMs ?? run.timeMs) - sentMs) / 1000),
    notArrived: trips.filter(({ arrivedMs }) => arrivedMs === null).length,
  };
};

export function busOutcomes(
  model: DistrictModel,
  members: readonly BusFiguresOfMember[],
): BusOutcomes {
  const typical = members[middleIndexBy(members, ({ peakQueuePersons }) => peakQueuePersons)];
  const of = (pick: (member: BusFiguresOfMember) => number) => intervalOf(members.map(pick));
  return {
    boarded: of(({ boarded }) => boarded),
    leftBehind: of(({ leftBehind }) => leftBehind),
    peakQueue: {
      persons: of(({ peakQueuePersons }) => peakQueuePersons),
      stop: model.networks.buses.stops[typical?.peakStop ?? -1]?.id ?? null,
    },
  };
}

/** By measure that sent somebody; `members[m][k]` is what measure k came to in member m. */
export function emergencyOutcomes(
  measures: readonly EmergencyMeasure[],
  members: readonly (readonly EmergencyFigures[])[],
): EmergencyOutcomes[] {
  return measures.flatMap((measure, k) => {
    const figures = members.flatMap((member) => member[k] ?? []);
    const sent = Math.max(0, ...figures.map(({ seconds }) => seconds.length));
    if (sent === 0) return [];
    return [
      {
        measure: measure.id,
        sent,
        notArrived: Math.max(...figures.map(({ notArrived }) => notArrived)),
        meanSeconds: intervalOf(
          figures.map(({ seconds }) => seconds.reduce((a, b) => a + b, 0) / seconds.length),
        ),
        slowestSeconds: intervalOf(figures.map(({ seconds }) => Math.max(...seconds))),
      },
    ];
  });
}
