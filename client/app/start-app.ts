/**
 * Composition of the running app: session → city and networks → live connection → stores.
 * Everything the views read starts here; views only take channels and read stores.
 */
import { z } from 'zod';
import {
  type Channel,
  type CityInfo,
  cityManifestSchema,
  cityTransitSchema,
  clockSettingsSchema,
  districtNetworksSchema,
  ROLES,
  type Session,
} from '#contracts';
import { connectLive, type LiveConnection } from '../connection/connect-live.ts';
import { fetchJson } from '../connection/fetch-json.ts';
import { correctClock, setClock } from '../store/clock-store.ts';
import { cellBytes, cityStore, clockStore, connectionStore, liveStore } from '../store/index.ts';
import { reduceLive } from '../store/live-store.ts';
import { startFrameLoading } from './load-frames.ts';

const sessionSchema = z.object({
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
}) satisfies z.ZodType<Session>;

const cityInfoSchema = z.object({
  manifest: cityManifestSchema,
  clock: clockSettingsSchema,
  timeMs: z.number(),
  baseLayerUrl: z.string().nullable(),
}) satisfies z.ZodType<CityInfo>;

/** Every screen needs these: alarms and plans for the bar, forecast for the frames. */
const ALWAYS: readonly Channel[] = ['alarms', 'district', 'forecast', 'plans'];

let connection: LiveConnection | null = null;
const waiting = new Set<{ channels: readonly Channel[]; giveBack: () => void }>();

/** Subscribes while a view needs the channels; returns how to give them back. */
export function takeChannels(channels: readonly Channel[]): () => void {
  if (connection) return connection.take(channels);
  const entry = { channels, giveBack: () => {} };
  waiting.add(entry);
  return () => {
    waiting.delete(entry);
    entry.giveBack();
  };
}

export async function startApp(): Promise<void> {
  connectionStore.setState({ session: { state: 'asking' } });
  const session = await fetchJson('/api/session', sessionSchema);
  if (!session.ok) {
    if (session.failure.reason === 'signed-out' || session.failure.reason === 'forbidden') {
      connectionStore.setState({ session: { state: 'signed-out' } });
    } else {
      cityStore.setState({ city: { state: 'failed', failure: session.failure } });
    }
    return;
  }
  connectionStore.setState({ session: { state: 'signed-in', session: session.value } });
  await loadCity();
}

export async function loadCity(): Promise<void> {
  cityStore.setState({
    city: { state: 'loading' },
    networks: { state: 'loading' },
    transit: { state: 'loading' },
  });
  const [city, networks, transit] = await Promise.all([
    fetchJson('/api/city', cityInfoSchema),
    fetchJson('/api/city/networks', districtNetworksSchema),
    fetchJson('/api/city/transit', cityTransitSchema.nullable()),
  ]);
  if (city.ok) setClock(clockStore, city.value.clock, city.value.timeMs, Date.now());
  cityStore.setState({
    city: city.ok
      ? { state: 'ready', value: city.value }
      : { state: 'failed', failure: city.failure },
    networks: networks.ok
      ? { state: 'ready', value: networks.value }
      : { state: 'failed', failure: networks.failure },
    transit: transit.ok
      ? { state: 'ready', value: transit.value }
      : { state: 'failed', failure: transit.failure },
  });
  if (city.ok && connection === null) startLive();
}

function startLive(): void {
  const live = connectLive({
    onWelcome: (clock, timeMs, cityBuiltAtMs) => {
      const { city } = cityStore.getState();
      // The server opened another build: cells of this page would name other units.
      if (city.state === 'ready' && city.value.manifest.builtAtMs !== cityBuiltAtMs) {
        globalThis.location.reload();
        return;
      }
      setClock(clockStore, clock, timeMs, Date.now());
    },
    onTime: (timeMs) => correctClock(clockStore, timeMs, Date.now()),
    onRecords: (message) => liveStore.setState((state) => reduceLive(state, message)),
    onCells: (message) => {
      if (message.type === 'snapshot') cellBytes.replace(message.quantity, message.bytes);
      else cellBytes.apply(message.quantity, message.changes);
    },
    onOnline: () => connectionStore.setState({ link: { state: 'online' } }),
    onOffline: () =>
      connectionStore.setState((state) => {
        if (state.link.state === 'refused' || state.link.state === 'offline') return state;
        const sinceWallMs = state.link.state === 'online' ? Date.now() : null;
        return { link: { state: 'offline', sinceWallMs } };
      }),
    onRefused: (reason, detail) => {
      connectionStore.setState({ link: { state: 'refused', reason, detail } });
      if (reason === 'not-signed-in') {
        connectionStore.setState({ session: { state: 'signed-out' } });
      }
    },
    onBadMessage: (detail) => connectionStore.setState({ badMessage: detail }),
  });
  connection = live;
  live.take(ALWAYS);
  for (const entry of waiting) entry.giveBack = live.take(entry.channels);
  waiting.clear();
  startFrameLoading();
}
