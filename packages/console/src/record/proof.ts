// The proof of an act, checked step by step by `record` itself: nothing that a node claims is believed. All trust comes from the accord, whose hash is
// its id: it names the root key of each party, and the keys of its log and of its holder; whatever else is used follows from these by signatures
// that are checked here. What it does not show is what only the rules say: whether an officer was still in office, and what the act brought about.

import { openAct, parseAct, type Act } from '@parley/record/act';
import { parseAccord, type Accord } from '@parley/record/accord';
import { parseBase64url, encodeBase64 } from '@parley/record/base64';
import { openCheckpointNote, parseCheckpoint } from '@parley/record/checkpoint';
import { openCosignatures } from '@parley/record/cosignature';
import { encodeCanonical, type Json } from '@parley/record/json';
import { holderVkeys, logVkeys, originOf, thumbprint } from '@parley/record/key';
import { lineOf, parseNote, type Note } from '@parley/record/note';
import { openProof, parseProof } from '@parley/record/proof';
import type { Suite } from '@parley/record/suite';
import { encodeVkey, type Vkey } from '@parley/record/vkey';
import { checkWords, parseDisclosure } from '@parley/record/words';
import { foundingKeys, generationAt, openRekeys, type PartyKeys, type Rekey } from '@parley/docket/party/rotation';

/** In the order in which they are taken; each stands on those before it. */
export const STEPS = ['accord', 'entry', 'key', 'signature', 'words', 'log', 'inclusion', 'holder'] as const;
export type StepName = (typeof STEPS)[number];

/** `open`: a step that it stands on failed. `absent`: there is nothing yet to check. */
export type Step = { name: StepName; state: 'holds' | 'fails' | 'open' | 'absent'; why?: string };

/** How a key came to speak: `act` appointed it, and was signed by the next; the last is the party's root key. */
export type Link = { kid: string; office?: string; act?: string };

export type Proof = {
  steps: Step[];
  accordId: string | undefined;
  /** By signature, from the signer to the root key. */
  chains: Link[][];
  words: { held: number; missing: number } | undefined;
  /** What the receipt's checkpoint says, and the verifier keys by which it was opened. */
  head: { origin: string; size: number; index: number; root: string; keys: string[] } | undefined;
  holder: { party: string; at: number; keys: string[] } | undefined;
};

/** What was served: all of it may be wrong. `appointments`: the entries that are said to appoint a kid. */
export type Served = {
  id: string;
  party: string;
  accordId: string;
  document: unknown;
  entry: Uint8Array;
  words: readonly string[];
  rekeys: ReadonlyMap<string, readonly Rekey[]>;
  appointments: ReadonlyMap<string, Uint8Array>;
  receipt: string | undefined;
};

type Trust = { accord: Accord; accordId: string; keysOf: ReadonlyMap<string, PartyKeys> };

/** An officer appoints an officer, who appoints an officer: no house is that deep. */
const CHAIN_MAX = 32;

class Failed extends Error {}

/** The keys of all parties, from the accord and from what replaced them. Throws Failed: the document is not the accord of that id. */
export async function trustOf(served: Pick<Served, 'accordId' | 'document' | 'rekeys'>, suite: Suite): Promise<Trust> {
  const parsed = parseAccord(encodeCanonical(served.document as Json));
  if (!parsed.ok) throw new Failed(parsed.refusal.detail);
  const { accord, accordId } = parsed;
  if (accordId !== served.accordId) throw new Failed(`the text has the hash ${accordId}, expected ${served.accordId}`);
  const keysOf = new Map<string, PartyKeys>();
  for (const { id } of accord.parties) {
    const opened = await openRekeys(foundingKeys(accord, id), served.rekeys.get(id) ?? [], suite);
    keysOf.set(id, opened.keys);
  }
  return { accord, accordId, keysOf };
}

