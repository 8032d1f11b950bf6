/** The health page: one line a check, each naming what it saw. `degraded` when any fails. */
import { statfs } from 'node:fs/promises';
import type { Health } from '#contracts';
import type { SensorPresence } from '../state/district-state.ts';
import type { Store } from '../store/index.ts';

type Check = Health['checks'][number];

/** Below this a full disk is near. */
const DISK_BYTES = 200 << 20;

export async function checkHealth(context: {
  readonly store: Store;
  readonly dataDirectory: string;
  readonly presence: () => readonly SensorPresence[];
  readonly district: string;
  readonly startedMs: number;
  readonly extensionChecks: readonly Check[];
  readonly brokerConnected: boolean | null;
}): Promise<Health> {
  const checks: Check[] = [
    checkStore(context.store),
    checkFeed(context.presence()),
    await checkDisk(context.dataDirectory),
    ...context.extensionChecks,
  ];
  if (context.brokerConnected !== null) {
    const detail = context.brokerConnected ? 'connected' : 'not connected; trying again';
    checks.push({ name: 'broker', ok: context.brokerConnected, detail });
  }
  return {
    status: checks.every(({ ok }) => ok) ? 'ok' : 'degraded',
    district: context.district,
    upSeconds: Math.round((Date.now() - context.startedMs) / 1000),
    checks,
  };
}

/** Writes for real: a full disk is noticed here even when no device speaks. */
function checkStore(store: Store): Check {
  try {
    store.probeWrite();
    return { name: 'store', ok: true, detail: 'writable' };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      name: 'store',
      ok: false,
      detail: `${detail}; nothing is acknowledged until it can be written`,
    };
  }
}

function checkFeed(presence: readonly SensorPresence[]): Check {
  const heard = presence.filter(({ heardMs }) => heardMs !== null);
  const stale = heard.filter((sensor) => sensor.stale).length;
  const detail = `${heard.length - stale} of ${presence.length} sensors fresh, ${stale} silent, ${presence.length - heard.length} never heard`;
  return { name: 'feed', ok: heard.length > 0 && stale <= heard.length / 2, detail };
}

async function checkDisk(directory: string): Promise<Check> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  return {
    name: 'disk',
    ok: free >= DISK_BYTES,
    detail: `${Math.round(free / (1 << 20))} MiB free`,
  };
}
