// The two acts that open a party's log, signed by its root key beforehand, when it agrees to a text: accord.found at index 0 and the
// appointment of its node's registrar at index 1. They name the accord by the hash of exactly this text, so they are good for no other.

import { composeAct, openAct, parseAct, type Payload } from '@parley/record/act';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { draftAct } from '@parley/record/draft';
import type { JsonObject } from '@parley/record/json';
import { accordId as idOf, originOf, partyOf, thumbprint } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import { webSuite, type Sign } from '@parley/record/suite';
import { checkWords, parseDisclosure, type Disclosure } from '@parley/record/words';
import type { FoundingCode } from '#accord/founding/envelope';
import { documentOf, FOUNDERS, type FoundingText } from '#accord/founding/text';
import { actTypes } from '#kinds';

/** An act as it is filed. */
export type OpeningAct = { act: string; words: string[] };

/** The office of a party's own node. */
export const REGISTRAR = 'registrar';

/** Signs a text for one of its parties. `random` gives that many unpredictable bytes; `now` in seconds. Throws RangeError for a party not in it. */
export async function signOpening(
  text: FoundingText,
  party: string,
  root: { publicKey: Uint8Array; sign: Sign },
  now: number,
  random: (bytes: number) => Uint8Array,
): Promise<OpeningAct[]> {
  const accord = idOf(documentOf(text));
  const log = originOf(text.accord, accord, party);
  const key = { kid: thumbprint(root.publicKey), sign: root.sign };
  const names = Object.fromEntries(Object.entries(REGISTRAR_TITLE).filter(([tag]) => hasLanguage(text, tag)));
  const say = async (type: string, body: JsonObject, words: JsonObject, keys?: number): Promise<OpeningAct> => {
    const draft = { accord, log, type, iat: now, body, ...(keys === undefined ? {} : { keys }) };
    const { payload, disclosures } = draftAct(draft, words, random);
    const entry = await composeAct(payload, [key]);
    return { act: parseUtf8(entry)!, words: disclosures.map((one) => one.text) };
  };
  const appointed = { key: text.registrars[party]!, office: REGISTRAR, from: now };
  return [
    await say('accord.found', { accepts: accord }, {}),
    await say(
      'officer.appoint',
      appointed,
      { name: `registrar of ${party}`, ...(Object.keys(names).length > 0 && { title: names }) },
      0,
    ),
  ];
}

const REGISTRAR_TITLE = { en: 'The node’s own officer', zh: '节点自身的官员' };

function hasLanguage({ accord }: FoundingText, tag: string): boolean {
  const { languages } = accord.terms as { languages?: string[] };
  return languages?.includes(tag) ?? false;
}

/** Whether these acts open that party's log under exactly this text. */
export async function checkOpening(
  text: FoundingText,
  document: string,
  party: string,
  acts: readonly OpeningAct[],
): Promise<Result<object, FoundingCode>> {
  const says = (fact: string) => refuse<FoundingCode>('founding.acts', `reading what ${party} signed: ${fact}`);
  if (text.accord.parties.length < FOUNDERS || !text.accord.parties.some(({ id }) => id === party))
    return says('it is signed before both are in it, or by none of them');
  if (acts.length !== 2) return says(`${acts.length} acts, expected two`);
  const accord = idOf(document);
  const root = parseBase64url(partyOf(text.accord, party).keys.root)!;
  const keys = new Map([[thumbprint(root), root]]);
  for (const [index, { act: entry, words }] of acts.entries()) {
    const parsed = parseAct(encodeUtf8(entry));
    if (!parsed.ok) return says(parsed.refusal.detail);
    const opened = await openAct(parsed.act, keys, webSuite);
    if (!opened.ok) return says(opened.refusal.detail);
    const { payload } = opened.act;
    if (payload.accord !== accord || payload.log !== originOf(text.accord, accord, party))
      return says('it is of another text than the one before us');
    const problem = problemOf(payload, index, accord, text.registrars[party]!);
    if (problem !== undefined) return says(problem);
    const disclosures: Disclosure[] = [];
    for (const word of words) {
      const read = parseDisclosure(word);
      if (!read.ok) return says(read.refusal.detail);
      disclosures.push(read.disclosure);
    }
    const checked = checkWords(payload, disclosures);
    if (!checked.ok) return says(checked.refusal.detail);
    if (checked.missing.length > 0) return says('some of its words are missing');
  }
  return { ok: true };
}

function problemOf(payload: Payload, index: number, accord: string, registrar: string): string | undefined {
  const { type, body, keys, subject, seen, re, exhibits, seals } = payload;
  const expected = ['accord.found', 'officer.appoint'][index]!;
  if (type !== expected) return `act ${index} is ${type}, expected ${expected}`;
  if (!actTypes.get(type)!.body.safeParse(body).success) return `the body of ${type} is not in order`;
  if ([subject, seen, re, exhibits, seals].some((member) => member !== undefined))
    return `${type} refers to what cannot be there`;
  if (index === 0) {
    if (keys !== undefined) return 'accord.found names keys before it';
    return body['accepts'] === accord ? undefined : 'it accepts another accord';
  }
  if (keys !== 0) return 'the appointment does not follow accord.found';
  return body['key'] === registrar && body['office'] === REGISTRAR && body['until'] === undefined
    ? undefined
    : 'it appoints somebody else than the registrar';
}
