/**
 * Keeps the address and the stores the same. A new view, selection or run is a step that "back"
 * undoes; moving the time or recolouring replaces the address instead, or scrubbing would bury
 * every step under hundreds of times.
 */
import { languageStore } from '../i18n/index.ts';
import { clockStore, placeStore, viewStore } from '../store/index.ts';
import { formatUrl, parseUrl, type UrlState } from './url-state.ts';

/** Browsers refuse more than about 200 address changes in 30 s. */
const WRITE_EVERY_MS = 300;

function currentState(): UrlState {
  return {
    ...viewStore.getState(),
    language: languageStore.getState().language,
    scrubMs: clockStore.getState().scrubMs,
    link: lastingLink(),
  };
}

/** How the address calls the selected cell: by its name once that is known. */
function lastingLink(): string | null {
  const { selection } = viewStore.getState();
  const { linkNames, pendingLink } = placeStore.getState();
  if (selection === null) return pendingLink;
  return selection.type === 'cell' ? (linkNames.get(selection.id) ?? null) : null;
}

const isStep = (a: UrlState, b: UrlState): boolean =>
  a.view !== b.view ||
  a.scenario !== b.scenario ||
  a.compare !== b.compare ||
  JSON.stringify(a.closeUp) !== JSON.stringify(b.closeUp) ||
  JSON.stringify(a.selection) !== JSON.stringify(b.selection);

function applyAddress(): void {
  const { language, scrubMs, link, ...view } = parseUrl(location.pathname, location.search);
  if (language !== null) languageStore.getState().setLanguage(language);
  viewStore.setState(view);
  // After the selection: what is selected would win over the link.
  placeStore.setState({ pendingLink: link, brokenLink: null });
  clockStore.setState({ scrubMs });
}

export function startUrlSync(): void {
  applyAddress();
  let written = currentState();
  // The fragment is a view's own (the wall's text size); it stays.
  history.replaceState(null, '', formatUrl(written) + location.hash);
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** What comes from the address is in the history already: writing it again would trap "back". */
  let applying = false;

  const write = (): void => {
    if (applying) return;
    const state = currentState();
    const url = formatUrl(state);
    if (url === formatUrl(written)) {
      written = state;
      return;
    }
    if (isStep(written, state)) {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      history.pushState(null, '', url + location.hash);
      written = state;
      return;
    }
    timer ??= setTimeout(() => {
      timer = null;
      const latest = currentState();
      history.replaceState(null, '', formatUrl(latest) + location.hash);
      written = latest;
    }, WRITE_EVERY_MS);
  };

  window.addEventListener('popstate', () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    applying = true;
    applyAddress();
    applying = false;
    written = currentState();
  });
  viewStore.subscribe(write);
  placeStore.subscribe((now, before) => {
    if (now.linkNames !== before.linkNames) write();
  });
  clockStore.subscribe((now, before) => {
    if (now.scrubMs !== before.scrubMs) write();
  });
  languageStore.subscribe(write);
}
