/** What happens by the clock rather than by a message: stale values, silent devices, baselines, pruning. */
import type { FastifyBaseLogger } from 'fastify';
import type { DistrictNetworks } from '#contracts';
import { watchSilence } from './alarms/index.ts';
import type { DistrictClock } from './clock/district-clock.ts';
import type { LiveFlow } from './create-live-flow.ts';
import { type Store, StoreWriteError } from './store/index.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** Observations are kept for 48 h of district time; at least 24 h are asked. */
const KEPT_MS = 48 * HOUR_MS;
/** Series pruned in one step, so that no step blocks ingest for long. */
const PRUNE_SERIES = 200;
const KEY_FIGURE_EVERY_MS = 5 * 60_000;
const KEPT_ALARMS = 20_000;

export function startUpkeep(context: {
  readonly flow: LiveFlow;
  readonly store: Store;
  readonly clock: DistrictClock;
  readonly networks: DistrictNetworks;
  readonly log: FastifyBaseLogger;
}): () => void {
  const { flow, store, clock, networks, log } = context;
  let rememberedMs = clock.nowMs();

  const everySecond = guard(log, () => {
    flow.watchWeather();
    watchSilence(flow.state.presence(), networks, flow.book);
  });
  const everyTenSeconds = guard(log, () => {
    flow.state.sweep();
    const now = clock.nowMs();
    if (Math.abs(now - rememberedMs) >= KEY_FIGURE_EVERY_MS) {
      rememberedMs = now;
      flow.keyFigures.remember();
    }
    store.observations.pruneStep(now - KEPT_MS, PRUNE_SERIES);
  });
  const everyHour = guard(log, () => store.alarms.prune(KEPT_ALARMS));
  const timers = [
    setInterval(everySecond, SECOND_MS),
    setInterval(everyTenSeconds, 10 * SECOND_MS),
    setInterval(everyHour, HOUR_MS),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** A full disk must not end the server: the work is done again at the next turn. */
const guard =
  (log: FastifyBaseLogger, work: () => void): (() => void) =>
  () => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error;
      log.warn({ err: error }, 'upkeep could not write; trying again');
    }
  };
