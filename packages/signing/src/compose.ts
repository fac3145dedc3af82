// From content to the act that officers sign. The node says where the act goes and what it has seen (GET /api/v1/compose); the claimed time and
// the randomness are the officer's. What is made here is strict: the record's own parser has read it back, and it says the content and nothing else.

import { signingInputOf, type Payload, type Seen } from '@parley/record/act';
import { draftAct } from '@parley/record/draft';
import { encodeCanonical } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import { checkWords, type Disclosure } from '@parley/record/words';
import { contentOf, contentText, settledContent, type Content } from '#content';

/** Of the node's answer to /api/v1/compose, what an act takes. */
export type Composing = { accord: string; log: string; keys?: number | undefined; seen: Seen };

/** An act with the signatures it has so far, none at first. `disclosures` in the order of `_sd`. */
export type OpenAct = {
  payload: Payload;
  disclosures: Disclosure[];
  signatures: { kid: string; signature: Uint8Array }[];
};

export type ComposeCode = 'compose.content';

/** Whether a payload can be signed does not depend on by whom. */
const ANY_KID = 'A'.repeat(43);

/** `at`: the claimed time in seconds. `random` gives that many unpredictable bytes, new at every call. */
export function composeAct(
  content: Content,
  { accord, log, keys, seen }: Composing,
  at: number,
  random: (bytes: number) => Uint8Array,
): Result<{ act: OpenAct }, ComposeCode> {
  try {
    const { words, ...rest } = settledContent(content);
    const { payload, disclosures } = draftAct(
      {
        accord,
        log,
        iat: at,
        ...rest,
        ...(keys !== undefined && { keys }),
        ...(Object.keys(seen).length > 0 && { seen }),
      },
      words,
      random,
    );
    // The record refuses here what no act may carry, before anybody is asked to sign it.
    signingInputOf(payload, ANY_KID);
    const checked = checkWords(payload, disclosures);
    if (!checked.ok) return refuse('compose.content', `composing ${content.type}: ${checked.refusal.detail}`);
    if (contentText(contentOf(payload, checked.words)) !== contentText(content))
      throw new Error('composing an act: it says something else than it was given');
    return { ok: true, act: { payload, disclosures, signatures: [] } };
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    return refuse('compose.content', `composing ${content.type}: ${fault.message}`);
  }
}

/** The text of the payload: what is signed, but for the header that names the key. */
export function payloadText({ payload }: Pick<OpenAct, 'payload'>): string {
  return encodeCanonical(payload);
}
