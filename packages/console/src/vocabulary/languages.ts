import { useLingui } from '@lingui/react/macro';
import { FORMATS, type Language } from '#language';

/** Languages by their names in the language of the interface; a tag that has none stands for itself. */
export function useLanguageNames(): (tag: string) => string {
  const { i18n } = useLingui();
  const names = new Intl.DisplayNames(FORMATS[i18n.locale as Language], { type: 'language' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      // It is not the tag of any language.
      return tag;
    }
  };
}
