/**
 * Finds the browser that the end-to-end tests and the picture taker drive.
 *
 * The order: a path that the caller names, an installed Chrome or Chromium, Playwright's own, and
 * last Debian's package. Nothing is ever downloaded by the test tool itself, because many networks
 * that run tests reach a package mirror but not the tool's own host.
 */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** What the search sees of the machine; tests put another machine in its place. */
export interface BrowserHost {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly isDebian: boolean;
  readonly playwrightPath: string;
  canExecute(path: string): boolean;
  /** Installs Debian's Chromium; the text says why when it could not. */
  installDebianChromium(): { readonly installed: true } | { readonly why: string };
}

export type BrowserSearch =
  | { readonly found: true; readonly path: string; readonly how: string }
  | { readonly found: false; readonly why: string };

const COMMAND_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
] as const;

const FIXED_PATHS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

export function findBrowser(host: BrowserHost): BrowserSearch {
  const asked = host.environment.GEZI_BROWSER;
  if (asked !== undefined && asked !== '') {
    if (host.canExecute(asked)) return { found: true, path: asked, how: 'GEZI_BROWSER' };
    return { found: false, why: `GEZI_BROWSER names ${asked}, which cannot be executed.` };
  }
  const installed = findInstalled(host);
  if (installed !== undefined) return { found: true, path: installed, how: 'installed' };
  if (host.canExecute(host.playwrightPath)) {
    return { found: true, path: host.playwrightPath, how: "Playwright's own" };
  }
  return installBrowser(host);
}

/** The browser's path, or an error that says which command to type. */
export function requireBrowser(host: BrowserHost = thisMachine()): string {
  const search = findBrowser(host);
  if (!search.found) throw new Error(search.why);
  return search.path;
}

function findInstalled(host: BrowserHost): string | undefined {
  const folders = (host.environment.PATH ?? '').split(delimiter).filter((path) => path !== '');
  const candidates = [
    ...COMMAND_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(FIXED_PATHS[host.platform] ?? []),
  ];
  return candidates.find((path) => host.canExecute(path));
}

function installBrowser(host: BrowserHost): BrowserSearch {
  const command = host.isDebian
    ? 'sudo apt-get install -y chromium'
    : 'npx playwright install chromium';
  const advice = `No Chrome or Chromium was found. Type: ${command}\nor set GEZI_BROWSER to the path of one.`;
  const allowed = host.environment.GEZI_INSTALL_BROWSER !== 'no';
  if (!(host.isDebian && host.isRoot && allowed)) return { found: false, why: advice };

  const outcome = host.installDebianChromium();
  if ('why' in outcome) return { found: false, why: `${outcome.why}\n${advice}` };
  const installed = findInstalled(host);
  if (installed === undefined) return { found: false, why: advice };
  return { found: true, path: installed, how: 'installed now' };
}

export function thisMachine(): BrowserHost {
  return {
    platform: process.platform,
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    isDebian: isDebianLike(),
    playwrightPath: chromium.executablePath(),
    canExecute: isExecutable,
    installDebianChromium: aptInstallChromium,
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebianLike(): boolean {
  try {
    return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function aptInstallChromium(): { readonly installed: true } | { readonly why: string } {
  process.stderr.write('No browser found: installing Debian’s chromium (apt-get)…\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const commands = [
    ['apt-get', 'update', '-q'],
    ['apt-get', 'install', '-q', '-y', '--no-install-recommends', 'chromium'],
  ] as const;
  for (const [program, ...args] of commands) {
    const result = spawnSync(program, args, { env: environment, encoding: 'utf8' });
    if (result.status !== 0) {
      const tail = (result.stderr ?? '').trim().split('\n').slice(-3).join('\n');
      return { why: `${program} ${args.join(' ')} failed:\n${tail}` };
    }
  }
  return { installed: true };
}
