import { useLingui } from '@lingui/react/macro';
import { encodeMoment } from '@parley/docket/report/moment';
import type { Label } from '@parley/docket/vocabulary/label';
import type { Naming } from '@parley/docket/vocabulary/told';

/** The docket's vocabulary in the language of the interface. `ref`: acts and subjects by the beginnings of their ids, unless told otherwise. */
export function useNaming(ref: (id: string) => string = (id) => id.slice(0, 8)): Naming {
  const { i18n } = useLingui();
  return namingIn(i18n.locale === 'en' ? 'en' : 'zh', ref);
}

export function namingIn(language: 'en' | 'zh', ref: (id: string) => string): Naming {
  return {
    language,
    of: (label: Label) => label[language],
    say: (en, zh) => (language === 'en' ? en : zh),
    moment: encodeMoment,
    ref,
  };
}
