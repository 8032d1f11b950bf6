/**
 * Looking up, filtering, revealing and exporting units over HTTP. Part of http-api.ts; needs
 * `read-units` where nothing else stands. Everything about units obeys the account's area scope.
 *
 *   GET  /api/registry/search?q=&type=&offset=&limit=     RegistrySearch: groups, or one type's page
 *   GET  /api/registry/units?FILTER&order=&offset=&limit= UnitPage
 *   GET  /api/registry/units/cells?FILTER&parents=        binary cell set (cell-set.ts), to highlight; parents=1: with
 *                                                         their storeys and buildings
 *   GET  /api/registry/resolve?unit=CODE | building=ID | storey=ID@LEVEL   CellPlace, 404 when unknown
 *   GET  /api/registry/places/:cell                       CellPlace: where a cell lies, district → unit
 *   GET  /api/registry/areas                              AreaNode[] (all, parents before children)
 *   GET  /api/registry/areas/outlines?level=              AreaOutline[]
 *   GET  /api/registry/areas/:id/buildings?offset=&limit= BuildingPage; `none` = in no area
 *   GET  /api/registry/units/:cell/occupant               OccupantCard, personal fields masked
 *   POST /api/registry/units/:cell/occupant/reveal        Reveal → RevealedContact   reveal-personal
 *   GET  /api/registry/export?format=csv|geojson&lang=&FILTER     file, streamed     export-units
 *   POST /api/registry/export          ExportRequest → file, streamed                export-units
 *   GET  /api/audit?before=&limit=&action=&actor=&subject=   AuditPage               read-audit
 *   GET  /api/audit/verify                                AuditVerdict               read-audit
 *
 * FILTER, all optional, joined by "and"; lists with commas are "or":
 *   q=漕溪 12F  use=residential,office  kind=measured,synthetic  area=<area id>,…  building=<cell>
 *   levelFrom= levelTo= (storey levels, 0 = ground)  areaFrom= areaTo= (m²)
 *   occupant=household|firm|none  quantity=power&valueFrom=&valueTo=  alarmFrom=1…4 (rank)
 *   cells=1,2,3 (a selection, at most 2,000 in a URL)
 */
import { z } from 'zod';
import type { AreaScope } from '../access/area-scope.ts';
import { revealSchema } from '../access/reveal.ts';
import type { Permission } from '../access/roles.ts';
import { AREA_LEVELS, type AreaLevel } from '../city/areas.ts';
import { BUILDING_USES, type BuildingUse } from '../city/city-model.ts';
import type { Polygon } from '../geo/geometry.ts';
import { type AreaId, areaIdSchema, type CellId, cellIdSchema } from '../ids.ts';
import { type LocalizedText, type ValueKind, valueKindSchema } from '../kinds.ts';
import { CELL_QUANTITY_IDS, type CellQuantityId } from '../live/cell-quantities.ts';
import type { Session } from './http-api.ts';

/** What GET /api/session answers. */
export interface ScopedSession extends Session {
  readonly scope: AreaScope;
  readonly permissions: readonly Permission[];
}

export const HIT_TYPES = ['area', 'building', 'unit', 'station', 'venue', 'road'] as const;
export type HitType = (typeof HIT_TYPES)[number];

export interface RegistryHit {
  readonly type: HitType;
  /** Cell as text for buildings and units, else the id of the area, station, venue or road. */
  readonly key: string;
  /** Of buildings and units. */
  readonly cell: CellId | null;
  /** The building that the hit is or lies in. */
  readonly building: CellId | null;
  /** The area that the hit is or lies in, the finest known. */
  readonly area: AreaId | null;
  readonly title: LocalizedText;
  /** Firm, address, committee, code: what tells two hits with one title apart. */
  readonly detail: LocalizedText;
  /** [east, north] metres to fly to; null: unknown. */
  readonly point: readonly [number, number] | null;
}

export interface RegistryGroup {
  readonly type: HitType;
  /** All that match, of which `hits` are the best or the asked page. */
  readonly total: number;
  readonly hits: readonly RegistryHit[];
}

export interface RegistrySearch {
  readonly query: string;
  /** Groups with hits only, the one with the best hit first. */
  readonly groups: readonly RegistryGroup[];
  /** Units outside the account's area scope were not searched. */
  readonly isScoped: boolean;
}

/** `-` = falling. */
export const UNIT_ORDERS = [
  'place',
  '-place',
  'level',
  '-level',
  'area',
  '-area',
  'value',
  '-value',
] as const;
export type UnitOrder = (typeof UNIT_ORDERS)[number];

/** In memory and in POST bodies; the query form above is the same fields. */
export const unitFilterSchema = z.strictObject({
  q: z.string().max(200).optional(),
  use: z.array(z.enum(BUILDING_USES)).max(BUILDING_USES.length).optional(),
  kind: z.array(valueKindSchema).max(4).optional(),
  area: z.array(areaIdSchema).max(200).optional(),
  building: cellIdSchema.optional(),
  levelFrom: z.number().int().min(-100).max(1000).optional(),
  levelTo: z.number().int().min(-100).max(1000).optional(),
  areaFrom: z.number().min(0).optional(),
  areaTo: z.number().min(0).optional(),
  occupant: z.enum(['household', 'firm', 'none']).optional(),
  /** Units with a live value in [valueFrom, valueTo]; without bounds: with any value. */
  quantity: z.enum(CELL_QUANTITY_IDS).optional(),
  valueFrom: z.number().optional(),
  valueTo: z.number().optional(),
  /** Highest open alarm of at least this rank (ALARM_RANK). */
  alarmFrom: z.number().int().min(1).max(4).optional(),
  cells: z.array(cellIdSchema).max(1_000_000).optional(),
});
export type UnitFilter = z.infer<typeof unitFilterSchema>;

