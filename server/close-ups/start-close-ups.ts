/**
 * Close-ups on demand: a place of the current forecast, or of a planner's run, walked person by
 * person on a thread of its own. Kept in memory, the newest ones within a number of
 * bytes: the same request on the same run gives the same frames again.
 */
import { randomUUID } from 'node:crypto';
import {
  type BuildingFootprint,
  type CloseUp,
  type CloseUpRequest,
  type CloseUpSource,
  type CloseUpStatus,
  FRAME_SECONDS,
  type Point,
  type Polygon,
  type ScenarioRun,
} from '#contracts';
import { type EnsembleRequest, middleIndexBy, REGION_RADIUS_METRES } from '#simulations';
import type { ForecastHost } from '../forecast/forecast-host.ts';
import type { CloseUpPool } from '../forecast/simulation-pool.ts';
import type { CurrentForecast } from '../forecast/start-forecasting.ts';
import { requestOf } from '../scenarios/start-scenarios.ts';
import { findPlace } from './find-place.ts';

export interface CloseUps {
  get(id: string): CloseUp | null;
  /** Encoded frames of one minute of a close-up that is done. */
  minuteOf(id: string, minute: number): Uint8Array | null;
  /** Answers with the close-up that is there already when it is the same. */
  start(request: CloseUpRequest, by: string): StartedCloseUp;
  cancel(id: string): CloseUp | null;
  stop(): Promise<void>;
}

export type StartedCloseUp =
  | { readonly ok: true; readonly closeUp: CloseUp; readonly isNew: boolean }
  | { readonly ok: false; readonly reason: string };

export interface CloseUpHost {
  readonly host: Pick<ForecastHost, 'networks' | 'nowMs' | 'timeZone' | 'log'>;
  readonly pool: CloseUpPool;
  readonly forecast: () => CurrentForecast | null;
  readonly run: (id: string) => ScenarioRun | null;
  readonly footprints: () => readonly BuildingFootprint[];
}

const KEPT = 12;
const KEPT_BYTES = 256 * 2 ** 20;
const UNDER_WAY = 4;
/** Ways of a region reach this far from its place. */
const BUILDINGS_METRES = 2.5 * REGION_RADIUS_METRES;

interface Entry {
  closeUp: CloseUp;
  minutes: readonly Uint8Array[];
  readonly abort: AbortController;
}
interface Origin {
  readonly source: CloseUpSource;
  readonly request: EnsembleRequest;
}

