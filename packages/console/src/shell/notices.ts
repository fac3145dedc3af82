// What an officer is told while looking at something else. A notice lies on a screen that others see: it says that something came, never what.

export const NOTICES = ['hotline', 'waits', 'due', 'releases'] as const;

export type NoticeKind = (typeof NOTICES)[number];

/** What is known at a moment, by kind: keys of what there is. */
export type Known = Readonly<Record<NoticeKind, ReadonlySet<string>>>;

/** Of which kinds there is something now that was not there before. Nothing is news to whoever has just come. */
export function newsIn(before: Known | undefined, now: Known): NoticeKind[] {
  if (before === undefined) return [];
  return NOTICES.filter((kind) => [...now[kind]].some((key) => !before[kind].has(key)));
}

/** As it was written down; whatever is not in order is left out. */
export function parseWanted(text: string | null): NoticeKind[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? NOTICES.filter((kind) => read.includes(kind)) : [];
  } catch {
    return [];
  }
}

const keyOf = (account: string) => `parley.notices.${account}`;
const WANTED = 'parley:notices';

/** Kept in this browser, for this person. */
export function wantedBy(account: string): NoticeKind[] {
  return parseWanted(localStorage.getItem(keyOf(account)));
}

export function want(account: string, kinds: readonly NoticeKind[]): void {
  localStorage.setItem(keyOf(account), JSON.stringify(kinds));
  dispatchEvent(new Event(WANTED));
}

/** Calls whenever somebody chooses otherwise, in this window or another. */
export function watchWanted(watcher: () => void): () => void {
  addEventListener(WANTED, watcher);
  addEventListener('storage', watcher);
  return () => {
    removeEventListener(WANTED, watcher);
    removeEventListener('storage', watcher);
  };
}
