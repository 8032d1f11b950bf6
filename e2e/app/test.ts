/**
 * The `test` of every specification: the shared instance, a signed-in browser, and two guards that
 * hold in each test: nothing foreign is requested, and nothing goes wrong unseen on a page.
 */
import { test as base, expect } from '@playwright/test';
import type { GeziProbe } from '#contracts';
import { watchForeignRequests } from './foreign-requests.ts';

export { expect };

export const SHARED_INSTANCE = 'GEZI_E2E_INSTANCE';

export interface SharedInstance {
  readonly address: string;
  readonly mqttAddress: string;
  /** Used up: the setup signed in with it. */
  readonly signInLink: string;
  readonly dataFolder: string;
  readonly stateFile: string;
}

declare global {
  interface Window {
    __gezi?: GeziProbe;
  }
}

/** The environment is set before the workers start; the listing process knows none yet. */
function sharedInstance(): SharedInstance {
  return JSON.parse(
    process.env[SHARED_INSTANCE] ??
      '{"address":"","mqttAddress":"","signInLink":"","dataFolder":"","stateFile":""}',
  );
}

interface Fixtures {
  readonly gezi: SharedInstance;
  readonly onlyOwnOrigin: undefined;
  readonly noPageErrors: undefined;
}

export const test = base.extend<Fixtures>({
  gezi: [sharedInstance(), { option: true }],
  baseURL: ({ gezi }, use) => use(gezi.address),
  storageState: ({ gezi }, use) => use(gezi.stateFile),
  onlyOwnOrigin: [
    async ({ context, gezi }, use) => {
      const foreign = watchForeignRequests(context, gezi.address);
      await use(undefined);
      expect(foreign, 'requests to another origin').toEqual([]);
    },
    { auto: true },
  ],
  noPageErrors: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on('weberror', (error) => errors.push(error.error().message));
      await use(undefined);
      expect(errors, 'uncaught errors on a page').toEqual([]);
    },
    { auto: true },
  ],
});
