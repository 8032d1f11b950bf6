/**
 * Group commit: observations wait a few milliseconds for company, go into one durable transaction,
 * and only then is every sender told. One fdatasync serves the whole group.
 *
 * When the transaction fails (full disk), the group stays in the queue, nobody is told anything, and
 * it is tried again until it succeeds. `isFull` tells receivers to stop reading meanwhile, so memory
 * stays bounded and the back pressure reaches the devices.
 */
import type { Observation } from '#contracts';
import { StoreWriteError } from '../store/index.ts';

export interface CommitGroups {
  add(observations: readonly Observation[], done: () => void): void;
  isFull(): boolean;
  /** Called when the queue has room again. */
  onRoom(listener: () => void): void;
  pendingRows(): number;
  /** Commits what is waiting and stops. */
  close(): void;
}

export interface CommitOptions {
  readonly waitMs: number;
  readonly groupRows: number;
  readonly queueRows: number;
  readonly retryMs: number;
}

export const COMMIT_DEFAULTS: CommitOptions = {
  waitMs: 5,
  groupRows: 2_000,
  queueRows: 50_000,
  retryMs: 500,
};

interface Waiting {
  readonly observations: readonly Observation[];
  readonly done: () => void;
}

export function createCommitGroups(
  /** Writes durably or throws StoreWriteError; what it returns runs after all senders were told. */
  write: (observations: readonly Observation[]) => () => void,
  onFailure: (error: StoreWriteError) => void,
  options: CommitOptions = COMMIT_DEFAULTS,
): CommitGroups {
  let queue: Waiting[] = [];
  let rows = 0;
  let timer: NodeJS.Timeout | null = null;
  let failing = false;
  let closed = false;
  const roomListeners: (() => void)[] = [];

  const schedule = (delayMs: number): void => {
    if (timer === null && queue.length > 0 && !closed) timer = setTimeout(flush, delayMs);
  };

  const takeGroup = (): Waiting[] => {
    let size = 0;
    let end = 0;
    while (end < queue.length && (end === 0 || size < options.groupRows)) {
      size += queue[end]?.observations.length ?? 0;
      end += 1;
    }
    return queue.slice(0, end);
  };

  /** False when the store could not write. */
  const commitGroup = (): boolean => {
    const group = takeGroup();
    const observations = group.flatMap((waiting) => waiting.observations);
    let after: () => void;
    try {
      after = write(observations);
      failing = false;
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error;
      failing = true;
      onFailure(error);
      return false;
    }
    const wasFull = isFull();
    queue = queue.slice(group.length);
    rows -= observations.length;
    for (const waiting of group) waiting.done();
    after();
    if (wasFull && !isFull()) for (const listener of roomListeners) listener();
    return true;
  };

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (queue.length === 0) return;
    const written = commitGroup();
    schedule(written ? (rows >= options.groupRows ? 0 : options.waitMs) : options.retryMs);
  }

  const isFull = (): boolean => rows >= options.queueRows;

  return {
    add: (observations, done) => {
      queue.push({ observations, done });
      rows += observations.length;
      if (rows >= options.groupRows && !failing) flush();
      else schedule(options.waitMs);
    },
    isFull,
    onRoom: (listener) => {
      roomListeners.push(listener);
    },
    pendingRows: () => rows,
    close: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      closed = true;
      while (queue.length > 0 && commitGroup());
    },
  };
}
