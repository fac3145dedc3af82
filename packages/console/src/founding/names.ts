import { useLingui } from '@lingui/react/macro';
import type { Group } from '#founding/groups';

export function useGroupNames(): Record<Group, string> {
  const { t } = useLingui();
  return {
    parties: t`Parties and their keys`,
    times: t`Time limits`,
    asked: t`What a request must contain`,
    rhythm: t`Rhythm, hotline and languages`,
    limits: t`Limits and rules`,
    offices: t`Offices and their powers`,
    witnesses: t`Witnesses`,
  };
}
