/** The model's last trains against the published ones: nobody on board, so nothing may hold them up. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import {
  createTransitRun,
  LOG_COLUMNS,
  LOG_DEPARTED,
  LOG_STOP,
  LOG_TRIP,
  TICKS_PER_SECOND,
  ticksFromSeconds,
} from '#simulations';
import { type Figure, judgeFigure } from '../report/figure.ts';
import { findData } from '../traffic/data-folder.ts';
import { EVENING, NIGHT_SECOND, openEvening } from './open-evening.ts';
import { SODA_2015 } from './station-flows.ts';

/** Pattern, diagram and destination code in the published table. */
const DIAGRAMS = [
  ['1-north', '2014_10_30_11_38_24', '000138'],
  ['1-south', '2014_10_30_11_38_24', '000111'],
  ['4-clockwise', '2014_12_31_11_20_30', '000402'],
  ['4-counter-clockwise', '2014_12_31_11_20_30', '040402'],
  ['11-south', '2015_4_2_10_31_39', '041160'],
  ['11-north', '2015_4_2_10_31_39', '021131'],
  ['11-branch-north', '2015_4_2_10_31_39', '011114'],
] as const;
const rowsSchema = z.array(z.record(z.string(), z.string()));

export async function verifyTimetable(): Promise<readonly Figure[]> {
  const folder = findData(SODA_2015);
  if (folder === undefined) return [];
  const read = async (file: string) =>
    rowsSchema.parse(
      parse(await readFile(join(folder, file)), { columns: true, bom: true, trim: true }),
    );
  const names = new Map((await read('station_base.csv')).map((row) => [row.ST_NO, row.ST_NAME]));
  const published = await read('first_last_train_timetable.csv');
  const { model } = await openEvening();
  const { network } = model;
  const run = createTransitRun(model, {
    startTick: ticksFromSeconds(EVENING.fromSecond),
    seed: 1,
    logStops: true,
  });
  run.advanceTo(NIGHT_SECOND * TICKS_PER_SECOND);
  const departed = new Map<string, number>();
  const rows = run.stopLog();
  for (let at = 0; at < rows.length; at += LOG_COLUMNS) {
    const trip = model.tripId[rows[at + LOG_TRIP] as number] ?? '';
    departed.set(
      `${trip} ${rows[at + LOG_STOP]}`,
      (rows[at + LOG_DEPARTED] as number) / TICKS_PER_SECOND,
    );
  }
  return DIAGRAMS.map(([id, drawing, destination]) => {
    const times = new Map(
      published
        .filter((row) => row.DRAWING_NO === drawing && row.DESTINATION === destination)
        .map((row) => [names.get(row.ST_NO?.slice(-4)) ?? '', Number(row.LAST_T_TIME)]),
    );
    const pattern = network.patterns.find((candidate) => candidate.id === id);
    const late = (pattern?.stops ?? []).flatMap((stop) => {
      const time = times.get(network.stations[network.stops[stop]?.station ?? 0]?.name.zh ?? '');
      const ours = departed.get(`${id}/last ${stop}`);
      return time === undefined || Number.isNaN(time) || ours === undefined ? [] : [ours - time];
    });
    return judgeFigure({
      name: `last train ${id}: largest difference from the published times`,
      value: late.length === 0 ? Number.NaN : Math.max(...late.map(Math.abs)),
      unit: 's',
      asked: { atMost: 1 },
      note: `${late.length} stations, to the second`,
    });
  });
}
