/**
 * Persons registered at each unit (table `occupant`), by cell: what the inferred occupancy is
 * multiplied with. A city built before that table has none, and then says nothing about people.
 */
import type { City } from '../registry/index.ts';
import { numberOf } from '../store/read-row.ts';

/** 0: nobody is registered. */
export function readRegisteredPersons(city: Pick<City, 'sqlite' | 'cells'>): Uint16Array {
  const persons = new Uint16Array(city.cells.count);
  const table = city.sqlite
    .prepare("SELECT 1 AS present FROM sqlite_master WHERE type = 'table' AND name = 'occupant'")
    .get();
  if (!table) return persons;
  for (const row of city.sqlite.prepare('SELECT unit_cell, persons FROM occupant').iterate()) {
    persons[numberOf(row, 'unit_cell')] = numberOf(row, 'persons');
  }
  return persons;
}
