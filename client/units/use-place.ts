/**
 * From the shared selection to what the view shows: the cell, its building, its card. An alarm of a
 * unit counts as that unit, so that picking an alarm anywhere opens the place.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { AreaNode, BuildingDetail, CellCard, CellId } from '#contracts';
import { type Loadable, useCity, useLive, useView } from '../store/index.ts';
import { areaNodesSchema } from './registry-schemas.ts';
import { buildingDetailSchema, cellCardSchema } from './unit-schemas.ts';
import { useCellTouched } from './use-cell-bytes.ts';
import { useRequest } from './use-request.ts';

export interface Place {
  readonly areas: Loadable<readonly AreaNode[]>;
  readonly reloadAreas: () => void;
  /** Of a selected area; else null. */
  readonly area: AreaNode | null;
  readonly cell: CellId | null;
  readonly card: Loadable<CellCard> | null;
  readonly reloadCard: () => void;
  readonly building: Loadable<BuildingDetail> | null;
  readonly reloadBuilding: () => void;
}

const LOADING = { state: 'loading' } as const;

export function usePlace(): Place {
  const cell = useSelectedCell();
  const selection = useView((state) => state.selection);
  const city = useCity((state) => state.city);
  const areas = useRequest('/api/registry/areas', areaNodesSchema);
  const card = useRequest(cell === null ? null : `/api/cells/${cell}`, cellCardSchema);
  useCellTouched(cell, card.reload);

  const range = city.state === 'ready' ? city.value.manifest.cellRanges.buildings : null;
  const isBuilding = cell !== null && range !== null && cell >= range[0] && cell < range[1];
  const known = card.result?.state === 'ready' ? card.result.value.building : null;
  const resolved = isBuilding ? cell : known;
  // While the card of another unit loads, the building on screen stays.
  const [held, setHeld] = useState<CellId | null>(null);
  useEffect(() => {
    if (cell === null) setHeld(null);
    else if (resolved !== null) setHeld(resolved);
  }, [cell, resolved]);
  const shown = cell === null ? null : (resolved ?? held);
  const building = useRequest(
    shown === null ? null : `/api/buildings/${shown}`,
    buildingDetailSchema,
  );
  const failedCard = card.result?.state === 'failed' ? card.result : null;
  const all = areas.result?.state === 'ready' ? areas.result.value : [];
  return {
    areas: areas.result ?? LOADING,
    reloadAreas: areas.reload,
    area: selection?.type === 'area' ? (all.find(({ id }) => id === selection.id) ?? null) : null,
    cell,
    card: card.result,
    reloadCard: card.reload,
    building: cell === null ? null : (failedCard ?? building.result ?? LOADING),
    reloadBuilding: useCallback(() => {
      building.reload();
      card.reload();
    }, [building.reload, card.reload]),
  };
}

function useSelectedCell(): CellId | null {
  const selection = useView((state) => state.selection);
  const alarms = useLive((state) => state.alarms);
  return useMemo(() => {
    if (selection?.type === 'cell') return selection.id;
    if (selection?.type !== 'alarm') return null;
    const place = alarms?.get(selection.id)?.place;
    return place?.type === 'unit' ? place.cell : null;
  }, [selection, alarms]);
}
