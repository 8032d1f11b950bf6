/**
 * The tables of the server's one SQLite file, as steps; `PRAGMA user_version` counts those done.
 * A step, once released, never changes: a new need is a new step.
 *
 * Records that are read whole (alarms, plans, runs …) are JSON in `body`, checked against their
 * contract schema when read. Observations are rows: `series` gives each (subject, quantity) a small
 * number, so that a row of history costs about 20 bytes instead of 60.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    quantity TEXT NOT NULL,
    UNIQUE (subject, quantity)
  ) STRICT;
  CREATE TABLE observation (
    series INTEGER NOT NULL REFERENCES series(id),
    time_ms INTEGER NOT NULL,
    value REAL NOT NULL,
    received_ms INTEGER NOT NULL,
    PRIMARY KEY (series, time_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE alarm (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE event_plan (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE measure (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE advice (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE scenario_run (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE forecast (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX alarm_time ON alarm(at_ms);
  CREATE INDEX event_plan_time ON event_plan(at_ms);
  CREATE INDEX measure_time ON measure(at_ms);
  CREATE INDEX advice_time ON advice(at_ms);
  CREATE INDEX scenario_run_time ON scenario_run(at_ms);
  CREATE INDEX forecast_time ON forecast(at_ms);

  -- Encoded Frames: purpose 'past' (frame 0 of a forecast, one a minute) or 'run' (a scenario run).
  CREATE TABLE frames (
    purpose TEXT NOT NULL,
    id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (purpose, id)
  ) STRICT;
  CREATE INDEX frames_time ON frames(purpose, at_ms);

  CREATE TABLE key_figure (
    id TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (id, time_ms)
  ) STRICT, WITHOUT ROWID;

  -- Times of accounts, sessions, tokens and audit are the wall clock's, not the district's.
  CREATE TABLE account (
    name TEXT PRIMARY KEY,
    password_hash TEXT,
    roles TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until_ms INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE one_time_token (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Append only; each row's hash covers the row before it.
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
  CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- JSON of contracts AreaScope. Accounts of before scopes keep what they could see.
  ALTER TABLE account ADD COLUMN scope TEXT NOT NULL DEFAULT '[]';
  UPDATE account SET scope = '"district"';

  -- Of programs that read in an account's name (QGIS, ogr2ogr): only the SHA-256 rests here.
  CREATE TABLE access_token (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE,
    label TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audit_action ON audit(action, seq);
  CREATE INDEX audit_actor ON audit(actor, seq);
  `,
];
