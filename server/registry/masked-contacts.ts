/** Masked contacts of many units at once: one range query for a batch of rows. */
import type { UnitRow } from '#contracts';
import { numberOf, textOf } from '../store/read-row.ts';
import { maskName, maskPhone } from './mask-personal.ts';
import type { City } from './open-city.ts';

export function maskedContacts(city: Pick<City, 'sqlite'>, rows: readonly UnitRow[]) {
  const cells = rows.map((row) => Number(row.cell));
  const found = city.sqlite
    .prepare(
      `SELECT unit_cell, contact_name, contact_phone FROM occupant
       WHERE unit_cell IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(cells));
  const contacts = new Map(
    found.map((row) => [
      numberOf(row, 'unit_cell'),
      {
        contactName: maskName(textOf(row, 'contact_name')),
        contactPhone: maskPhone(textOf(row, 'contact_phone')),
      },
    ]),
  );
  return (cell: UnitRow['cell']) => contacts.get(Number(cell)) ?? null;
}
