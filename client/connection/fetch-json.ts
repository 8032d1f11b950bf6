/**
 * HTTP to our own server. Data are parsed once, here, by the schema the caller names; failures
 * are a union that a view can show: what was asked, what came, what to do is the view's sentence.
 */
import { z } from 'zod';
import type { Problem } from '#contracts';

const problemSchema = z.object({
  type: z.string().catch('about:blank'),
  title: z.string(),
  status: z.number(),
  detail: z.string().catch(''),
}) satisfies z.ZodType<Problem>;

export type RequestFailure =
  | { readonly reason: 'signed-out'; readonly detail: string }
  | { readonly reason: 'forbidden'; readonly detail: string }
  | { readonly reason: 'not-found'; readonly detail: string }
  | { readonly reason: 'refused'; readonly status: number; readonly detail: string }
  | { readonly reason: 'unreachable'; readonly detail: string }
  | { readonly reason: 'unexpected-answer'; readonly detail: string };

export type RequestResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: RequestFailure };

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

const failed = (
  failure: RequestFailure,
): { readonly ok: false; readonly failure: RequestFailure } => ({
  ok: false,
  failure,
});

async function failureFromResponse(path: string, response: Response): Promise<RequestFailure> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  const detail = problem.success
    ? problem.data.detail || problem.data.title
    : `${path}: HTTP ${response.status} ${response.statusText}`;
  if (response.status === 401) return { reason: 'signed-out', detail };
  if (response.status === 403) return { reason: 'forbidden', detail };
  if (response.status === 404) return { reason: 'not-found', detail };
  return { reason: 'refused', status: response.status, detail };
}

async function request(path: string, options: RequestOptions): Promise<RequestResult<Response>> {
  try {
    const response = await fetch(path, {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.body === undefined
        ? {}
        : {
            body: JSON.stringify(options.body),
            headers: { 'content-type': 'application/json' },
          }),
    });
    if (!response.ok) return failed(await failureFromResponse(path, response));
    return { ok: true, value: response };
  } catch (error) {
    if (options.signal?.aborted) throw error; // Cancellation is the caller's own doing.
    return failed({ reason: 'unreachable', detail: `${path}: ${String(error)}` });
  }
}

export async function fetchJson<T>(
  path: string,
  schema: z.ZodType<T>,
  options: RequestOptions = {},
): Promise<RequestResult<T>> {
  const result = await request(path, options);
  if (!result.ok) return result;
  const body: unknown = await result.value.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const where = issue ? issue.path.join('.') || '(root)' : '(root)';
  const detail = `${path}: at ${where}: ${issue?.message ?? 'unreadable'}`;
  return failed({ reason: 'unexpected-answer', detail });
}

/** Requests whose answer's body is of no interest. */
export async function send(path: string, options: RequestOptions): Promise<RequestResult<null>> {
  const result = await request(path, options);
  return result.ok ? { ok: true, value: null } : result;
}

export async function fetchBytes(
  path: string,
  options: RequestOptions = {},
): Promise<RequestResult<ArrayBuffer>> {
  const result = await request(path, options);
  if (!result.ok) return result;
  try {
    return { ok: true, value: await result.value.arrayBuffer() };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return failed({ reason: 'unreachable', detail: `${path}: ${String(error)}` });
  }
}
