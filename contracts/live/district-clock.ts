/**
 * The district's clock. In operation it is the wall clock; a demonstration may start at another
 * time and run faster, and then says so on every screen.
 */
import { z } from 'zod';

export const clockSettingsSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('real') }),
  z.object({
    mode: z.literal('demonstration'),
    startMs: z.number(),
    /** Wall-clock milliseconds at which the district's clock showed `startMs`. */
    epochMs: z.number(),
    /** District seconds per wall second. */
    rate: z.number().positive().max(1000),
  }),
]);
export type ClockSettings = z.infer<typeof clockSettingsSchema>;

export const districtTimeMs = (settings: ClockSettings, wallMs: number): number =>
  settings.mode === 'real'
    ? wallMs
    : settings.startMs + (wallMs - settings.epochMs) * settings.rate;
