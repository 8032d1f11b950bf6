/**
 * `npm run typecheck`: every part against its own tsconfig, so that a name which the part may not
 * see is an error there even when another part may. Two at a time, as most machines have two cores.
 */

import { execFile } from 'node:child_process';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const AT_A_TIME = 2;
/** TypeScript's own number for a tsconfig without a single file: a part that is not begun. */
const NO_INPUTS = 'error TS18003';

async function findConfigs(): Promise<readonly string[]> {
  const configs: string[] = [];
  const exclude = ['node_modules', 'dist', 'data', 'tsconfig.base.json'];
  for await (const path of glob(['tsconfig.json', '*/tsconfig*.json'], { cwd: ROOT, exclude })) {
    configs.push(path);
  }
  return configs.sort();
}

/** The errors as text; empty when there are none. */
function checkConfig(config: string): Promise<string> {
  const cache = `node_modules/.cache/types/${config.replaceAll(/[\\/]/g, '-')}.tsbuildinfo`;
  const args = [
    ...['node_modules/typescript/bin/tsc', '--project', config, '--pretty', 'false'],
    ...['--incremental', '--tsBuildInfoFile', cache],
  ];
  return new Promise((settle) => {
    execFile(process.execPath, args, { cwd: ROOT, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error === null || stdout.includes(NO_INPUTS)) settle('');
      else settle(`${stdout}${stderr}`.trim() || String(error));
    });
  });
}

async function typecheck(): Promise<number> {
  const waiting = [...(await findConfigs())];
  let failures = 0;
  const work = async (): Promise<void> => {
    for (let config = waiting.shift(); config !== undefined; config = waiting.shift()) {
      const errors = await checkConfig(config);
      console.log(`${errors === '' ? '✓' : '✗'} ${config}`);
      if (errors !== '') {
        failures += 1;
        console.log(errors);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return failures === 0 ? 0 : 1;
}

process.exitCode = await typecheck();
