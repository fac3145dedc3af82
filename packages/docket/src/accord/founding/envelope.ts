// The envelope that two founders pass to and fro, as a file or over a link: one canonical JSON text, with nothing secret in it. spec/founding.md
// describes it member by member.
//
// The text is nowhere written out: it is what the rounds make of nothing. So a term cannot change while no round says that it does, and who
// proposed what stays provable by that party's key. The counterpart writes every byte of what we read.

import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519 } from '@parley/record/ed25519';
import { sha256 } from '@parley/record/hash';
import { encodeCanonical, parseCanonical, type JsonObject } from '@parley/record/json';
import { accordId as idOf, PARTY_ID } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import type { Sign } from '@parley/record/suite';
import { z } from 'zod';
import { Seconds } from '#code';
import { applyChanges, type Change } from '#accord/founding/changes';
import { checkOpening, type OpeningAct } from '#accord/founding/opening';
import { documentOf, FOUNDERS, plain, readText, type FoundingText, type ReadText } from '#accord/founding/text';

export type FoundingCode =
  | 'founding.too_large'
  | 'founding.malformed'
  | 'founding.not_canonical'
  | 'founding.schema'
  | 'founding.text'
  | 'founding.full'
  | 'founding.chain'
  | 'founding.untrue'
  | 'founding.signature'
  | 'founding.key_changed'
  | 'founding.others_entry'
  | 'founding.template_changed'
  | 'founding.acts'
  | 'founding.wrong_party'
  | 'founding.own_altered'
  | 'founding.older'
  | 'founding.crossed'
  | 'founding.rewritten'
  | 'founding.complete'
  | 'founding.signed'
  | 'founding.alone'
  | 'founding.begun'
  | 'founding.confirm'
  | 'founding.root';

export const ENVELOPE_VERSION = 'parley/founding/1';

/** Four times an accord of the greatest size: a treaty's prose rewritten three times over. */
export const ENVELOPE_BYTES_MAX = 1_048_576;
export const ROUNDS_MAX = 100;
const CHANGES_MAX = 2_000;
export const NOTE_CHARS_MAX = 2_000;

export type Round = { by: string; at: number; changes: Change[]; note?: string; prev: string; sig: string };
export type Signed = { [party: string]: OpeningAct[] };

/** An envelope whose rounds were followed one by one, and whose signatures were all checked. `after`: the text as each round left it. */
export type Negotiation = {
  rounds: Round[];
  signed: Signed;
  text: FoundingText;
  after: FoundingText[];
  read: ReadText;
  /** Of the text as it is, even while a seat is empty. */
  document: string;
  accordId: string;
};

const shape = z.strictObject({
  v: z.literal(ENVELOPE_VERSION),
  rounds: z
    .array(
      z.strictObject({
        by: z.string().regex(PARTY_ID),
        at: Seconds,
        changes: z
          .array(
            z.strictObject({
              at: z.array(z.string().max(64)).min(1).max(12),
              from: z.json().optional(),
              to: z.json().optional(),
            }),
          )
          .max(CHANGES_MAX),
        note: z.string().min(1).max(NOTE_CHARS_MAX).optional(),
        prev: z.string().max(43),
        sig: z.string().length(86),
      }),
    )
    .min(1)
    .max(ROUNDS_MAX),
  signed: z.record(
    z.string().regex(PARTY_ID),
    z.array(z.strictObject({ act: z.string(), words: z.array(z.string()).max(16) })).max(4),
  ),
});

export function encodeEnvelope({ rounds, signed }: Pick<Negotiation, 'rounds' | 'signed'>): string {
  return encodeCanonical({ v: ENVELOPE_VERSION, rounds, signed });
}

/** Reads an envelope, follows its rounds and checks every signature in it. Refuses with the first thing that is not in order. Never throws. */
export async function openEnvelope(text: string): Promise<Result<{ negotiation: Negotiation }, FoundingCode>> {
  if (text.length > ENVELOPE_BYTES_MAX || encodeUtf8(text).length > ENVELOPE_BYTES_MAX)
    return refuse('founding.too_large', `reading a founding: more than ${ENVELOPE_BYTES_MAX} bytes`);
  // Editors and mail end a file with a line end that nobody chose.
  const parsed = parseCanonical(text.replace(/\r?\n$/, ''));
  if (!parsed.ok) {
    const code = parsed.refusal.code === 'json.malformed' ? 'founding.malformed' : 'founding.not_canonical';
    return refuse(code, `reading a founding: ${parsed.refusal.detail}`);
  }
  const read = shape.safeParse(parsed.value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refuse(
      'founding.schema',
      `reading a founding: ${issue!.path.map(String).join('.') || 'the envelope'}: ${issue!.message}`,
    );
  }
  const { rounds, signed } = read.data as unknown as { rounds: Round[]; signed: Signed };
  return negotiationOf(rounds, signed);
}