/** Takes every step as far as what it stands on holds. */
export async function checkProof(served: Served, suite: Suite): Promise<Proof> {
  const steps: Step[] = [];
  const proof: Proof = {
    steps,
    accordId: undefined,
    chains: [],
    words: undefined,
    head: undefined,
    holder: undefined,
  };
  const take = async <Given>(name: StepName, stands: boolean, check: () => Given | Promise<Given>) => {
    if (!stands) {
      steps.push({ name, state: 'open' });
      return undefined;
    }
    try {
      const given = await check();
      steps.push({ name, state: 'holds' });
      return given;
    } catch (fault) {
      if (!(fault instanceof Failed)) throw fault;
      steps.push({ name, state: 'fails', why: fault.message });
      return undefined;
    }
  };

  const trust = await take('accord', true, () => trustOf(served, suite));
  proof.accordId = trust?.accordId;
  const act = await take('entry', trust !== undefined, () => entryOf(served, trust!));
  const keys = await take('key', act !== undefined, async () => {
    const found = new Map<string, Uint8Array>();
    for (const { kid } of act!.signatures) {
      const { key, chain } = await keyOf(kid, served, trust!, suite, 0);
      found.set(kid, key);
      proof.chains.push(chain);
    }
    return found;
  });
  await take('signature', keys !== undefined, async () => ok(await openAct(act!, keys!, suite)));
  await take('words', act !== undefined, () => {
    const disclosures = served.words.map((text) => ok(parseDisclosure(text)).disclosure);
    const { missing } = ok(checkWords(act!.payload, disclosures));
    proof.words = { held: disclosures.length, missing: missing.length };
  });

  const { receipt } = served;
  if (receipt === undefined) {
    for (const name of ['log', 'inclusion', 'holder'] as const) steps.push({ name, state: 'absent' });
    return proof;
  }
  const origin = trust && originOf(trust.accord, trust.accordId, served.party);
  const head = await take('log', trust !== undefined, async () => {
    const { proof: parsed } = ok(parseProof(receipt));
    const { note } = ok(parseNote(parsed.note));
    const { checkpoint } = ok(parseCheckpoint(note.text));
    const vkeys = logVkeys(origin!, generationAt(trust!.keysOf.get(served.party)!.log, checkpoint.size).keys);
    const opened = ok(await openCheckpointNote(note, vkeys, suite)).checkpoint;
    proof.head = {
      origin: opened.origin,
      size: opened.size,
      index: parsed.index,
      root: encodeBase64(opened.root),
      keys: vkeys.map(encodeVkey),
    };
    return { note, vkeys };
  });
  await take('inclusion', act !== undefined && head !== undefined, async () =>
    ok(await openProof(receipt, served.entry, head!.vkeys, suite)),
  );
  await take('holder', head !== undefined, async () => {
    proof.holder = await holderOf(head!.note, served.party, trust!, suite);
  });
  return proof;
}

function entryOf({ id, entry, party }: Served, { accord, accordId }: Trust): Act {
  const { act } = ok(parseAct(entry));
  if (act.id !== id) throw new Failed(`the entry has the hash ${act.id}, expected ${id}`);
  const origin = originOf(accord, accordId, party);
  if (act.payload.accord !== accordId || act.payload.log !== origin)
    throw new Failed(`the entry is for ${act.payload.log} under ${act.payload.accord}, expected ${origin}`);
  return act;
}

