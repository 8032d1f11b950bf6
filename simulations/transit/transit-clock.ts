/**
 * The clock of lines and stations: whole ticks of 0.1 s since the service day began. Doors, gates and
 * dwell times are told in seconds; a tenth keeps a gate's rhythm and stays exact in 32 bits.
 */
export const TICKS_PER_SECOND = 10;

export const ticksFromSeconds = (seconds: number): number => Math.round(seconds * TICKS_PER_SECOND);

/** Elements work on whole seconds, so that a busy hall costs an event a second and not one a person. */
export const SERVICE_TICKS = TICKS_PER_SECOND;

/** The first whole second at or after a tick; integers only, it is asked for every packet of people. */
export const nextService = (tick: number): number => {
  const past = tick % SERVICE_TICKS;
  return past === 0 ? tick : tick - past + SERVICE_TICKS;
};
