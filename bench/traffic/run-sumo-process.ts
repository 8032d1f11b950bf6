/** SUMO's models on the same files, when it is installed: CPU seconds and peak memory. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const run = promisify(execFile);

export type SumoModel = 'meso' | 'micro';

export interface SumoProcess {
  readonly cpuSeconds: number;
  /** null where the system does not tell. */
  readonly peakBytes: number | null;
  readonly version: string;
}

const OPTIONS: Readonly<Record<SumoModel, readonly string[]>> = {
  meso: ['--mesosim', 'true', '--meso-junction-control', 'true'],
  micro: [],
};
const LOOK_MS = 200;

/** Undefined when SUMO is not there. Its outputs are off, as in the recorded figures. */
export async function runSumo(
  model: SumoModel,
  net: string,
  routes: string,
): Promise<SumoProcess | undefined> {
  const shown = await run('sumo', ['--version']).catch(() => undefined);
  const version = /SUMO sumo Version (\S+)/i.exec(shown?.stdout ?? '')?.[1];
  if (version === undefined) return undefined;
  // Node counts no children; bash's `time` does: user and system seconds on standard error.
  const script =
    'TIMEFORMAT="cpu %U %S"; net=$1; routes=$2; shift 2; time sumo -n "$net" -r "$routes" "$@" --no-step-log --no-warnings -X never';
  // Debian's SUMO is built without gzip.
  const folder = await mkdtemp(join(tmpdir(), 'gezi-sumo-'));
  const unpack = async (file: string, name: string): Promise<string> => {
    const path = join(folder, name);
    const bytes = await readFile(file);
    await writeFile(path, file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    return path;
  };
  try {
    const files = [await unpack(net, 'net.xml'), await unpack(routes, 'routes.rou.xml')];
    const process = run('bash', ['-c', script, 'bash', ...files, ...OPTIONS[model]]);
    let peakBytes: number | null = null;
    const look = setInterval(() => {
      void readPeak(process.child.pid).then((bytes) => {
        if (bytes !== null) peakBytes = Math.max(peakBytes ?? 0, bytes);
      });
    }, LOOK_MS);
    const { stderr } = await process.finally(() => clearInterval(look));
    const found = /cpu ([\d.]+) ([\d.]+)/.exec(stderr);
    return { cpuSeconds: Number(found?.[1]) + Number(found?.[2]), peakBytes, version };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Highest resident memory of bash's child so far (Linux: VmHWM, kB). */
async function readPeak(bash: number | undefined): Promise<number | null> {
  const children = await readFile(`/proc/${bash}/task/${bash}/children`, 'utf8').catch(() => '');
  const status = await readFile(`/proc/${children.trim()}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kilobytes === undefined ? null : 1024 * Number(kilobytes);
}
