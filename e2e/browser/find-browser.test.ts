import { expect, test } from 'vitest';
import { type BrowserHost, findBrowser } from './find-browser.ts';

function hostWith(executables: readonly string[], rest: Partial<BrowserHost> = {}): BrowserHost {
  return {
    platform: 'linux',
    environment: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    isDebian: true,
    playwrightPath: '/cache/playwright/chrome',
    canExecute: (path) => executables.includes(path),
    installDebianChromium: () => {
      throw new Error('must not install');
    },
    ...rest,
  };
}

test('a named browser wins over an installed one', () => {
  const environment = { PATH: '/usr/bin', GEZI_BROWSER: '/opt/mine' };
  expect(findBrowser(hostWith(['/opt/mine', '/usr/bin/chromium'], { environment }))).toEqual({
    found: true,
    path: '/opt/mine',
    how: 'GEZI_BROWSER',
  });
});

test('a named browser that is missing is an error, never silently another one', () => {
  const environment = { PATH: '/usr/bin', GEZI_BROWSER: '/opt/gone' };
  const search = findBrowser(hostWith(['/usr/bin/chromium'], { environment }));
  expect(search).toEqual({ found: false, why: expect.stringContaining('/opt/gone') });
});

test("an installed browser wins over Playwright's own", () => {
  const search = findBrowser(hostWith(['/cache/playwright/chrome', '/usr/bin/chromium']));
  expect(search).toMatchObject({ found: true, path: '/usr/bin/chromium' });
});

test("Playwright's own is taken when nothing is installed", () => {
  const search = findBrowser(hostWith(['/cache/playwright/chrome']));
  expect(search).toMatchObject({ found: true, path: '/cache/playwright/chrome' });
});

test('an ordinary user gets the command to type', () => {
  expect(findBrowser(hostWith([]))).toEqual({
    found: false,
    why: expect.stringContaining('apt-get install -y chromium'),
  });
});

test('root on Debian gets it installed, unless that is forbidden', () => {
  const executables: string[] = [];
  const installDebianChromium = () => {
    executables.push('/usr/bin/chromium');
    return { installed: true } as const;
  };
  const forbidden = { PATH: '/usr/bin', GEZI_INSTALL_BROWSER: 'no' };
  const asRoot = { isRoot: true, installDebianChromium };
  expect(findBrowser(hostWith(executables, { ...asRoot, environment: forbidden })).found).toBe(
    false,
  );
  expect(executables).toEqual([]);
  expect(findBrowser(hostWith(executables, asRoot))).toMatchObject({
    found: true,
    path: '/usr/bin/chromium',
  });
});

test('a failed installation says why and what to type', () => {
  const installDebianChromium = () => ({ why: 'apt-get update failed: no network' });
  const search = findBrowser(hostWith([], { isRoot: true, installDebianChromium }));
  expect(search).toEqual({ found: false, why: expect.stringContaining('no network') });
});
