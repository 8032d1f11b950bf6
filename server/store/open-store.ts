/** The server's durable memory: one SQLite file in the data folder and a small repository for each kind of record. */
import {
  type Advice,
  type Alarm,
  adviceSchema,
  alarmSchema,
  type EventPlan,
  eventPlanSchema,
  type Forecast,
  forecastSchema,
  type Measure,
  measureSchema,
  type ScenarioRun,
  scenarioRunSchema,
} from '#contracts';
import { type AccountTable, createAccountTable } from './account-table.ts';
import { type AuditLog, createAuditLog } from './audit-log.ts';
import { createFramesTable, type FramesTable } from './frames-table.ts';
import { createKeyFigureTable, type KeyFigureTable } from './key-figure-table.ts';
import { createObservationTable, type ObservationTable } from './observation-table.ts';
import { type Database, openDatabase } from './open-database.ts';
import { createRecordTable, type RecordTable } from './record-table.ts';

export interface Store {
  readonly database: Database;
  readonly observations: ObservationTable;
  readonly alarms: RecordTable<Alarm>;
  readonly events: RecordTable<EventPlan>;
  readonly measures: RecordTable<Measure>;
  readonly advice: RecordTable<Advice>;
  readonly runs: RecordTable<ScenarioRun>;
  readonly forecasts: RecordTable<Forecast>;
  readonly frames: FramesTable;
  readonly keyFigures: KeyFigureTable;
  readonly accounts: AccountTable;
  readonly audit: AuditLog;
  transact<T>(work: () => T): T;
  /** Writes a small durable row, or throws StoreWriteError. */
  probeWrite(): void;
  close(): void;
}

export const STORE_FILE = 'gezi.sqlite';

/** `path`: the SQLite file, made if missing; `:memory:` for tests. */
export function openStore(path: string): Store {
  const database = openDatabase(path);
  const probe = database.sqlite.prepare(
    `INSERT INTO setting (key, value) VALUES ('probe', ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  return {
    database,
    observations: createObservationTable(database),
    alarms: createRecordTable(database, 'alarm', alarmSchema),
    events: createRecordTable(database, 'event_plan', eventPlanSchema),
    measures: createRecordTable(database, 'measure', measureSchema),
    advice: createRecordTable(database, 'advice', adviceSchema),
    runs: createRecordTable(database, 'scenario_run', scenarioRunSchema),
    forecasts: createRecordTable(database, 'forecast', forecastSchema),
    frames: createFramesTable(database),
    keyFigures: createKeyFigureTable(database),
    accounts: createAccountTable(database),
    audit: createAuditLog(database),
    transact: database.transact,
    probeWrite: () => {
      database.transact(() => probe.run(new Date().toISOString()));
    },
    close: () => database.close(),
  };
}
