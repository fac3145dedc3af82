// Where the counterpart gave a link, its node is given what we have and asked for what it has, again and again until both have signed: who was given the
// link cannot be reached by who gave it, so news that way waits for this.

import type { Founding } from './founding.ts';

/** How often. */
const NEWS_MS = 3000;

export type Unheard = { code: string; detail: string; at: number };

export type News = {
  /** Why nothing came of it the last time; undefined: something did, or there is no link. */
  unheard: () => Unheard | undefined;
  stop: () => Promise<void>;
};

/** `now` in seconds. */
export function followNews(founding: Founding, now: () => number, onFault: (cause: unknown) => void): News {
  let unheard: Unheard | undefined;
  let asking: Promise<void> | undefined;
  const ending = new AbortController();
  const ask = async () => {
    try {
      const delivered = await founding.deliver(ending.signal);
      unheard =
        delivered?.ok === false
          ? { code: delivered.refusal.code, detail: delivered.refusal.detail, at: now() }
          : undefined;
    } catch (cause) {
      onFault(cause);
    }
  };
  const timer = setInterval(() => {
    if (founding.open) asking ??= ask().finally(() => (asking = undefined));
  }, NEWS_MS);
  return {
    unheard: () => unheard,
    async stop() {
      clearInterval(timer);
      ending.abort();
      await asking;
    },
  };
}
