// By which keys the heads of every log are opened: those of the accord, and those that the logs put in their place (docket/party/rotation.ts). It reads
// the logs as they are held here; of entries that are not, a counterpart may show the acts by themselves, since the root key signed them.

import type { Accord } from '@parley/record/accord';
import {
  openCheckpoint,
  parseCheckpoint,
  type CheckpointCode,
  type VerifiedCheckpoint,
} from '@parley/record/checkpoint';
import { openCosigned, type CosignatureCode } from '@parley/record/cosignature';
import { effectivePolicy, holderVkeys, logVkeys, originOf, policyOf, type KeyPair } from '@parley/record/key';
import { encodeNote, lineOf, parseNote } from '@parley/record/note';
import { encodePolicy } from '@parley/record/policy';
import type { Refused, Result } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import type { Vkey } from '@parley/record/vkey';
import {
  encodeRekeys,
  foundingKeys,
  generationAt,
  openRekeys,
  parseRekeys,
  partiesNow,
  type PartyKeys,
  type Rekey,
} from '@parley/docket/party/rotation';
import type { Log } from './log.ts';

type Known = { seen: number; keys: PartyKeys; rekeys: Rekey[] };

/** What is shown of the replaced keys of a party: the text of `rekeys`, or undefined if nobody shows it. */
export type Show = (party: string) => Promise<Uint8Array | undefined>;

export type OpenedHead = { checkpoint: VerifiedCheckpoint; vkeys: readonly Vkey[] };

export class Keyring {
  #accord: Accord;
  #accordId: string;
  #logs: ReadonlyMap<string, Log>;
  #suite: Suite;
  #known = new Map<string, Known>();
  #reading: Promise<unknown> = Promise.resolve();
  /** By the pair that they are made of: opening what was opened before is known by their identity. */
  #vkeys = new Map<string, readonly [Vkey, Vkey]>();

  constructor(accord: Accord, accordId: string, logs: ReadonlyMap<string, Log>, suite: Suite) {
    this.#accord = accord;
    this.#accordId = accordId;
    this.#logs = logs;
    this.#suite = suite;
  }

