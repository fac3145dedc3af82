// The record's vectors and the specification's examples, made again by this package: the same code runs in Node and in a browser, and either must give
// the very bytes. What differs is returned as lines; nothing here depends on where it runs.

import { parseAccord } from '@parley/record/accord';
import { signingInputOf, type Payload } from '@parley/record/act';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { sha256 } from '@parley/record/hash';
import { encodeCanonical, type Json, type JsonObject } from '@parley/record/json';
import { parseTerms } from '@parley/docket/terms';
import { composeAct, type OpenAct } from '#compose';
import { contentOf } from '#content';
import { officerKey, signChecked, type OfficerKey } from '#keys/officer-key';
import { meaningOf } from '#meaning';
import { encodeSigned, openSigned, signAct } from '#sign';

type Disclosed = { name: string; value: Json; text: string };

/** vectors/act: those that are taken, as files; and refused.json. */
export type ActVector = { about: string; entry: string; kids: string[]; payload: Payload; words: Disclosed[] };
export type RefusedVector = { about: string; entry: string };

/** spec/acts/examples: one of each type, and the accord they are under. */
export type ActExample = {
  type: string;
  log: string;
  entry: string;
  payload: Payload;
  words: JsonObject;
  disclosures: { name: string; text: string }[];
  signedBy: { by: string; kid: string; publicKey: string }[];
};

export type Material = { vectors: ActVector[]; refused: RefusedVector[]; examples: ActExample[]; accord: string };

/** Lines that say what differs, none if all is as it should be; and how much was compared. */
export async function check(material: Material): Promise<{ wrong: string[]; compared: number }> {
  const wrong: string[] = [];
  let compared = 0;
  for (const part of [checkVectors, checkRefused, checkExamples]) {
    for await (const outcome of part(material)) {
      compared++;
      if (outcome !== undefined) wrong.push(outcome);
    }
  }
  return { wrong, compared };
}

async function* checkVectors({ vectors }: Material): AsyncGenerator<string | undefined> {
  const officers = new Map(
    (await Promise.all([1, 2].map((n) => keyOf(new Uint8Array(32).fill(n))))).map((key) => [key.kid, key]),
  );
  for (const { about, entry, kids, payload, words } of vectors) {
    const composed = composeAs(payload, words);
    yield sameText(about, encodeCanonical(composed.payload), encodeCanonical(payload));
    // The bodies of these vectors are of no type: they are signed as the record would, without the docket's lint.
    const signatures = await Promise.all(
      kids.map(async (kid) => {
        const signed = await signChecked(officers.get(kid)!, signingInputOf(composed.payload, kid));
        if (!signed.ok) throw new Error(signed.refusal.detail);
        return { kid, signature: signed.signature };
      }),
    );
    for (const order of [signatures, signatures.toReversed()])
      yield sameText(about, encodeSigned({ ...composed, signatures: order }).act, entry);
  }
}

async function* checkRefused({ refused, vectors }: Material): AsyncGenerator<string | undefined> {
  const keys = new Map<string, Uint8Array>();
  for (const n of [1, 2]) {
    const { kid, publicKey } = await keyOf(new Uint8Array(32).fill(n));
    keys.set(kid, publicKey);
  }
  for (const { about, entry } of refused) {
    const read = await openSigned({ act: entry, words: [] }, keys);
    yield read.ok ? `${about}: taken` : undefined;
  }
  for (const { about, entry, words } of vectors) {
    const read = await openSigned({ act: entry, words: words.map(({ text }) => text) }, keys);
    yield read.ok ? undefined : `${about}: ${read.refusal.detail}`;
  }
}

async function* checkExamples({ examples, accord: document }: Material): AsyncGenerator<string | undefined> {
  const founded = parseAccord(document);
  if (!founded.ok) throw new Error(founded.refusal.detail);
  const { accord, accordId } = founded;
  const agreed = parseTerms(accord);
  if (!agreed.ok) throw new Error(agreed.refusal.detail);
  for (const { type, log, entry, payload, words, disclosures, signedBy } of examples) {
    const told = disclosures.map(({ name, text }) => ({ name, text, value: words[name]! }));
    let act = composeAs(payload, told);
    const { seen = {}, keys } = payload;
    const shown = {
      content: contentOf(payload, words),
      composing: { accord: accordId, log, keys, seen },
      terms: agreed.terms,
    };
    for (const { by, kid } of signedBy) {
      const signed = await signAct(act, shown, await keyOf(sha256(encodeUtf8(`parley examples: ${by}`))));
      if (!signed.ok) yield `${type}: ${signed.refusal.detail}`;
      else act = signed.act;
      const meaning = meaningOf(act, { accord, accordId, party: log.split('/').at(-1)! }, kid);
      yield sameText(type, meaning.digest, sha256(signingInputOf(payload, kid)).toHex());
    }
    yield sameText(type, encodeSigned(act).act, entry);
  }
}

/** Composes what a payload says with the chance that made it: salts in the order of the words, then the nonce. */
function composeAs(payload: Payload, words: readonly Disclosed[]): OpenAct {
  const salts = words.map(({ text }) => saltOf(text));
  const chance = [...salts, parseBase64url(payload.nonce)!].values();
  const { accord, log, keys, seen = {}, iat } = payload;
  const content = contentOf(payload, Object.fromEntries(words.map(({ name, value }) => [name, value])));
  const composed = composeAct(content, { accord, log, keys, seen }, iat, () => chance.next().value!);
  if (!composed.ok) throw new Error(composed.refusal.detail);
  return composed.act;
}

function saltOf(disclosure: string): Uint8Array {
  const [salt] = JSON.parse(new TextDecoder().decode(parseBase64url(disclosure))) as [string];
  return parseBase64url(salt)!;
}

async function keyOf(seed: Uint8Array): Promise<OfficerKey> {
  const { publicKey, sign } = await webEd25519Signer(seed);
  return officerKey(publicKey, sign);
}

function sameText(about: string, actual: string, expected: string): string | undefined {
  return actual === expected ? undefined : `${about}: ${actual.slice(0, 200)} instead of ${expected.slice(0, 200)}`;
}
