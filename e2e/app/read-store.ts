/** The built city as its file says, to judge what the interface shows by something outside it. */
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const CITY = resolve(import.meta.dirname, '../../data/built/reference-core/city.sqlite');

export function readCity<T>(read: (city: DatabaseSync) => T): T {
  const city = new DatabaseSync(join(CITY), { readOnly: true });
  try {
    return read(city);
  } finally {
    city.close();
  }
}

export interface Household {
  readonly cell: number;
  readonly code: string;
  readonly phone: string;
  readonly name: string;
}

/** Households one after the other, so that two tests take different ones. */
export const readHousehold = (place: number): Household =>
  readCity((city) => {
    const row = city
      .prepare(
        `SELECT u.cell, u.code, o.contact_phone AS phone, o.contact_name AS name
         FROM occupant o JOIN unit u ON u.cell = o.unit_cell
         WHERE o.type = 'household' ORDER BY u.cell LIMIT 1 OFFSET ?`,
      )
      .get(place);
    if (!row) throw new Error(`city.sqlite: expected household ${place}, found none`);
    return {
      cell: Number(row.cell),
      code: String(row.code),
      phone: String(row.phone),
      name: String(row.name),
    };
  });
