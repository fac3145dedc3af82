import { useLingui } from '@lingui/react/macro';

/** What the desks are called, in the order in which they are offered. */
export function useDeskNames() {
  const { t } = useLingui();
  return { policy: t`Policy`, technical: t`Technical`, 'law-enforcement': t`Law enforcement` };
}
