// A cell in one language: our own names in that language; an officer's text in it if there is one, else in the one it was written in, named.

import type { Cell } from '#report/layout';
import type { HeldText } from '#report/model';

/** The languages a report is printed in. */
export const REPORT_LANGUAGES = ['en', 'zh'] as const;

export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

const NOT_HELD = { en: 'not held', zh: '未持有' };
const UNTITLED = { en: 'untitled', zh: '无标题' };

/** `lang`: BCP 47, of the text itself. `of`: whether it is a text in another language than asked for, or none. */
export type Shown = { text: string; lang: string; of: 'own' | 'other' | 'not held' };

export function showCell(cell: Cell, language: ReportLanguage): Shown {
  return 'label' in cell ? { text: cell.label[language], lang: language, of: 'own' } : showText(cell.text, language);
}

export function showText(text: HeldText, language: ReportLanguage): Shown {
  if (text === null) return { text: NOT_HELD[language], lang: language, of: 'not held' };
  const languages = Object.keys(text).toSorted();
  const own = languages.find((one) => one === language || one.startsWith(`${language}-`));
  if (own !== undefined) return { text: text[own]!, lang: own, of: 'own' };
  const other = languages[0];
  if (other === undefined) return { text: UNTITLED[language], lang: language, of: 'not held' };
  return { text: text[other]!, lang: other, of: other === 'und' ? 'own' : 'other' };
}

/** Side by side only where the languages differ: a date, a digest or a text there is once stands once. */
export function showSides(cell: Cell, languages: readonly ReportLanguage[]): Shown[] {
  const sides = languages.map((language) => showCell(cell, language));
  return sides.every(({ text }) => text === sides[0]!.text) ? sides.slice(0, 1) : sides;
}
