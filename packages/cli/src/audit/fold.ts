// Folding a record out of the scratch file, subject by subject, so that a docket of any length needs the memory of its largest subject. The
// house is folded first, by everybody for himself: its acts are few. What comes out is what foldDocket gives for the whole at once.
//
// The second pass reads first-pass states of other subjects. Those that some subject refers to are folded once more and spilled, and then the
// subjects that refer to them are obliged, each with the few states that it asks for.

import { DatabaseSync } from 'node:sqlite';
import { parseAccord } from '@parley/record/accord';
import type { Payload, VerifiedAct } from '@parley/record/act';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeCanonical } from '@parley/record/json';
import { originOf } from '@parley/record/key';
import { subjectDigest } from '@parley/docket/digest';
import type { PlacedEntry } from '@parley/docket/entry';
import { foldSubject } from '@parley/docket/fold';
import { foldHouse } from '@parley/docket/house';
import type { SubjectState } from '@parley/docket/kind';
import { isObliged, obligeSubject, refersOf } from '@parley/docket/obligations/oblige';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import type { Disregarded, House } from '@parley/docket/roster';
import { recordPath, SPAN, spillPath } from '#audit/scratch';

/** The subjects whose ids begin with bytes from `from` to before `to`; all of them without `to`. */
export type FoldJob = { kind: 'fold'; from: number; to: number | undefined };

/** First-pass states of some subjects. */
export type StatesJob = { kind: 'states'; subjects: readonly string[] };

/** The second pass of some subjects: what they refer to has been spilled. */
export type ObligeJob = { kind: 'oblige'; subjects: readonly string[] };

/** `refers`: where the second pass has to say what follows from these, and the digest is not the last word. */
export type FoldResult = {
  subjects: { id: string; kind: string; digest: string; refers: string[] }[];
  disregarded: Pick<Disregarded, 'party' | 'index' | 'code' | 'detail'>[];
};

/** Canonical texts, or null where nothing opened the subject. */
export type StatesResult = (string | null)[];

/** Digests. */
export type ObligeResult = string[];

const OF_ENTRY = 'e.position, e.id, e.act, p.key, p.iat, p.seen';

export class Folding {
  readonly house: House;
  #database: DatabaseSync;
  #parties: readonly string[];
  #context: Parameters<typeof foldSubject>[0];
  #spillPath: string;
  #spill: DatabaseSync | undefined;

  static open(task: { accordText: string; scratch: string }): Folding {
    const database = new DatabaseSync(recordPath(task.scratch), { readOnly: true });
    return new Folding(task.accordText, database, spillPath(task.scratch));
  }

  private constructor(accordText: string, database: DatabaseSync, spill: string) {
    this.#spillPath = spill;
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
    if (state !== undefined) {
      const refers = isObliged(state) ? refersOf(state) : [];
      const last = isObliged(state) ? obligeSubject(this.#context, state, () => undefined).state : state;
      result.subjects.push({ id: subject, kind: state.kind, digest: subjectDigest(last), refers });
    }
    for (const { party, index, code, detail } of disregarded) result.disregarded.push({ party, index, code, detail });
  }

  states({ subjects }: StatesJob): StatesResult {
    return subjects.map((subject) => {
      const state = this.#firstPass(subject);
      return state === undefined ? null : encodeCanonical(state);
    });
  }

  oblige({ subjects }: ObligeJob): ObligeResult {
    this.#spill ??= new DatabaseSync(this.#spillPath, { readOnly: true });
    const first = this.#spill.prepare('select state from first where subject = ?');
    const others = (id: string) => {
      const text = first.get(id)?.['state'];
      return typeof text === 'string' ? (JSON.parse(text) as SubjectState) : undefined;
    };
    return subjects.map((subject) => {
      const { state } = obligeSubject(this.#context, this.#firstPass(subject)!, others);
      return subjectDigest(state);
    });
  }

  #firstPass(subject: string): SubjectState | undefined {
    const rows = this.#database
      .prepare(
        `select ${OF_ENTRY} from subject_entry s join entry e on e.position = s.position join place p on p.position = s.position
         where s.subject = ? order by s.key`,
      )
      .iterate(parseBase64url(subject) ?? NOTHING);
    const entries = [...rows].map((row) => this.#entryOf(row));
    return foldSubject(this.#context, subject, entries).state;
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
    this.#spill?.close();
  }
}

/** The rules read payloads and kids; the bytes and their signatures were checked before and are not kept. */
const NOTHING = new Uint8Array(0);

/** Greater than any id of 32 bytes. */
const AFTER_ALL = new Uint8Array(33).fill(0xff);

function prefix(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}
