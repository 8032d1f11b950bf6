/**
 * Whether the city on screen is the whole one. A first start shows the part around the main venue
 * while the whole district is built behind it; then the server opens the whole and pages reload.
 */
import { z } from 'zod';

export const cityBuildSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('whole') }),
  z.object({
    state: z.literal('building'),
    /** Stage under way, counted from 1. */
    stage: z.number().int().min(1),
    stages: z.number().int().min(1),
    /** Part of the stage that is done. */
    share: z.number().min(0).max(1),
  }),
  z.object({ state: z.literal('failed'), reason: z.string() }),
]);
export type CityBuild = z.infer<typeof cityBuildSchema>;

/** What the builder tells its parent process, and the launcher hands on to the server as a `CityBuild`. */
export const cityProgressSchema = z.object({
  type: z.literal('city-progress'),
  stage: z.string(),
  /** All stages in their order. */
  stages: z.array(z.string()).min(1),
  done: z.number().min(0),
  total: z.number().positive(),
});
export type CityProgress = z.infer<typeof cityProgressSchema>;

/** Launcher → server, over the process channel. */
export const cityBuildMessageSchema = z.object({
  type: z.literal('city-build'),
  build: cityBuildSchema,
});
