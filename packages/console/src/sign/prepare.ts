// From a draft to what is shown and signed. The act is composed once and kept: what the officer reads, what the passkey confirms and what the key
// signs are the same bytes. It is composed anew only when the draft changed, or when the node says that officers or terms did.

import type { Accord } from '@parley/record/accord';
import { encodeUtf8 } from '@parley/record/bytes';
import { parseCanonical } from '@parley/record/json';
import { parseDisclosure } from '@parley/record/words';
import type { Payload } from '@parley/record/act';
import { parseTerms } from '@parley/docket/terms';
import { composeAct, type Composing, type OpenAct } from '@parley/signing/compose';
import type { Content } from '@parley/signing/content';
import type { OfficerKey } from '@parley/signing/keys/officer-key';
import { meaningOf, type Meaning } from '@parley/signing/meaning';
import { encodeSigned, signAct } from '@parley/signing/sign';
import { call, type Answer } from '#api/call';
import { taken } from '#api/taken';

type Draft = Answer<'draft'>;

/** `to`: the other side, where there is only one; undefined: more than one party may be meant. */
export type Prepared = { act: OpenAct; content: Content; composing: Composing; under: Under; digest: string };
type Under = { accord: Accord; accordId: string; party: string; to: string | undefined };

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

/** undefined: the draft does not say yet what kind of act it is. */
export async function prepare(draft: Draft, signal: AbortSignal): Promise<Prepared | null> {
  const { type } = draft.content;
  if (type === undefined) return null;
  const [composing, view] = await Promise.all([call('compose', {}, signal), call('accord', {}, signal)]);
  const accord = { ...view.document, terms: view.terms, offices: view.offices } as unknown as Accord;
  const others = accord.parties.filter(({ id }) => id !== view.party);
  const under = {
    accord,
    accordId: view.id,
    party: view.party,
    to: others.length === 1 ? others[0]!.id : undefined,
  };
  const content = {
    ...draft.content,
    body: draft.content.body ?? {},
    words: draft.content.words ?? {},
    type,
  } as Content;
  const { act } =
    draft.signing === undefined
      ? taken(composeAct(content, composing, composing.now, random))
      : { act: begun(draft.signing) };
  return { act, content, composing, under, digest: draft.digest };
}

/** What others have signed already: the very payload, whose signatures the node keeps. */
function begun({ payload, words }: NonNullable<Draft['signing']>): OpenAct {
  const read = parseCanonical(payload);
  if (!read.ok) throw new Error(`reading what others have signed: ${read.refusal.detail}`);
  const disclosures = words.map((text) => taken(parseDisclosure(text)).disclosure);
  disclosures.sort((a, b) => (a.digest < b.digest ? -1 : 1));
  return { payload: read.value as Payload, disclosures, signatures: [] };
}

export function meaning({ act, under }: Prepared, kid: string): Meaning {
  return meaningOf(act, under, kid);
}

/** Signs exactly what was prepared. The same bytes may be sent again and again: they are one act. */
export async function sign({ act, content, composing, under }: Prepared, key: OfficerKey) {
  const { terms } = taken(parseTerms(under.accord));
  const signed = taken(await signAct(act, { content, composing, terms }, key));
  return encodeSigned(signed.act);
}

export const bytesOf = (text: string): number => encodeUtf8(text).length;
