/**
 * Bundles one page of a test or benchmark for the browser. Cesium stays outside as the file that its package
 * ships, so that a profile tells the engine's time from ours by address, and bundling takes a second.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '../..');
export const CESIUM_FOLDER = join(ROOT, 'node_modules/cesium/Build/Cesium');
/** Where the page's server shows CESIUM_FOLDER. */
export const CESIUM_PREFIX = '/cesium/';

/** Writes `index.html` and `page.js` to the folder; `entry` is a path from the root. */
export async function bundlePage(entry: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2023',
      minify: false,
      lib: {
        entry: join(ROOT, entry),
        formats: ['es'],
        fileName: () => 'page.js',
      },
      rolldownOptions: { external: ['cesium'] },
    },
  });
  await writeFile(join(folder, 'index.html'), PAGE);
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
<style>html,body{margin:0;height:100%}#scene{position:absolute;inset:0}</style>
<script>window.CESIUM_BASE_URL=${JSON.stringify(CESIUM_PREFIX)};</script>
<script type="importmap">{"imports":{"cesium":"${CESIUM_PREFIX}index.js"}}</script>
</head>
<body><div id="scene"></div><script type="module" src="/page.js"></script></body>
</html>
`;
