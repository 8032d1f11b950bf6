/**
 * Well-known binary geometry → GeoJSON shape (OGC 06-103r4 section 8, EWKB flags as well), and the
 * GeoPackage header before it (OGC 12-128r19 clause 2.1.3).
 */

export type WkbGeometry =
  | { readonly type: 'Point'; readonly coordinates: readonly number[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly number[][])[] }
  | {
      readonly type: 'MultiPolygon';
      readonly coordinates: readonly (readonly (readonly number[][])[])[];
    }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly WkbGeometry[] }
  | { readonly type: 'LineString' | 'MultiPoint' | 'MultiLineString' | 'curve' };

const ENVELOPE_BYTES = [0, 32, 48, 48, 64];

/** null for an empty geometry. Throws a RangeError or Error where the bytes end or say nonsense. */
export function readGeoPackageGeometry(bytes: Uint8Array): WkbGeometry | null {
  if (bytes[0] !== 0x47 || bytes[1] !== 0x50) throw new Error('no GeoPackage geometry header');
  const flags = bytes[3] ?? 0;
  if ((flags & 0b10000) !== 0) return null;
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 0b111];
  if (envelope === undefined) throw new Error('unknown envelope of a GeoPackage geometry');
  return readWkb(bytes.subarray(8 + envelope));
}

export function readWkb(bytes: Uint8Array): WkbGeometry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const byte = () => view.getUint8(at++);
  const geometry = (): WkbGeometry => {
    const little = byte() === 1;
    const uint = () => {
      at += 4;
      return view.getUint32(at - 4, little);
    };
    const code = uint();
    // EWKB flags Z and M in the high bits and may carry an SRID; ISO adds 1000, 2000 or 3000.
    const iso = (code & 0x0fffffff) % 1000;
    const band = Math.floor((code & 0x0fffffff) / 1000);
    const hasZ = (code & 0x80000000) !== 0 || band === 1 || band === 3;
    const hasM = (code & 0x40000000) !== 0 || band === 2 || band === 3;
    if ((code & 0x20000000) !== 0) uint();
    const size = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0);
    const position = (): number[] => {
      const x = view.getFloat64(at, little);
      const y = view.getFloat64(at + 8, little);
      at += size * 8;
      return [x, y];
    };
    const many = <T>(read: () => T): T[] => {
      const count = uint();
      // Every element takes at least 4 bytes: a count beyond that is nonsense.
      if (count > (view.byteLength - at) / 4) throw new Error(`count ${count} beyond the end`);
      return Array.from({ length: count }, read);
    };
    const ring = () => many(position);
    switch (iso) {
      case 1:
        return { type: 'Point', coordinates: position() };
      case 2:
        ring();
        return { type: 'LineString' };
      case 3:
        return { type: 'Polygon', coordinates: many(ring) };
      case 4:
        many(geometry);
        return { type: 'MultiPoint' };
      case 5:
        many(geometry);
        return { type: 'MultiLineString' };
      case 6:
        return {
          type: 'MultiPolygon',
          coordinates: many(geometry).flatMap((part) =>
            part.type === 'Polygon' ? [part.coordinates] : [],
          ),
        };
      case 7:
        return { type: 'GeometryCollection', geometries: many(geometry) };
      default:
        return { type: 'curve' };
    }
  };
  return geometry();
}
