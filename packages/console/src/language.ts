// The language of the interface: what was chosen here, else what the browser asks for. Languages of what was said are another matter: those
// are shown as they were written.

import { i18n, type Messages } from '@lingui/core';

export const LANGUAGES = { en: 'English', 'zh-Hans': '中文' } as const;

export type Language = keyof typeof LANGUAGES;

const KEPT = 'parley.language';

/** How dates and numbers are written. */
export const FORMATS: Record<Language, string> = { en: 'en-GB', 'zh-Hans': 'zh-CN' };

/** Which of ours fits best what a browser asks for, in its order. */
export function fittingLanguage(kept: string | null, asked: readonly string[]): Language {
  for (const one of [kept ?? '', ...asked]) {
    if (/^zh(-|$)/i.test(one)) return 'zh-Hans';
    if (/^en(-|$)/i.test(one)) return 'en';
  }
  return 'en';
}

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./locales/en.po'),
  'zh-Hans': () => import('./locales/zh-Hans.po'),
};

export async function speak(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.loadAndActivate({ locale: language, locales: FORMATS[language], messages });
  document.documentElement.lang = language;
}

export async function speakFirst(): Promise<void> {
  await speak(fittingLanguage(localStorage.getItem(KEPT), navigator.languages));
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}
