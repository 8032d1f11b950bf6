/**
 * The privacy promise: no page asks any origin but its own server for anything. Requests are noted
 * when the browser is about to make them, whether or not they would succeed.
 */
import type { BrowserContext } from '@playwright/test';

/** The list grows as the context's pages, frames and workers ask. */
export function watchForeignRequests(context: BrowserContext, origin: string): readonly string[] {
  const foreign: string[] = [];
  const note = (url: string): void => {
    const { protocol } = new URL(url);
    if (protocol === 'data:' || protocol === 'blob:' || protocol === 'about:') return;
    const http = url.replace(/^ws/, 'http');
    if (new URL(http).origin !== origin) foreign.push(url);
  };
  context.on('request', (request) => note(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())));
  return foreign;
}