export function startCloseUps(parts: CloseUpHost): CloseUps {
  const { host, pool } = parts;
  /** Oldest first. */
  const entries = new Map<string, Entry>();
  const working = new Set<Promise<void>>();
  let buildings: readonly Polygon[] | null = null;

  const isUnderWay = ({ closeUp: { status } }: Entry): boolean =>
    status.state === 'queued' || status.state === 'running';

  function forget(): void {
    const bytes = (entry: Entry) => entry.minutes.reduce((sum, minute) => sum + minute.length, 0);
    let total = [...entries.values()].reduce((sum, entry) => sum + bytes(entry), 0);
    for (const [id, entry] of entries) {
      if (entries.size <= KEPT && total <= KEPT_BYTES) return;
      if (isUnderWay(entry)) continue;
      entries.delete(id);
      total -= bytes(entry);
    }
  }

  function buildingsAround([x, y]: Point): readonly Polygon[] {
    buildings ??= parts.footprints().flatMap((one) => [one.footprint, ...(one.otherPieces ?? [])]);
    return buildings.filter((building) =>
      building[0]?.some(([east, north]) => Math.hypot(east - x, north - y) < BUILDINGS_METRES),
    );
  }

  async function perform(entry: Entry, { request, source }: Origin, point: Point): Promise<void> {
    const update = (status: CloseUpStatus): void => {
      if (!entry.abort.signal.aborted) entry.closeUp = { ...entry.closeUp, status };
    };
    const { place, fromMs, untilMs } = entry.closeUp;
    try {
      const result = await pool.runCloseUp(
        {
          request,
          member: source.member,
          place,
          fromMs,
          untilMs,
          buildings: buildingsAround(point),
        },
        {
          signal: entry.abort.signal,
          onProgress: (progress) => update({ state: 'running', progress }),
        },
      );
      if (result.state === 'cancelled') return;
      if (result.state === 'refused') return update({ state: 'failed', reason: result.reason });
      entry.minutes = result.minutes;
      const { scene, totals, mostPersons, cpuSeconds } = result;
      const minutes = result.minutes.length;
      update({ state: 'done', scene, totals, minutes, mostPersons, cpuSeconds });
      forget();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      host.log.error(`close-up of ${place.type} ${place.id} failed: ${reason}`);
      update({ state: 'failed', reason });
    }
  }

  function originOf(request: CloseUpRequest): Origin | string {
    const { source } = request;
    if (source.type === 'forecast') {
      const current = parts.forecast();
      if (!current) return 'no forecast yet; the first takes some seconds';
      const { forecast, memberOutcomes } = current;
      const member = source.member ?? typicalMember(memberOutcomes);
      if (member >= forecast.members) return memberFault(member, forecast.members);
      const { id, issuedMs, members, seed } = forecast;
      return {
        source: { type: 'forecast', forecast: id, issuedMs, member, members, seed },
        request: current.request,
      };
    }
    const run = parts.run(source.run);
    if (run?.status.state !== 'done') return `run ${source.run} is not done, or not known`;
    const { members, seed, name } = run.scenario;
    const member = source.member ?? typicalMember(run.status.memberOutcomes ?? []);
    if (member >= members) return memberFault(member, members);
    return {
      source: { type: 'run', run: source.run, name, member, members, seed },
      request: requestOf(run.scenario, host.timeZone),
    };
  }

  return {
    get: (id) => entries.get(id)?.closeUp ?? null,
    minuteOf: (id, minute) => entries.get(id)?.minutes[minute] ?? null,
    start: (request, by) => {
      const { place, fromMs, untilMs } = request;
      const found = findPlace(host.networks, place);
      if (!found) return { ok: false, reason: `the city has no ${place.type} ${place.id}` };
      const origin = originOf(request);
      if (typeof origin === 'string') return { ok: false, reason: origin };
      const { startMs } = origin.request.input;
      const endMs = startMs + (origin.request.frameCount - 1) * FRAME_SECONDS * 1000;
      if (fromMs < startMs || untilMs > endMs) {
        return {
          ok: false,
          reason: `expected a time from ${timeOf(startMs)} to ${timeOf(endMs)}, got ${timeOf(fromMs)} to ${timeOf(untilMs)}`,
        };
      }
      const key = JSON.stringify([place, fromMs, untilMs, origin.source]);
      for (const { closeUp } of entries.values()) {
        const { state } = closeUp.status;
        const its = [closeUp.place, closeUp.fromMs, closeUp.untilMs, closeUp.source];
        if (state !== 'failed' && state !== 'cancelled' && JSON.stringify(its) === key) {
          return { ok: true, closeUp, isNew: false };
        }
      }
      if ([...entries.values()].filter(isUnderWay).length >= UNDER_WAY) {
        return { ok: false, reason: `${UNDER_WAY} close-ups are under way; cancel one or wait` };
      }
      const entry: Entry = {
        closeUp: {
          id: randomUUID(),
          place,
          placeName: found.name,
          fromMs,
          untilMs,
          source: origin.source,
          kind: 'forecast',
          createdMs: host.nowMs(),
          createdBy: by,
          status: { state: 'queued' },
        },
        minutes: [],
        abort: new AbortController(),
      };
      entries.set(entry.closeUp.id, entry);
      forget();
      const work = perform(entry, origin, found.point).finally(() => working.delete(work));
      working.add(work);
      return { ok: true, closeUp: entry.closeUp, isNew: true };
    },
    cancel: (id) => {
      const entry = entries.get(id);
      if (!entry) return null;
      if (isUnderWay(entry)) {
        entry.abort.abort();
        entry.closeUp = { ...entry.closeUp, status: { state: 'cancelled' } };
      }
      return entry.closeUp;
    },
    stop: async () => {
      for (const entry of entries.values()) entry.abort.abort();
      await Promise.all(working);
    },
  };
}

/** The middle one by its highest density, as the outcomes' place and time of the peak are taken. */
const typicalMember = (
  outcomes: readonly { readonly peakDensityPersonsPerSquareMetre: number }[],
): number =>
  Math.max(
    0,
    middleIndexBy(outcomes, (outcome) => outcome.peakDensityPersonsPerSquareMetre),
  );

const memberFault = (member: number, members: number): string =>
  `member: expected 0 to ${members - 1}, got ${member}`;
const timeOf = (ms: number): string => new Date(ms).toISOString();
