/**
 * One close-up of a place: asks for it, follows its progress, loads its minutes. A new window or run
 * begins again; leaving lets the server finish, so that coming back costs nothing.
 */
import { useEffect, useState } from 'react';
import {
  type CloseUp,
  type CloseUpFrame,
  type CloseUpPlace,
  closeUpSchema,
  decodeCloseUpMinute,
  type ScenarioId,
} from '#contracts';
import { fetchBytes, fetchJson, type RequestFailure, send } from '../connection/index.ts';

export interface CloseUpWindow {
  readonly fromMs: number;
  readonly untilMs: number;
  /** null: the current forecast. */
  readonly run: ScenarioId | null;
}

export type CloseUpState =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly failure: RequestFailure }
  | { readonly state: 'known'; readonly closeUp: CloseUp }
  | { readonly state: 'loading'; readonly closeUp: CloseUp; readonly share: number }
  | {
      readonly state: 'ready';
      readonly closeUp: CloseUp;
      readonly frames: readonly CloseUpFrame[];
    };

const ASK_EVERY_MS = 400;

export function useCloseUp(
  place: CloseUpPlace,
  { fromMs, untilMs, run }: CloseUpWindow,
  attempt: number,
): CloseUpState {
  const [state, setState] = useState<CloseUpState>({ state: 'asking' });
  const { type, id } = place;
  useEffect(() => {
    // Another attempt asks once more.
    void attempt;
    const stop = new AbortController();
    const { signal } = stop;
    const follow = async (): Promise<void> => {
      const source = run === null ? { type: 'forecast' } : { type: 'run', run };
      const body = { place: { type, id }, fromMs, untilMs, source };
      let answer = await fetchJson('/api/close-ups', closeUpSchema, {
        method: 'POST',
        body,
        signal,
      });
      while (answer.ok && isUnderWay(answer.value)) {
        setState({ state: 'known', closeUp: answer.value });
        await pause(ASK_EVERY_MS, signal);
        answer = await fetchJson(`/api/close-ups/${answer.value.id}`, closeUpSchema, { signal });
      }
      if (!answer.ok) return setState({ state: 'failed', failure: answer.failure });
      const closeUp = answer.value;
      if (closeUp.status.state !== 'done') return setState({ state: 'known', closeUp });
      const frames: CloseUpFrame[] = [];
      const { minutes } = closeUp.status;
      for (let minute = 0; minute < minutes; minute += 1) {
        setState({ state: 'loading', closeUp, share: minute / minutes });
        const path = `/api/close-ups/${closeUp.id}/minutes/${minute}`;
        const bytes = await fetchBytes(path, { signal });
        if (!bytes.ok) return setState({ state: 'failed', failure: bytes.failure });
        frames.push(...decodeCloseUpMinute(bytes.value).frames);
      }
      setState({ state: 'ready', closeUp, frames });
    };
    setState({ state: 'asking' });
    follow().catch((error: unknown) => {
      if (signal.aborted) return;
      const detail = error instanceof Error ? error.message : String(error);
      setState({ state: 'failed', failure: { reason: 'unexpected-answer', detail } });
    });
    return () => stop.abort();
  }, [type, id, fromMs, untilMs, run, attempt]);
  return state;
}

export const cancelCloseUp = (id: string): Promise<unknown> =>
  send(`/api/close-ups/${id}`, { method: 'DELETE' });

const isUnderWay = ({ status }: CloseUp): boolean =>
  status.state === 'queued' || status.state === 'running';

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('left'));
    });
  });
