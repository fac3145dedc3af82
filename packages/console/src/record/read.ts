// What a proof is made of, as our node serves it. Nothing of it is believed: proof.ts checks it.

import { parseAct } from '@parley/record/act';
import { parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webSuite } from '@parley/record/suite';
import type { Rekey } from '@parley/docket/party/rotation';
import { call, pathOf, Unanswered, type Answer } from '#api/call';
import { checkAlarm, checkHead, checkProof, trustOf, type Proof } from '#record/proof';

type Detail = Answer<'act'>;

const PAGE = '200';

export type Checked = { act: Detail; proof: Proof; receipt: string | undefined };

export function entryBytes({ entry, encoding }: Pick<Detail, 'entry' | 'encoding'>): Uint8Array {
  return encoding === undefined ? encodeUtf8(entry) : (parseBase64url(entry) ?? new Uint8Array());
}

/** An act with all that proves it, checked in this browser. */
export async function readChecked(id: string, signal: AbortSignal): Promise<Checked> {
  const [act, accord, rekeys, receipt] = await Promise.all([
    call('act', { params: { id } }, { signal }),
    call('accord', {}, { signal }),
    readRekeys(signal),
    readReceipt(id, signal),
  ]);
  const proof = await checkProof(
    {
      id,
      party: act.party,
      accordId: accord.id,
      document: accord.document,
      entry: entryBytes(act),
      words: act.words,
      rekeys,
      appointments: await readAppointments(act, signal),
      receipt,
    },
    webSuite,
  );
  return { act, proof, receipt };
}

/** What replaced keys in any log, by party. */
async function readRekeys(signal: AbortSignal): Promise<Map<string, Rekey[]>> {
  const found = new Map<string, Rekey[]>();
  for (let after: string | undefined; ;) {
    const query = { type: 'party.rekey', limit: PAGE, ...(after !== undefined && { after }) };
    const { items, next } = await call('acts', { query }, { signal });
    for (const { id, party, index } of items) {
      const detail = await call('act', { params: { id } }, { signal });
      found.set(party, [...(found.get(party) ?? []), { index, entry: entryBytes(detail) }]);
    }
    if (next === undefined) return found;
    after = next;
  }
}

/** The acts that put its signers in office, and those that put theirs. */
async function readAppointments(act: Detail, signal: AbortSignal): Promise<Map<string, Uint8Array>> {
  const { items } = await call('officers', {}, { signal });
  const found = new Map<string, Uint8Array>();
  for (const wanted = [...act.kids]; wanted.length > 0;) {
    const kid = wanted.pop()!;
    // Appointed anew with the same key, the first appointment proves it as well.
    const officer = items.find((one) => one.kid === kid && one.party === act.party);
    if (officer === undefined || found.has(kid)) continue;
    const entry = entryBytes(await call('act', { params: { id: officer.id } }, { signal }));
    found.set(kid, entry);
    const parsed = parseAct(entry);
    if (parsed.ok) wanted.push(...parsed.act.signatures.map((signature) => signature.kid));
  }
  return found;
}

/** The text of the receipt; undefined: nobody else holds the act yet. */
async function readReceipt(id: string, signal: AbortSignal): Promise<string | undefined> {
  let response: Response;
  try {
    response = await fetch(pathOf('actReceipt', { params: { id } }), { credentials: 'same-origin', signal });
    if (response.ok) return await response.text();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Unanswered('actReceipt: no answer', { cause });
  }
  if (response.status === 404) return undefined;
  throw new Unanswered(`actReceipt: answered with ${response.status}`);
}

async function readTrust(signal: AbortSignal) {
  const [accord, rekeys] = await Promise.all([call('accord', {}, { signal }), readRekeys(signal)]);
  return trustOf({ accordId: accord.id, document: accord.document, rekeys }, webSuite);
}

type LogView = Answer<'logs'>['items'][number];

/** Of each note, why it does not stand; undefined where it does. */
export async function checkHeads(
  logs: readonly LogView[],
  signal: AbortSignal,
): Promise<Map<string, string | undefined>> {
  const trust = await readTrust(signal);
  const found = new Map<string, string | undefined>();
  for (const { party, head, holders } of logs) {
    if (head !== undefined) found.set(head.note, await checkHead(head.note, { party }, trust, webSuite));
    for (const { party: holder, note } of holders)
      found.set(note, await checkHead(note, { party, holder }, trust, webSuite));
  }
  return found;
}

export type Alarm = Answer<'health'>['alarms'][number];

export async function checkAlarms(alarms: readonly Alarm[], signal: AbortSignal) {
  const trust = await readTrust(signal);
  return Promise.all(alarms.map((alarm) => checkAlarm(alarm, trust, webSuite)));
}
