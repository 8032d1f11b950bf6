/** What benchmarks measure of the server; the running server starts at main.ts. */
export { openCity, scopeUnits, searchIndexOf, searchRegistry } from './registry/index.ts';
export { buildLargeCity } from './testing/build-large-city.ts';
