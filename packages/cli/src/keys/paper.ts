// Before an act is signed at a terminal: the node is asked what an act needs now, and the act is composed, or opened where others have signed it.

import { randomBytes } from 'node:crypto';
import { paths, pathTo } from '@parley/api/paths';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { parseAct } from '@parley/record/act';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { parseAccord, type Accord } from '@parley/record/accord';
import { thumbprint } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import { Terms } from '@parley/docket/terms';
import { composeAct, type Composing, type OpenAct } from '@parley/signing/compose';
import type { Content } from '@parley/signing/content';
import { lintContent, type ContentFinding } from '@parley/signing/lint';
import { meaningOf, type Meaning } from '@parley/signing/meaning';
import { openSigned, type SignedAct } from '@parley/signing/sign';
import type { Given } from '#keys/content';
import type { NodeClient } from '#keys/node';

/** What is about to be signed, and all that a signer knows beside it. `accord` has the terms in force. */
export type Paper = {
  act: OpenAct;
  content: Content;
  composing: Composing;
  terms: Terms;
  accord: Accord;
  accordId: string;
  party: string;
  to: string | undefined;
  findings: ContentFinding[];
};

type AccordSaid = { id: string; party: string; document: JsonObject; terms: JsonObject; offices: JsonObject };

/** Asks the node, and composes the content or opens what others have signed. */
export async function preparePaper(client: NodeClient, given: Given): Promise<Result<{ paper: Paper }>> {
  const said = await client.get<AccordSaid>(paths.accord);
  if (!said.ok) return said;
  const now = await client.get<Composing & { now: number }>(paths.compose);
  if (!now.ok) return now;
  const { id: accordId, party, document, terms: inForce, offices } = said.value;
  const terms = Terms.safeParse(inForce);
  const parsed = parseAccord(encodeCanonical({ ...document, terms: inForce, offices }));
  if (!terms.success || !parsed.ok)
    return refuse(
      'node.unreadable',
      `${client.base} answers with an accord that cannot be read: is it of another version?`,
    );
  const composing = now.value;
  const opened =
    'signed' in given ? await openOthers(client, given.signed) : composeNew(given.content, composing, composing.now);
  if (!opened.ok) return opened;
  const { act, content } = opened;
  const to = await otherSide(client, content.subject, party);
  const findings = lintContent(content, terms.data, act.payload.iat);
  const known = { accord: parsed.accord, accordId, party, to };
  return { ok: true, paper: { act, content, composing, terms: terms.data, ...known, findings } };
}

function composeNew(content: Content, composing: Composing, at: number): Result<{ act: OpenAct; content: Content }> {
  const composed = composeAct(content, composing, at, (bytes) => new Uint8Array(randomBytes(bytes)));
  return composed.ok ? { ok: true, act: composed.act, content } : composed;
}

/** An act that others have signed, by keys that our log introduced. */
async function openOthers(client: NodeClient, signed: SignedAct): Promise<Result<{ act: OpenAct; content: Content }>> {
  const parsed = parseAct(encodeUtf8(signed.act));
  if (!parsed.ok) return parsed;
  const listed = await client.get<{ items: { kid: string; id: string }[] }>(paths.officers);
  if (!listed.ok) return listed;
  const keys = new Map<string, Uint8Array>();
  for (const { kid } of parsed.act.signatures) {
    const officer = listed.value.items.find((one) => one.kid === kid);
    if (officer === undefined)
      return refuse('act.key_unknown', `the act is signed by ${kid}, whom our log does not know`);
    const appointing = await client.get<{ entry: string }>(pathTo(paths.act, { id: officer.id }));
    if (!appointing.ok) return appointing;
    const read = parseAct(encodeUtf8(appointing.value.entry));
    const key = read.ok ? read.act.payload.body['key'] : undefined;
    const publicKey = typeof key === 'string' ? parseBase64url(key) : undefined;
    // The node is not taken at its word: the kid is the thumbprint of the key, or the key is another.
    if (publicKey?.length === 32 && thumbprint(publicKey) === kid) keys.set(kid, publicKey);
  }
  return openSigned(signed, keys);
}

/** Whom an act in an open subject is for. */
async function otherSide(client: NodeClient, subject: string | undefined, party: string): Promise<string | undefined> {
  if (subject === undefined) return undefined;
  const found = await client.get<{ state?: { sides?: string[] } }>(pathTo(paths.subject, { id: subject }));
  return found.ok ? found.value.state?.sides?.find((side) => side !== party) : undefined;
}

export function meaningOfPaper(paper: Paper, kid: string): Meaning {
  const { act, accord, accordId, party, to } = paper;
  return meaningOf(act, { accord, accordId, party, to }, kid);
}