  /** The keys of a party by all of its log that is held here. */
  async of(party: string): Promise<PartyKeys> {
    return (await this.#read(party)).keys;
  }

  async #read(party: string): Promise<Known> {
    const log = this.#logs.get(party)!;
    const kept = this.#known.get(party);
    // Entries are never taken back, so what was opened stays; usually there is nothing new.
    if (kept?.seen === log.rekeys.length) return kept;
    const reading = this.#reading.then(async () => {
      const { seen, keys, rekeys } = this.#known.get(party) ?? {
        seen: 0,
        keys: foundingKeys(this.#accord, party),
        rekeys: [],
      };
      const candidates = log.rekeys.slice(seen).map((index) => ({ index, entry: log.store.entry(index)! }));
      const opened = await openRekeys(keys, candidates, this.#suite);
      const known = { seen: seen + candidates.length, keys: opened.keys, rekeys: [...rekeys, ...opened.rekeys] };
      this.#known.set(party, known);
      return known;
    });
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  /** What replaced keys among the first `size` entries, as text. */
  async rekeys(party: string, size: number): Promise<string> {
    return encodeRekeys((await this.#read(party)).rekeys.filter(({ index }) => index < size));
  }

  /** The policy of all keys, and that of one party's log, by the keys of now. */
  async policies(): Promise<{ all: string; of: (party: string) => string }> {
    const keys = new Map<string, PartyKeys>();
    for (const { id } of this.#accord.parties) keys.set(id, await this.of(id));
    const now = { ...this.#accord, ...partiesNow(this.#accord, keys) };
    return {
      all: encodePolicy(policyOf(now, this.#accordId)),
      of: (party) => encodePolicy(effectivePolicy(now, this.#accordId, party)),
    };
  }

  vkeysOf(role: 'log' | 'holder', party: string, keys: KeyPair): readonly [Vkey, Vkey] {
    const name = `${role} ${party} ${keys.ed25519} ${keys.mldsa44}`;
    let vkeys = this.#vkeys.get(name);
    if (vkeys === undefined) {
      const origin = originOf(this.#accord, this.#accordId, party);
      vkeys = role === 'log' ? logVkeys(origin, keys) : holderVkeys(origin, keys);
      this.#vkeys.set(name, vkeys);
    }
    return vkeys;
  }

  /** The keys in force for a head of `size` entries of a party's log, as far as the log is held. */
  async logAt(party: string, size: number): Promise<readonly Vkey[]> {
    return this.vkeysOf('log', party, generationAt((await this.of(party)).log, size).keys);
  }

  /** Opens a head of a party's log by the keys in force at its size; by those that `show` tells, if they are not known here yet. */
  async openHead(party: string, note: string | Uint8Array, show?: Show): Promise<Result<OpenedHead, CheckpointCode>> {
    const size = sizeOf(note);
    if (!size.ok) return size;
    const vkeys = await this.logAt(party, size.size);
    const opened = await openCheckpoint(note, vkeys, this.#suite);
    if (opened.ok) return { ...opened, vkeys };
    if (opened.refusal.code !== 'checkpoint.unsigned') return opened;
    const shown = await this.#shown(party, show);
    if (shown === undefined) return opened;
    const others = this.vkeysOf('log', party, generationAt(shown.log, size.size).keys);
    const again = others === vkeys ? opened : await openCheckpoint(note, others, this.#suite);
    return again.ok ? { ...again, vkeys: others } : again;
  }

  /** Opens a head of a party's log that a holder cosigned, by the keys of any of its generations. */
  async openCosigned(
    party: string,
    holder: string,
    note: string | Uint8Array,
    show?: Show,
  ): Promise<Result<{ checkpoint: VerifiedCheckpoint; time: number }, CosignatureCode>> {
    const head = await this.openHead(party, note, show);
    if (!head.ok) return head;
    let refused: Refused<CosignatureCode> | undefined;
    const tried = new Set<readonly Vkey[]>();
    for (const keys of [(await this.of(holder)).holder, async () => (await this.#shown(holder, show))?.holder ?? []]) {
      for (const generation of (typeof keys === 'function' ? await keys() : keys).toReversed()) {
        const vkeys = this.vkeysOf('holder', holder, generation.keys);
        if (tried.has(vkeys)) continue;
        tried.add(vkeys);
        const opened = await openCosigned(note, head.vkeys, vkeys, this.#suite);
        if (opened.ok) return opened;
        refused ??= opened;
        if (opened.refusal.code !== 'cosignature.missing') return opened;
      }
    }
    return refused!;
  }

  /**
   * A cosigned head as a record keeps it: the lines of the keys in force for its log, then those of the holder's newest keys that stand on it. What
   * others signed beside them, for those who knew no newer keys, is not the record's.
   */
  async bare(party: string, { holder, note }: { holder: string; note: string }): Promise<string> {
    const size = sizeOf(note);
    const parsed = parseNote(note);
    if (!size.ok || !parsed.ok) throw new Error(`reading a head of ${party} that was kept: it is none`);
    const stands = (vkeys: readonly Vkey[]) => vkeys.every((vkey) => lineOf(parsed.note, vkey) !== undefined);
    const theirs = (await this.of(holder)).holder
      .toReversed()
      .map(({ keys }) => this.vkeysOf('holder', holder, keys))
      .find(stands);
    const vkeys = [...(await this.logAt(party, size.size)), ...(theirs ?? [])];
    const signatures = vkeys.map((vkey) => lineOf(parsed.note, vkey)).filter((line) => line !== undefined);
    return encodeNote({ text: parsed.note.text, signatures });
  }

  async #shown(party: string, show: Show | undefined): Promise<PartyKeys | undefined> {
    const text = await show?.(party);
    const parsed = text && parseRekeys(text);
    if (parsed?.ok !== true) return undefined;
    return (await openRekeys(foundingKeys(this.#accord, party), parsed.rekeys, this.#suite)).keys;
  }
}

function sizeOf(input: string | Uint8Array): Result<{ size: number }, CheckpointCode> {
  const note = parseNote(input);
  if (!note.ok) return note;
  const head = parseCheckpoint(note.note.text);
  return head.ok ? { ok: true, size: head.checkpoint.size } : head;
}
