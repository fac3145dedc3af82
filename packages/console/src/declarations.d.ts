declare module '*.po' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}

declare module 'virtual:routes' {
  import type { Routes } from '@parley/api/routes';
  export const routeTable: {
    [Name in keyof Routes]: readonly [method: Routes[Name]['method'], path: Routes[Name]['path']];
  };
}
