// How the console is built. Everything is served by the node from its own address: no request to anybody else, nothing inline but what
// carries the nonce of the answer.

import { readFileSync } from 'node:fs';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { routes } from '@parley/api/routes';
import type { Plugin, UserConfig } from 'vite';

/** What the node puts in the place of, in each answer. */
const NONCE = '__PARLEY_NONCE__';

/** Method and path of each route of the API, without the schemas that only the server needs. */
function routeTable(): Plugin {
  const name = 'virtual:routes';
  const table = Object.fromEntries(Object.values(routes).map(({ id, method, path }) => [id, [method, path]]));
  return {
    name: 'parley:routes',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? `export const routeTable = ${JSON.stringify(table)};` : undefined),
  };
}

/** What every page shows its first letters in. */
const FIRST_FONTS = /source-(?:serif-4|sans-3)-latin-wght-normal-[\w-]+\.woff2$/;

/** Asks for the first fonts with the page, and not only when the first word is drawn; and lays their licence beside them, as it asks. */
function fonts(): Plugin {
  return {
    name: 'parley:fonts',
    generateBundle() {
      const licences = {
        'source-serif-4': import.meta.resolve('@fontsource-variable/source-serif-4/LICENSE'),
        'source-sans-3': import.meta.resolve('@fontsource-variable/source-sans-3/LICENSE'),
      };
      for (const [name, url] of Object.entries(licences))
        this.emitFile({ type: 'asset', fileName: `assets/${name}-licence.txt`, source: readFileSync(new URL(url)) });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => FIRST_FONTS.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head' as const,
          })),
    },
  };
}

/** Shared by so many pages and parts that are loaded later, it comes with the first of them. */
const SHARED_BY_MANY = 16;

/** The entry stays a chunk of its own: the manifest names it. */
const isEntry = (id: string) => /index\.html|src\/main\.tsx/.test(id);

export const config: UserConfig = {
  root: import.meta.dirname,
  clearScreen: false,
  logLevel: 'warn',
  html: { cspNonce: NONCE },
  plugins: [
    react(),
    lingui({ cwd: import.meta.dirname, macroTransform: true, failOnCompileError: true }),
    routeTable(),
    fonts(),
  ],
  build: {
    target: 'es2024',
    // Small pictures as data: addresses would need a wider policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Our pure packages do nothing when they are loaded: what is not used of them is left out.
      treeshake: { moduleSideEffects: (id) => !/\/packages\/(api|docket|record|signing)\/src\//.test(id) },
      // Left alone, every set of pages that share something makes a file, a hundred a page: over a line of 400 ms each six of them cost a wait.
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], test: (id) => !isEntry(id), priority: 3 },
            {
              name: 'pages',
              test: (id) => !isEntry(id) && !/node_modules/.test(id),
              minShareCount: SHARED_BY_MANY,
              priority: 2,
            },
            {
              name: 'fields',
              test: /@mantine\/core\/esm\/components\/(Input|InputBase|NativeSelect|Textarea|TextInput|Combobox)\//,
              minShareCount: SHARED_BY_MANY / 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
};
