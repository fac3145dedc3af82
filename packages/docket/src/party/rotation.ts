// Which keys are a party's, from which place of its log on. Heads are opened before anything is folded, so this follows from one log alone:
// an entry replaces a key if it is an act of type `party.rekey` at an index above 0 that fits its schema, names no key that the accord or an earlier
// one of them names, and is signed by the root key in force there, and by nothing else; whether the fold gives it effect, nobody asks. (An honest node files none that has not.)
//
//   log      a head of n entries is signed by the keys of the last replacement at an index below n; the first heads after it, as long as a
//            counterpart may not hold the act, by the former keys as well
//   holder   a cosignature is made by the keys in force when it is made, and as long as the log's owner may not hold the act, by the former as
//            well; it counts by the keys of any one generation, since no place in the one log tells when something in the other was signed
//
// What was replaced is told to others as text, an act a line in the order of the log, so that they can open heads of a log they do not hold yet:
//
//     <index> SP <entry> LF

import { openAct, parseAct } from '@parley/record/act';
import type { Accord, AccordParty } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { acceptableEd25519Key } from '@parley/record/ed25519';
import { parseDecimal } from '@parley/record/integer';
import type { JsonObject } from '@parley/record/json';
import { partyOf, thumbprint, type KeyPair } from '@parley/record/key';
import { ML_DSA_44_KEY_BYTES } from '@parley/record/mldsa';
import { refuse, type Result } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import { partyActs } from '#party/acts';

/** A key or pair, and the index of the act that put it there; −1: the accord. */
export type Generation<Keys> = { since: number; keys: Keys };

/** Of one party, each in growing `since`; never empty. Keys are base64url, as the accord writes them. */
export type PartyKeys = {
  root: readonly Generation<string>[];
  log: readonly Generation<KeyPair>[];
  holder: readonly Generation<KeyPair>[];
  http: readonly Generation<string>[];
  /** Every key that the accord or a replacement in this log has named: none of them comes into another place. */
  named: ReadonlySet<string>;
};

/** An entry that replaces a key, by its index. */
export type Rekey = { index: number; entry: Uint8Array };

/** The text of all replacements in one log is at most this long: some five hundred of them. */
export const REKEYS_BYTES_MAX = 1_048_576;

/** The keys of a party before its log says anything. */
export function foundingKeys(accord: Pick<Accord, 'parties'>, party: string): PartyKeys {
  const { root, log, holder, http } = partyOf(accord, party).keys;
  const first = <Keys>(keys: Keys): Generation<Keys>[] => [{ since: -1, keys }];
  return { root: first(root), log: first(log), holder: first(holder), http: first(http), named: namedKeys(accord) };
}

/** Every key that the accord gives a party. */
export function namedKeys({ parties }: Pick<Accord, 'parties'>): Set<string> {
  return new Set(parties.flatMap(({ keys }) => [keys.root, keys.http, ...pairOf(keys.log), ...pairOf(keys.holder)]));
}

/** The keys in the body of a `party.rekey`. */
export function keysIn(body: JsonObject): string[] {
  return [body['key'], body['ed25519'], body['mldsa44']].filter((key) => typeof key === 'string');
}

/** The keys in force for a head of `size` entries. */
export function generationAt<Keys>(generations: readonly Generation<Keys>[], size: number): Generation<Keys> {
  return generations.findLast(({ since }) => since < size) ?? generations[0]!;
}

/** The keys with what one entry replaces, or undefined if it replaces none. Call it in growing index. */
export async function openRekey(
  keys: PartyKeys,
  { index, entry }: Rekey,
  suite: Suite,
): Promise<PartyKeys | undefined> {
  const parsed = parseAct(entry);
  if (!parsed.ok || parsed.act.payload.type !== 'party.rekey' || index < 1) return undefined;
  const root = parseBase64url(generationAt(keys.root, index).keys)!;
  const opened = await openAct(parsed.act, new Map([[thumbprint(root), root]]), suite);
  const body = partyActs['party.rekey'].body.safeParse(parsed.act.payload.body);
  if (!opened.ok || !body.success) return undefined;
  const fresh = keysIn(parsed.act.payload.body);
  if (fresh.some((key) => keys.named.has(key))) return undefined;
  const named = new Set([...keys.named, ...fresh]);
  switch (body.data.role) {
    case 'root':
    case 'http': {
      const { role, key } = body.data;
      return isEd25519(key) ? { ...keys, named, [role]: [...keys[role], { since: index, keys: key }] } : undefined;
    }
    default: {
      const { role, ed25519, mldsa44 } = body.data;
      if (!isEd25519(ed25519) || parseBase64url(mldsa44)?.length !== ML_DSA_44_KEY_BYTES) return undefined;
      return { ...keys, named, [role]: [...keys[role], { since: index, keys: { ed25519, mldsa44 } }] };
    }
  }
}

/** Opens candidates in growing index; gives the keys, and which of the entries replaced one. */
export async function openRekeys(
  founding: PartyKeys,
  candidates: readonly Rekey[],
  suite: Suite,
): Promise<{ keys: PartyKeys; rekeys: Rekey[] }> {
  let keys = founding;
  const rekeys: Rekey[] = [];
  for (const candidate of candidates) {
    const replaced = await openRekey(keys, candidate, suite);
    if (replaced === undefined) continue;
    keys = replaced;
    rekeys.push(candidate);
  }
  return { keys, rekeys };
}

export function encodeRekeys(rekeys: readonly Rekey[]): string {
  return rekeys.map(({ index, entry }) => `${index} ${parseUtf8(entry)!}\n`).join('');
}

/** Reads the text of replacements; trusts nothing in it. */
export function parseRekeys(input: Uint8Array): Result<{ rekeys: Rekey[] }, 'rekeys.malformed'> {
  const malformed = (fact: string) => refuse('rekeys.malformed', `reading replaced keys: ${fact}`);
  const text = input.length > REKEYS_BYTES_MAX ? undefined : parseUtf8(input);
  if (text === undefined) return malformed(`it is over ${REKEYS_BYTES_MAX} bytes, or not UTF-8`);
  const lines = text.split('\n');
  if (lines.pop() !== '') return malformed('it ends within a line');
  const rekeys: Rekey[] = [];
  for (const [place, line] of lines.entries()) {
    const space = line.indexOf(' ');
    const index = parseDecimal(line.slice(0, Math.max(0, space)));
    if (index === undefined || index <= (rekeys.at(-1)?.index ?? 0))
      return malformed(`line ${place + 1} does not begin with an index that is larger than the one before`);
    rekeys.push({ index, entry: encodeUtf8(line.slice(space + 1)) });
  }
  return { ok: true, rekeys };
}

/** The parties of the accord with the newest of their keys, for the policies that follow from it (record/key.ts). */
export function partiesNow(
  accord: Pick<Accord, 'parties'>,
  keysOf: ReadonlyMap<string, PartyKeys>,
): { parties: AccordParty[] } {
  return {
    parties: accord.parties.map((party) => {
      const keys = keysOf.get(party.id);
      if (keys === undefined) return party;
      const [root, http] = [keys.root.at(-1)!.keys, keys.http.at(-1)!.keys];
      const [log, holder] = [keys.log.at(-1)!.keys, keys.holder.at(-1)!.keys];
      return { ...party, keys: { root, log, holder, http } };
    }),
  };
}

function pairOf({ ed25519, mldsa44 }: KeyPair): string[] {
  return [ed25519, mldsa44];
}

function isEd25519(text: string): boolean {
  const key = parseBase64url(text);
  return key?.length === 32 && acceptableEd25519Key(key);
}
