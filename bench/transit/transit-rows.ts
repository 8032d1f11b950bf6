/** The tables that a run of lines writes: platforms by interval, every stop of every train. */
import {
  LOG_ABOARD,
  LOG_ALIGHTED,
  LOG_ARRIVED,
  LOG_BOARDED,
  LOG_COLUMNS,
  LOG_DEPARTED,
  LOG_LEFT_BEHIND,
  LOG_STOP,
  LOG_TRIP,
  levelOfService,
  TICKS_PER_SECOND,
  type TransitModel,
  type TransitRun,
} from '#simulations';
import { clockText } from './read-od.ts';

/** Of a platform's station: entered, left, turned away; of the platform the rest. Levels: Fruin, queues. */
export const STATION_HEADER =
  'begin_s,station,platform,entered,left,waiting,people,peak_people,density_per_m2,level,left_behind,turned_away';

/** Totals at the end of the interval before. */
export const createTotals = (model: TransitModel) => ({
  entered: new Int32Array(model.stationCount),
  left: new Int32Array(model.stationCount),
  behind: new Int32Array(model.platformCount),
  turned: new Int32Array(model.stationCount),
});

export function stationRows(
  run: TransitRun,
  totals: ReturnType<typeof createTotals>,
  beginSecond: number,
): string[] {
  const { model, state } = run;
  const byStation = (values: Int32Array): Int32Array => {
    const sums = new Int32Array(model.stationCount);
    values.forEach((value, entrance) => {
      const station = model.entranceStation[entrance] as number;
      sums[station] = (sums[station] as number) + value;
    });
    return sums;
  };
  const entered = byStation(state.entranceEntered);
  const left = byStation(state.entranceLeft);
  const behind = new Int32Array(model.platformCount);
  const waiting = new Int32Array(model.platformCount);
  for (let stop = 0; stop < model.stopCount; stop += 1) {
    const platform = model.stopPlatform[stop] as number;
    behind[platform] = (behind[platform] as number) + (state.stopLeftBehind[stop] as number);
    waiting[platform] = (waiting[platform] as number) + (state.stopWaiting[stop] as number);
  }
  const rows = model.network.platforms.map(({ id, station }, platform) => {
    const since = (now: Int32Array, before: Int32Array, at: number): number =>
      (now[at] as number) - (before[at] as number);
    const people = state.platformPeople[platform] as number;
    const area = model.platformArea[platform] as number;
    const density = people / area;
    const told = Number.isNaN(area)
      ? ','
      : `${density.toFixed(3)},${people === 0 ? 'A' : levelOfService(density, 'queue')}`;
    return [
      beginSecond,
      model.network.stations[station]?.id,
      id,
      since(entered, totals.entered, station),
      since(left, totals.left, station),
      waiting[platform],
      people,
      state.platformPeak[platform],
      told,
      since(behind, totals.behind, platform),
      since(state.stationTurnedAway, totals.turned, station),
    ].join(',');
  });
  totals.entered.set(entered);
  totals.left.set(left);
  totals.behind.set(behind);
  totals.turned.set(state.stationTurnedAway);
  return rows;
}

export function trainRows(run: TransitRun): string {
  const { model, state } = run;
  const { network } = model;
  const log = run.stopLog();
  const rows = [
    'trip,pattern,stop,station,arrived,departed,alighted,boarded,aboard,capacity,left_behind',
  ];
  for (let at = 0; at < log.length; at += LOG_COLUMNS) {
    const value = (column: number): number => log[at + column] as number;
    const trip = value(LOG_TRIP);
    const pattern = model.profilePattern[state.tripProfile[trip] as number] as number;
    const stop = network.stops[value(LOG_STOP)];
    rows.push(
      [
        model.tripId[trip] ?? `extra-${trip - model.tripId.length + 1}`,
        network.patterns[pattern]?.id,
        stop?.id,
        network.stations[stop?.station ?? 0]?.id,
        clockText(value(LOG_ARRIVED) / TICKS_PER_SECOND),
        clockText(value(LOG_DEPARTED) / TICKS_PER_SECOND),
        value(LOG_ALIGHTED),
        value(LOG_BOARDED),
        value(LOG_ABOARD),
        model.lineCapacity[model.patternLine[pattern] as number],
        value(LOG_LEFT_BEHIND),
      ].join(','),
    );
  }
  return `${rows.join('\n')}\n`;
}
