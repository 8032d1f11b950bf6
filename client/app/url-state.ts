/**
 * Deep links: path = view, query = what is chosen in it. Unknown or broken parts fall back to
 * their defaults, so that an old link still opens.
 *   /planner?lang=en&t=1790000000000&sel=station:S1&q=power&run=<id>&vs=<id>
 *   /units?sel=unit:<code>&draw=section&spread=1, also building:<id>, storey:<building id>@<level>
 *   /wall?t=1790000000000&near=gate:<id>, also entrance:<id>, walk-link:<id>: that place close up
 *   /units?sel=area:<id>&f=<filter, as in contracts/wire/registry-api.ts>
 */
import {
  type CloseUpPlace,
  closeUpPlaceSchema,
  type ScenarioId,
  scenarioIdSchema,
} from '#contracts';
import { isLanguage, type Language } from '../i18n/index.ts';
import {
  isCellQuantity,
  isDrawing,
  isView,
  selectionFromText,
  textFromSelection,
  type ViewState,
} from '../store/index.ts';

export interface UrlState extends ViewState {
  /** null = not named in the link. */
  readonly language: Language | null;
  readonly scrubMs: number | null;
  /** A place by its lasting name instead of its cell; asked of the registry (follow-selection.ts). */
  readonly link: string | null;
}

export const LASTING_NAME = /^(unit|building|storey):./;

export function parseUrl(path: string, query: string): UrlState {
  const first = path.split('/')[1] ?? '';
  const values = new URLSearchParams(query);
  const language = values.get('lang');
  const time = values.get('t');
  const selection = values.get('sel');
  const quantity = values.get('q');
  const drawing = values.get('draw');
  return {
    view: isView(first) ? first : 'wall',
    language: isLanguage(language) ? language : null,
    scrubMs: time !== null && /^\d{1,16}$/.test(time) ? Number(time) : null,
    selection: selection === null ? null : selectionFromText(selection),
    link: selection !== null && LASTING_NAME.test(selection) ? selection : null,
    quantity: isCellQuantity(quantity) ? quantity : 'alarm',
    scenario: scenarioFrom(values.get('run')),
    compare: scenarioFrom(values.get('vs')),
    drawing: isDrawing(drawing) ? drawing : 'axonometric',
    spread: values.get('spread') === '1',
    closeUp: closeUpFrom(values.get('near')),
    filter: values.get('f') ?? '',
  };
}

function closeUpFrom(text: string | null): CloseUpPlace | null {
  const split = text?.indexOf(':') ?? -1;
  const parsed = closeUpPlaceSchema.safeParse({
    type: text?.slice(0, split),
    id: text?.slice(split + 1),
  });
  return parsed.success ? parsed.data : null;
}

function scenarioFrom(text: string | null): ScenarioId | null {
  const parsed = scenarioIdSchema.safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** Defaults are left out, so that a quiet state has a short address. */
export function formatUrl(state: UrlState): string {
  const values = new URLSearchParams();
  if (state.language !== null) values.set('lang', state.language);
  if (state.scrubMs !== null) values.set('t', String(state.scrubMs));
  if (state.link !== null) values.set('sel', state.link);
  else if (state.selection !== null) values.set('sel', textFromSelection(state.selection));
  if (state.quantity !== 'alarm') values.set('q', state.quantity);
  if (state.scenario !== null) values.set('run', state.scenario);
  if (state.compare !== null) values.set('vs', state.compare);
  if (state.drawing !== 'axonometric') values.set('draw', state.drawing);
  if (state.spread) values.set('spread', '1');
  if (state.closeUp !== null) values.set('near', `${state.closeUp.type}:${state.closeUp.id}`);
  if (state.filter !== '') values.set('f', state.filter);
  const query = values.toString();
  return `/${state.view}${query ? `?${query}` : ''}`;
}
