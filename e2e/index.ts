/** What benchmarks in a browser share with the end-to-end tests: the browser, pages, a file server. */
export { bundlePage, CESIUM_FOLDER, CESIUM_PREFIX } from './browser/bundle-page.ts';
export { browserLaunchOptions } from './browser/launch-options.ts';
export { type FolderServer, serveFolders } from './browser/serve-folders.ts';
