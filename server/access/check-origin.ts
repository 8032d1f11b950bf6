/**
 * Cross-site requests that change something are refused (CSRF), on top of the SameSite=Strict cookie.
 * A browser says where a request comes from by Sec-Fetch-Site or Origin; a program that sends neither
 * also sends no cookie of a browser's user.
 */
import type { IncomingHttpHeaders } from 'node:http';

export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.host;
}
