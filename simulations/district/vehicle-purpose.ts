/** `tag` of a vehicle: what it is on the road for. */
export const VEHICLE = {
  /** Ends at its destination; its passengers, if any, leave the district with it. */
  ends: 0,
  /** Empty taxi that takes people up at a kerb. */
  fetches: 1,
  /** Sets people down at a car park or kerb. */
  brings: 2,
  /** A taxi that ends there with its passengers. */
  drives: 3,
  /** Calls at the stops of its line: `destination` is the line, `route` the next call. */
  bus: 4,
  /** Passes queues and red lights: `destination` is its way, `extra` its record. */
  emergency: 5,
} as const;
