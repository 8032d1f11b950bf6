export { buildFixtureCity } from './build-fixture-city.ts';
export { buildLargeCity, type LargeCity } from './build-large-city.ts';
export { FIXTURE } from './fixture-names.ts';
export {
  INGEST_TOKEN,
  METRICS_TOKEN,
  signIn,
  signInByLink,
  startTestServer,
  type TestServer,
} from './start-test-server.ts';
