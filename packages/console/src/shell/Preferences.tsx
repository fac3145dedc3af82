import { useLingui } from '@lingui/react/macro';
import { UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { lazy } from 'react';
import { choose, LANGUAGES, type Language } from '#language';
import { useThemes } from '#shell/themes';
import { Opener } from '#ui/Opener.tsx';
import classes from './Preferences.module.css';

/** The other language, in its own words: whoever looks for it reads no other. */
export function LanguageSwitch() {
  const { i18n } = useLingui();
  const others = (Object.keys(LANGUAGES) as Language[]).filter((one) => one !== i18n.locale);
  return others.map((one) => (
    <UnstyledButton key={one} className={classes.quiet} lang={one} onClick={() => void choose(one)}>
      {LANGUAGES[one]}
    </UnstyledButton>
  ));
}

const ThemeMenu = lazy(async () => ({ default: (await import('#shell/ThemeMenu.tsx')).ThemeMenu }));

export function ThemeSwitch() {
  const { t } = useLingui();
  const { colorScheme } = useMantineColorScheme();
  const names = useThemes();
  return (
    <Opener what={(around) => <ThemeMenu {...around} />} popup="menu">
      <UnstyledButton className={classes.quiet} aria-label={t`Theme: ${names[colorScheme]}`}>
        <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
        </svg>
      </UnstyledButton>
    </Opener>
  );
}
