/** The state in which a run begins. */
import { ticksFromSeconds } from '../transit-clock.ts';
import { countComing } from './change-trips.ts';
import { takeTrain } from './start-trips.ts';
import type { TransitContext } from './transit-context.ts';
import { DONE, RUNNING } from './transit-state.ts';

/** Trips to come get their event; those under way stand where the timetable has them; earlier ones are over. */
export function beginDay(context: TransitContext, startTick: number): void {
  const { model, state, wheel, items, demand, parameters } = context;
  const layover = ticksFromSeconds(parameters.layoverSeconds);
  model.tripStart.forEach((start, trip) => {
    const profile = model.tripProfile[trip] as number;
    const first = model.profileStart[profile] as number;
    const arrivals = (model.profileStart[profile + 1] as number) - first;
    if (start >= startTick) {
      countComing(context, trip, 0, 1);
      wheel.schedule(trip, Math.max(startTick, start - layover), startTick);
      return;
    }
    for (let index = 1; index < arrivals; index += 1) {
      const departed = model.profileDeparture[first + index - 1] as number;
      const arrival = start + departed + (model.profileRun[first + index] as number);
      if (arrival < startTick) continue;
      const train = takeTrain(context, trip, start);
      state.trainPosition[train] = index;
      state.trainPhase[train] = RUNNING;
      state.trainDeparted[train] = start + departed;
      countComing(context, trip, index, 1);
      wheel.schedule(items.train + train, arrival, startTick);
      return;
    }
    state.tripState[trip] = DONE;
    state.tripEnded[trip] = startTick;
  });
  for (let station = 0; station < model.stationCount; station += 1) {
    checkStart(context, station, startTick);
    const interval = demand.intervalStart[station] as number;
    if (interval === demand.intervalStart[station + 1]) continue;
    const from = Math.max(startTick, demand.intervalFrom[interval] as number);
    wheel.schedule(items.station + station, from, startTick);
  }
}

/** People of the time before the run would come all at once: the caller cuts them off. */
function checkStart(context: TransitContext, station: number, startTick: number): void {
  const { demand } = context;
  const end = demand.intervalStart[station + 1] as number;
  for (let at = demand.intervalStart[station] as number; at < end; at += 1) {
    if ((demand.intervalFrom[at] as number) < startTick) {
      throw new Error(
        `demand of station ${station} begins at tick ${demand.intervalFrom[at]}, before the run at ${startTick}`,
      );
    }
  }
}
