/** One GET as state: loading, ready, failed; the newest path wins, older answers are dropped. */
import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import { fetchJson } from '../connection/fetch-json.ts';
import type { Loadable } from '../store/index.ts';

interface Answer<T> {
  readonly subject: string;
  readonly result: Loadable<T>;
}

export interface UseRequest<T> {
  /** null when there is nothing to ask. */
  readonly result: Loadable<T> | null;
  readonly reload: () => void;
}

const LOADING = { state: 'loading' } as const;

/**
 * `subject` says what is asked about when the path also carries a changing time: an answer stays on
 * screen until the next one about the same subject is there.
 */
export function useRequest<T>(
  path: string | null,
  schema: z.ZodType<T>,
  subject: string | null = path,
): UseRequest<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (path === null || subject === null) return;
    // Each attempt is a new request even for the same path.
    void attempt;
    const controller = new AbortController();
    fetchJson(path, schema, { signal: controller.signal })
      .then((result) => {
        if (controller.signal.aborted) return;
        setAnswer((before) => {
          if (result.ok) return { subject, result: { state: 'ready', value: result.value } };
          const kept = before?.subject === subject && before.result.state === 'ready';
          // A failed refresh leaves the last value; its own time shows its age.
          return kept ? before : { subject, result: { state: 'failed', failure: result.failure } };
        });
      })
      .catch(() => {
        // Aborted: a newer request is on its way.
      });
    return () => controller.abort();
  }, [path, schema, subject, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  if (path === null) return { result: null, reload };
  return { result: answer?.subject === subject ? answer.result : LOADING, reload };
}
