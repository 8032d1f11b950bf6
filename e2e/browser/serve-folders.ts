/** A plain file server for the page of a test or benchmark: folders by address prefix, counted. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.glb': 'model/gltf-binary',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export interface FolderServer {
  readonly address: string;
  /** Files answered under a prefix since the start, and their bytes. */
  counts(prefix: string): { readonly requests: number; readonly bytes: number };
  close(): Promise<void>;
}

/** `folders`: address prefix (with a slash at both ends) → folder; the longest prefix wins. */
export async function serveFolders(
  folders: Readonly<Record<string, string>>,
): Promise<FolderServer> {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const fileOf = (path: string): string | null => {
    const prefix = prefixes.find((one) => path.startsWith(one));
    const folder = prefix === undefined ? undefined : folders[prefix];
    if (prefix === undefined || folder === undefined) return null;
    const file = normalize(join(folder, path.slice(prefix.length) || 'index.html'));
    return file.startsWith(normalize(folder) + sep) ? file : null;
  };
  const served: { readonly path: string; readonly bytes: number }[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench');
    const file = fileOf(decodeURIComponent(pathname));
    void (async () => {
      const info = file === null ? null : await stat(file).catch(() => null);
      if (file === null || !info?.isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-length': info.size,
        'cache-control': 'no-store',
        // An isolated page's clock has steps of 5 µs instead of 100.
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
      served.push({ path: pathname, bytes: info.size });
      createReadStream(file).pipe(response);
    })();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    counts: (prefix) => {
      const under = served.filter(({ path }) => path.startsWith(prefix));
      return { requests: under.length, bytes: under.reduce((sum, one) => sum + one.bytes, 0) };
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
