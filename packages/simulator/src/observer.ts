// Who sees everything. It reads what honest parties say to anybody, and never forgets: so what they said before a crash or a restore is
// held against what they say after it.

import { parseCheckpoint } from '@parley/record/checkpoint';
import { encodeHex } from '@parley/record/hex';
import { parseUint64 } from '@parley/record/integer';
import { holderVkeys, logVkeys, originOf } from '@parley/record/key';
import { lineOf, parseNote } from '@parley/record/note';
import { parseUtf8 } from '@parley/record/bytes';
import { parseReceipts } from '@parley/record/receipts';
import type { Vkey } from '@parley/record/vkey';
import type { ExchangeRequest, ExchangeResponse } from '@parley/node/counterparts/transport';
import type { Founding } from './accord.ts';
import { insist } from './trace.ts';

/** What was shown of one log: the root of each size. */
type Shown = { party: string; roots: Map<number, string>; largest: number };

export class Observer {
  #logs = new Map<string, Shown>();
  #holders: { party: string; vkeys: Vkey[] }[];
  #logKeys: Map<string, Vkey[]>;
  #isHonest: (party: string) => boolean;
  /** Cosignatures shown, by `holder>origin`, in the order of showing. */
  #cosigned = new Map<string, { size: number; time: number }[]>();

  constructor({ accord, accordId }: Founding, isHonest: (party: string) => boolean) {
    this.#isHonest = isHonest;
    this.#logKeys = new Map();
    this.#holders = accord.parties.map(({ id, keys }) => {
      const origin = originOf(accord, accordId, id);
      this.#logs.set(origin, { party: id, roots: new Map(), largest: 0 });
      this.#logKeys.set(origin, logVkeys(origin, keys.log));
      return { party: id, vkeys: holderVkeys(origin, keys.holder) };
    });
  }

  delivered(from: string, request: ExchangeRequest): void {
    if (request.method !== 'POST' || request.body === undefined || !this.#isHonest(from)) return;
    const text = parseUtf8(request.body) ?? '';
    this.#note(from, text.slice(text.indexOf('\n\n') + 2));
  }

  answered(to: string, request: ExchangeRequest, response: ExchangeResponse): void {
    if (response.status !== 200 || !this.#isHonest(to)) return;
    if (request.path.endsWith('/checkpoint')) this.#note(to, parseUtf8(response.body) ?? '');
    if (!/\/receipts\?/.test(request.path)) return;
    const receipts = parseReceipts(parseUtf8(response.body) ?? 'x');
    if (receipts.ok) for (const note of receipts.notes) this.#note(to, note);
  }

  #note(by: string, noteText: string): void {
    const parsed = parseNote(noteText);
    if (!parsed.ok) return;
    const read = parseCheckpoint(parsed.note.text);
    if (!read.ok) return;
    const { origin, size, root } = read.checkpoint;
    const shown = this.#logs.get(origin);
    if (shown === undefined) return;
    const signedByLog = this.#logKeys.get(origin)!.every((vkey) => lineOf(parsed.note, vkey) !== undefined);
    if (signedByLog && this.#isHonest(shown.party)) {
      const known = shown.roots.get(size);
      const text = encodeHex(root);
      insist(
        known === undefined || known === text,
        'no party signs two histories',
        () => `${shown.party} showed two roots for ${size} entries, the second to or by ${by}`,
      );
      shown.roots.set(size, text);
      shown.largest = Math.max(shown.largest, size);
    }
    for (const { party, vkeys } of this.#holders) {
      if (!this.#isHonest(party) || party !== by) continue;
      const line = lineOf(parsed.note, vkeys[0]!);
      if (line === undefined) continue;
      this.#keepCosigned(party, origin, size, parseUint64(line.signature, 0)!);
    }
  }

  #keepCosigned(party: string, origin: string, size: number, time: number): void {
    const way = `${party}>${origin}`;
    let list = this.#cosigned.get(way);
    if (list === undefined) this.#cosigned.set(way, (list = []));
    for (const other of list) {
      const back = (other.size < size && other.time > time) || (other.size > size && other.time < time);
      insist(
        !back,
        'no holder goes back',
        () => `${party} cosigned ${other.size} entries at ${other.time}, and ${size} at ${time}`,
      );
    }
    if (!list.some((other) => other.size === size && other.time === time)) list.push({ size, time });
  }

  /** The largest size that was shown of a party's log. */
  largestShown(party: string): number {
    return this.#of(party).largest;
  }

  /** The newest cosignature that a holder showed of a log. */
  newestCosigned(holder: string, origin: string): { size: number; time: number } {
    const list = this.#cosigned.get(`${holder}>${origin}`) ?? [];
    return { size: Math.max(0, ...list.map(({ size }) => size)), time: Math.max(0, ...list.map(({ time }) => time)) };
  }

  /** Every root that a party showed is one that its log had. `lost`: the end of its log is, and of that it signs nothing new. */
  check(party: string, rootAt: (size: number) => Uint8Array | undefined, lost: boolean): void {
    for (const [size, shown] of this.#of(party).roots) {
      const root = rootAt(size);
      if (lost && root === undefined) continue;
      insist(
        root !== undefined && encodeHex(root) === shown,
        'what was signed stands',
        () => `${party} showed a head of ${size} entries that is not its log’s`,
      );
    }
  }

  #of(party: string): Shown {
    return [...this.#logs.values()].find((shown) => shown.party === party)!;
  }
}
