/**
 * Sources as the screen names them. Attributions stay as the licence wants them; a source of our
 * own says the same in both languages, and only the interface's is shown.
 */
import type { CityManifest } from '#contracts';
import type { Language } from './language.ts';
import { localized } from './messages.ts';

export type Source = CityManifest['sources'][number];

export const attributionOf = (source: Source, language: Language): string =>
  source.shown ? localized(source.shown.attribution, language) : source.attribution;

export const sourceNameOf = (source: Source, language: Language): string =>
  source.shown ? localized(source.shown.name, language) : source.name;

/** `<attribution> (<licence>) · …`. */
export const attributionLine = (sources: readonly Source[], language: Language): string =>
  sources.map((source) => `${attributionOf(source, language)} (${source.licence})`).join(' · ');
