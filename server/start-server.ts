/**
 * The composition root of the server: opens the city and the store, restores the state, starts ingest,
 * HTTP and the live wire, and ties them together.
 *
 * device ─▶ ingest ─▶ one durable transaction (observations + alarms) ─▶ acknowledge ─▶ state ─▶ wire
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { CityBuild, ClockSettings } from '#contracts';
import {
  createSessionBook,
  isSameOrigin,
  readBearerTokens,
  sessionTokenOf,
} from './access/index.ts';
import { createCrowdingAlarms } from './alarms/index.ts';
import { createDistrictClock } from './clock/district-clock.ts';
import { createLiveFlow } from './create-live-flow.ts';
import { DISTRICT_EXTENSIONS } from './district-extensions.ts';
import type { BaseLayer } from './http/base-layer.ts';
import { createApp } from './http/create-app.ts';
import { listenMqtt, readDevicePasswords, subscribeBroker } from './ingest/index.ts';
import type { DistrictExtension, LiveDistrict, StartExtension } from './live-district.ts';
import { checkHealth, createMetrics } from './observe/index.ts';
import { loadDemonstrationEvent } from './plans/demonstration-event.ts';
import { createPlanBook } from './plans/plan-book.ts';
import { startPublishing } from './publish/start-publishing.ts';
import { openCity } from './registry/index.ts';
import { createCardDescriber } from './state/describe-card.ts';
import { INSPECTIONS_FILE, openInspectionRegister } from './state/inspection-register.ts';
import { openStore, STORE_FILE } from './store/index.ts';
import { transitExtension } from './transit/index.ts';
import { startUpkeep } from './upkeep.ts';

export interface ServerOptions {
  readonly cityDirectory: string;
  readonly dataDirectory: string;
  readonly clientDirectory: string;
  readonly host: string;
  readonly port: number;
  readonly mqttHost: string;
  readonly mqttPort: number;
  /** An external broker instead of the own listener; null: own listener. */
  readonly mqttBroker: string | null;
  /** null: devices need no password, loopback only. */
  readonly mqttPasswordFile: string | null;
  /** GTFS-Realtime feeds to poll; POST is always open to who has the ingest token. */
  readonly gtfsRealtime?: readonly string[];
  readonly clock: ClockSettings;
  /** The demonstration's event, loaded when there is none yet; null: none. */
  readonly demonstrationEventFile: string | null;
  /** A photographed or scanned city under the built one; none unless given. */
  readonly baseLayer?: BaseLayer | null;
  readonly extensions?: readonly StartExtension[];
  readonly log?: FastifyBaseLogger;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface RunningServer {
  readonly address: string;
  /** One use, 15 minutes. */
  readonly signInLink: string;
  /** Of the own listener; null with an external broker. */
  readonly mqttAddress: string | null;
  /** How far the whole city is, when this one is a part of it. */
  reportCityBuild(build: CityBuild): void;
  close(): Promise<void>;
}

