// The head of a log and its receipts: the newest cosigned checkpoint, and every cosigned checkpoint that leads to it. An audit begins here: how
// large a log is, and so which files there must be, is known only from what its key has signed.

import { encodeUtf8, equalBytes, parseUtf8 } from '@parley/record/bytes';
import { EMPTY_ROOT } from '@parley/record/hash';
import { NOTE_BYTES_MAX } from '@parley/record/note';
import { nodeSuite } from '@parley/node/report/suite';
import type { SignedRoot } from '#audit/lane';
import type { Pool } from '#audit/pool';
import { openReceipt, type Receipt } from '#audit/receipt';
import type { Report } from '#audit/report';
import { TooLarge, type Source } from '#audit/source';
import { many, timeOf } from '#output';
import type { HeadKeys } from '#record/keys';
import { CHECKPOINT, originHash, RECEIPTS } from '#record/layout';

/** Receipts in one job. */
const NOTES_A_JOB = 32;

export type Head = {
  origin: string;
  size: number;
  root: Uint8Array;
  /** Every size that was cosigned, with its root, ascending. */
  roots: SignedRoot[];
  /** By cosigner, the largest size it has cosigned. */
  covered: Map<string, number>;
  receipts: number;
};

/** A head that the source has, before its receipts are read. `note` is undefined where nobody has cosigned anything. */
export type FirstHead = { origin: string; note: string | undefined; receipt: Receipt | undefined };

export type HeadAudit = {
  source: Source;
  pool: Pool;
  report: Report;
  origin: string;
  party: string;
  keys: HeadKeys;
  onReceipt: (receipt: Receipt) => void;
};

/** Reads and opens the checkpoint; undefined if it does not open, and the report says why. */
export async function readHead(
  audit: Pick<HeadAudit, 'source' | 'report' | 'origin' | 'keys'>,
): Promise<FirstHead | undefined> {
  const { source, report, origin, keys } = audit;
  const file = `${originHash(origin)}/${CHECKPOINT}`;
  let bytes: Uint8Array | undefined;
  try {
    bytes = await source.read(file, NOTE_BYTES_MAX);
  } catch (fault) {
    if (!(fault instanceof TooLarge)) throw fault;
    report.fail(file, undefined, fault.message);
    return undefined;
  }
  if (bytes === undefined) return { origin, note: undefined, receipt: undefined };
  const note = parseUtf8(bytes);
  const opened = note === undefined ? undefined : await openReceipt(note, keys, nodeSuite);
  if (note === undefined || opened === undefined) {
    report.fail(file, undefined, 'it is not UTF-8');
    return undefined;
  }
  if (!opened.ok) {
    report.fail(file, `line ${opened.line}`, opened.refusal.detail);
    return undefined;
  }
  return { origin, note, receipt: opened.receipt };
}

/** Reads and opens the receipts up to the head. */
export async function readReceipts(audit: HeadAudit, first: FirstHead): Promise<Head | undefined> {
  const { source, report, origin, party } = audit;
  const file = `${originHash(origin)}/${RECEIPTS}`;
  const before = report.failures;
  const chunks = await source.stream(file);
  if (chunks === undefined) {
    report.fail(file, undefined, 'it is missing: it is there even if it is empty');
    return undefined;
  }
  const order = new Order(file, report, source.live ? first.receipt : undefined);
  let last: string | undefined;
  for await (const { notes, results } of opened(chunks, audit)) {
    for (const [place, result] of results.entries()) {
      const { text, line } = notes[place]!;
      if (!result.ok) {
        report.fail(file, `line ${line + result.line - 1}`, result.refusal.detail);
        return undefined;
      }
      if (!order.take(result.receipt, `lines ${line}–${line + linesIn(text) - 1}`)) continue;
      last = text;
      audit.onReceipt(result.receipt);
    }
  }
  if (source.live && first.receipt !== undefined && last !== first.note) {
    // A newer signature for the same size has taken its place on the node meanwhile.
    order.take(first.receipt, 'the checkpoint');
    audit.onReceipt(first.receipt);
    last = first.note;
  }
  if (last !== first.note) {
    if (first.note === undefined)
      report.fail(`${originHash(origin)}/${CHECKPOINT}`, undefined, `it is missing: ${file} has a newest head`);
    else
      report.fail(file, undefined, `its last cosigned checkpoint is not the newest one, which ${CHECKPOINT} repeats`);
    return undefined;
  }
  if (report.failures > before) return undefined;
  const size = first.receipt?.size ?? 0;
  if (first.receipt === undefined) report.ok(`${party}: nobody has cosigned this log yet, so nothing of it is here`);
  else {
    const { by, time } = first.receipt;
    report.ok(
      `${party}: the head of ${many(size, 'entry', 'entries')} is signed by the log, and cosigned by ${by} at ${timeOf(time)}`,
    );
    report.ok(
      `${party}: ${many(order.count, 'cosigned checkpoint')} in order, each signed by the log and by its cosigner`,
    );
  }
  return {
    origin,
    size,
    root: first.receipt?.root ?? EMPTY_ROOT,
    roots: order.roots,
    covered: order.covered,
    receipts: order.count,
  };
}

