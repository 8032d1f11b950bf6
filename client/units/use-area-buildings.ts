/** Buildings of the areas that are open in the tree, page by page as the user goes down. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AreaId, AreaNode } from '#contracts';
import { fetchJson, type RequestFailure } from '../connection/index.ts';
import { buildingPageSchema } from './registry-schemas.ts';
import { type AreaBuildings, areaKey, type RowKey } from './tree-rows.ts';

const PAGE_SIZE = 200;

export interface AreaBuildingsState {
  readonly buildings: ReadonlyMap<AreaId | null, AreaBuildings>;
  readonly failure: RequestFailure | null;
  /** Asks for the next page of the area. */
  readonly more: (area: AreaId | null) => void;
  readonly retry: () => void;
}

export function useAreaBuildings(
  areas: readonly AreaNode[] | null,
  open: ReadonlySet<RowKey>,
): AreaBuildingsState {
  const [buildings, setBuildings] = useState<AreaBuildingsState['buildings']>(new Map());
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const asking = useRef(new Set<AreaId | null>());
  const known = useRef(buildings);
  known.current = buildings;

  const load = useCallback(async (area: AreaId | null): Promise<void> => {
    if (asking.current.has(area)) return;
    asking.current.add(area);
    const offset = known.current.get(area)?.buildings.length ?? 0;
    const path = `/api/registry/areas/${encodeURIComponent(area ?? 'none')}/buildings?offset=${offset}&limit=${PAGE_SIZE}`;
    const answer = await fetchJson(path, buildingPageSchema);
    asking.current.delete(area);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    setFailure(null);
    setBuildings((before) => {
      const held = before.get(area)?.buildings ?? [];
      if (held.length !== offset) return before;
      const { total, buildings: page } = answer.value;
      return new Map(before).set(area, { total, buildings: [...held, ...page] });
    });
  }, []);

  const wanted = wantedAreas(areas, open).filter((area) => !buildings.has(area));
  const first = failure === null ? wanted[0] : undefined;
  useEffect(() => {
    if (first !== undefined) void load(first);
  }, [first, load]);
  return {
    buildings,
    failure,
    more: (area) => void load(area),
    retry: useCallback(() => setFailure(null), []),
  };
}

/** Open areas without areas below them; a city without areas has one list. */
function wantedAreas(
  areas: readonly AreaNode[] | null,
  open: ReadonlySet<RowKey>,
): readonly (AreaId | null)[] {
  if (areas === null) return [];
  if (areas.length === 0) return [null];
  const parents = new Set(areas.map((area) => area.parent));
  return areas.filter(({ id }) => open.has(areaKey(id)) && !parents.has(id)).map(({ id }) => id);
}
