/** One line per stage on the terminal: name, count, elapsed. Long stages renew their line. */
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

/** A terminal line is renewed at most this often. */
const RENEW_MS = 200;

export function createProgress(out: NodeJS.WriteStream): Progress {
  const begin = performance.now();
  const finish = (name: string, note: string) => {
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    const clear = out.isTTY ? '\r\u001b[2K' : '';
    out.write(`${clear}${name.padEnd(28)} ${note.padEnd(44)} ${seconds.padStart(6)} s\n`);
  };
  const start = (name: string) => {
    if (out.isTTY) out.write(`${name.padEnd(28)} …`);
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
      let renewed = 0;
      const { result, note } = await work((done, total) => {
        const now = performance.now();
        if (!out.isTTY || now - renewed < RENEW_MS) return;
        renewed = now;
        out.write(`\r\u001b[2K${name.padEnd(28)} ${done} of ${total}`);
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
