/**
 * Tokens of programs: /api/ingest for devices that speak HTTP, /metrics and /health for a monitor.
 * From the environment (GEZI_INGEST_TOKEN, GEZI_METRICS_TOKEN), else made once and kept in the data
 * folder in files that only the owner may read; never printed.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BearerTokens {
  readonly isIngest: (authorization: string | undefined) => boolean;
  readonly isMetrics: (authorization: string | undefined) => boolean;
}

const SHORTEST = 16;

export function readBearerTokens(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): BearerTokens {
  const token = (variable: string, file: string): string => {
    const given = environment[variable];
    if (given !== undefined) {
      if (given.length >= SHORTEST) return given;
      throw new Error(`${variable}: expected at least ${SHORTEST} characters, got ${given.length}`);
    }
    const path = join(directory, file);
    if (!existsSync(path)) {
      writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    }
    return readFileSync(path, 'utf8').trim();
  };
  const ingest = token('GEZI_INGEST_TOKEN', 'ingest-token');
  const metrics = token('GEZI_METRICS_TOKEN', 'metrics-token');
  return {
    isIngest: (authorization) => isBearer(authorization, ingest),
    isMetrics: (authorization) => isBearer(authorization, metrics),
  };
}

/** Compares digests, so that neither content nor length leaks through time. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const match = /^Bearer +(\S+)$/i.exec(authorization ?? '');
  if (!match?.[1]) return false;
  return timingSafeEqual(digest(match[1]), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
