// What stands in the addresses of the desk's pages.

/** Ten years. */
const WEEKS_MAX = 520;

export type NotesSearch = { who?: 'for-me' | 'mine' };
export type OptionsSearch = { state?: 'set-aside' | 'drafted' };
export type AssignmentsSearch = { of?: string };
export type DutySearch = { week?: number };
export type NumbersSearch = { q?: string };
export type DraftsSearch = { by?: 'me' };

export function parseNotes({ who }: Record<string, unknown>): NotesSearch {
  return who === 'for-me' || who === 'mine' ? { who } : {};
}

export function parseOptions({ state }: Record<string, unknown>): OptionsSearch {
  return state === 'set-aside' || state === 'drafted' ? { state } : {};
}

/** `of`: an account, or `everyone`; oneself, if it is not said. */
export function parseAssignments({ of }: Record<string, unknown>): AssignmentsSearch {
  return typeof of === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(of) ? { of } : {};
}

export function parseDrafts({ by }: Record<string, unknown>): DraftsSearch {
  return by === 'me' ? { by } : {};
}

/** `week`: so many weeks from this one. */
export function parseDuty({ week }: Record<string, unknown>): DutySearch {
  return typeof week === 'number' && Number.isInteger(week) && week !== 0 && Math.abs(week) <= WEEKS_MAX
    ? { week }
    : {};
}

export function parseNumbers({ q }: Record<string, unknown>): NumbersSearch {
  // The router reads what looks like a number as one.
  const text = (typeof q === 'string' ? q : typeof q === 'number' ? String(q) : '').trim().slice(0, 100);
  return text === '' ? {} : { q: text };
}
