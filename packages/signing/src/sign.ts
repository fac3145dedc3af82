// Signing an act, alone or after others. Whoever signs has been shown a content; what is signed must say exactly that, of this accord and log, whatever
// the node or a colleague's machine handed over. One signature makes a compact JWS; each further one turns it into a JWS General JSON, kids in
// order: an act with fewer signatures than its office needs is an act that waits for more.

import { assembleAct, openAct, parseAct, signingInputOf } from '@parley/record/act';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { thumbprint } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import { webSuite } from '@parley/record/suite';
import { checkWords, parseDisclosure, type Disclosure } from '@parley/record/words';
import type { Terms } from '@parley/docket/terms';
import type { Composing, OpenAct } from '#compose';
import { contentOf, contentText, type Content } from '#content';
import { signChecked, type OfficerKey } from '#keys/officer-key';
import { lintContent, worstOf, type ContentFinding } from '#lint';

export type SignCode =
  | 'sign.content'
  | 'sign.elsewhere'
  | 'sign.seen'
  | 'sign.lint'
  | 'sign.twice'
  | 'sign.malformed'
  | 'key.refused'
  | 'key.signature';

/** What the node takes: POST /api/v1/acts. */
export type SignedAct = { act: string; words: string[] };

/**
 * What the signer knows for itself: the content it was shown, where its own node says that acts go and what it holds, and the terms in
 * force there.
 */
export type Shown = { content: Content; composing: Composing; terms: Terms };

/**
 * Signs, after checking that the act says what was shown and that nothing the docket's lint refuses is in it. `findings`: the lint's advice,
 * which stood in nobody's way.
 */
export async function signAct(
  act: OpenAct,
  { content, composing, terms }: Shown,
  key: OfficerKey,
): Promise<Result<{ act: OpenAct; findings: ContentFinding[] }, SignCode>> {
  const { payload, disclosures, signatures } = act;
  const problem = elsewhere(act, composing);
  if (problem !== undefined) return problem;
  const words = checkWords(payload, disclosures);
  if (!words.ok || words.missing.length > 0)
    return refuse(
      'sign.content',
      `signing ${payload.type}: not all of its words are here: nobody signs what was not shown`,
    );
  if (contentText(contentOf(payload, words.words)) !== contentText(content))
    return refuse('sign.content', `signing ${payload.type}: it does not say what was shown; nothing was signed`);
  const findings = lintContent(content, terms, payload.iat);
  const worst = worstOf(findings);
  if (worst !== undefined) {
    return refuse('sign.lint', `signing ${payload.type}: ${worst.path}: ${worst.detail} (${worst.code})`, { findings });
  }
  if (key.kid !== thumbprint(key.publicKey))
    return refuse('key.signature', `signing ${payload.type}: ${key.kid} is not the kid of that key`);
  if (signatures.some(({ kid }) => kid === key.kid))
    return refuse('sign.twice', `signing ${payload.type}: ${key.kid} has signed it already: another officer is needed`);
  const signed = await signChecked(key, signingInputOf(payload, key.kid));
  if (!signed.ok) return signed;
  const added = [...signatures, { kid: key.kid, signature: signed.signature }];
  return { ok: true, findings, act: { payload, disclosures, signatures: added } };
}

/** The act as it is filed, or handed to the next signer. It has one signature at least. */
export function encodeSigned({ payload, disclosures, signatures }: OpenAct): SignedAct {
  const entry = assembleAct(payload, signatures);
  return { act: parseUtf8(entry)!, words: disclosures.map(({ text }) => text) };
}

/** Reads an act that others have signed. `keys`: public keys of our officers by kid; every signature must be by one of them, and valid. */
export async function openSigned(
  { act, words }: SignedAct,
  keys: ReadonlyMap<string, Uint8Array>,
): Promise<Result<{ act: OpenAct; content: Content }, 'sign.malformed'>> {
  const parsed = parseAct(encodeUtf8(act));
  const opened = parsed.ok ? await openAct(parsed.act, keys, webSuite) : parsed;
  if (!opened.ok) return refuse('sign.malformed', `reading an act to sign: ${opened.refusal.detail}`);
  const disclosures: Disclosure[] = [];
  for (const text of words) {
    const read = parseDisclosure(text);
    if (!read.ok) return refuse('sign.malformed', `reading an act to sign: ${read.refusal.detail}`);
    disclosures.push(read.disclosure);
  }
  const { payload, signatures } = opened.act;
  const checked = checkWords(payload, disclosures);
  if (!checked.ok) return refuse('sign.malformed', `reading an act to sign: ${checked.refusal.detail}`);
  if (checked.missing.length > 0)
    return refuse('sign.malformed', `reading an act to sign: ${checked.missing.length} of its words are not here`);
  disclosures.sort((a, b) => (a.digest < b.digest ? -1 : 1));
  return {
    ok: true,
    content: contentOf(payload, checked.words),
    act: { payload, disclosures, signatures: signatures.map(({ kid, signature }) => ({ kid, signature })) },
  };
}

/** An act of another log, or one that claims to have seen what our node has not: who signs it would vouch for that, and it is evidence. */
function elsewhere({ payload }: OpenAct, { accord, log, keys, seen }: Composing) {
  const at = `signing ${payload.type}:`;
  if (payload.accord !== accord || payload.log !== log) {
    return refuse<SignCode>('sign.elsewhere', `${at} it is for ${payload.log}, expected ${log}; nothing was signed`);
  }
  if (payload.keys !== keys) {
    return refuse<SignCode>(
      'sign.elsewhere',
      `${at} it stands on the keys at ${payload.keys ?? 'none'}, and ours are at ${keys ?? 'none'}: officers or terms have changed; compose it anew`,
    );
  }
  for (const [origin, { n, root }] of Object.entries(payload.seen ?? {})) {
    const held = seen[origin];
    if (held === undefined || n > held.n || (n === held.n && root !== held.root)) {
      return refuse<SignCode>(
        'sign.seen',
        `${at} it says to have seen ${n} entries of ${origin}, which is not what our node holds; nothing was signed`,
      );
    }
  }
  return undefined;
}