/** The public key of a kid, by the acts that put it in office, back to a root key of the party. */
async function keyOf(
  kid: string,
  served: Pick<Served, 'party' | 'appointments'>,
  trust: Trust,
  suite: Suite,
  depth: number,
): Promise<{ key: Uint8Array; chain: Link[] }> {
  for (const { keys: root } of trust.keysOf.get(served.party)!.root) {
    const key = parseBase64url(root)!;
    if (thumbprint(key) === kid) return { key, chain: [{ kid }] };
  }
  const entry = served.appointments.get(kid);
  if (entry === undefined || depth > CHAIN_MAX)
    throw new Failed(`no act was served that puts the key ${kid} in office`);
  const { act } = ok(parseAct(entry));
  const { type, body, log, accord } = act.payload;
  const key = typeof body['key'] === 'string' ? parseBase64url(body['key']) : undefined;
  const fits =
    type === 'officer.appoint' &&
    accord === trust.accordId &&
    log === originOf(trust.accord, trust.accordId, served.party) &&
    key?.length === 32 &&
    thumbprint(key) === kid;
  if (!fits) throw new Failed(`act ${act.id} does not put the key ${kid} in office`);
  const signers = new Map<string, Uint8Array>();
  let above: Link[] = [];
  for (const signature of act.signatures) {
    const signer = await keyOf(signature.kid, served, trust, suite, depth + 1);
    signers.set(signature.kid, signer.key);
    if (above.length === 0) above = signer.chain;
  }
  ok(await openAct(act, signers, suite));
  const { office } = body;
  return { key, chain: [{ kid, ...(typeof office === 'string' && { office }), act: act.id }, ...above] };
}

/** Who cosigned: any other party, by any one generation of its holder's keys. */
async function holderOf(note: Note, party: string, trust: Trust, suite: Suite): Promise<NonNullable<Proof['holder']>> {
  let why = 'no other party of the accord has cosigned it';
  for (const { id } of trust.accord.parties) {
    if (id === party) continue;
    for (const { keys } of trust.keysOf.get(id)!.holder.toReversed()) {
      const vkeys: readonly Vkey[] = holderVkeys(originOf(trust.accord, trust.accordId, id), keys);
      if (!vkeys.some((vkey) => lineOf(note, vkey) !== undefined)) continue;
      const cosigned = await openCosignatures(note, vkeys, suite);
      if (cosigned.ok) return { party: id, at: cosigned.time, keys: vkeys.map(encodeVkey) };
      why = cosigned.refusal.detail;
    }
  }
  throw new Failed(why);
}

/** What was taken; its refusal ends the step. */
function ok<Value extends object>(result: ({ ok: true } & Value) | { ok: false; refusal: { detail: string } }): Value {
  if (!result.ok) throw new Failed(result.refusal.detail);
  return result;
}

/** Whether a checkpoint stands: signed by its log, and by a holder if one is named. Gives why not. */
export async function checkHead(
  noteText: string,
  { party, holder }: { party: string; holder?: string },
  trust: Trust,
  suite: Suite,
): Promise<string | undefined> {
  try {
    const { note } = ok(parseNote(noteText));
    const { checkpoint } = ok(parseCheckpoint(note.text));
    const origin = originOf(trust.accord, trust.accordId, party);
    const vkeys = logVkeys(origin, generationAt(trust.keysOf.get(party)!.log, checkpoint.size).keys);
    ok(await openCheckpointNote(note, vkeys, suite));
    if (holder !== undefined) {
      const { party: by } = await holderOf(note, party, trust, suite);
      if (by !== holder) throw new Failed(`it is cosigned by ${by}, expected ${holder}`);
    }
    return undefined;
  } catch (fault) {
    if (!(fault instanceof Failed)) throw fault;
    return fault.message;
  }
}

/** Whether a contradiction is one, and whom it convicts; gives why not. */
export async function checkAlarm(
  alarm: { kind: string; object: string; log: string },
  trust: Trust,
  suite: Suite,
): Promise<{ convicts: string } | { why: string }> {
  const { openEvidence } = await import('@parley/record/evidence');
  let why = 'no key of the accord has signed both';
  for (const { id } of trust.accord.parties) {
    const origin = originOf(trust.accord, trust.accordId, id);
    const { log, holder } = trust.keysOf.get(id)!;
    const candidates =
      alarm.kind === 'going-back'
        ? holder.map(({ keys }) => holderVkeys(origin, keys))
        : origin === alarm.log
          ? log.map(({ keys }) => logVkeys(origin, keys))
          : [];
    for (const vkeys of candidates) {
      const opened = await openEvidence(alarm.object, vkeys, suite);
      if (opened.ok) return { convicts: id };
      why = opened.refusal.detail;
    }
  }
  return { why };
}
