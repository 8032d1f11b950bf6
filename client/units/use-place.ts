/**
 * From the shared selection to what the view shows: the cell, its building, its card. An alarm of a
 * unit counts as that unit, so that picking an alarm anywhere opens the place.
 */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { BuildingDetail, BuildingSummary, CellCard, CellId } from '#contracts';
import { type Loadable, useCity, useLive, useView } from '../store/index.ts';
import { buildingDetailSchema, buildingSummariesSchema, cellCardSchema } from './unit-schemas.ts';
import { useCellTouched } from './use-cell-bytes.ts';
import { useRequest } from './use-request.ts';

export interface Place {
  readonly buildings: Loadable<readonly BuildingSummary[]>;
  readonly reloadBuildings: () => void;
  readonly cell: CellId | null;
  readonly card: Loadable<CellCard> | null;
  readonly reloadCard: () => void;
  readonly building: Loadable<BuildingDetail> | null;
  readonly reloadBuilding: () => void;
}

const LOADING = { state: 'loading' } as const;

export function usePlace(): Place {
  const cell = useSelectedCell();
  const city = useCity((state) => state.city);
  const buildings = useRequest('/api/buildings', buildingSummariesSchema);
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
  return {
    buildings: buildings.result ?? LOADING,
    reloadBuildings: buildings.reload,
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
