// The entry and its words come from our node, and nothing of them is believed. The id is the hash of the entry, each word is one that the entry
// names, and every signature is checked by the key that its kid is the thumbprint of. That the key was in office, and that the entry stands in a
// log, is what the proof shows.

import { openAct, parseAct } from '@parley/record/act';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { thumbprint } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';
import { checkWords, parseDisclosure } from '@parley/record/words';
import { call, type Answer } from '#api/call';
import { queries, reading } from '#api/queries';
import { kept, type Opened } from '#said/opened';

export async function openById(id: string): Promise<Opened> {
  const detail = await call('act', { params: { id } });
  const { party, kids, wordsMissing: missing } = detail;
  const said = readEntry(detail);
  if (said === undefined) return { id, party, payload: undefined, words: {}, missing, kids, standing: 'broken' };
  const { act, words } = said;
  const given = { id, party, payload: act.payload, words, missing, kids };
  if (act.id !== id) return { ...given, standing: 'broken' };
  const keys = await keysOf(act.signatures.map(({ kid }) => kid));
  if (keys === undefined) return { ...given, standing: 'unknown' };
  const opened = await openAct(act, keys, webSuite);
  return { ...given, standing: opened.ok ? 'good' : 'broken' };
}

function readEntry({ entry, encoding, words }: Answer<'act'>) {
  if (encoding !== undefined) return undefined;
  const parsed = parseAct(encodeUtf8(entry));
  if (!parsed.ok) return undefined;
  const disclosures = words.map(parseDisclosure);
  const read = disclosures.flatMap((one) => (one.ok ? [one.disclosure] : []));
  const checked = checkWords(parsed.act.payload, read);
  return read.length === words.length && checked.ok ? { act: parsed.act, words: checked.words } : undefined;
}

/** The public keys of these kids; undefined: one is not to be found. */
async function keysOf(kids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const found = new Map<string, Uint8Array>();
  for (const kid of kids) {
    const key = await queries.ensureQueryData({ queryKey: ['key', kid], queryFn: () => keyOf(kid), ...kept });
    if (key === null) return undefined;
    found.set(kid, key);
  }
  return found;
}

/** From the act that appointed its officer, or from the accord, where it is a party's own. */
async function keyOf(kid: string): Promise<Uint8Array | null> {
  const { items } = await queries.ensureQueryData(reading('officers', {}));
  const officer = items.find((one) => one.kid === kid);
  const texts: unknown[] = [];
  if (officer !== undefined) {
    const appointed = readEntry(await call('act', { params: { id: officer.id } }));
    texts.push(appointed?.act.payload.body['key']);
  } else {
    const { document } = await queries.ensureQueryData(reading('accord', {}));
    for (const party of document['parties'] as { keys: { root: string } }[]) texts.push(party.keys.root);
  }
  for (const text of texts) {
    const key = typeof text === 'string' ? parseBase64url(text) : undefined;
    if (key !== undefined && thumbprint(key) === kid) return key;
  }
  return null;
}
