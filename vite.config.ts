/**
 * Builds the browser client: client/ → dist/client. Each view is its own chunk (lazy imports in
 * client/app), so the planner never loads Cesium. Cesium's workers and assets are served from
 * /cesium of our own origin, in development and in the build.
 */
import { cpSync, createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const CESIUM_BUILD = join(import.meta.dirname, 'node_modules/cesium/Build/Cesium');
const CESIUM_FOLDERS = ['Workers', 'Assets', 'ThirdParty', 'Widgets'] as const;
const CESIUM_BASE = '/cesium/';
const OUT = join(import.meta.dirname, 'dist/client');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml',
};

function cesiumStaticFiles(): Plugin {
  return {
    name: 'gezi-cesium-static-files',
    configureServer(server) {
      server.middlewares.use(CESIUM_BASE, (request, response, next) => {
        const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
        const file = join(CESIUM_BUILD, path);
        if (!file.startsWith(CESIUM_BUILD) || !existsSync(file) || !statSync(file).isFile()) {
          next();
          return;
        }
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
    writeBundle({ dir }) {
      for (const folder of CESIUM_FOLDERS) {
        cpSync(join(CESIUM_BUILD, folder), join(dir ?? OUT, 'cesium', folder), { recursive: true });
      }
    },
  };
}

const backend = process.env.GEZI_BACKEND ?? 'http://127.0.0.1:8700';

export default defineConfig({
  root: join(import.meta.dirname, 'client'),
  plugins: [react(), cesiumStaticFiles()],
  define: { CESIUM_BASE_URL: JSON.stringify(CESIUM_BASE) },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2023',
    // Everything from our own origin as a file, so that a strict content policy needs no `data:`.
    assetsInlineLimit: 0,
    // Cesium's chunk alone is about 4 MB; it loads only with the wall.
    chunkSizeWarningLimit: 6000,
  },
  server: {
    proxy: {
      '/api': backend,
      '/city': backend,
      '/sign-in': backend,
      '/live': { target: backend, ws: true },
    },
  },
});
