// The rows of subjects: state and facet, the subjects that each refers to, what waits, what was disregarded, and what would change the result.
// Of the small rows beside the state, those alone are written that are not as they were.

import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeCanonical } from '@parley/record/json';
import { digestOfState } from '@parley/docket/digest';
import type { PlacedEntry } from '@parley/docket/entry';
import type { Await } from '@parley/docket/facts';
import type { SubjectFold } from '@parley/docket/fold';
import type { SubjectState } from '@parley/docket/kind';
import { isObliged, refersOf } from '@parley/docket/obligations/oblige';
import { waitingIn, type Waiting } from '@parley/docket/obligations/waits';
import type { Database } from '../platform/sqlite.ts';
import type { Classes } from './classes.ts';
import { encodeFacet, facetOf, nextDeadlineOf } from './facet.ts';

/** What the tables hold of a subject beside its state, as texts to compare. */
export type Rows = { disregarded: string; awaits: string; waits: string; refers: string };

export const NO_ROWS: Rows = { disregarded: '', awaits: '', waits: '', refers: '' };

/** Bits of `beside` in the row of a subject: which rows it has beside. */
const BESIDE = { disregarded: 1, awaits: 2, waits: 4, refers: 8 } as const;

const BITS = Object.entries(BESIDE) as [keyof Rows, number][];

/** A subject at hand: its entries in order, and its rows beside the state; undefined where those were not read yet. */
export type Remembered = { entries: PlacedEntry[]; rows: Rows | undefined };

export class SubjectTable {
  #database: Database;
  /** The position of an entry. */
  #positionOf: (party: string, index: number) => number;
  #classes: Classes;

  /** Told of every subject whose rows were written, by its position. */
  #written: (position: number) => void;

  constructor(
    database: Database,
    classes: Classes,
    positionOf: (party: string, index: number) => number,
    written: (position: number) => void,
  ) {
    this.#database = database;
    this.#classes = classes;
    this.#positionOf = positionOf;
    this.#written = written;
  }

