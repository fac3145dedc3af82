// Makes vectors/founding/*.json: one founding from the first draft to the second signature, and envelopes that are refused, each with its code. Every key
// follows from a number and every salt is counted, so a second run writes the same files. Run it after a deliberate change of the format:
// `node vectors/make-founding.ts`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCanonical, type Json, type JsonObject } from '@parley/record/json';
import type { Result } from '@parley/record/refusal';
import { changesBetween } from '../packages/docket/src/accord/founding/changes.ts';
import {
  encodeEnvelope,
  ENVELOPE_BYTES_MAX,
  signRound,
  type FoundingCode,
  type Round,
} from '../packages/docket/src/accord/founding/envelope.ts';
import { counter, draft, sign, take, type Kept } from '../packages/docket/src/accord/founding/negotiation.ts';
import { plain } from '../packages/docket/src/accord/founding/text.ts';
import { accordDraft, founder, handOf, template, withTerms } from '../packages/docket/src/accord/testing/founders.ts';

export type FoundingVectors = {
  'founding.json': { what: string; envelope: string; accordId: string; signed: string[] }[];
  'refused.json': { what: string; envelope: string; code: FoundingCode }[];
};

const NOW = 1_800_000_000;

export async function makeFoundingVectors(): Promise<FoundingVectors> {
  const [us, cn] = [await founder('us', 10), await founder('cn', 40)];
  let drawn = 0;
  const draw = (bytes: number) => new Uint8Array(bytes).fill(++drawn);
  const given = (kept: Kept) => encodeEnvelope(kept.negotiation);
  const took = async (kept: Kept, who: typeof us, envelope: string) => (await good(take(kept, who.own, envelope))).kept;

  const drafted = (await good(draft(us.own, accordDraft, template, handOf(us), 'A first draft.'))).kept;
  const arrived = (await good(take(undefined, cn.own, given(drafted)))).kept;
  const seated = (await good(counter(arrived, cn.own, undefined, handOf(cn, NOW + 60)))).kept;
  const changed = (await good(counter(seated, cn.own, withTerms({ serviceDays: 9 }), handOf(cn, NOW + 120)))).kept;
  const ours = await took(drafted, us, given(changed));
  const signed = (await good(sign(ours, 'us', us.root, NOW + 180, draw))).kept;
  const theirs = await took(changed, cn, given(signed));
  const complete = (await good(sign(theirs, 'cn', cn.root, NOW + 240, draw))).kept;

  const stage = (what: string, kept: Kept) => ({
    what,
    envelope: given(kept),
    accordId: kept.negotiation.accordId,
    signed: Object.keys(kept.negotiation.signed).toSorted(),
  });
  const { rounds } = changed.negotiation;
  const acts = signed.negotiation.signed['us']!;
  const text = given(changed);
  const round = async (by: typeof us, change: (text: JsonObject) => JsonObject, signer = by): Promise<string> => {
    const before = plain(changed.negotiation.text);
    const changes = changesBetween(before, change(structuredClone(before)));
    const next = await signRound(rounds, { by: by.own.party.id, at: NOW, changes }, signer.http.sign);
    return encodeEnvelope({ rounds: [...rounds, next], signed: {} });
  };
  const says = async (changes: Round['changes']): Promise<string> =>
    encodeEnvelope({
      rounds: [...rounds, await signRound(rounds, { by: 'cn', at: NOW, changes }, cn.http.sign)],
      signed: {},
    });
  const member = (name: string, value: Json) => (whole: JsonObject) => ({ ...whole, [name]: value });
  const partyMember = (seat: number, name: string, value: Json) => (whole: JsonObject) => {
    (whole['accord'] as { parties: JsonObject[] }).parties[seat]![name] = value;
    return whole;
  };
  const days = ['accord', 'terms', 'serviceDays'];
  const other = await founder('cn', 90);
  const third = await founder('jp', 70);
  const refused: FoundingVectors['refused.json'] = [];
  const no = (code: FoundingCode, what: string, envelope: string) => refused.push({ what, envelope, code });

  no('founding.malformed', 'ends in the middle', text.slice(0, -9));
  no('founding.not_canonical', 'a space that canonical JSON has not', text.replace(':', ': '));
  no('founding.not_canonical', 'a second line end', `${text}\n\n`);
  no('founding.schema', 'another version', encodeCanonical({ v: 'parley/founding/2', rounds: [], signed: {} }));
  no('founding.schema', 'no round', encodeCanonical({ v: 'parley/founding/1', rounds: [], signed: {} }));
  no(
    'founding.schema',
    'a member that is none',
    encodeCanonical({ ...(JSON.parse(text) as JsonObject), comment: 'none' }),
  );
  no('founding.chain', 'a round is left out', encodeEnvelope({ rounds: [rounds[0]!, rounds[2]!], signed: {} }));
  no(
    'founding.chain',
    'the first round is said twice',
    encodeEnvelope({ rounds: [rounds[0]!, ...rounds], signed: {} }),
  );
  no('founding.untrue', 'changes what it does not find', await says([{ at: days, from: 60, to: 61 }]));
  no(
    'founding.untrue',
    'changes there and back',
    await says([
      { at: days, from: 9, to: 60 },
      { at: days, from: 60, to: 9 },
    ]),
  );
  no('founding.untrue', 'a change that changes nothing', await says([{ at: days, from: 9, to: 9 }]));
  no('founding.untrue', 'a member of the prototype', await says([{ at: ['__proto__', 'x'], to: 1 }]));
  no('founding.text', 'a term out of bounds', await says([{ at: days, from: 9, to: -1 }]));
  no(
    'founding.text',
    'a registrar of nobody',
    await round(cn, member('registrars', { ...changed.negotiation.text.registrars, jp: third.own.registrar })),
  );
  no('founding.key_changed', 'its own keys anew', await round(cn, partyMember(1, 'keys', other.own.party.keys)));
  no(
    'founding.others_entry',
    'the keys of the other anew',
    await round(cn, partyMember(0, 'keys', other.own.party.keys)),
  );
  no(
    'founding.others_entry',
    'the addresses of the other anew',
    await round(cn, partyMember(0, 'addresses', ['https://elsewhere.example'])),
  );
  no(
    'founding.template_changed',
    'another template',
    await round(cn, member('template', { ...template, name: 'another' })),
  );
  no('founding.signature', 'signed by the other', await round(cn, (whole) => whole, us));
  no('founding.signature', 'an earlier round altered', text.replace('A first draft.', 'A final draft.'));
  no('founding.acts', 'one act alone', encodeEnvelope({ rounds, signed: { us: [acts[0]!] } }));
  no('founding.acts', 'the two exchanged', encodeEnvelope({ rounds, signed: { us: [acts[1]!, acts[0]!] } }));
  no('founding.acts', 'the acts of the other', encodeEnvelope({ rounds, signed: { cn: acts } }));
  no('founding.acts', 'of a text before', encodeEnvelope({ rounds: rounds.slice(0, 2), signed: { us: acts } }));
  no('founding.acts', 'before both are in it', encodeEnvelope({ rounds: rounds.slice(0, 1), signed: { us: acts } }));
  no(
    'founding.acts',
    'without a word of the appointment',
    encodeEnvelope({ rounds, signed: { us: [acts[0]!, { ...acts[1]!, words: acts[1]!.words.slice(1) }] } }),
  );

  return {
    'founding.json': [
      stage('drafted by us', drafted),
      stage('cn puts itself in', seated),
      stage('cn changes a term', changed),
      stage('signed by us', signed),
      stage('signed by both: this is the accord', complete),
    ],
    'refused.json': refused,
  };
}

/** The one that is refused for its size says nothing, at length: a reader makes it. */
export function tooLarge(): string {
  return `"${'a'.repeat(ENVELOPE_BYTES_MAX)}"`;
}

async function good<Value extends object>(said: Promise<Result<Value, FoundingCode>>): Promise<Value> {
  const result = await said;
  if (!result.ok) throw new Error(result.refusal.detail);
  return result;
}

if (import.meta.main) {
  for (const [name, value] of Object.entries(await makeFoundingVectors())) {
    writeFileSync(join(import.meta.dirname, 'founding', name), `${JSON.stringify(value, null, 2)}\n`);
  }
}
