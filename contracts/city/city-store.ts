/**
 * Tables of `city.sqlite`, written by the build and read by the server's registry. Polygons are JSON
 * of `Polygon` in local metres. Storeys of a tower share their outlines, so those lie in a table of
 * their own: `LEFT JOIN outline o ON o.id = unit.outline`; a storey or unit that has its building's
 * footprint stores NULL.
 */
export const CITY_STORE_TABLES = `
CREATE TABLE area (
  id TEXT PRIMARY KEY,
  level TEXT NOT NULL,
  parent TEXT REFERENCES area(id),
  name_zh TEXT NOT NULL, name_en TEXT NOT NULL,
  outline TEXT,
  kind TEXT NOT NULL
) STRICT;
CREATE TABLE building (
  cell INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name_zh TEXT, name_en TEXT,
  address_zh TEXT, address_en TEXT,
  area TEXT REFERENCES area(id),
  use TEXT NOT NULL, use_kind TEXT NOT NULL, use_source TEXT NOT NULL,
  height_m REAL NOT NULL, height_kind TEXT NOT NULL, height_source TEXT NOT NULL,
  storeys INTEGER NOT NULL, storeys_kind TEXT NOT NULL, storeys_source TEXT NOT NULL,
  east_m REAL NOT NULL, north_m REAL NOT NULL,
  footprint TEXT NOT NULL,
  parts TEXT NOT NULL
) STRICT;
CREATE TABLE outline (
  id INTEGER PRIMARY KEY,
  rings TEXT NOT NULL
) STRICT;
CREATE TABLE storey (
  cell INTEGER PRIMARY KEY,
  building_cell INTEGER NOT NULL REFERENCES building(cell),
  level INTEGER NOT NULL,
  label TEXT NOT NULL,
  floor_m REAL NOT NULL,
  height_m REAL NOT NULL,
  footprint INTEGER REFERENCES outline(id),
  kind TEXT NOT NULL
) STRICT;
CREATE TABLE unit (
  cell INTEGER PRIMARY KEY,
  storey_cell INTEGER NOT NULL REFERENCES storey(cell),
  building_cell INTEGER NOT NULL REFERENCES building(cell),
  code TEXT NOT NULL,
  number TEXT NOT NULL,
  use TEXT NOT NULL,
  area_m2 REAL NOT NULL,
  outline INTEGER REFERENCES outline(id),
  kind TEXT NOT NULL
) STRICT;
CREATE TABLE occupant (
  unit_cell INTEGER PRIMARY KEY REFERENCES unit(cell),
  type TEXT NOT NULL,
  persons INTEGER NOT NULL,
  name_zh TEXT, name_en TEXT,
  contact_name TEXT NOT NULL, contact_phone TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT;
`;

/** Made after the rows: sorting once is cheaper than keeping an index in order row by row. */
export const CITY_STORE_INDEXES = `
CREATE INDEX storey_building ON storey(building_cell, level);
CREATE UNIQUE INDEX unit_code ON unit(code);
CREATE INDEX unit_storey ON unit(storey_cell);
CREATE INDEX unit_building ON unit(building_cell);
`;

export const CITY_STORE_DDL = CITY_STORE_TABLES + CITY_STORE_INDEXES;
