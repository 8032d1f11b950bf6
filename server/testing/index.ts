export { buildFixtureCity, FIXTURE } from './build-fixture-city.ts';
export {
  INGEST_TOKEN,
  METRICS_TOKEN,
  signIn,
  signInByLink,
  startTestServer,
  type TestServer,
} from './start-test-server.ts';