export interface UnitRow {
  readonly cell: CellId;
  readonly code: string;
  readonly number: string;
  readonly use: BuildingUse;
  readonly areaSquareMetres: number;
  readonly kind: ValueKind;
  readonly storey: { readonly cell: CellId; readonly level: number; readonly label: string };
  readonly building: {
    readonly cell: CellId;
    readonly title: LocalizedText;
    readonly address: LocalizedText | null;
  };
  readonly area: AreaId | null;
  readonly occupant: 'household' | 'firm' | null;
  /** A firm's name is public; a household has none here. */
  readonly firm: LocalizedText | null;
  /** Of the filter's quantity; null when it has none or none was asked for. */
  readonly value: number | null;
  /** Rank of the highest open alarm, 0 for none. */
  readonly alarmRank: number;
}

export interface UnitPage {
  readonly total: number;
  readonly offset: number;
  readonly units: readonly UnitRow[];
  readonly isScoped: boolean;
}

/** The way from the district down to a cell: for breadcrumbs, the tree and deep links. */
export interface CellPlace {
  readonly cell: CellId;
  readonly type: 'building' | 'storey' | 'unit';
  readonly title: LocalizedText;
  /** Stable over a rebuild: unit code, building id, `<building id>@<level>` of a storey. */
  readonly code: string | null;
  readonly building: CellId;
  readonly storey: CellId | null;
  /** From the district to the finest area; empty where areas are unknown. */
  readonly areas: readonly {
    readonly id: AreaId;
    readonly level: AreaLevel;
    readonly name: LocalizedText;
  }[];
  readonly point: readonly [number, number];
  /** False: units here are outside the account's area scope. */
  readonly isInScope: boolean;
}

export const areaLevelSchema = z.enum(AREA_LEVELS);

export interface AreaNode {
  readonly id: AreaId;
  readonly level: AreaLevel;
  readonly parent: AreaId | null;
  readonly name: LocalizedText;
  readonly kind: ValueKind;
  /** Sums over everything below; persons are registered ones. */
  readonly counts: {
    readonly buildings: number;
    readonly units: number;
    readonly households: number;
    readonly firms: number;
    readonly persons: number;
  };
  /** [west, south, east, north] metres of its buildings' points; null without buildings. */
  readonly extent: readonly [number, number, number, number] | null;
  readonly isInScope: boolean;
}

export interface AreaOutline {
  readonly id: AreaId;
  readonly outline: Polygon;
}

export interface BuildingRow {
  readonly cell: CellId;
  readonly id: string;
  readonly title: LocalizedText;
  readonly address: LocalizedText | null;
  readonly use: BuildingUse;
  readonly storeys: number;
  readonly units: number;
  readonly area: AreaId | null;
  readonly point: readonly [number, number];
}

export interface BuildingPage {
  readonly total: number;
  readonly offset: number;
  readonly buildings: readonly BuildingRow[];
}

/** Facts of who is registered at a unit. Contact fields are masked, always. */
export type OccupantCard =
  | { readonly type: 'none' }
  | {
      readonly type: 'household' | 'firm';
      readonly persons: number;
      /** Of a firm. */
      readonly firm: LocalizedText | null;
      readonly maskedName: string;
      readonly maskedPhone: string;
      readonly kind: ValueKind;
      /** The account may ask for the whole fields. */
      readonly mayReveal: boolean;
    };

export interface RevealedContact {
  readonly cell: CellId;
  readonly contactName: string;
  readonly contactPhone: string;
  /** Row of the audit chain that says so. */
  readonly auditSeq: number;
}

export const EXPORT_FORMATS = ['csv', 'geojson'] as const;
/** Revealed rows of one export; more is no case but a copy of the register. */
export const REVEALED_EXPORT_ROWS = 200;

export const exportRequestSchema = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  /** Of column names and texts. */
  lang: z.enum(['zh', 'en']).default('zh'),
  filter: unitFilterSchema.default({}),
  /** Personal fields whole instead of masked: needs `reveal-personal`, at most REVEALED_EXPORT_ROWS. */
  reveal: revealSchema.optional(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export interface AuditRow {
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  /** `noun.verb`: `personal.reveal`, `units.export`, `session.open`. */
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export interface AuditPage {
  /** Newest first. */
  readonly rows: readonly AuditRow[];
  /** Ask with `before` = this for older rows; null at the end. */
  readonly nextBefore: number | null;
}

export type AuditVerdict =
  | { readonly ok: true; readonly rows: number; readonly head: string }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/** A quantity's present value, as filters and rows name it. */
export type FilterQuantity = CellQuantityId;
