/** An expected failure of the build: bad input, not a bug. The command line prints its message and ends with status 1. */
export class CityBuildError extends Error {
  override readonly name = 'CityBuildError';
}