export const LOCAL_ACCOUNT = 'local';

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const startedMs = Date.now();
  const log = options.log ?? pino({ level: 'warn' });
  const city = openCity(options.cityDirectory);
  const { manifest, networks } = city;
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const store = openStore(join(options.dataDirectory, STORE_FILE));
  const bearers = readBearerTokens(options.dataDirectory, options.environment ?? process.env);
  const clock = createDistrictClock(options.clock);
  const metrics = createMetrics();
  const sessions = createSessionBook(store, Date.now);
  const plans = createPlanBook(store, networks, city.transit);
  loadDemonstrationEvent(options.demonstrationEventFile, { plans, clock, manifest, networks });

  const inspections = openInspectionRegister({
    city,
    dataDirectory: options.dataDirectory,
    isSynthetic:
      options.clock.mode === 'demonstration' ||
      manifest.sources.some((source) => source.kind === 'synthetic'),
  });
  for (const [reason, lines] of Object.entries(inspections.refused)) {
    log.warn(`${INSPECTIONS_FILE}: ${lines} lines not taken: ${reason}`);
  }
  const flow = createLiveFlow({ city, store, clock, plans, metrics, inspections, log });
  const { state, book, ingest } = flow;
  let forecastMs: number | null = null;
  const crowding = createCrowdingAlarms(networks, book, manifest.timeZone);

  // The wire needs the HTTP server, the routes need the extensions, the extensions publish on the
  // wire: what they publish before it is open is in their first snapshot anyway.
  const opened: { wire: ReturnType<typeof startPublishing> | null } = { wire: null };
  const district: LiveDistrict = {
    city,
    clock,
    state,
    plans,
    store,
    log,
    alarms: crowding,
    history: (subject, quantity, fromMs, untilMs) =>
      store.observations.read(subject, quantity, fromMs, untilMs, 100_000),
    weather: flow.weather,
    onWeatherChange: flow.onWeatherChange,
    publish: (channel, data) => opened.wire?.publish(channel, data),
    reportPeopleOnStreets: flow.keyFigures.reportPeopleOnStreets,
    report: {
      forecastDone: (durationSeconds, issuedMs) => {
        metrics.forecastSeconds.observe(durationSeconds);
        forecastMs = issuedMs;
      },
    },
  };
  metrics.watch(
    'gezi_forecast_age_seconds',
    'District seconds since the last forecast; -1 before the first.',
    () => (forecastMs === null ? -1 : (clock.nowMs() - forecastMs) / 1000),
  );
  const extensions: DistrictExtension[] = [];
  const transit = transitExtension({ urls: options.gtfsRealtime ?? [] });
  for (const start of [...(options.extensions ?? DISTRICT_EXTENSIONS), transit])
    extensions.push(await start(district));

  const broker = options.mqttBroker
    ? await subscribeBroker({ url: options.mqttBroker, district: manifest.district, ingest })
    : null;
  const app = createApp({
    ...{ log, store, sessions, bearers, city, clock, book, plans, ingest, metrics, extensions },
    clientDirectory: options.clientDirectory,
    baseLayer: options.baseLayer ?? null,
    live: (quantity) => state.layers[quantity].bytes,
    presence: state.presence,
    describeCard: createCardDescriber({ city, state, book, clock, kinds: flow.kinds }),
    health: () =>
      checkHealth({
        store,
        dataDirectory: options.dataDirectory,
        presence: state.presence,
        district: manifest.district,
        startedMs,
        extensionChecks: extensions.flatMap((extension) => extension.checks?.() ?? []),
        brokerConnected: broker ? broker.isConnected() : null,
      }),
  });
  const wire = startPublishing({
    server: app.server,
    ...{ city, clock, plans, extensions, flow },
    isSameOrigin,
    sessionOf: (cookie) => {
      const token = sessionTokenOf(cookie);
      return token === null ? null : sessions.find(token);
    },
  });
  opened.wire = wire;
  metrics.watch('gezi_live_clients', 'Open live connections.', wire.clients);
  const stopUpkeep = startUpkeep({ flow, store, clock, networks, log });

  const mqtt = broker
    ? null
    : await listenMqtt({
        ingest,
        host: options.mqttHost,
        port: options.mqttPort,
        checkCredentials: options.mqttPasswordFile
          ? readDevicePasswords(options.mqttPasswordFile)
          : null,
      });
  metrics.watch('gezi_mqtt_connections', 'Open MQTT connections.', () => mqtt?.connections() ?? 0);
  const address = await app.listen({ host: options.host, port: options.port });

  return {
    address,
    signInLink: `${address}/sign-in?token=${sessions.offerToken(LOCAL_ACCOUNT)}`,
    mqttAddress: mqtt ? `mqtt://${options.mqttHost}:${mqtt.port}` : null,
    reportCityBuild: wire.reportCityBuild,
    close: async () => {
      // First nothing new comes in, then what waits is written, then the rest goes.
      await mqtt?.close();
      await broker?.close();
      stopUpkeep();
      for (const extension of extensions.reverse()) await extension.close?.();
      await wire.close();
      await app.close();
      ingest.close();
      store.close();
      city.close();
    },
  };
}
