// Which languages of a text are shown, and in which order: a reader reads their own language, and beside a translation always what it is a
// translation of.

import { textIn, type Texts } from '#ui/text';

export type Shown = { lang: string; text: string; mark: 'authentic' | 'translation' | undefined };

/** `authentic`: the languages the officer wrote in; undefined: the act does not say. `all`: every language there is. */
export function shownOf(texts: Texts, authentic: readonly string[] | undefined, locale: string, all: boolean): Shown[] {
  const one = (lang: string): Shown => ({
    lang,
    text: texts[lang]!,
    mark: authentic === undefined ? undefined : authentic.includes(lang) ? 'authentic' : 'translation',
  });
  const languages = Object.keys(texts);
  const own = textIn(texts, locale)?.lang;
  if (own === undefined) return [];
  const originals = languages.filter((lang) => authentic?.includes(lang));
  if (all) return [...new Set([...originals, own, ...languages])].map(one);
  const fits = own.split('-', 1)[0] === locale.split('-', 1)[0];
  if (originals.length === 0 || (fits && originals.includes(own))) return [one(own)];
  return (fits ? [originals[0]!, own] : [originals[0]!]).map(one);
}
