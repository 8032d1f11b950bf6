/**
 * Keeps the place of the selected cell (placeStore) with the selection, and turns a link's lasting
 * name into its cell. Both ask the registry, so both need the permission to read units; without it
 * links name cells.
 */
import { z } from 'zod';
import {
  AREA_LEVELS,
  areaIdSchema,
  type CellId,
  type CellPlace,
  cellIdSchema,
  localizedTextSchema,
  pointSchema,
} from '#contracts';
import { fetchJson } from '../connection/fetch-json.ts';
import { connectionStore, placeStore, sessionMay, viewStore } from '../store/index.ts';

const cellPlaceSchema = z.object({
  cell: cellIdSchema,
  type: z.enum(['building', 'storey', 'unit']),
  title: localizedTextSchema,
  code: z.string().nullable(),
  building: cellIdSchema,
  storey: cellIdSchema.nullable(),
  areas: z.array(
    z.object({ id: areaIdSchema, level: z.enum(AREA_LEVELS), name: localizedTextSchema }),
  ),
  point: pointSchema,
  isInScope: z.boolean(),
}) satisfies z.ZodType<CellPlace>;

export function startFollowingSelection(): void {
  let asked: AbortController | null = null;
  const follow = (): void => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const { selection } = viewStore.getState();
    const { place, pendingLink } = placeStore.getState();
    const session = connectionStore.getState().session;
    const mayRead = sessionMay(session, 'read-units');
    if (pendingLink !== null && selection === null) {
      if (mayRead) void openLink(pendingLink, signal);
      return;
    }
    placeStore.setState({ pendingLink: null });
    if (selection?.type !== 'cell' || !mayRead) {
      if (place !== null) placeStore.setState({ place: null });
      return;
    }
    if (place?.cell !== selection.id) void lookUp(selection.id, signal);
  };
  viewStore.subscribe((now, before) => {
    if (now.selection !== before.selection) follow();
  });
  placeStore.subscribe((now, before) => {
    if (now.pendingLink !== before.pendingLink && now.pendingLink !== null) follow();
  });
  connectionStore.subscribe((now, before) => {
    if (now.session !== before.session) follow();
  });
  follow();
}

async function ask(path: string, signal: AbortSignal) {
  try {
    return await fetchJson(path, cellPlaceSchema, { signal });
  } catch {
    // Aborted: something else is selected by now.
    return null;
  }
}

async function lookUp(cell: CellId, signal: AbortSignal): Promise<void> {
  const answer = await ask(`/api/registry/places/${cell}`, signal);
  if (answer === null || signal.aborted) return;
  if (answer.ok) keep(answer.value);
  else placeStore.setState({ place: null });
}

async function openLink(link: string, signal: AbortSignal): Promise<void> {
  for (const [cell, name] of placeStore.getState().linkNames) {
    if (name !== link) continue;
    viewStore.setState({ selection: { type: 'cell', id: cell } });
    return;
  }
  const split = link.indexOf(':');
  const query = new URLSearchParams({ [link.slice(0, split)]: link.slice(split + 1) });
  const answer = await ask(`/api/registry/resolve?${query}`, signal);
  if (answer === null || signal.aborted) return;
  if (!answer.ok) {
    placeStore.setState({ pendingLink: null, brokenLink: link.slice(split + 1) });
    return;
  }
  keep(answer.value);
  viewStore.setState({ selection: { type: 'cell', id: answer.value.cell } });
}

function keep(place: CellPlace): void {
  const { linkNames } = placeStore.getState();
  const names =
    place.code === null
      ? linkNames
      : new Map(linkNames).set(place.cell, `${place.type}:${place.code}`);
  placeStore.setState({ place, linkNames: names, brokenLink: null });
}
