export { buildFixtureCity, FIXTURE } from './build-fixture-city.ts';
