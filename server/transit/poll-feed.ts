/**
 * Asks a feed's URL again and again. A failure is counted and told once; the pause doubles up to five
 * minutes and falls back at the first success. Nothing overlaps: the next question waits for the last.
 */
export interface FeedPoll {
  stop(): void;
}

export interface PollOptions {
  readonly url: string;
  readonly everyMs: number;
  readonly take: (bytes: Uint8Array) => void;
  readonly fail: (reason: string) => void;
}

const LONGEST_PAUSE_MS = 300_000;
const PATIENCE_MS = 15_000;
/** The whole of a country's vehicles is a few MiB. */
const BYTES_AT_MOST = 32 * 1024 * 1024;

export function pollFeed(options: PollOptions): FeedPoll {
  const { url, everyMs, take, fail } = options;
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = everyMs;
  let tag: string | null = null;

  const ask = async (): Promise<void> => {
    try {
      const bytes = await fetchFeed(url, tag, stopped.signal);
      pauseMs = everyMs;
      if (bytes !== null) {
        tag = bytes.tag;
        take(bytes.content);
      }
    } catch (error) {
      if (stopped.signal.aborted) return;
      pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
      fail(error instanceof Error ? error.message : String(error));
    }
    if (!stopped.signal.aborted) timer = setTimeout(() => void ask(), pauseMs);
  };
  void ask();
  return {
    stop: () => {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}

/** null: not changed since the tag. Throws with what was expected and what came. */
export async function fetchFeed(
  url: string,
  tag: string | null,
  stop: AbortSignal,
): Promise<{ readonly content: Uint8Array; readonly tag: string | null } | null> {
  const place = placeOf(url);
  const response = await fetch(url, {
    headers: tag === null ? {} : { 'if-none-match': tag },
    signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
  }).catch((error: unknown) => {
    throw new Error(`${place}: expected an answer, got none: ${causeOf(error)}`);
  });
  if (response.status === 304) return null;
  if (!response.ok) throw new Error(`${place}: expected a message, got status ${response.status}`);
  const said = Number(response.headers.get('content-length') ?? Number.NaN);
  if (said > BYTES_AT_MOST) throw new Error(`${place}: ${said} bytes are more than a feed has`);
  const content = new Uint8Array(await response.arrayBuffer());
  const isPacked = response.headers.has('content-encoding');
  if (!isPacked && Number.isFinite(said) && content.length !== said) {
    throw new Error(
      `${place}: expected ${said} bytes, got ${content.length}: the message was cut off`,
    );
  }
  if (content.length > BYTES_AT_MOST) {
    throw new Error(`${place}: ${content.length} bytes are more than a feed has`);
  }
  return { content, tag: response.headers.get('etag') };
}

/** Without the query, which may hold a key: reasons are logged and shown. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** `fetch failed` says nothing; what it was caused by does. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
