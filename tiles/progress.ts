/**
 * How far a build is. For people: one line per stage with name, count and elapsed seconds; long
 * stages renew their line. For a parent process: `CityProgress` messages over the process channel.
 */
import type { CityProgress } from '#contracts';
import { BUILD_STAGES } from './build-stages.ts';

export interface StageOutcome<T> {
  readonly result: T;
  readonly note: string;
}

export interface Progress {
  stage<T>(name: string, work: () => StageOutcome<T>): T;
  stageAsync<T>(
    name: string,
    work: (report: (done: number, total: number) => void) => Promise<StageOutcome<T>>,
  ): Promise<T>;
}

/** The part of a stream that is written to. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A terminal line is renewed, and a message sent, at most this often. */
const RENEW_MS = 200;
/** In a log, where no line can be renewed, a long stage says where it is. */
const LOG_MS = 5_000;

export function createProgress(
  out: ProgressOutput,
  send: (message: CityProgress) => void = () => undefined,
  nowMs: () => number = () => performance.now(),
): Progress {
  const begin = nowMs();
  const stages: string[] = Object.values(BUILD_STAGES);
  const terminal = out.isTTY === true;
  const tell = (stage: string, done: number, total: number): void =>
    send({ type: 'city-progress', stage, stages, done, total: Math.max(total, 1) });
  const start = (name: string): void => {
    // The stage that reads the source goes by the source's name.
    if (!stages.includes(name)) stages.unshift(name);
    if (terminal) out.write(`${name.padEnd(28)} …`);
    tell(name, 0, 1);
  };
  const finish = (name: string, note: string): void => {
    const seconds = ((nowMs() - begin) / 1000).toFixed(1);
    const clear = terminal ? '\r\u001b[2K' : '';
    out.write(`${clear}${name.padEnd(28)} ${note.padEnd(44)} ${seconds.padStart(6)} s\n`);
    tell(name, 1, 1);
  };
  return {
    stage: (name, work) => {
      start(name);
      const { result, note } = work();
      finish(name, note);
      return result;
    },
    stageAsync: async (name, work) => {
      start(name);
      let renewedMs = nowMs();
      let loggedMs = renewedMs;
      const { result, note } = await work((done, total) => {
        const now = nowMs();
        if (now - renewedMs < RENEW_MS) return;
        renewedMs = now;
        tell(name, done, total);
        if (terminal) out.write(`\r\u001b[2K${name.padEnd(28)} ${done} of ${total}`);
        else if (now - loggedMs >= LOG_MS) {
          loggedMs = now;
          out.write(`${name.padEnd(28)} ${done} of ${total}\n`);
        }
      });
      finish(name, note);
      return result;
    },
  };
}

export const SILENT_PROGRESS: Progress = {
  stage: (_name, work) => work().result,
  stageAsync: async (_name, work) => (await work(() => undefined)).result,
};
