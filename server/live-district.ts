/**
 * The seam between the running district and what computes on it (forecast, advice, scenarios).
 *
 * `start-server.ts` makes one `LiveDistrict` and hands it to every `StartExtension` that
 * `district-extensions.ts` lists, after state was restored from the store and before the first
 * request is served. An extension answers with what it adds: HTTP routes, snapshots of the channels
 * that it owns ('forecast', 'advice', 'advising', 'runs', 'transit'), health checks, and how to stop
 * it. It publishes changes through `publish`, reports crowding through `alarms`, and keeps records in `store`.
 * Without extensions the server runs all the same; the channels answer with nothing.
 */
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  preHandlerAsyncHookHandler,
} from 'fastify';
import type {
  ChannelDeltas,
  ChannelSnapshots,
  Health,
  ObservedQuantity,
  Permission,
  ScopedSession,
} from '#contracts';
import type { CrowdingAlarms } from './alarms/index.ts';
import type { DistrictClock } from './clock/district-clock.ts';
import type { PlanBook } from './plans/plan-book.ts';
import type { City } from './registry/index.ts';
import type { DistrictState } from './state/district-state.ts';
import type { CurrentWeather } from './state/read-weather.ts';
import type { Store } from './store/index.ts';

/** Channels whose content belongs to an extension. */
export type ExtensionChannel = 'forecast' | 'advice' | 'advising' | 'runs' | 'transit';

export interface LiveDistrict {
  /** Manifest, networks and where the built city lies (`city.directory`). */
  readonly city: City;
  /** District time; never use Date.now for anything the district sees. */
  readonly clock: DistrictClock;
  /** Latest values, cell layers, silent devices. */
  readonly state: DistrictState;
  /** Observations of one series in [fromMs, untilMs), oldest first. */
  readonly history: (
    subject: string,
    quantity: ObservedQuantity,
    fromMs: number,
    untilMs: number,
  ) => { readonly timesMs: readonly number[]; readonly values: readonly number[] };
  /** null until a weather station has spoken, or when all are stale. */
  readonly weather: () => CurrentWeather | null;
  /** Called when rain starts, stops or changes by half, or temperature by 3 K. */
  readonly onWeatherChange: (listener: () => void) => void;
  /** Events and measures as they are now; `onChange` after every edit. */
  readonly plans: PlanBook;
  /** Records: forecasts, advice, runs, frames, audit. */
  readonly store: Store;
  /** Sends a delta to everyone subscribed (contracts: changed items whole; 'forecast' replaced). */
  readonly publish: <C extends ExtensionChannel>(channel: C, data: ChannelDeltas[C]) => void;
  /** Density and queue alarms: report after every forecast. */
  readonly alarms: CrowdingAlarms;
  /** People on all streets now, from the forecast's frame 0; shown among the key figures. */
  readonly reportPeopleOnStreets: (persons: number) => void;
  readonly report: ForecastReport;
  readonly log: FastifyBaseLogger;
}

/** Metrics of the forecast, for /metrics. */
export interface ForecastReport {
  readonly forecastDone: (durationSeconds: number, issuedMs: number) => void;
}

/** For routes: deny by default, so every route names the permissions of which one is enough. */
export interface RouteAccess {
  /** A preHandler that answers 401 or 403 unless the session has one of the permissions. */
  readonly require: (
    ...anyOf: readonly [Permission, ...Permission[]]
  ) => preHandlerAsyncHookHandler;
  /** The session of a request that passed `require`. */
  readonly sessionOf: (request: FastifyRequest) => ScopedSession;
  /** Writes a decision to the audit chain in the name of the session; its number, once durable. */
  readonly audit: (
    request: FastifyRequest,
    action: string,
    subject: string,
    detail?: Readonly<Record<string, unknown>>,
  ) => number;
}

export interface DistrictExtension {
  readonly routes?: (app: FastifyInstance, access: RouteAccess) => void;
  readonly snapshots?: { readonly [C in ExtensionChannel]?: () => ChannelSnapshots[C] };
  readonly checks?: () => Health['checks'];
  readonly close?: () => Promise<void> | void;
}

export type StartExtension = (
  district: LiveDistrict,
) => Promise<DistrictExtension> | DistrictExtension;
