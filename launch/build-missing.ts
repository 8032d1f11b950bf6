/**
 * Builds what `npm start` needs and does not find, or finds made from other sources: the reference
 * city and the web pages, both at once, because they share nothing and a newcomer is waiting.
 */

import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Child, startChild } from './child.ts';
import type { ProgressLines } from './progress-lines.ts';
import { stampSources } from './source-stamp.ts';

export interface BuildTarget {
  readonly name: string;
  /** Folder that the build fills; its stamp lies beside it as `<folder>.stamp`. */
  readonly output: string;
  /** File in the output that is written last: without it the output is not whole. */
  readonly lastFile: string;
  readonly sources: readonly string[];
  /** Arguments for Node. */
  readonly command: readonly string[];
  readonly inBackground?: boolean;
}

const CITY_SOURCES = ['tiles', 'contracts', 'data/reference-district'];
const referenceCommand = (area: 'core' | 'whole', output: string): readonly string[] => [
  ...['tiles/main.ts', 'reference', '--area', area, '--out', output],
];

/** The part around the stadium: seconds, so that a first start soon shows something. */
export const REFERENCE_CORE: BuildTarget = {
  name: 'city',
  output: 'data/built/reference-core',
  lastFile: 'manifest.json',
  sources: CITY_SOURCES,
  command: referenceCommand('core', 'data/built/reference-core'),
};

/** The whole district: built while the district of the part runs, behind everything else. */
export const REFERENCE_CITY: BuildTarget = {
  name: 'whole district',
  output: 'data/built/reference',
  lastFile: 'manifest.json',
  sources: CITY_SOURCES,
  command: referenceCommand('whole', 'data/built/reference'),
  inBackground: true,
};

export const WEB_PAGES: BuildTarget = {
  name: 'pages',
  output: 'dist/client',
  lastFile: 'index.html',
  sources: ['client', 'contracts', 'vite.config.ts', 'package-lock.json'],
  command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'info'],
};

const GRACE_MS = 5_000;
const KEPT_LINES = 40;

export type BuildOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly name: string; readonly reason: string };

/** Runs the builds that are needed; when one fails, or `signal` fires, the others are ended. */
export async function buildMissing(
  root: string,
  targets: readonly BuildTarget[],
  progress: ProgressLines,
  signal: AbortSignal,
  onMessage: (message: unknown) => void = () => {},
): Promise<BuildOutcome> {
  const running = new Set<Child>();
  const stopAll = (): void => {
    for (const child of running) void child.stop(GRACE_MS);
  };
  signal.addEventListener('abort', stopAll, { once: true });
  const outcomes = await Promise.all(
    targets.map(async (target) => {
      const stamp = await stampSources(root, target.sources);
      if (signal.aborted || (await isCurrent(root, target, stamp))) return { ok: true } as const;
      const outcome = await build(root, target, { progress, onMessage }, running);
      if (outcome.ok) await writeStamp(root, target, stamp);
      else stopAll();
      return outcome;
    }),
  );
  signal.removeEventListener('abort', stopAll);
  return outcomes.find((outcome) => !outcome.ok) ?? { ok: true };
}

async function build(
  root: string,
  target: BuildTarget,
  { progress, onMessage }: { progress: ProgressLines; onMessage: (message: unknown) => void },
  running: Set<Child>,
): Promise<BuildOutcome> {
  const { name } = target;
  const lastLines: string[] = [];
  progress.start(name);
  const child = startChild(
    {
      name,
      args: target.command,
      folder: root,
      inBackground: target.inBackground ?? false,
    },
    {
      onMessage,
      onLine: (line) => {
        lastLines.push(line);
        if (lastLines.length > KEPT_LINES) lastLines.shift();
        progress.update(name, line.trim());
      },
    },
  );
  running.add(child);
  const end = await child.ended;
  running.delete(child);
  if (!end.ok) {
    progress.finish(name, 'failed');
    return { ok: false, name, reason: [...lastLines, end.reason].join('\n') };
  }
  if (!(await exists(join(root, target.output, target.lastFile)))) {
    progress.finish(name, 'failed');
    return { ok: false, name, reason: `wrote no ${target.output}/${target.lastFile}` };
  }
  progress.finish(name, 'built');
  return { ok: true };
}

/** Whether the target is there, made from the sources as they are now. */
export async function isBuilt(root: string, target: BuildTarget): Promise<boolean> {
  return isCurrent(root, target, await stampSources(root, target.sources));
}

async function isCurrent(root: string, target: BuildTarget, stamp: string): Promise<boolean> {
  if (!(await exists(join(root, target.output, target.lastFile)))) return false;
  const built = await readFile(stampPath(root, target), 'utf8').catch(() => '');
  return built.trim() === stamp;
}

async function writeStamp(root: string, target: BuildTarget, stamp: string): Promise<void> {
  const path = stampPath(root, target);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${stamp}\n`);
}

function stampPath(root: string, target: BuildTarget): string {
  return join(root, `${target.output}.stamp`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
