import { defineConfig } from '@playwright/test';
import { requireBrowser } from './browser/find-browser.ts';
import { browserLaunchOptions } from './browser/launch-options.ts';

// Workers load this file again; they inherit the answer instead of searching anew.
const executablePath = requireBrowser();
process.env.GEZI_BROWSER = executablePath;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './app/global-setup.ts',
  outputDir: '../test-results/e2e',
  // One worker, no retry: software WebGL takes a whole core, and a flaky test is a broken test.
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  // A page redraws between two frames of software WebGL, each of which may take a second.
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    // As for expectations: a control that is not there by then never comes.
    actionTimeout: 20_000,
    launchOptions: browserLaunchOptions(executablePath),
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Small enough for software rendering, wide enough for the desk layout.
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
  },
});
