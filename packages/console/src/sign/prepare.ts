// From a draft to what is shown and signed; loaded when an act is, since all rules of the docket come with it. The act is composed once and kept: what the officer reads, what the passkey confirms and what the key
// signs are the same bytes. It is composed anew only when the draft changed, or when the node says that officers or terms did.

import type { Accord } from '@parley/record/accord';
import { encodeUtf8 } from '@parley/record/bytes';
import { parseCanonical } from '@parley/record/json';
import { parseAct, type Payload } from '@parley/record/act';
import { parseDisclosure, type Disclosure } from '@parley/record/words';
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
/** What stands in the log already. */
export type Read = Pick<Prepared, 'act' | 'under'>;
type Under = { accord: Accord; accordId: string; party: string; to: string | undefined };

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

/** undefined: the draft does not say yet what kind of act it is. */
export async function prepare(
  draft: Pick<Draft, 'content' | 'digest'> & { signing?: Draft['signing'] },
  signal: AbortSignal,
): Promise<Prepared | null> {
  const { type } = draft.content;
  if (type === undefined) return null;
  const [composing, under] = await Promise.all([call('compose', {}, { signal }), readUnder(signal)]);
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

async function readUnder(signal: AbortSignal): Promise<Under> {
  const view = await call('accord', {}, { signal });
  const accord = { ...view.document, terms: view.terms, offices: view.offices } as unknown as Accord;
  const others = accord.parties.filter(({ id }) => id !== view.party);
  const to = others.length === 1 ? others[0]!.id : undefined;
  return { accord, accordId: view.id, party: view.party, to };
}

/** An act of our log, from its very bytes. null: not all of its words are held, so it cannot be shown whole. */
export async function readFiled(id: string, signal: AbortSignal): Promise<(Read & { kid: string | undefined }) | null> {
  const [filed, under] = await Promise.all([call('act', { params: { id } }, { signal }), readUnder(signal)]);
  if (filed.encoding !== undefined || filed.wordsMissing.length > 0) return null;
  const { payload } = taken(parseAct(encodeUtf8(filed.entry))).act;
  return { act: { payload, disclosures: disclosuresOf(filed.words), signatures: [] }, under, kid: filed.kids[0] };
}

/** What others have signed already: the very payload, whose signatures the node keeps. */
function begun({ payload, words }: NonNullable<Draft['signing']>): OpenAct {
  const read = parseCanonical(payload);
  if (!read.ok) throw new Error(`reading what others have signed: ${read.refusal.detail}`);
  return { payload: read.value as Payload, disclosures: disclosuresOf(words), signatures: [] };
}

function disclosuresOf(words: readonly string[]): Disclosure[] {
  return words
    .map((text) => taken(parseDisclosure(text)).disclosure)
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}

/** Stands for the officer's where nobody has signed or will: the lines are the same, and the digest is left out. */
const NOBODY = 'A'.repeat(43);

/** `digest`: of what the key of that kid signs. */
export function meaning({ act, under }: Read, kid: string | undefined): Omit<Meaning, 'digest'> & { digest?: string } {
  const { digest, ...lines } = meaningOf(act, under, kid ?? NOBODY);
  return kid === undefined ? lines : { ...lines, digest };
}

/** Signs exactly what was prepared. The same bytes may be sent again and again: they are one act. */
export async function sign({ act, content, composing, under }: Prepared, key: OfficerKey) {
  const { terms } = taken(parseTerms(under.accord));
  const signed = taken(await signAct(act, { content, composing, terms }, key));
  return encodeSigned(signed.act);
}
