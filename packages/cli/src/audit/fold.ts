// Folding a record out of the scratch file, subject by subject, so that a docket of any length needs the memory of its largest subject. The
// house is folded first, by everybody for himself: its acts are few. What comes out is what foldDocket gives for the whole at once.

import { DatabaseSync } from 'node:sqlite';
import { parseAccord } from '@parley/record/accord';
import type { Payload, VerifiedAct } from '@parley/record/act';
import { encodeBase64url } from '@parley/record/base64';
import { originOf } from '@parley/record/key';
import { subjectDigest } from '@parley/docket/digest';
import type { PlacedEntry } from '@parley/docket/entry';
import { foldSubject } from '@parley/docket/fold';
import { foldHouse } from '@parley/docket/house';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import type { Disregarded, House } from '@parley/docket/roster';
import { recordPath, SPAN } from '#audit/scratch';

/** The subjects whose ids begin with bytes from `from` to before `to`; all of them without `to`. */
export type FoldJob = { kind: 'fold'; from: number; to: number | undefined };

export type FoldResult = {
  subjects: { id: string; kind: string; digest: string }[];
  disregarded: Pick<Disregarded, 'party' | 'index' | 'code' | 'detail'>[];
};

const OF_ENTRY = 'e.position, e.id, e.act, p.key, p.iat, p.seen';

export class Folding {
  readonly house: House;
  #database: DatabaseSync;
  #parties: readonly string[];
  #context: Parameters<typeof foldSubject>[0];

  static open(task: { accordText: string; scratch: string }): Folding {
    return new Folding(task.accordText, new DatabaseSync(recordPath(task.scratch), { readOnly: true }));
  }

  private constructor(accordText: string, database: DatabaseSync) {
    const parsed = parseAccord(accordText);
    if (!parsed.ok) throw new Error(parsed.refusal.detail);
    const { accord, accordId } = parsed;
    this.#database = database;
    this.#parties = accord.parties.map(({ id }) => id);
    const numbers = new Map(this.#parties.map((id, number) => [originOf(accord, accordId, id), number]));
    const root = database.prepare('select root from root where log = ? and size = ?');
    const rootAt = (origin: string, size: number): string | undefined => {
      const number = numbers.get(origin);
      const found = number === undefined ? undefined : root.get(number, size)?.['root'];
      return typeof found === 'string' ? found : undefined;
    };
    const receipts = receiptsOf(this.#cosigned());
    const rows = database
      .prepare(
        `select ${OF_ENTRY} from entry e join place p on p.position = e.position where e.house = 1 order by p.key`,
      )
      .iterate();
    this.house = foldHouse(
      accord,
      accordId,
      [...rows].map((row) => this.#entryOf(row)),
      { receipts, rootAt },
    );
    this.#context = { house: this.house, receipts, rootAt };
  }

  fold({ from, to }: FoldJob): FoldResult {
    const result: FoldResult = { subjects: [], disregarded: [] };
    const rows = this.#database
      .prepare(
        `select s.subject, ${OF_ENTRY} from subject_entry s
         join entry e on e.position = s.position join place p on p.position = s.position
         where s.subject >= ? and s.subject < ? order by s.subject, s.key`,
      )
      .iterate(prefix(from), to === undefined ? AFTER_ALL : prefix(to));
    let subject = '';
    let entries: PlacedEntry[] = [];
    for (const row of rows) {
      const next = encodeBase64url(row['subject'] as Uint8Array);
      if (next !== subject) {
        this.#foldOne(subject, entries, result);
        subject = next;
        entries = [];
      }
      entries.push(this.#entryOf(row));
    }
    this.#foldOne(subject, entries, result);
    return result;
  }

  #foldOne(subject: string, entries: readonly PlacedEntry[], result: FoldResult): void {
    if (entries.length === 0) return;
    const { state, disregarded } = foldSubject(this.#context, subject, entries);
    if (state !== undefined) result.subjects.push({ id: subject, kind: state.kind, digest: subjectDigest(state) });
    for (const { party, index, code, detail } of disregarded) result.disregarded.push({ party, index, code, detail });
  }

  #cosigned(): Record<string, Cosigned[]> {
    const lists: Record<string, Cosigned[]> = {};
    for (const row of this.#database.prepare('select party, by, size, time from cosigned order by rowid').iterate()) {
      const cosigned = { by: String(row['by']), size: Number(row['size']), time: Number(row['time']) };
      (lists[String(row['party'])] ??= []).push(cosigned);
    }
    return lists;
  }

  /** An entry as it was opened before it was written to the scratch file. */
  #entryOf(row: Record<string, unknown>): PlacedEntry {
    const position = Number(row['position']);
    const id = encodeBase64url(row['id'] as Uint8Array);
    const { payload, kids } = JSON.parse(String(row['act'])) as { payload: Payload; kids: string[] };
    return {
      party: this.#parties[Math.floor(position / SPAN)]!,
      index: position % SPAN,
      id,
      act: { entry: NOTHING, id, payload, signatures: [], kids } as unknown as VerifiedAct,
      place: {
        key: String(row['key']),
        iat: Number(row['iat']),
        seen: JSON.parse(String(row['seen'])) as Record<string, number>,
      },
    };
  }

  close(): void {
    this.#database.close();
  }
}

/** The rules read payloads and kids; the bytes and their signatures were checked before and are not kept. */
const NOTHING = new Uint8Array(0);

/** Greater than any id of 32 bytes. */
const AFTER_ALL = new Uint8Array(33).fill(0xff);

function prefix(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}