  /** What the second pass may read of a subject: the state that its own acts give it. */
  firstPass(subject: string): SubjectState | undefined {
    // The act that opened it is the first of its acts, or near.
    const row = this.#database.get(
      `select s.state from act a indexed by act_subject cross join subject s on s.position = a.position
       where a.subject_key = ? and s.id = ? order by a.key limit 1`,
      subjectKey(subject),
      subject,
    );
    return row === undefined ? undefined : { ...(JSON.parse(String(row['state'])) as SubjectState), obligations: [] };
  }

  /** Subjects of which the second pass says something, and that refer to one whose id begins as this one's: nearly always this one. */
  obligedBy(subject: string): string[] {
    return this.#database
      .all(
        `select s.id from reference r indexed by reference_obliged join subject s on s.position = r.position
         where r.refers = ? and r.obliged = 1 order by r.position`,
        subjectKey(subject),
      )
      .map((row) => String(row['id']));
  }

  /** Writes what the two passes made of a subject. */
  put(fold: SubjectFold, remembered: Remembered): void {
    const { subject, state, disregarded } = fold;
    const awaits = fold.awaits.filter((one) => !isOfOwnEntry(one, remembered.entries));
    const waits = (state === undefined ? [] : waitingIn(state)).flatMap((waiting, place) => {
      const dueAt = openUntil(waiting);
      return dueAt === undefined ? [] : [{ place, party: waiting.wait.party, what: WHAT[waiting.wait.what], dueAt }];
    });
    const opening = state?.acts[0];
    const position = opening && this.#positionOf(opening.party, opening.index);
    const facet = state && encodeFacet(facetOf(state));
    const dueAt = (state && nextDeadlineOf(state)?.dueAt) ?? null;
    const refers = state === undefined ? [] : refersOf(state);
    const before = remembered.rows ?? this.#rowsBeside(position);
    const rows: Rows = {
      disregarded: textOf(disregarded),
      awaits: textOf(awaits),
      waits: textOf(waits),
      refers: refers.length === 0 ? '' : JSON.stringify([facet, state!.openedAt, dueAt, refers]),
    };
    remembered.rows = rows;
    if (before.disregarded !== rows.disregarded) {
      if (before.disregarded !== '') this.#database.run('delete from disregarded where subject = ?', subject);
      for (const { id, party, index, code, detail } of disregarded) {
        this.putDisregarded(party, index, subject, code, detail);
        // What it opened before, it turns out not to have opened.
        if (id === subject) this.#drop(this.#positionOf(party, index));
      }
    }
    if (before.awaits !== rows.awaits) {
      if (before.awaits !== '') this.#database.run('delete from await where subject = ?', subject);
      for (const awaited of awaits) {
        this.#database.run(
          'insert into await (subject, kind, party, number) values (?, ?, ?, ?) on conflict do nothing',
          subject,
          awaited.kind,
          awaited.party,
          awaited.kind === 'calendar' ? awaited.year : awaited.index,
        );
      }
    }
    if (state === undefined || position === undefined || facet === undefined) return;
    if (before.waits !== rows.waits) {
      if (before.waits !== '') this.#database.run('delete from wait where position = ?', position);
      for (const { place, party, what, dueAt: at } of waits) {
        this.#database.run(
          'insert into wait (position, place, party, what, due_at, subject_key) values (?, ?, ?, ?, ?, ?)',
          position,
          place,
          party,
          what,
          at,
          subjectKey(subject),
        );
      }
    }
    if (before.refers !== rows.refers) {
      if (before.refers !== '') this.#database.run('delete from reference where position = ?', position);
      for (const key of new Set(refers.map((id) => subjectKey(id)))) {
        this.#database.run(
          'insert into reference (position, refers, facet, opened_at, due_at, obliged) values (?, ?, ?, ?, ?, ?)',
          position,
          key,
          facet,
          state.openedAt,
          dueAt,
          isObliged(state) ? 1 : 0,
        );
      }
    }
    const text = encodeCanonical(state);
    this.#database.run(
      `insert into subject (position, id, digest, facet, opened_at, due_at, beside, state) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (position) do update set digest = excluded.digest, facet = excluded.facet, opened_at = excluded.opened_at,
         due_at = excluded.due_at, beside = excluded.beside, state = excluded.state`,
      position,
      subject,
      digestOfState(text),
      facet,
      state.openedAt,
      dueAt,
      BITS.reduce((bits, [name, bit]) => (rows[name] === '' ? bits : bits | bit), 0),
      text,
    );
    const changed = before.refers !== rows.refers;
    this.#classes.put({ subject, position, refers, changed, entries: remembered.entries });
    this.#written(position);
  }

  /** `subject`: null for an entry that goes nowhere, empty for one of the house. */
  putDisregarded(party: string, index: number, subject: string | null, code: string, detail: string): void {
    this.#database.run(
      'insert into disregarded (position, subject, code, detail) values (?, ?, ?, ?) on conflict (position) do update set code = excluded.code, detail = excluded.detail',
      this.#positionOf(party, index),
      subject,
      code,
      detail,
    );
  }

  /** Every subject with its digest. */
  *digests(): Generator<[id: string, digest: string]> {
    for (const row of this.#database.each('select id, digest from subject')) {
      yield [String(row['id']), encodeBase64url(row['digest'] as Uint8Array)];
    }
  }

  /** Every subject with what it refers to. */
  *all(): Generator<{ id: string; position: number; refers: string[] }> {
    for (const row of this.#database.each('select id, position, state from subject')) {
      const state = JSON.parse(String(row['state'])) as SubjectState;
      yield { id: String(row['id']), position: Number(row['position']), refers: refersOf(state) };
    }
  }

  /** What the tables hold of a subject beside its state, as far as its row says. */
  #rowsBeside(position: number | undefined): Partial<Rows> {
    const beside =
      position === undefined
        ? undefined
        : this.#database.get('select beside from subject where position = ?', position)?.['beside'];
    if (typeof beside !== 'number') return {};
    return Object.fromEntries(BITS.filter(([, bit]) => (beside & bit) === 0).map(([name]) => [name, '']));
  }

  #drop(position: number): void {
    for (const table of ['wait', 'reference', 'subject']) {
      this.#database.run(`delete from ${table} where position = ?`, position);
    }
    this.#classes.drop(position);
    this.#written(position);
  }
}

/** What waits, in the column of that name. */
export const WHAT = { proposal: 0, deadline: 1, obligation: 1, points: 2 } as const;

/** Of what waits with no end. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

/** Until when something waits that nothing has ended, as rows say it; undefined: it has ended, or has not begun. */
function openUntil({ wait, from, until }: Waiting): number | undefined {
  const isOpen = until === Infinity || wait.what === 'proposal';
  return isOpen && from !== Infinity ? (wait.dueAt ?? ENDLESS) : undefined;
}

function textOf(list: readonly object[]): string {
  return list.length === 0 ? '' : JSON.stringify(list);
}

/** A receipt for an entry of the subject itself is found by the entry's own row. */
function isOfOwnEntry(awaited: Await, entries: readonly PlacedEntry[]): boolean {
  return (
    awaited.kind === 'receipt' && entries.some(({ party, index }) => party === awaited.party && index === awaited.index)
  );
}

/** The first six bytes of an act id as an integer, for a small index. */
export function subjectKey(subject: string): number {
  const bytes = parseBase64url(subject);
  let key = 0;
  for (let i = 0; i < 6; i++) key = key * 256 + (bytes?.[i] ?? 0);
  return key;
}
