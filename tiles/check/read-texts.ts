/** A STRING column of a property table (EXT_structural_metadata): UTF-8 in a row, and offsets into it. */
import { GlbFormatError } from './glb-format-error.ts';

export interface TextColumn {
  readonly values: number;
  readonly stringOffsets: number;
  readonly stringOffsetType: 'UINT8' | 'UINT16' | 'UINT32';
}

const OFFSET_BYTES = { UINT8: 1, UINT16: 2, UINT32: 4 } as const;

/** `views`: decoded buffer views. */
export function readTexts(
  name: string,
  column: TextColumn,
  views: readonly Uint8Array[],
  rows: number,
): readonly string[] {
  const size = OFFSET_BYTES[column.stringOffsetType];
  const bytes = views[column.values];
  const raw = views[column.stringOffsets];
  if (!bytes || raw?.length !== (rows + 1) * size) {
    throw new GlbFormatError(
      `table column ${name}: expected ${(rows + 1) * size} bytes of offsets for ${rows} rows, got ${raw?.length ?? 'no view'}`,
    );
  }
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const offsetAt = (row: number): number =>
    size === 4
      ? view.getUint32(row * 4, true)
      : size === 2
        ? view.getUint16(row * 2, true)
        : view.getUint8(row);
  if (offsetAt(0) !== 0 || offsetAt(rows) !== bytes.length) {
    throw new GlbFormatError(
      `table column ${name}: expected texts from 0 to ${bytes.length}, got ${offsetAt(0)} to ${offsetAt(rows)}`,
    );
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Array.from({ length: rows }, (_, row) => {
    const [from, to] = [offsetAt(row), offsetAt(row + 1)];
    if (to < from)
      throw new GlbFormatError(`table column ${name}: row ${row} ends before it begins`);
    try {
      return decoder.decode(bytes.subarray(from, to));
    } catch {
      throw new GlbFormatError(`table column ${name}: row ${row} is not UTF-8`);
    }
  });
}