/** Receipts grow: by size, then time, then cosigner; and no clock of a cosigner goes back. */
class Order {
  readonly roots: SignedRoot[] = [];
  readonly covered = new Map<string, number>();
  count = 0;
  #file: string;
  #report: Report;
  #until: Receipt | undefined;
  #last: Receipt | undefined;
  #times = new Map<string, number>();

  constructor(file: string, report: Report, until: Receipt | undefined) {
    this.#file = file;
    this.#report = report;
    this.#until = until;
  }

  /** False for one that is newer than what is looked at. */
  take(receipt: Receipt, where: string): boolean {
    const { by, size, root, time } = receipt;
    if (this.#until !== undefined && compare(receipt, this.#until) > 0) return false;
    if (this.#last !== undefined && compare(this.#last, receipt) >= 0) {
      this.#report.fail(
        this.#file,
        where,
        'receipts grow in size, then in time, then by cosigner: this one stands too late',
      );
    }
    if ((this.#times.get(by) ?? 0) > time) {
      this.#report.fail(this.#file, where, `${by} has cosigned a larger head at an earlier time than a smaller one`);
    }
    const same = this.roots.at(-1);
    if (same?.size !== size) this.roots.push({ size, root, where });
    else if (!equalBytes(same.root, root)) {
      this.#report.fail(
        this.#file,
        where,
        `the log has signed two roots for ${size} entries, here and in ${same.where}: two histories`,
      );
    }
    this.#last = receipt;
    this.#times.set(by, time);
    this.covered.set(by, Math.max(this.covered.get(by) ?? 0, size));
    this.count++;
    return true;
  }
}

function compare(a: Receipt, b: Receipt): number {
  return a.size - b.size || a.time - b.time || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0);
}

type Note = { text: string; line: number };

/** The notes of a file with what they open to, in order, many under way at once. */
async function* opened(chunks: AsyncIterable<Uint8Array>, { pool, keys, report, origin }: HeadAudit) {
  const jobs = jobsOf(notesOf(chunks, `${originHash(origin)}/${RECEIPTS}`, report));
  const underWay: { notes: Note[]; results: ReturnType<typeof run> }[] = [];
  const run = (notes: Note[]) => pool.run({ kind: 'receipts', notes: notes.map(({ text }) => text), keys });
  for (;;) {
    while (underWay.length < pool.width) {
      const next = await jobs.next();
      if (next.done === true) break;
      const results = run(next.value);
      results.catch(() => undefined);
      underWay.push({ notes: next.value, results });
    }
    const job = underWay.shift();
    if (job === undefined) return;
    yield { notes: job.notes, results: await job.results };
  }
}

async function* jobsOf(notes: AsyncIterable<Note>): AsyncGenerator<Note[]> {
  let job: Note[] = [];
  for await (const note of notes) {
    job.push(note);
    if (job.length < NOTES_A_JOB) continue;
    yield job;
    job = [];
  }
  if (job.length > 0) yield job;
}

/** Takes the file apart at its empty lines: each note has one of its own and is followed by one. */
async function* notesOf(chunks: AsyncIterable<Uint8Array>, file: string, report: Report): AsyncGenerator<Note> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let line = 1;
  const broken = (fact: string) => report.fail(file, `line ${line}`, fact);
  for await (const chunk of chunks) {
    try {
      rest += decoder.decode(chunk, { stream: true });
    } catch {
      return broken('somewhere from here on it is not UTF-8');
    }
    for (;;) {
      const middle = rest.indexOf('\n\n');
      const end = middle < 0 ? -1 : rest.indexOf('\n\n', middle + 2);
      if (end < 0) break;
      const text = rest.slice(0, end + 1);
      rest = rest.slice(end + 2);
      yield { text, line };
      line += linesIn(text) + 1;
    }
    if (encodeUtf8(rest).length > NOTE_BYTES_MAX + 2)
      return broken(`a cosigned checkpoint of more than ${NOTE_BYTES_MAX} bytes`);
  }
  try {
    rest += decoder.decode();
  } catch {
    return broken('it ends within a character of UTF-8');
  }
  if (rest !== '') broken('it ends within a cosigned checkpoint: each is ended by an empty line');
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
