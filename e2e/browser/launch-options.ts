/**
 * How the browser is started: WebGL in software, so that every machine draws the same way without
 * a graphics card, and no background traffic, so that a closed network makes no noise.
 */

import type { LaunchOptions } from '@playwright/test';
import { requireBrowser } from './find-browser.ts';

const SOFTWARE_WEBGL = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
] as const;

const NO_BACKGROUND_TRAFFIC = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

export function browserLaunchOptions(executablePath: string = requireBrowser()): LaunchOptions {
  // Chromium's sandbox refuses to run as root, which is what containers usually are.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    executablePath,
    headless: true,
    args: [...SOFTWARE_WEBGL, ...NO_BACKGROUND_TRAFFIC, ...sandbox],
  };
}
