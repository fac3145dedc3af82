// One party's side of a founding: what it keeps, and what may come next. Nothing here looks at a clock, a file or a network.
//
// The two pass an envelope to and fro by mail, so envelopes are lost, come late and cross. Two rules keep them from founding two accords: what a
// party has signed it never goes behind again (its next text only adds rounds), and an accord that both have signed is final. So of any two
// texts that one party signed, one continues the other; a text is complete only for who stands at it and then stands still; and both can only
// come to stand still at the same one.

import type { AccordParty } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { encodeCanonical, type Json, type JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import type { Sign } from '@parley/record/suite';
import { changesBetween } from '#accord/founding/changes';
import {
  isComplete,
  negotiationOf,
  openEnvelope,
  signRound,
  type FoundingCode,
  type Negotiation,
  type Round,
  type Signed,
} from '#accord/founding/envelope';
import { signOpening } from '#accord/founding/opening';
import { FOUNDERS, plain, readText, type FoundingText, type OwnEntry } from '#accord/founding/text';

/** `signedRounds`: how many rounds the longest text had that this party has signed; 0: none. */
export type Kept = { negotiation: Negotiation; signedRounds: number };

/** The hand of this party's node: its http key, and the time in seconds. */
export type Hand = { sign: Sign; now: number };

type Answer = Promise<Result<{ kept: Kept }, FoundingCode>>;

/** The first round: an accord with ourselves in it. */
export async function draft(
  own: OwnEntry,
  accord: JsonObject,
  template: FoundingText['template'],
  hand: Hand,
  note?: string,
): Answer {
  const { party, registrar } = own;
  const text: JsonObject = {
    accord: { ...accord, v: 'parley/1', parties: [party] },
    registrars: { [party.id]: registrar },
    ...(template === undefined ? {} : { template }),
  };
  return say([], {}, text, own, hand, note, 0);
}

/** Another round: the accord as we would have it; `undefined` takes our seat and changes nothing. */
export async function counter(
  kept: Kept,
  own: OwnEntry,
  accord: JsonObject | undefined,
  hand: Hand,
  note?: string,
): Answer {
  const { negotiation, signedRounds } = kept;
  const { text, rounds, signed } = negotiation;
  const { id } = own.party;
  if (isComplete(negotiation)) return refuse('founding.complete', 'proposing a change: both have signed the accord');
  if (Object.hasOwn(signed, id))
    return refuse(
      'founding.signed',
      'proposing a change: this party has signed the text, and the other may complete it',
    );
  const seated = text.accord.parties.some((one) => one.id === id);
  const parties = seated ? text.accord.parties : [...text.accord.parties, own.party];
  const next: JsonObject = {
    ...plain(text),
    accord: {
      ...(accord ?? text.accord),
      v: 'parley/1',
      parties: parties as unknown as Json,
    },
    registrars: { ...text.registrars, [id]: own.registrar },
  };
  return say(rounds, plain(text), next, own, hand, note, signedRounds);
}

async function say(
  rounds: readonly Round[],
  before: JsonObject,
  after: JsonObject,
  own: OwnEntry,
  hand: Hand,
  note: string | undefined,
  signedRounds: number,
): Answer {
  const read = readText(after);
  if (!read.ok) return read;
  const { id } = own.party;
  const changes = changesBetween(before, after);
  const round = await signRound(
    rounds,
    { by: id, at: hand.now, changes, ...(note === undefined ? {} : { note }) },
    hand.sign,
  );
  const followed = await negotiationOf([...rounds, round], {});
  return followed.ok ? { ok: true, kept: { negotiation: followed.negotiation, signedRounds } } : followed;
}

/** What came of taking in an envelope. `news`: nothing; they signed; rounds were added; ours gave way to theirs. `unsigned`: our signature fell away with the text. */
export type Taken = { kept: Kept; news: 'none' | 'signed' | 'rounds' | 'replaced'; unsigned: boolean };

/**
 * Takes in an envelope from the counterpart, or refuses it and leaves all as it was. `replace`: where the two have parted ways, let theirs
 * stand; never behind what this party has signed.
 */
export async function take(
  kept: Kept | undefined,
  own: OwnEntry,
  envelope: string,
  { replace = false }: { replace?: boolean } = {},
): Promise<Result<Taken, FoundingCode>> {
  const opened = await openEnvelope(envelope);
  if (!opened.ok) return opened;
  const { negotiation: theirs } = opened;
  const stranger = problemOfParties(kept?.negotiation.text, theirs.text, own);
  if (stranger !== undefined) return stranger;
  if (kept === undefined) {
    // Whoever signed here before has lost what it kept: what it signed is not gone behind all the same.
    const signedRounds = Object.hasOwn(theirs.signed, own.party.id) ? theirs.rounds.length : 0;
    return { ok: true, kept: { negotiation: theirs, signedRounds }, news: 'rounds', unsigned: false };
  }
  const { negotiation: ours, signedRounds } = kept;
  const { id } = own.party;
  const shared = sharedRounds(ours.rounds, theirs.rounds);
  const same = shared === ours.rounds.length && shared === theirs.rounds.length;
  if (same) {
    const signed: Signed = { ...theirs.signed, ...ours.signed };
    const news = Object.keys(signed).length > Object.keys(ours.signed).length ? 'signed' : 'none';
    const rounds = Object.hasOwn(signed, id) ? Math.max(signedRounds, shared) : signedRounds;
    return { ok: true, kept: { negotiation: { ...ours, signed }, signedRounds: rounds }, news, unsigned: false };
  }
  if (isComplete(ours))
    return refuse('founding.complete', 'taking in a founding: both have signed the accord that is kept here');
  const unsigned = Object.hasOwn(ours.signed, id);
  const standing = (news: Taken['news']): Result<Taken, FoundingCode> => ({
    ok: true,
    kept: { negotiation: theirs, signedRounds: Math.max(signedRounds, isComplete(theirs) ? theirs.rounds.length : 0) },
    news,
    unsigned: unsigned && !Object.hasOwn(theirs.signed, id),
  });
  // Both have signed it, so we have: whatever was said since is void.
  if (isComplete(theirs)) return standing(shared === ours.rounds.length ? 'rounds' : 'replaced');
  if (shared === ours.rounds.length) return standing('rounds');
  const count = `${ours.rounds.length} rounds are kept here, it has ${theirs.rounds.length}`;
  if (shared === theirs.rounds.length)
    return refuse('founding.older', `taking in a founding: it is older than what is kept here: ${count}`);
  const [mine, other] = [ours.rounds[shared]!, theirs.rounds[shared]!];
  if (replace && shared >= signedRounds) return standing('replaced');
  if (replace)
    return refuse(
      'founding.signed',
      `taking in a founding: this party has signed the text of round ${signedRounds}, and the two part ways after round ${shared}`,
    );
  return mine.by === other.by
    ? refuse('founding.rewritten', `taking in a founding: ${mine.by} has written round ${shared + 1} anew`)
    : refuse('founding.crossed', `taking in a founding: both have proposed a round ${shared + 1}`);
}

/** What the two must both say of who they are, before anything else is looked at. */
function problemOfParties(ours: FoundingText | undefined, theirs: FoundingText, { party, registrar }: OwnEntry) {
  const seats = theirs.accord.parties;
  const own = seats.find(({ id }) => id === party.id);
  if (own !== undefined && !(sameKeys(own, party) && theirs.registrars[party.id] === registrar))
    return refuse(
      'founding.own_altered',
      `taking in a founding: it has a party ${party.id} with other keys than this node’s`,
    );
  if (own === undefined && seats.length === FOUNDERS)
    return refuse(
      'founding.wrong_party',
      `taking in a founding: it is between ${seats.map(({ id }) => id).join(' and ')}, expected ${party.id}`,
    );
  for (const known of ours?.accord.parties ?? []) {
    if (known.id === party.id) continue;
    const now = seats.find(({ id }) => id === known.id);
    if (now === undefined) {
      const other = seats.find(({ id }) => id !== party.id);
      return other === undefined
        ? undefined
        : refuse('founding.wrong_party', `taking in a founding: it is of ${other.id}, expected ${known.id}`);
    }
    if (!sameKeys(now, known))
      return refuse('founding.key_changed', `taking in a founding: the keys of ${known.id} are others than before`);
  }
  return undefined;
}

function sameKeys(one: AccordParty, other: AccordParty): boolean {
  return encodeCanonical(one.keys) === encodeCanonical(other.keys);
}

function sharedRounds(ours: readonly Round[], theirs: readonly Round[]): number {
  let shared = 0;
  while (shared < ours.length && shared < theirs.length && ours[shared]!.sig === theirs[shared]!.sig) shared++;
  return shared;
}

/** Signs the text as it stands, by this party's root key. Signing is for good: the counterpart may complete what it was given. */
export async function sign(
  kept: Kept,
  party: string,
  root: { publicKey: Uint8Array; sign: Sign },
  now: number,
  random: (bytes: number) => Uint8Array,
): Answer {
  const { negotiation } = kept;
  const { text, rounds, signed } = negotiation;
  const own = text.accord.parties.find(({ id }) => id === party);
  if (own === undefined) return refuse('founding.wrong_party', `signing an accord: it has no party ${party}`);
  if (text.accord.parties.length < FOUNDERS)
    return refuse('founding.alone', 'signing an accord: the counterpart has not put itself in');
  if (!equalBytes(parseBase64url(own.keys.root)!, root.publicKey))
    return refuse('founding.root', `signing an accord: the key is not the root key of ${party}`);
  if (Object.hasOwn(signed, party)) return { ok: true, kept };
  const acts = await signOpening(text, party, root, now, random);
  const next = { ...negotiation, signed: { ...signed, [party]: acts } };
  return { ok: true, kept: { negotiation: next, signedRounds: rounds.length } };
}

function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
