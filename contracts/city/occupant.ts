/**
 * Who is registered at a unit: one household or one firm, or nobody (no record). The contact's
 * name and telephone are personal fields: they leave the server masked unless the role may see
 * them and the reveal, with its purpose, is in the audit log. A firm's name is public.
 */
import type { LocalizedText, ValueKind } from '../kinds.ts';

export type Occupant =
  | {
      readonly type: 'household';
      readonly persons: number;
      readonly contactName: string;
      readonly contactPhone: string;
      readonly kind: ValueKind;
    }
  | {
      readonly type: 'firm';
      readonly persons: number;
      readonly name: LocalizedText;
      readonly contactName: string;
      readonly contactPhone: string;
      readonly kind: ValueKind;
    };
