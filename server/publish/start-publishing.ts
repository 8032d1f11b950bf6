/**
 * What goes over the live wire and how often: cells and sensors batched every 200 ms, the district's
 * summary every second, alarms and plans at once, forecast, advice and runs when their extension says.
 */
import type { Server as HttpServer } from 'node:http';
import {
  CELL_QUANTITY_IDS,
  type CellQuantityId,
  type ChannelDeltas,
  type ChannelSnapshots,
  type CityBuild,
  type DistrictSummary,
  type DistrictTransit,
  encodeCellChanges,
  OBSERVED_QUANTITIES,
  type ScopedSession,
  type SensorValue,
} from '#contracts';
import type { DistrictClock } from '../clock/district-clock.ts';
import type { LiveFlow } from '../create-live-flow.ts';
import type { DistrictExtension, ExtensionChannel } from '../live-district.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import { type City, scopeUnits, visibleCells } from '../registry/index.ts';
import { openLiveWire } from './live-wire.ts';

export interface Publishing {
  /** Told by the launcher; in the next summary. */
  reportCityBuild(build: CityBuild): void;
  publish<C extends ExtensionChannel>(channel: C, data: ChannelDeltas[C]): void;
  clients(): number;
  close(): Promise<void>;
}

const BATCH_MS = 200;
const SUMMARY_MS = 1_000;
const SESSION_CHECK_MS = 30_000;
/** Alarms that ended lately stay in the snapshot. */
const CLEARED_SHOWN_MS = 3_600_000;

export function startPublishing(context: {
  readonly server: HttpServer;
  readonly city: City;
  readonly clock: DistrictClock;
  readonly plans: PlanBook;
  readonly flow: LiveFlow;
  readonly extensions: readonly DistrictExtension[];
  readonly sessionOf: (cookie: string | undefined) => ScopedSession | null;
  readonly isSameOrigin: (
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ) => boolean;
}): Publishing {
  const { clock, plans, flow, extensions } = context;
  const { state, book, ingest } = flow;
  const rate = createRate();
  let cityBuild: CityBuild = { state: 'whole' };

  const valuesOf = (sensors: Iterable<string>): readonly SensorValue[] =>
    [...sensors].flatMap((sensor) =>
      OBSERVED_QUANTITIES.flatMap((quantity) => {
        const latest = state.latest.get(sensor, quantity);
        return latest ? [{ sensor, quantity, value: latest.value, timeMs: latest.timeMs }] : [];
      }),
    );
  const summary = (): DistrictSummary => {
    const presence = state.presence();
    const stale = presence.filter((sensor) => sensor.stale).length;
    const fresh = presence.filter(({ heardMs }) => heardMs !== null).length - stale;
    return {
      weather: flow.weather(),
      keyFigures: flow.keyFigures.read(),
      sensors: { total: presence.length, fresh, stale },
      ingest: {
        acceptedTotal: ingest.acceptedTotal(),
        rejectedTotal: ingest.rejects.total(),
        perSecond: rate.read(),
      },
      cityBuild,
    };
  };
  const planned = (): ChannelSnapshots['plans'] => ({
    events: plans.events(),
    measures: plans.measures(),
  });
  const ofExtension = <C extends ExtensionChannel>(channel: C): ChannelSnapshots[C] | null => {
    for (const { snapshots } of extensions) {
      const snapshot: (() => ChannelSnapshots[C]) | undefined = snapshots?.[channel];
      if (snapshot) return snapshot();
    }
    return null;
  };

  const wire = openLiveWire({
    server: context.server,
    clock,
    district: context.city.manifest.district,
    cityBuiltAtMs: context.city.manifest.builtAtMs,
    sessionOf: context.sessionOf,
    isSameOrigin: context.isSameOrigin,
    cutOf: (cookie) => {
      const scope = context.sessionOf(cookie)?.scope ?? [];
      const visible = visibleCells(context.city, scopeUnits(context.city, scope));
      return visible === null ? null : { key: JSON.stringify(scope), visible };
    },
    sources: {
      cells: (channel) => {
        flushCells();
        return state.layers[quantityOf(channel)].bytes;
      },
      records: {
        sensors: () => valuesOf(state.sensors.keys()),
        alarms: () => book.list(clock.nowMs() - CLEARED_SHOWN_MS),
        district: summary,
        plans: planned,
        forecast: () => ofExtension('forecast'),
        advice: () => ofExtension('advice') ?? [],
        advising: () => ofExtension('advising') ?? { state: 'no-event' },
        runs: () => ofExtension('runs') ?? [],
        transit: () => ofExtension('transit') ?? NO_TRANSIT,
      },
    },
  });

  function flushCells(): void {
    for (const quantity of CELL_QUANTITY_IDS) {
      const layer = state.layers[quantity];
      const cells = layer.takeChanges();
      if (cells.length === 0) continue;
      // Four bytes a change: from a quarter of the cells on, all of them are shorter.
      if (cells.length * 4 >= layer.bytes.length) wire.sendAllCells(`cells:${quantity}`);
      else wire.sendCells(`cells:${quantity}`, encodeCellChanges(cells, layer.bytes));
    }
  }
  const flush = (): void => {
    flushCells();
    const changed = state.takeChangedSensors();
    if (changed.length > 0) wire.sendRecords('sensors', valuesOf(changed));
    wire.healLagging();
  };

  book.onChange((changed) => {
    wire.sendRecords('alarms', changed);
    // The cell changes colour with the alarm, not with the next batch.
    flushCells();
  });
  plans.onChange(() => wire.sendRecords('plans', planned()));
  const timers = [
    setInterval(flush, BATCH_MS),
    setInterval(() => {
      rate.count(ingest.acceptedTotal());
      if (wire.hasSubscribers('district')) wire.sendRecords('district', summary());
    }, SUMMARY_MS),
    setInterval(wire.dropSignedOut, SESSION_CHECK_MS),
  ];
  return {
    reportCityBuild: (build) => {
      cityBuild = build;
    },
    publish: (channel, data) => wire.sendRecords(channel, data),
    clients: wire.clients,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await wire.close();
    },
  };
}

const NO_TRANSIT: DistrictTransit = { feeds: [], vehicles: [], alerts: [], alertsLeftOut: 0 };

const quantityOf = (channel: `cells:${CellQuantityId}`): CellQuantityId =>
  CELL_QUANTITY_IDS.find((id) => channel === `cells:${id}`) ?? 'alarm';

/** Messages a second over the last ten counts. */
function createRate() {
  const totals: number[] = [];
  return {
    count: (total: number): void => {
      totals.push(total);
      if (totals.length > 11) totals.shift();
    },
    read: (): number => {
      const first = totals[0];
      const last = totals.at(-1);
      if (first === undefined || last === undefined || totals.length < 2) return 0;
      return Math.round((last - first) / (totals.length - 1));
    },
  };
}
