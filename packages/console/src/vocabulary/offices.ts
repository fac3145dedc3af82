import { useLingui } from '@lingui/react/macro';
import { officeName } from '@parley/docket/vocabulary/offices';

/** Offices as people call them. One that its accord alone knows is called as it is there. */
export function useOffices(): (...offices: readonly string[]) => string {
  const { i18n } = useLingui();
  const language = i18n.locale === 'en' ? 'en' : 'zh';
  return (...offices) => offices.map((office) => officeName(office)[language]).join(language === 'en' ? ', ' : '、');
}