/** Follows rounds, and checks what is signed against the text that they end in. */
export async function negotiationOf(
  rounds: readonly Round[],
  signed: Signed,
): Promise<Result<{ negotiation: Negotiation }, FoundingCode>> {
  const after: ReadText[] = [];
  for (const [at, round] of rounds.entries()) {
    const followed = await follow(rounds[at - 1], after[at - 1], round, at);
    if (!followed.ok) return followed;
    after.push(followed.read);
  }
  const read = after.at(-1)!;
  const document = documentOf(read.text);
  const negotiation: Negotiation = {
    rounds: [...rounds],
    signed,
    text: read.text,
    after: after.map(({ text }) => text),
    read,
    document,
    accordId: idOf(document),
  };
  for (const [party, acts] of Object.entries(signed)) {
    const checked = await checkOpening(read.text, document, party, acts);
    if (!checked.ok) return checked;
  }
  return { ok: true, negotiation };
}

/** Signs a round after those there are. `at`: seconds. */
export async function signRound(
  rounds: readonly Round[],
  round: Omit<Round, 'prev' | 'sig'>,
  sign: Sign,
): Promise<Round> {
  const unsigned = { ...round, prev: digestOf(rounds.at(-1)) };
  return { ...unsigned, sig: encodeBase64url(await sign(signedBytes(unsigned))) };
}

/** Both are in it, and both have signed exactly this text. */
export function isComplete({ text, signed }: Pick<Negotiation, 'text' | 'signed'>): boolean {
  return text.accord.parties.length === FOUNDERS && text.accord.parties.every(({ id }) => Object.hasOwn(signed, id));
}

async function follow(
  last: Round | undefined,
  before: ReadText | undefined,
  round: Round,
  number: number,
): Promise<Result<{ read: ReadText }, FoundingCode>> {
  const says = (code: FoundingCode, fact: string) => refuse(code, `reading round ${number + 1} of a founding: ${fact}`);
  if (round.prev !== digestOf(last)) return says('founding.chain', 'it does not follow the round before it');
  const value = applyChanges(before === undefined ? {} : plain(before.text), round.changes);
  if (value === undefined)
    return says('founding.untrue', 'its changes are not those between the text before it and the text after it');
  const read = readText(value);
  if (!read.ok)
    return { ok: false, refusal: { ...read.refusal, detail: `round ${number + 1}: ${read.refusal.detail}` } };
  const seats = problemOfSeats(before?.text, read.text, round.by);
  if (seats !== undefined) return says(...seats);
  const key = read.text.accord.parties.find(({ id }) => id === round.by)!.keys.http;
  const signature = parseBase64url(round.sig);
  if (signature?.length !== 64 || !(await webEd25519(parseBase64url(key)!, signedBytes(round), signature)))
    return says('founding.signature', `it is not signed by the node of ${round.by}`);
  return { ok: true, read };
}

/** A party puts itself in, and itself alone; what it said of itself it may say anew, but for its keys. */
function problemOfSeats(
  before: FoundingText | undefined,
  after: FoundingText,
  by: string,
): [FoundingCode, string] | undefined {
  const [old, young] = [before?.accord.parties ?? [], after.accord.parties];
  for (const [seat, { id, domain, keys, ...rest }] of old.entries()) {
    const now = young[seat];
    if (now === undefined || now.id !== id || now.domain !== domain)
      return ['founding.others_entry', `the party ${id} is no longer where it was`];
    const registrar = before!.registrars[id] !== after.registrars[id];
    if (registrar || encodeCanonical(now.keys) !== encodeCanonical(keys))
      return [id === by ? 'founding.key_changed' : 'founding.others_entry', `the keys of ${id} are others`];
    if (id === by) continue;
    const { id: _id, domain: _domain, keys: _keys, ...said } = now;
    if (encodeCanonical(said) !== encodeCanonical(rest))
      return ['founding.others_entry', `${by} says something else of ${id} than ${id} did`];
  }
  const newcomers = young.slice(old.length).map(({ id }) => id);
  const expected = old.some(({ id }) => id === by) ? [] : [by];
  if (newcomers.join(' ') !== expected.join(' '))
    return ['founding.others_entry', `${by} puts ${newcomers.join(', ') || 'nobody'} in, expected itself alone`];
  if (before !== undefined && encodeCanonical(before.template ?? null) !== encodeCanonical(after.template ?? null))
    return ['founding.template_changed', 'it names another template than the first round'];
  return undefined;
}

function digestOf(round: Round | undefined): string {
  return round === undefined ? '' : encodeBase64url(sha256(encodeUtf8(encodeCanonical(round))));
}

function signedBytes(round: Omit<Round, 'sig'>): Uint8Array {
  const { by, at, changes, note, prev } = round;
  const said = { by, at, changes, prev, ...(note === undefined ? {} : { note }) } as unknown as JsonObject;
  return encodeUtf8(`${ENVELOPE_VERSION}\n${encodeCanonical(said)}`);
}
