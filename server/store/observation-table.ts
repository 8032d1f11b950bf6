/**
 * History: one row per (series, time). Writing the same observation again replaces it, so a device
 * that resends after a lost acknowledgement changes nothing.
 */
import type { Observation, ObservedQuantity } from '#contracts';
import type { Database } from './open-database.ts';
import { numberOf, textOf } from './read-row.ts';

export interface SeriesPoints {
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

export interface ObservationTable {
  insert(observations: readonly Observation[]): void;
  read(
    subject: string,
    quantity: ObservedQuantity,
    fromMs: number,
    untilMs: number,
    limit: number,
  ): SeriesPoints;
  /** The newest row of every series. */
  forEachLatest(visit: (observation: Observation) => void): void;
  /** Removes what is later than `timeMs` in one series: a demonstration was started again. */
  removeAfter(subject: string, quantity: ObservedQuantity, timeMs: number): void;
  /** Removes at most `limit` series' rows older than `beforeMs`; true when more is left. */
  pruneStep(beforeMs: number, limit: number): boolean;
}

export function createObservationTable(database: Database): ObservationTable {
  const { sqlite, transact } = database;
  const seriesIds = new Map<string, number>();
  const loadSeries = (): void => {
    seriesIds.clear();
    for (const row of sqlite.prepare('SELECT id, subject, quantity FROM series').iterate()) {
      seriesIds.set(keyOf(textOf(row, 'subject'), textOf(row, 'quantity')), numberOf(row, 'id'));
    }
  };
  loadSeries();
  // A rolled-back transaction takes the series that it created with it.
  database.onRollback(loadSeries);
  const insertSeries = sqlite.prepare(
    'INSERT INTO series (subject, quantity) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const findSeries = sqlite.prepare('SELECT id FROM series WHERE subject = ? AND quantity = ?');
  const insertRow = sqlite.prepare(
    'INSERT OR REPLACE INTO observation (series, time_ms, value, received_ms) VALUES (?, ?, ?, ?)',
  );
  const range = sqlite.prepare(
    `SELECT time_ms, value FROM observation
     WHERE series = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms DESC LIMIT ?`,
  );
  const latest = sqlite.prepare(
    `SELECT s.subject, s.quantity, o.time_ms, o.value, o.received_ms FROM series s
     JOIN observation o ON o.series = s.id
      AND o.time_ms = (SELECT max(time_ms) FROM observation WHERE series = s.id)`,
  );
  const eraseAfter = sqlite.prepare('DELETE FROM observation WHERE series = ? AND time_ms > ?');
  const eraseBefore = sqlite.prepare('DELETE FROM observation WHERE series = ? AND time_ms < ?');
  let pruneCursor = 0;

  const seriesId = (subject: string, quantity: string): number => {
    const key = keyOf(subject, quantity);
    const known = seriesIds.get(key);
    if (known !== undefined) return known;
    insertSeries.run(subject, quantity);
    const row = findSeries.get(subject, quantity);
    if (!row) throw new Error(`store: series ${quantity} of ${subject} was not created`);
    const id = numberOf(row, 'id');
    seriesIds.set(key, id);
    return id;
  };

  return {
    insert: (observations) => {
      transact(() => {
        for (const { subject, quantity, timeMs, value, receivedMs } of observations) {
          insertRow.run(seriesId(subject, quantity), timeMs, value, Math.round(receivedMs));
        }
      });
    },
    read: (subject, quantity, fromMs, untilMs, limit) => {
      const series = seriesIds.get(keyOf(subject, quantity));
      if (series === undefined) return { timesMs: [], values: [] };
      const rows = range.all(series, Math.round(fromMs), Math.round(untilMs), limit).reverse();
      return {
        timesMs: rows.map((row) => numberOf(row, 'time_ms')),
        values: rows.map((row) => numberOf(row, 'value')),
      };
    },
    forEachLatest: (visit) => {
      for (const row of latest.iterate()) {
        visit({
          subject: textOf(row, 'subject'),
          // Written by this server from the closed list of quantities.
          quantity: textOf(row, 'quantity') as ObservedQuantity,
          timeMs: numberOf(row, 'time_ms'),
          receivedMs: numberOf(row, 'received_ms'),
          value: numberOf(row, 'value'),
        });
      }
    },
    removeAfter: (subject, quantity, timeMs) => {
      transact(() => {
        eraseAfter.run(seriesId(subject, quantity), timeMs);
      });
    },
    pruneStep: (beforeMs, limit) => {
      const ids = [...seriesIds.values()];
      const step = ids.slice(pruneCursor, pruneCursor + limit);
      transact(() => {
        for (const id of step) eraseBefore.run(id, Math.round(beforeMs));
      });
      pruneCursor += step.length;
      if (pruneCursor < ids.length) return true;
      pruneCursor = 0;
      return false;
    },
  };
}

const keyOf = (subject: string, quantity: string): string => `${quantity}\u0000${subject}`;
