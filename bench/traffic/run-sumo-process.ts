/** SUMO's mesoscopic model on the same files, when it is installed: CPU seconds and peak memory. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const run = promisify(execFile);

export interface SumoProcess {
  readonly cpuSeconds: number;
  readonly version: string;
}

/** Undefined when SUMO is not there. Its outputs are off, as in the recorded figures. */
export async function runSumoMeso(net: string, routes: string): Promise<SumoProcess | undefined> {
  const shown = await run('sumo', ['--version']).catch(() => undefined);
  const version = /SUMO sumo Version (\S+)/i.exec(shown?.stdout ?? '')?.[1];
  if (version === undefined) return undefined;
  // Node counts no children; bash's `time` does: user and system seconds on standard error.
  const script =
    'TIMEFORMAT="cpu %U %S"; time sumo -n "$1" -r "$2" --mesosim true --meso-junction-control true --no-step-log --no-warnings -X never';
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
    const { stderr } = await run('bash', ['-c', script, 'bash', ...files]);
    const found = /cpu ([\d.]+) ([\d.]+)/.exec(stderr);
    return { cpuSeconds: Number(found?.[1]) + Number(found?.[2]), version };
  } finally {
    await rm(folder, { recursive: true });
  }
}
