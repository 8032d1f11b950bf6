export { buildFixtureCity } from './build-fixture-city.ts';
export { buildLargeCity, type LargeCity } from './build-large-city.ts';
export { FIXTURE } from './fixture-names.ts';
export {
  OFFICIAL_AREA,
  type PeopleServer,
  startPeopleServer,
  UNITS_INSIDE,
} from './start-people-server.ts';
export {
  INGEST_TOKEN,
  METRICS_TOKEN,
  signIn,
  signInByLink,
  startTestServer,
  type TestServer,
} from './start-test-server.ts';
