import '@mantine/core/styles.layer.css';
import './look/fonts.css';
import './look/tokens.css';
import './look/print.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speakFirst } from '#language';
import { resolveVariables, theme } from '#look/theme';
import { queries } from '#api/queries';
import { router } from '#router.tsx';
import { Announcer } from '#ui/Announcer.tsx';

const colorScheme = localStorageColorSchemeManager({ key: 'parley.theme' });

/** Of this answer's policy; without it, no style of a widget counts. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

// What stops the page from scrolling behind a dialogue is a style too, and looks for the nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce() });
await speakFirst();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colorScheme}
        cssVariablesResolver={resolveVariables}
        getStyleNonce={nonce}
      >
        <QueryClientProvider client={queries}>
          <Announcer>
            <RouterProvider router={router} />
          </Announcer>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  </StrictMode>,
);
