/**
 * The only reader of contact fields. Masked is what it gives; whole fields come from
 * `readContact` alone, which wants the number of the audit row that says who asks and why.
 */
import type { CellId, OccupantCard } from '#contracts';
import { valueKindSchema } from '#contracts';
import { numberOf, type Row, textOf } from '../store/read-row.ts';
import { localizedOf } from './describe-building.ts';
import { maskName, maskPhone } from './mask-personal.ts';
import type { City } from './open-city.ts';

/** A card without what depends on who asks. */
export type MaskedOccupant = Omit<Exclude<OccupantCard, { type: 'none' }>, 'mayReveal'>;

/** null: nobody is registered there. */
export function readMaskedOccupant(
  city: Pick<City, 'sqlite'>,
  cell: number,
): MaskedOccupant | null {
  const row = occupantRow(city, cell);
  if (!row) return null;
  const type = textOf(row, 'type') === 'firm' ? 'firm' : 'household';
  return {
    type,
    persons: numberOf(row, 'persons'),
    firm: type === 'firm' ? localizedOf(row, 'name') : null,
    maskedName: maskName(textOf(row, 'contact_name')),
    maskedPhone: maskPhone(textOf(row, 'contact_phone')),
    kind: valueKindSchema.parse(textOf(row, 'kind')),
  };
}

export const cardOf = (occupant: MaskedOccupant | null, mayReveal: boolean): OccupantCard =>
  occupant ? { ...occupant, mayReveal } : { type: 'none' };

/** `auditSeq`: the row written before, so that there is no value without its trace. */
export function readContact(
  city: Pick<City, 'sqlite'>,
  cell: CellId,
  auditSeq: number,
): { readonly contactName: string; readonly contactPhone: string } | null {
  if (!(auditSeq > 0)) throw new Error(`contact of cell ${cell}: expected an audit row first`);
  const row = occupantRow(city, cell);
  return row
    ? { contactName: textOf(row, 'contact_name'), contactPhone: textOf(row, 'contact_phone') }
    : null;
}

const occupantRow = (city: Pick<City, 'sqlite'>, cell: number): Row | undefined =>
  city.sqlite.prepare('SELECT * FROM occupant WHERE unit_cell = ?').get(cell);
