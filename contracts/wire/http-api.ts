/**
 * The HTTP interface, version 1. All paths but the sign-in page need a session (cookie) or, for
 * /health, /metrics and /api/ingest, may use a bearer token. Errors are RFC 9457 problem details.
 *
 *   GET    /sign-in                    page; ?token= one-time link
 *   POST   /api/session                SignIn → Session; DELETE signs out; GET → Session
 *   GET    /api/city                   CityInfo
 *   GET    /api/city/networks          DistrictNetworks
 *   GET    /api/city/transit           CityTransit; null where no lines are known
 *   GET    /api/city/footprints        BuildingFootprint[] (all)            read-live
 *   GET    /city/tileset.json, /city/tiles/*; /base-layer/* (option --base-layer)
 *   GET    /api/registry/…, /api/audit/…   search, filters, areas, occupants, export: registry-api.ts
 *   GET    /ogc/…                      OGC API – Features 1.0 (cookie or an account's access token)
 *   GET    /api/buildings/:cell        BuildingDetail                       read-units
 *   GET    /api/cells/:cell            CellCard (any class of cell)         read-units
 *   GET    /api/history?subject=&quantity=&fromMs=&untilMs=  HistorySeries  read-live
 *   GET    /api/forecasts/latest       Forecast
 *   GET    /api/forecasts/:id/frames   binary Frames
 *   GET    /api/forecasts/:id/transit-frames   binary TransitFrames
 *   GET    /api/past/frames?minutes=   binary Frames: frame 0 of past forecasts, one a minute
 *   GET    /api/past/transit-frames?minutes=   binary TransitFrames, likewise
 *   GET    /api/advice                 Advice[]; POST /api/advice/:id/accept, /refuse {reason}
 *   GET    /api/events                 EventPlan[]; PUT, DELETE /api/events/:id      edit-events
 *   GET    /api/measures               Measure[];   PUT, DELETE /api/measures/:id    edit-events or decide-advice
 *   POST   /api/scenarios              Scenario → ScenarioRun; GET list; GET, DELETE (cancel) /:id; GET /:id/frames, /:id/transit-frames
 *   POST   /api/close-ups              CloseUpRequest → CloseUp; GET, DELETE (cancel) /:id   read-forecast, or run-scenarios
 *   GET    /api/close-ups/:id/minutes/:minute    binary frames (contracts/close-up)
 *   GET    /api/alarms                 Alarm[]; POST /api/alarms/:id/acknowledge
 *   GET    /api/ingest/rejects         IngestRejects                        read-ingest
 *   POST   /api/ingest/<device>/<id>/<message>   202 when durable
 *   POST   /api/ingest/gtfs-realtime/<source>    a GTFS-Realtime message; 202 when durable
 *   GET    /api/transit/live           TransitLiveAnswer                    read-live
 *   GET    /health                     Health;  GET /metrics  Prometheus text
 */
import { z } from 'zod';
import type { Role } from '../access/roles.ts';
import type { BuildingUse, RoofShape } from '../city/city-model.ts';
import type { CityManifest } from '../city/manifest.ts';
import type { Polygon } from '../geo/geometry.ts';
import type { CellId } from '../ids.ts';
import type { Fact, LocalizedText, ValueKind } from '../kinds.ts';
import type { CellQuantityId } from '../live/cell-quantities.ts';
import type { ClockSettings } from '../live/district-clock.ts';
import type { ObservedQuantity } from '../live/observation.ts';
import type { Alarm } from '../respond/alarm.ts';

export const signInSchema = z.discriminatedUnion('with', [
  z.strictObject({ with: z.literal('token'), token: z.string().min(10).max(200) }),
  z.strictObject({
    with: z.literal('password'),
    name: z.string().min(1).max(100),
    password: z.string().min(1).max(200),
  }),
]);

export interface Session {
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface CityInfo {
  readonly manifest: CityManifest;
  readonly clock: ClockSettings;
  readonly timeMs: number;
  /** A photographed or scanned city as 3D Tiles, under the built one's volumes; null: none. */
  readonly baseLayerUrl: string | null;
}

/** A building on a flat map. Metres rounded to 0.1; corners that fall together are one. */
export interface BuildingFootprint {
  readonly cell: CellId;
  readonly use: BuildingUse;
  readonly footprint: Polygon;
  /** Pieces that stand apart from `footprint`, the largest; absent when there are none. */
  readonly otherPieces?: readonly Polygon[];
}

export interface UnitDetail {
  readonly cell: CellId;
  readonly code: string;
  readonly number: string;
  readonly use: BuildingUse;
  readonly areaSquareMetres: number;
  /** null: the storey's footprint. */
  readonly outline: Polygon | null;
  readonly kind: ValueKind;
}

export interface StoreyDetail {
  readonly cell: CellId;
  readonly level: number;
  readonly label: string;
  readonly floorMetres: number;
  readonly heightMetres: number;
  /** null: the building's footprint. */
  readonly footprint: Polygon | null;
  readonly kind: ValueKind;
  readonly units: readonly UnitDetail[];
}

export interface BuildingDetail {
  readonly cell: CellId;
  readonly id: string;
  readonly name: LocalizedText | null;
  readonly address: LocalizedText | null;
  readonly use: Fact<BuildingUse>;
  readonly heightMetres: Fact<number>;
  readonly storeysAboveGround: Fact<number>;
  readonly point: readonly [number, number];
  readonly footprint: Polygon;
  readonly parts: readonly {
    readonly footprint: Polygon;
    readonly baseMetres: number;
    readonly topMetres: number;
    readonly roof: { readonly shape: RoofShape; readonly heightMetres: number };
  }[];
  readonly storeys: readonly StoreyDetail[];
  /** True: outside the account's area scope, so the storeys come without their units. */
  readonly unitsWithheld?: boolean;
}

export interface CellCard {
  readonly cell: CellId;
  readonly type: 'building' | 'storey' | 'unit';
  readonly title: LocalizedText;
  readonly building: CellId;
  readonly storey: CellId | null;
  readonly live: readonly {
    readonly quantity: CellQuantityId;
    readonly value: number | null;
    readonly unit: string;
    readonly kind: ValueKind;
    readonly source: string;
    readonly timeMs: number | null;
    readonly stale: boolean;
  }[];
  readonly alarms: readonly Alarm[];
}

export interface HistorySeries {
  readonly subject: string;
  readonly quantity: ObservedQuantity;
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

export const refuseSchema = z.strictObject({ reason: z.string().min(1).max(1000) });

/** RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

export interface Health {
  readonly status: 'ok' | 'degraded';
  readonly district: string;
  readonly upSeconds: number;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
}
