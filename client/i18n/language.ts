/**
 * The interface language: from the deep link if it names one, else remembered, else the
 * browser's. Every switch is remembered.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORAGE_KEY = 'gezi.language';

export const isLanguage = (text: unknown): text is Language =>
  LANGUAGES.some((language) => language === text);

/** The first browser language that we speak; Chinese when none is (the district's language). */
export function languageFromBrowser(browserLanguages: readonly string[]): Language {
  for (const tag of browserLanguages) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-CN';
}

/** null outside a browser: unit tests run these modules too. */
const browserStorage = (): Storage | null =>
  typeof window === 'undefined' ? null : window.localStorage;

function remembered(): Language | null {
  try {
    const stored = browserStorage()?.getItem(STORAGE_KEY);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null; // Storage may be forbidden; the browser's language then decides each time.
  }
}

interface LanguageState {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

export const languageStore = createStore<LanguageState>()((set) => ({
  language: remembered() ?? languageFromBrowser(globalThis.navigator?.languages ?? []),
  setLanguage: (language) => {
    set({ language });
    try {
      browserStorage()?.setItem(STORAGE_KEY, language);
    } catch {
      // Not remembered; still switched.
    }
  },
}));

export const useLanguage = (): Language => useStore(languageStore, (state) => state.language);
