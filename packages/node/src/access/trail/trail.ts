// The audit trail: who signed in, who read what is restricted, who took content out, what administrators did. A Merkle tree of its own beside
// the log: entries are only ever appended, each append moves the head, and the head is signed. So nobody without the key changes an entry
// unseen; and with it nobody does who does not reach the heads kept elsewhere: the marker outside the folder, and what was exported.
//
//     entry = canonical JSON { at, account?, token?, command?, what, subject?, address?, … }      leaf = SHA-256(00 ‖ entry)
//
// It names accounts by their ids: the names are in the accounts, and not in something that cannot be forgotten.
//
// An entry is durable, and its head signed, when `note` returns; whoever answers a request notes first. The command line writes into the same
// tables beside a running node: the head is read anew in each transaction. Before an accord is founded the trail has no name, so no head
// of it is signed yet; the first signed head covers what was noted until then.

import { concat, encodeUtf8 } from '@parley/record/bytes';
import { leafHash } from '@parley/record/hash';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { appendLeaf, frontierRoot, rangeNodes, type Frontier } from '@parley/record/tree';
import type { Database } from '../../platform/sqlite.ts';
import type { Viewer } from '../viewer.ts';
import { noTrailMarker, type TrailMarker } from './marker.ts';
import { openHead, type TrailHead, type TrailSigner } from './head.ts';
import { rootsAt } from './verify.ts';

/**
 * `account` or `token`: who; `command`: whoever commands the machine; none of them: a stranger. `what`: a code such as `sign-in.refused`.
 * `subject`: the id of what it was about. Beside them, whatever tells more: text and whole numbers alone.
 */
export type Noted = {
  what: string;
  account?: string | undefined;
  token?: string | undefined;
  command?: true;
  subject?: string | undefined;
  address?: string | undefined;
  [more: string]: string | number | true | undefined;
};

/** The members that say who it was. */
export function byViewer(viewer: Viewer | undefined): Pick<Noted, 'account' | 'token'> {
  if (viewer === undefined) return {};
  return viewer.kind === 'person' ? { account: viewer.account } : { token: viewer.token };
}

/** What takes notes. */
export type Notes = Pick<Trail, 'note'>;

const HASH_BYTES = 32;
const TEXT_CHARACTERS_MAX = 400;

export class Trail {
  #db: Database;
  /** Unix seconds of real time. */
  #now: () => number;
  #signer: TrailSigner | undefined;
  #marker: TrailMarker = noTrailMarker;
  #onFault: (cause: unknown) => void;
  /** The size of the newest head that was seen intact. */
  #seen = 0;

  constructor(db: Database, now: () => number, onFault: (cause: unknown) => void) {
    this.#db = db;
    this.#now = now;
    this.#onFault = onFault;
  }

  /**
   * Signs heads from here on. Gives how the trail stands to the head that was kept outside: `contradicted` if it is not a continuation of it,
   * which is noted in the trail itself, and the kept head is set aside.
   */
  async sign(signer: TrailSigner, marker: TrailMarker): Promise<'in order' | 'contradicted'> {
    const kept = marker.read();
    const continues = kept === undefined || (await this.#continues(kept, signer));
    this.#signer = signer;
    this.#marker = marker;
    if (!continues) this.#contradict();
    this.#append([]);
    return continues ? 'in order' : 'contradicted';
  }

  /** Throws what the database throws: then nothing was noted, and what was to be noted must not happen. */
  note(noted: Noted): void {
    const entry: JsonObject = { at: this.#now() };
    for (const [name, value] of Object.entries(noted)) {
      if (value === undefined) continue;
      entry[name] =
        typeof value === 'string' ? value.toWellFormed().slice(0, TEXT_CHARACTERS_MAX).toWellFormed() : value;
    }
    this.#append([encodeCanonical(entry)]);
  }

  get size(): number {
    return this.#frontier().size;
  }

  /** The signed head as it is now; undefined before the first. */
  get head(): string | undefined {
    return this.signed.head;
  }

  /** The signed head, and the size that it is of: of one moment, while others may be writing. */
  get signed(): { head: string | undefined; size: number } {
    const row = this.#db.get('select note, size from trail_head');
    const note = row?.['note'];
    return { head: typeof note === 'string' ? note : undefined, size: Number(row?.['size'] ?? 0) };
  }

  /** Entries from the first, as they were noted, up to `size`. */
  *entries(size: number): Generator<string> {
    for (const row of this.#db.each('select entry from trail_entry where number < ? order by number', size))
      yield String(row['entry']);
  }

  #append(entries: string[]): void {
    if (!this.#intact()) this.#contradict();
    const signed = this.#db.transaction(() => {
      const frontier = this.#frontier();
      for (const entry of entries) {
        this.#db.run('insert into trail_entry (number, entry) values (?, ?)', frontier.size, entry);
        appendLeaf(frontier, leafHash(encodeUtf8(entry)));
      }
      const note = this.#signer?.sign({ size: frontier.size, root: frontierRoot(frontier) });
      this.#db.run(
        `insert into trail_head (one, size, nodes, note) values (1, ?, ?, ?)
         on conflict (one) do update set size = excluded.size, nodes = excluded.nodes, note = excluded.note`,
        frontier.size,
        concat(...frontier.nodes),
        note ?? null,
      );
      return note;
    });
    if (signed === undefined) return;
    try {
      this.#marker.write(signed);
    } catch (cause) {
      this.#onFault(cause);
    }
  }

  // A head that nobody without the key could have written, and none before the last that was seen here. The same head always has the same
  // signature. Without this look, what somebody wrote into the tables would be signed with the next entry, and the marker overwritten.
  #intact(): boolean {
    const { head } = this;
    if (this.#signer === undefined || head === undefined) return true;
    const frontier = this.#frontier();
    if (frontier.size < this.#seen || head !== this.#signer.sign({ size: frontier.size, root: frontierRoot(frontier) }))
      return false;
    this.#seen = frontier.size;
    return true;
  }

  // What contradicts is kept, outside and in the trail itself, and the trail goes on: not to note what happens next would help whoever did it.
  #contradict(): void {
    this.#onFault(new Error('the audit trail is not the one that was signed: parley audit-trail verify says where'));
    this.#db.run('update trail_head set note = null');
    this.#seen = 0;
    if (this.#marker.read() !== undefined) this.#marker.setAside();
    this.note({ what: 'trail.contradicted', command: true });
  }

  #frontier(): Frontier {
    const row = this.#db.get('select size, nodes from trail_head');
    if (row === undefined) return { size: 0, nodes: [] };
    const size = Number(row['size']);
    const bytes = row['nodes'] as Uint8Array;
    const count = rangeNodes({ start: 0, end: size }).length;
    if (bytes.length !== count * HASH_BYTES) throw new Error('the right edge of the audit trail is damaged');
    const nodes = Array.from({ length: count }, (_, i) => bytes.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
    return { size, nodes };
  }

  async #continues(kept: string, signer: TrailSigner): Promise<boolean> {
    const opened = await openHead(kept, signer.vkey);
    return opened.ok && this.#has(opened);
  }

  #has({ size, root }: TrailHead): boolean {
    const frontier = this.#frontier();
    if (size > frontier.size) return false;
    const found = size === frontier.size ? frontierRoot(frontier) : rootsAt(this.entries(size), [size]).get(size);
    return found !== undefined && Buffer.compare(found, root) === 0;
  }
}
