/**
 * Forecast → advice: tries the proposals in the simulation with the forecast's own draws, ranks
 * them by what they change, and offers them until somebody decides or they are out of date.
 */
import { createHash } from 'node:crypto';
import {
  type Advice,
  type AdvisingState,
  adviceIdSchema,
  type EventPlan,
  type Measure,
  measureIdSchema,
} from '#contracts';
import { pairedEffect } from '#simulations';
import type { ForecastHost } from '../forecast/forecast-host.ts';
import type { SimulationPool } from '../forecast/simulation-pool.ts';
import type { CurrentForecast, Forecasting } from '../forecast/start-forecasting.ts';
import { type Proposal, proposeMeasures } from './propose-measures.ts';
import { scoreEffect } from './rank-effects.ts';

export interface Advising {
  list(): readonly Advice[];
  accept(id: string, by: string): DecisionResult;
  refuse(id: string, by: string, reason: string): DecisionResult;
  state(): AdvisingState;
  /** Resolves when no evaluation is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export type DecisionResult =
  | { readonly ok: true; readonly advice: Advice }
  | { readonly ok: false; readonly reason: 'unknown' | 'already-decided' };

/** Advice is worth trying from two hours before the end of an event until its people are gone. */
const BEFORE_END_MS = 2 * 3_600_000;
const AFTER_END_MS = 40 * 60_000;
const RENEW_MS = 5 * 60_000;
const OFFERED_AT_MOST = 6;
const KEPT = 200;

export function startAdvising(
  host: ForecastHost,
  forecasting: Pick<Forecasting, 'onForecast'>,
  pool: SimulationPool,
): Advising {
  const { advice: records } = host.records;
  let evaluating: AbortController | null = null;
  let state: AdvisingState = { state: 'no-event' };
  let idle: Promise<void> = Promise.resolve();
  let lastEvaluatedMs = Number.NEGATIVE_INFINITY;
  let lastPlan = '';

  forecasting.onForecast((current) => {
    const event = eventAtHand(current);
    if (!event) {
      expireOffers([]);
      tell({ state: 'no-event' });
      return;
    }
    const plan = JSON.stringify([current.request.input.events, current.request.input.measures]);
    const isPlanNew = plan !== lastPlan;
    if (evaluating && isPlanNew) evaluating.abort();
    if (evaluating && !isPlanNew) return;
    if (!isPlanNew && current.forecast.issuedMs - lastEvaluatedMs < RENEW_MS) return;
    lastPlan = plan;
    lastEvaluatedMs = current.forecast.issuedMs;
    const abort = new AbortController();
    idle = idle
      .then(() => evaluate(current, event, abort))
      .catch((error: unknown) => {
        host.log.error(`advice failed: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        evaluating = null;
      });
  });

  function tell(next: AdvisingState): void {
    if (next.state === state.state && next.state === 'no-event') return;
    state = next;
    host.publish.advising(next);
  }

  async function evaluate(
    current: CurrentForecast,
    event: EventPlan,
    abort: AbortController,
  ): Promise<void> {
    const inForce = new Set(
      current.request.input.measures.map((measure) => JSON.stringify(bodyOf(measure))),
    );
    const proposals = proposeMeasures(
      host.networks,
      event,
      current.forecast.outcomes,
      current.request.input.measures,
      host.transit?.network ?? null,
    ).filter((proposal) =>
      proposal.measures.some((measure) => !inForce.has(JSON.stringify(bodyOf(measure)))),
    );
    if (abort.signal.aborted) return;
    evaluating = abort;
    tell({ state: 'trying', tried: 0, total: proposals.length });
    const tried: { readonly proposal: Proposal; readonly advice: Advice }[] = [];
    for (const proposal of proposals) {
      const result = await pool.run(
        {
          ...current.request,
          input: {
            ...current.request.input,
            measures: [...current.request.input.measures, ...proposal.measures],
          },
        },
        { signal: abort.signal },
      );
      if (result.state !== 'done') return;
      tried.push({
        proposal,
        advice: adviceOf(
          current,
          proposal,
          pairedEffect(current.memberOutcomes, result.memberOutcomes),
        ),
      });
      tell({ state: 'trying', tried: tried.length, total: proposals.length });
    }
    const base = current.forecast.outcomes;
    const best = tried
      .map((entry) => ({ ...entry, score: scoreEffect(entry.advice.effect, base) }))
      // A measure that makes things worse is no advice; staff are offered for their places.
      .filter(({ score, proposal }) => score < 0 || proposal.key === 'staff')
      .sort((a, b) => a.score - b.score)
      .slice(0, OFFERED_AT_MOST)
      .map(({ advice }) => advice);
    expireOffers(best);
    const isDecided = (advice: Advice): boolean => {
      const stored = records.get(advice.id);
      return stored !== null && stored.status.state !== 'offered';
    };
    const offers = best.filter((advice) => !isDecided(advice));
    // Best first in a list that is read newest first.
    offers.forEach((advice, rank) => {
      records.put(advice.id, advice.issuedMs - rank, advice);
    });
    records.prune(KEPT);
    host.publish.advice(offers);
    tell({ state: 'searched', atMs: current.forecast.startMs, tried: tried.length });
  }

  function expireOffers(still: readonly Advice[]): void {
    const kept = new Set(still.map((advice) => String(advice.id)));
    const expired = records
      .list(KEPT)
      .filter((advice) => advice.status.state === 'offered' && !kept.has(advice.id))
      .map((advice): Advice => ({ ...advice, status: { state: 'expired', atMs: host.nowMs() } }));
    for (const advice of expired) records.put(advice.id, advice.issuedMs, advice);
    if (expired.length > 0) host.publish.advice(expired);
  }

  function decide(id: string, status: Advice['status']): DecisionResult {
    const advice = records.get(id);
    if (!advice) return { ok: false, reason: 'unknown' };
    if (advice.status.state !== 'offered') return { ok: false, reason: 'already-decided' };
    const decided: Advice = { ...advice, status };
    records.put(id, advice.issuedMs, decided);
    host.publish.advice([decided]);
    return { ok: true, advice: decided };
  }

  function eventAtHand(current: CurrentForecast): EventPlan | null {
    const now = current.forecast.startMs;
    return (
      current.request.input.events.find(
        (event) =>
          event.attendance > 0 &&
          now > event.endMs - BEFORE_END_MS &&
          now < event.endMs + AFTER_END_MS,
      ) ?? null
    );
  }

  return {
    list: () => records.list(KEPT),
    accept: (id, by) => {
      const result = decide(id, { state: 'accepted', by, atMs: host.nowMs() });
      if (result.ok) {
        host.addMeasures(
          result.advice.measures.map((measure) => ({
            ...measure,
            id: measureIdSchema.parse(`${result.advice.id}:${measure.id}`),
          })),
        );
      }
      return result;
    },
    refuse: (id, by, reason) => decide(id, { state: 'refused', by, reason, atMs: host.nowMs() }),
    state: () => state,
    settled: () => idle,
    stop: async () => {
      evaluating?.abort();
      await idle;
    },
  };
}

const bodyOf = ({ id: _id, ...body }: Measure): object => body;

/** The same proposal for the same event keeps its id from minute to minute. */
function adviceOf(current: CurrentForecast, proposal: Proposal, effect: Advice['effect']): Advice {
  const body = proposal.measures.map(bodyOf);
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
  return {
    id: adviceIdSchema.parse(`${proposal.key}-${digest}`),
    forecast: current.forecast.id,
    issuedMs: current.forecast.issuedMs,
    title: proposal.title,
    measures: [...proposal.measures],
    members: current.request.members,
    effect,
    sideEffect: proposal.sideEffect,
    status: { state: 'offered' },
  };
}
