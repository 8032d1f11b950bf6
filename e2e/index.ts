/** What benchmarks in a browser share with the end-to-end tests: which browser, started how. */
export { browserLaunchOptions } from './browser/launch-options.ts';
