import { useLingui } from '@lingui/react/macro';
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useThemes } from '#shell/themes';
import type { Opened } from '#ui/Opener.tsx';

export function ThemeMenu({ opened, onChange, children }: Opened) {
  const { t } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const names = useThemes();
  return (
    <Menu position="bottom-end" opened={opened} onChange={onChange}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown aria-label={t`Theme`}>
        {(['light', 'dark', 'auto'] as const).map((one) => (
          <Menu.Item
            key={one}
            role="menuitemradio"
            aria-checked={one === colorScheme}
            onClick={() => setColorScheme(one)}
            rightSection={one === colorScheme ? '✓' : undefined}
          >
            {names[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
