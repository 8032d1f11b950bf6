/**
 * Texts in both languages. `defineMessages` makes a missing or surplus translation a type error,
 * and `{name}` placeholders become required, typed parameters.
 */
import { useMemo } from 'react';
import type { EventPlan, LocalizedText } from '#contracts';
import { type Language, useLanguage } from './language.ts';

export interface Messages<Z extends Readonly<Record<string, string>>> {
  readonly zh: Z;
  readonly en: { readonly [K in keyof Z]: string };
}

export function defineMessages<const Z extends Readonly<Record<string, string>>>(
  zh: Z,
  en: { readonly [K in keyof NoInfer<Z>]: string },
): Messages<Z> {
  return { zh, en };
}

type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type Parameters<S extends string> = [Placeholder<S>] extends [never]
  ? []
  : [{ readonly [Name in Placeholder<S>]: string | number }];

export type Translate<Z extends Readonly<Record<string, string>>> = <K extends keyof Z & string>(
  key: K,
  ...parameters: Parameters<Z[K]>
) => string;

export function translator<Z extends Readonly<Record<string, string>>>(
  messages: Messages<Z>,
  language: Language,
): Translate<Z> {
  return (key, ...parameters) => {
    const table: Readonly<Record<string, string>> = language === 'en' ? messages.en : messages.zh;
    const text = table[key] ?? key;
    const values: Readonly<Record<string, string | number>> = parameters[0] ?? {};
    return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );
  };
}

export function useText<Z extends Readonly<Record<string, string>>>(
  messages: Messages<Z>,
): Translate<Z> {
  const language = useLanguage();
  return useMemo(() => translator(messages, language), [messages, language]);
}

/** A name from the data, in the interface's language. */
export const localized = (text: LocalizedText, language: Language): string =>
  language === 'en' ? text.en || text.zh : text.zh || text.en;

/** An event's name; planners write one, demonstrations bring both. */
export const eventName = (event: Pick<EventPlan, 'name' | 'nameEn'>, language: Language): string =>
  language === 'en' ? (event.nameEn ?? event.name) : event.name;
