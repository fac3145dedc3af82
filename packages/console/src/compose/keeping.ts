// A draft that saves itself: first on this device, at once, then on the desk. What is written survives a reload, a crash, a line that breaks and a
// sign-in that ends; it leaves the device when the desk has it. One save at a time, each over the version that was read, so that nothing of a
// colleague's is ever overwritten. Windows of one browser have one text: each shows at once what was written in the other.

import type { DraftContent } from '@parley/api/desk';

/** A file that belongs to the draft and is on our node already. */
export type Attached = { digest: string; name: string; bytes: number; mediaType: string };

/** What is written, and over which version of the desk's; 0: the desk has none yet. */
export type Written = { content: DraftContent; title: string; version: number; attachments?: Attached[] };
/** The desk's answer. */
export type OnDesk = Written & { digest: string };

/** What one window tells the others: what was written in it, or what the desk has now. */
export type News = { written: Written } | { onDesk: OnDesk };

/** The other windows of this browser that show the draft; `listen` gives what ends it. */
export type Windows = { tell: (news: News) => void; listen: (hear: (news: News) => void) => () => void };

/** Of this device, like localStorage. */
export type Drawer = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * saved: the desk has it. writing: it is about to. saving: it is being sent. kept: on this device alone, tried again by itself. stale: somebody saved
 * meanwhile. refused: the desk does not take it as it is.
 */
export type Standing = 'saved' | 'writing' | 'saving' | 'kept' | 'stale' | 'refused';

/** `again`: no answer, or not now; `newer`: somebody saved meanwhile. */
export type Failure = { again: true } | { newer: OnDesk } | { refused: unknown };

export type Seen = {
  content: DraftContent;
  attachments: readonly Attached[];
  version: number;
  standing: Standing;
  newer: OnDesk | undefined;
  error: unknown;
};

type Options = {
  id: string;
  account: string;
  drawer: Drawer;
  windows?: Windows;
  send: (written: Written) => Promise<OnDesk>;
  failure: (fault: unknown) => Failure;
  /** Calls that later, and gives what calls it off. */
  after: (ms: number, what: () => void) => () => void;
};

const SAVE_MS = 900;
/** What another window wrote is sent by that one; by us, if it is closed before. */
const SAVE_FOR_ANOTHER_MS = 4_000;
const AGAIN_MS = 2_000;
const AGAIN_MS_MAX = 30_000;

const place = (id: string) => `parley.draft.${id}`;

/** What this device has of a draft that the desk may not have; another account's is not shown. */
export function readDrawer(drawer: Drawer, id: string, account: string): Written | undefined {
  const text = drawer.getItem(place(id));
  if (text === null) return undefined;
  try {
    const { account: whose, ...written } = JSON.parse(text) as Written & { account: string };
    return whose === account ? written : undefined;
  } catch {
    return undefined;
  }
}

export class Keeper {
  #options: Options;
  #written: Written;
  #desk: OnDesk | undefined;
  #standing: Standing;
  #newer: OnDesk | undefined;
  #error: unknown;
  #listeners = new Set<() => void>();
  #seen: Seen;
  #off: (() => void) | undefined;
  #sending: Promise<void> | undefined;
  #failed = 0;
  #deaf: (() => void) | undefined;

  /** `desk`: as the desk has it now; `kept`: as this device has it. At least one of them. */
  constructor(options: Options, desk: OnDesk | undefined, kept: Written | undefined) {
    this.#options = options;
    this.#desk = desk;
    const own = kept !== undefined && (desk === undefined || !same(kept, desk)) ? kept : undefined;
    this.#written = own ?? writtenOf(desk!);
    this.#standing = 'saved';
    if (own !== undefined && desk !== undefined && own.version < desk.version) {
      this.#standing = 'stale';
      this.#newer = desk;
    } else if (own !== undefined && desk !== undefined) this.#later(0);
    this.#seen = this.#look();
    this.#deaf = options.windows?.listen((news) => this.#hear(news));
  }

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same object until something changes. */
  look = (): Seen => this.#seen;

