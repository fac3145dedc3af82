import { useLingui } from '@lingui/react/macro';
import type { MantineColorScheme } from '@mantine/core';

export function useThemes(): Record<MantineColorScheme, string> {
  const { t } = useLingui();
  return { light: t`Light`, dark: t`Dark`, auto: t`As the device` };
}
