/**
 * Shows several jobs at once. On a terminal each job keeps one line that is redrawn in place; in a
 * log, where nothing can be redrawn, a job says when it starts, what it does now and then, and when
 * it ends.
 */

export interface ProgressScreen {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
}

export interface ProgressLines {
  start(job: string): void;
  update(job: string, doing: string): void;
  finish(job: string, outcome: string): void;
}

interface Job {
  readonly startMs: number;
  doing: string;
  finished: boolean;
  loggedMs: number;
}

const LOG_EVERY_MS = 10_000;
/** Hangul, CJK, kana and full-width forms: two columns each on a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/;
const CLEAR_LINE = '\x1b[2K';

export function createProgressLines(
  screen: ProgressScreen = standardError(),
  nowMs: () => number = performance.now.bind(performance),
): ProgressLines {
  const jobs = new Map<string, Job>();
  let drawnLines = 0;

  const lineOf = (name: string, job: Job): string => {
    const seconds = Math.round((nowMs() - job.startMs) / 1000);
    return `${job.finished ? '✓' : '…'} ${name}  ${job.doing}  ${seconds} s`;
  };
  const redraw = (): void => {
    const up = drawnLines === 0 ? '' : `\x1b[${drawnLines}A`;
    const lines = [...jobs].map(
      ([name, job]) => `\r${CLEAR_LINE}${cutTo(lineOf(name, job), screen.columns - 1)}\n`,
    );
    screen.write(up + lines.join(''));
    drawnLines = lines.length;
  };
  const show = (name: string, job: Job, always: boolean): void => {
    if (screen.isTerminal) redraw();
    else if (always || nowMs() - job.loggedMs >= LOG_EVERY_MS) {
      job.loggedMs = nowMs();
      screen.write(`${lineOf(name, job)}\n`);
    }
  };

  return {
    start(name) {
      const job = { startMs: nowMs(), doing: 'starts', finished: false, loggedMs: nowMs() };
      jobs.set(name, job);
      show(name, job, true);
    },
    update(name, doing) {
      const job = jobs.get(name);
      if (job === undefined || job.finished) return;
      job.doing = doing;
      show(name, job, false);
    },
    finish(name, outcome) {
      const job = jobs.get(name);
      if (job === undefined) return;
      job.doing = outcome;
      job.finished = true;
      show(name, job, true);
    },
  };
}

/** A line that wraps would spoil the redraw. */
function cutTo(text: string, columns: number): string {
  let width = 0;
  let cut = '';
  for (const character of text) {
    width += WIDE.test(character) ? 2 : 1;
    if (width > columns) return cut;
    cut += character;
  }
  return cut;
}

function standardError(): ProgressScreen {
  return {
    isTerminal: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 80,
    write: (text) => process.stderr.write(text),
  };
}