  change(content: DraftContent, attachments?: Attached[]): void {
    this.#written = { ...this.#written, content, ...(attachments !== undefined && { attachments }) };
    this.#keep();
    this.#options.windows?.tell({ written: this.#written });
    if (this.#standing === 'stale') this.#told();
    else this.#later(SAVE_MS);
  }

  /** The desk's copy as a page has just read it again. */
  heard(desk: OnDesk): void {
    if (desk.version <= (this.#desk?.version ?? 0)) return;
    if (this.#sending !== undefined || this.#standing === 'stale') return;
    if (same(this.#written, desk) || this.#standing === 'saved') {
      this.#desk = desk;
      this.#written = writtenOf(desk);
      this.#options.drawer.removeItem(place(this.#options.id));
      this.#stand('saved');
    } else this.#conflict(desk);
  }

  /** Ends a conflict: ours over theirs, which stays a version of the draft; or theirs. */
  settle(whose: 'ours' | 'theirs'): void {
    const newer = this.#newer;
    if (newer === undefined) return;
    this.#desk = newer;
    this.#newer = undefined;
    this.#written = whose === 'ours' ? { ...this.#written, version: newer.version } : writtenOf(newer);
    if (whose === 'ours') {
      this.#keep();
      this.#later(0);
    } else {
      this.#options.drawer.removeItem(place(this.#options.id));
      this.#stand('saved');
    }
  }

  /** Sends what is not on the desk yet, now. True: the desk has all of it. */
  async flush(): Promise<boolean> {
    for (;;) {
      await this.#sending;
      if (this.#standing === 'stale') return false;
      if (this.#desk !== undefined && same(this.#written, this.#desk)) return true;
      await this.#send();
      if (this.#standing === 'kept' || this.#standing === 'refused' || this.#look().standing === 'stale') return false;
    }
  }

  /** When the line is back. */
  again(): void {
    if (this.#standing === 'kept') this.#later(0);
  }

  /** The page is gone; what was not sent stays in the drawer. */
  close(): void {
    this.#deaf?.();
    this.#off?.();
    if (this.#standing === 'writing') void this.#send();
  }

  #hear(news: News): void {
    if (this.#standing === 'stale') return;
    if ('written' in news) {
      if (news.written.version < this.#written.version) return;
      this.#written = news.written;
      this.#later(SAVE_FOR_ANOTHER_MS);
    } else if (news.onDesk.version > (this.#desk?.version ?? 0) && this.#sending === undefined) {
      const nothingOwn = this.#standing === 'saved';
      this.#desk = news.onDesk;
      this.#written = nothingOwn ? writtenOf(news.onDesk) : { ...this.#written, version: news.onDesk.version };
      if (!same(this.#written, news.onDesk)) return;
      this.#off?.();
      this.#stand('saved');
    }
  }

  #keep(): void {
    try {
      this.#options.drawer.setItem(
        place(this.#options.id),
        JSON.stringify({ ...this.#written, account: this.#options.account }),
      );
    } catch {
      // The drawer is full or shut: then the desk alone has it.
    }
  }

  #later(ms: number): void {
    this.#off?.();
    this.#off = this.#options.after(ms, () => void this.#send());
    if (this.#sending === undefined) this.#stand('writing');
    else this.#told();
  }

  async #send(): Promise<void> {
    if (this.#sending !== undefined) return this.#sending;
    this.#off?.();
    this.#off = undefined;
    const written = this.#written;
    this.#stand('saving');
    this.#sending = this.#options.send(written).then(
      (desk) => this.#arrived(written, desk),
      (fault: unknown) => this.#missed(fault),
    );
    await this.#sending;
  }

  #arrived(written: Written, desk: OnDesk): void {
    this.#sending = undefined;
    this.#failed = 0;
    this.#desk = desk;
    this.#error = undefined;
    const changed = this.#written.content !== written.content || this.#written.attachments !== written.attachments;
    this.#written = { ...this.#written, version: desk.version };
    if (changed) {
      this.#keep();
      this.#options.windows?.tell({ onDesk: desk });
      this.#later(SAVE_MS);
      return;
    }
    this.#options.drawer.removeItem(place(this.#options.id));
    this.#options.windows?.tell({ onDesk: desk });
    this.#stand('saved');
  }

  #missed(fault: unknown): void {
    this.#sending = undefined;
    const failure = this.#options.failure(fault);
    if ('newer' in failure) return this.#conflict(failure.newer);
    this.#error = fault;
    if ('refused' in failure) return this.#stand('refused');
    this.#failed += 1;
    this.#off = this.#options.after(
      Math.min(AGAIN_MS * 2 ** (this.#failed - 1), AGAIN_MS_MAX),
      () => void this.#send(),
    );
    this.#stand('kept');
  }

  #conflict(newer: OnDesk): void {
    this.#off?.();
    // Somebody wrote the very same: there is nothing to choose.
    if (same(this.#written, newer)) {
      this.#desk = newer;
      this.#written = writtenOf(newer);
      this.#options.drawer.removeItem(place(this.#options.id));
      return this.#stand('saved');
    }
    this.#newer = newer;
    this.#stand('stale');
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.#told();
  }

  #told(): void {
    this.#seen = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #look(): Seen {
    return {
      content: this.#written.content,
      attachments: this.#written.attachments ?? [],
      version: this.#written.version,
      standing: this.#standing,
      newer: this.#newer,
      error: this.#error,
    };
  }
}

function writtenOf({ content, title, version, attachments }: Written): Written {
  return { content, title, version, ...(attachments !== undefined && { attachments }) };
}

function same(a: Written, b: Written): boolean {
  return canonical([a.content, a.attachments ?? []]) === canonical([b.content, b.attachments ?? []]);
}

/** Members in one order; only for comparing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
