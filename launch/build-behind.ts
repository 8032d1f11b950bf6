/**
 * Builds a target behind a running district: its progress goes to the server, which shows it on
 * every screen. Resolves when the build is there; one that fails is told and never resolves, so
 * the district that runs goes on.
 */
import { type CityBuild, type CityProgress, cityProgressSchema } from '#contracts';
import { type BuildTarget, buildMissing } from './build-missing.ts';
import type { ProgressLines } from './progress-lines.ts';

export async function buildBehind(
  build: { readonly root: string; readonly target: BuildTarget; readonly progress: ProgressLines },
  tellServer: (build: CityBuild) => void,
  stopping: AbortSignal,
): Promise<void> {
  // Until the builder speaks: it has begun, nothing is done.
  tellServer({ state: 'building', stage: 1, stages: 1, share: 0 });
  const outcome = await buildMissing(
    build.root,
    [build.target],
    build.progress,
    stopping,
    (message) => {
      const told = cityProgressSchema.safeParse(message);
      if (told.success) tellServer(buildStateOf(told.data));
    },
  );
  if (outcome.ok && !stopping.aborted) return;
  if (!outcome.ok && !stopping.aborted) tellServer({ state: 'failed', reason: outcome.reason });
  await new Promise<never>(() => {});
}

function buildStateOf({ stage, stages, done, total }: CityProgress): CityBuild {
  return {
    state: 'building',
    stage: Math.max(1, stages.indexOf(stage) + 1),
    stages: stages.length,
    share: Math.min(1, done / total),
  };
}
