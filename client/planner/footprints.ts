/** Buildings of the map: fetched once; the map works without them, so a failure is only told. */
import { useEffect } from 'react';
import { z } from 'zod';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { BUILDING_USES, type BuildingFootprint, cellIdSchema, polygonSchema } from '#contracts';
import { fetchJson } from '../connection/index.ts';
import type { Loadable } from '../store/index.ts';

const footprintsSchema: z.ZodType<readonly BuildingFootprint[]> = z.array(
  z.object({ cell: cellIdSchema, use: z.enum(BUILDING_USES), footprint: polygonSchema }),
);

type FootprintsState = Loadable<readonly BuildingFootprint[]> | { readonly state: 'idle' };
const footprintsStore = createStore<FootprintsState>()(() => ({ state: 'idle' }));

async function loadFootprints(): Promise<void> {
  const { state } = footprintsStore.getState();
  if (state === 'loading' || state === 'ready') return;
  footprintsStore.setState({ state: 'loading' }, true);
  const result = await fetchJson('/api/city/footprints', footprintsSchema);
  footprintsStore.setState(
    result.ok
      ? { state: 'ready', value: result.value }
      : { state: 'failed', failure: result.failure },
    true,
  );
}

export function useFootprints(): FootprintsState {
  useEffect(() => void loadFootprints(), []);
  return useStore(footprintsStore);
}
