// Acts as this browser reads them, each read and checked once.

import { useQuery } from '@tanstack/react-query';
import type { Payload } from '@parley/record/act';
import type { JsonObject } from '@parley/record/json';

/** `unknown`: the key is not at hand, so nothing was checked; `broken`: it is not what it says it is. */
export type Standing = 'good' | 'broken' | 'unknown';

export type Opened = {
  id: string;
  party: string;
  payload: Payload | undefined;
  words: JsonObject;
  /** Digests of words that are not held: withheld, or erased. */
  missing: string[];
  kids: string[];
  standing: Standing;
};

/** What never changes. */
export const kept = { staleTime: Infinity, meta: { kept: true } } as const;

/** What checks comes after the page that it is for. */
export const opening = (id: string) => ({
  queryKey: ['opened', id],
  queryFn: async () => (await import('#said/check')).openById(id),
  ...kept,
});

export function useOpened(id: string | undefined): Opened | undefined {
  return useQuery({ ...opening(id ?? ''), enabled: id !== undefined }).data;
}
