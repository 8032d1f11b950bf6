/**
 * The live wire for an account with an area scope: cells outside have no value, alarms of units
 * outside are not told. Sequence numbers stay those of the channel, so an empty delta is sent too.
 */
import { type Channel, encodeCellChanges, forEachCellChange } from '#contracts';

export interface WireCut {
  /** Accounts with one key see the same: their messages are made once. */
  readonly key: string;
  /** 1 for each cell whose values may be seen. */
  readonly visible: Uint8Array;
}

export const isCutChannel = (channel: Channel): boolean =>
  channel === 'alarms' || channel.startsWith('cells:');

/** `content`: {bytes} of a snapshot of cells, {changes} of a delta, or {data} of records. */
export function cutContent(content: object, { visible }: WireCut): object {
  if ('bytes' in content && content.bytes instanceof Uint8Array) {
    const { bytes } = content;
    return { ...content, bytes: bytes.map((byte, cell) => (visible[cell] === 1 ? byte : 0)) };
  }
  if ('changes' in content && content.changes instanceof Uint8Array) {
    const cells: number[] = [];
    const bytes = new Map<number, number>();
    forEachCellChange(content.changes, (cell, byte) => {
      if (visible[cell] !== 1) return;
      cells.push(cell);
      bytes.set(cell, byte);
    });
    return { ...content, changes: encodeSome(cells, bytes) };
  }
  if ('data' in content && Array.isArray(content.data)) {
    const data = content.data.filter((record) => isVisible(record, visible));
    return { ...content, data };
  }
  return content;
}

/** encodeCellChanges looks bytes up by cell; a sparse list stands in for the layer. */
function encodeSome(cells: readonly number[], bytes: ReadonlyMap<number, number>): Uint8Array {
  const most = cells.reduce((highest, cell) => Math.max(highest, cell), -1);
  const layer = new Uint8Array(most + 1);
  for (const [cell, byte] of bytes) layer[cell] = byte;
  return encodeCellChanges(cells, layer);
}

/** Of alarms: those of units outside are not; what has no unit concerns everybody. */
export function isVisible(record: unknown, visible: Uint8Array): boolean {
  const place = fieldOf(record, 'place');
  if (fieldOf(place, 'type') !== 'unit') return true;
  const cell = fieldOf(place, 'cell');
  return typeof cell === 'number' && visible[cell] === 1;
}

const fieldOf = (owner: unknown, name: string): unknown =>
  typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
