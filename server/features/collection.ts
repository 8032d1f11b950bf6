/**
 * What the GIS interface asks of a collection: columns with types, an order by key that pages follow,
 * boxes to look features up by, and one feature at a time as GeoJSON.
 */
import type { UnitScope } from '../registry/index.ts';
import type { Value } from './cql2.ts';

export type ColumnType = 'string' | 'integer' | 'number' | 'date-time';

export interface Column {
  readonly name: string;
  readonly title: string;
  readonly type: ColumnType;
  /** Of the feature at an index; null where it has none. */
  readonly read: (index: number, view: View) => Value;
}

/** Who asks: units outside the scope are not there, live values outside are null. */
export interface View {
  readonly scope: UnitScope;
}

/** [west, south, east, north] in local metres. */
export type Box = readonly [number, number, number, number];

/**
 * A box in degrees as boxes in local metres, where its sides are slightly curved: no point of it is
 * outside `outer`, every point of `inner` is in it.
 */
export interface Window {
  readonly outer: Box;
  readonly inner: Box;
}
export type Meeting = 'no' | 'maybe' | 'yes';

export interface Collection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly geometryType: 'Polygon' | 'MultiPolygon' | 'LineString' | 'Point';
  readonly size: number;
  readonly columns: readonly Column[];
  /** The column whose times `datetime` asks for. */
  readonly timeColumn: string | null;
  readonly isVisible: (index: number, view: View) => boolean;
  /** Integer id of the feature at an index; rises with it. */
  readonly keyOf: (index: number) => number;
  /** First index whose key is at least this. */
  readonly indexOfKey: (key: number) => number;
  /** Where the feature's box lies; `maybe` asks for the geometry itself. */
  readonly meets: (index: number, window: Window) => Meeting;
  /** GeoJSON text of the geometry in degrees; `null` where it has none. */
  readonly geometryOf: (index: number) => string;
}
