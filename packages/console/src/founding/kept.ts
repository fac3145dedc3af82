// What is being written and not yet proposed: kept in this browser, so that a reload, a crash or a sign-out loses nothing.

import { useState } from 'react';
import type { Wishes } from '#founding/wishes';

/** `template`: the one chosen for a first draft. */
export type Kept = { template?: string; wishes: Wishes; note: string };

const NOTHING: Kept = { wishes: {}, note: '' };

const nameOf = (party: string) => `parley.founding.${party}`;

function read(party: string): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(party)) ?? 'null') as Kept | null;
    return kept === null ? NOTHING : { ...NOTHING, ...kept };
  } catch {
    // Somebody else wrote there.
    return NOTHING;
  }
}

export function useKept(party: string): [Kept, (change: Partial<Kept>) => void, clear: () => void] {
  const [kept, setKept] = useState(() => read(party));
  return [
    kept,
    (change) =>
      setKept((before) => {
        const after = { ...before, ...change };
        localStorage.setItem(nameOf(party), JSON.stringify(after));
        return after;
      }),
    () => {
      localStorage.removeItem(nameOf(party));
      setKept(NOTHING);
    },
  ];
}
