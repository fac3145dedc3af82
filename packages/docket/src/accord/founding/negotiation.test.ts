import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import { encodeCanonical, parseCanonical, type Json, type JsonObject } from '@parley/record/json';
import { parseAccord } from '@parley/record/accord';
import { encodeEnvelope, isComplete, openEnvelope, signRound, type Round } from '#accord/founding/envelope';
import { counter, draft, sign, take, type Kept } from '#accord/founding/negotiation';
import { plain } from '#accord/founding/text';
import { changesBetween } from '#accord/founding/changes';
import { accordDraft, draw, founder, handOf, template, withTerms, type Founder } from '#accord/testing/founders';

let us: Founder;
let cn: Founder;

before(async () => {
  us = await founder('us', 10);
  cn = await founder('cn', 40);
});

const NOW = 1_800_000_000;

function of<Value extends object>(
  result: ({ ok: true } & Value) | { ok: false; refusal: { code: string; detail: string } },
) {
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

function refused(result: { ok: boolean; refusal?: { code: string } }, code: string) {
  assert.equal(result.ok, false);
  assert.equal((result as { refusal: { code: string } }).refusal.code, code);
}

const begun = async (accord: JsonObject = accordDraft) => of(await draft(us.own, accord, template, handOf(us))).kept;
const envelopeOf = (kept: Kept) => encodeEnvelope(kept.negotiation);
const taken = async (kept: Kept | undefined, who: Founder, envelope: string, replace = false) =>
  of(await take(kept, who.own, envelope, { replace }));
const countered = async (kept: Kept, who: Founder, accord?: JsonObject) =>
  of(await counter(kept, who.own, accord, handOf(who))).kept;
const signedBy = async (kept: Kept, who: Founder) => of(await sign(kept, who.own.party.id, who.root, NOW, draw)).kept;

/** us drafted, cn took its seat and changed nothing: both stand at the same text. */
async function seated(): Promise<{ ours: Kept; theirs: Kept }> {
  const first = await begun();
  const theirs = await countered((await taken(undefined, cn, envelopeOf(first))).kept, cn);
  return { ours: (await taken(first, us, envelopeOf(theirs))).kept, theirs };
}

test('given a draft, a seat taken and two signatures, both have one accord, which parses', async () => {
  const { ours, theirs } = await seated();
  const signed = await signedBy(ours, us);
  const at = await taken(theirs, cn, envelopeOf(signed));
  assert.equal(at.news, 'signed');
  const both = await signedBy(at.kept, cn);
  assert.ok(isComplete(both.negotiation));
  const end = await taken(signed, us, envelopeOf(both));
  assert.ok(isComplete(end.kept.negotiation));
  assert.equal(end.kept.negotiation.accordId, both.negotiation.accordId);
  const parsed = parseAccord(both.negotiation.document);
  assert.ok(parsed.ok && parsed.accordId === both.negotiation.accordId);
});

test('an envelope holds no text of its own: what it says is what its rounds change', async () => {
  const { theirs } = await seated();
  const changed = await countered(theirs, cn, {
    ...(plain(theirs.negotiation.text)['accord'] as JsonObject),
    quorum: 0,
  });
  assert.deepEqual(changed.negotiation.rounds.at(-1)!.changes, []);
  const longer = await countered(theirs, cn, withTerms({ serviceDays: 9 }));
  assert.deepEqual(longer.negotiation.rounds.at(-1)!.changes, [
    { at: ['accord', 'terms', 'serviceDays'], from: 5, to: 9 },
  ]);
});

test('what is too large, garbled, not canonical or of another form is refused as such', async () => {
  const kept = await begun();
  const text = envelopeOf(kept);
  refused(await take(undefined, cn.own, `"${'a'.repeat(1_100_000)}"`), 'founding.too_large');
  refused(await take(undefined, cn.own, text.slice(0, -9)), 'founding.malformed');
  refused(await take(undefined, cn.own, text.replace(':', ': ')), 'founding.not_canonical');
  refused(await take(undefined, cn.own, '{"v":"parley/founding/2"}'), 'founding.schema');
  refused(await take(undefined, cn.own, '[]'), 'founding.schema');
  refused(await take(undefined, cn.own, text.replace('"hue":10', '"hue":400')), 'founding.text');
  refused(await take(undefined, cn.own, text.replace('"hue":10', '"hue":11')), 'founding.signature');
});

test('an envelope cut or flipped anywhere is a refusal, never a fault', async () => {
  const { theirs } = await seated();
  const text = envelopeOf(theirs);
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('', '0', '"', '}', 'é', '\\'), async (at, put) => {
      const altered = text.slice(0, at) + put + text.slice(at + 1);
      const result = await take(undefined, us.own, altered);
      if (altered !== text) assert.equal(result.ok, false, `${at} ${put}`);
    }),
    { numRuns: 60 },
  );
});

async function forged(kept: Kept, by: Founder, change: (text: JsonObject) => JsonObject, signer = by): Promise<string> {
  const before = plain(kept.negotiation.text);
  const after = change(structuredClone(before));
  const { rounds } = kept.negotiation;
  const said = { by: by.own.party.id, at: NOW, changes: changesBetween(before, after) };
  return encodeEnvelope({ rounds: [...rounds, await signRound(rounds, said, signer.http.sign)], signed: {} });
}

test('a counterpart that swaps its key between rounds is refused', async () => {
  const { ours, theirs } = await seated();
  const other = await founder('cn', 90);
  const swapped = await forged(theirs, cn, (text) => {
    const accord = text['accord'] as { parties: JsonObject[] };
    accord.parties[1] = { ...accord.parties[1]!, keys: other.own.party.keys };
    return text;
  });
  refused(await take(ours, us.own, swapped), 'founding.key_changed');
  // It may also begin again, as somebody else of the same name.
  const again = await countered((await taken(undefined, other, envelopeOf(await begun()))).kept, other);
  refused(await take(ours, us.own, envelopeOf(again)), 'founding.key_changed');
  refused(await take(ours, us.own, envelopeOf(again), { replace: true }), 'founding.key_changed');
});

test('our own keys altered, or our name taken, is refused', async () => {
  const { ours, theirs } = await seated();
  const stranger = await founder('us', 90);
  const altered = await forged(theirs, cn, (text) => {
    const accord = text['accord'] as { parties: JsonObject[] };
    accord.parties[0] = { ...accord.parties[0]!, keys: stranger.own.party.keys };
    return text;
  });
  refused(await take(ours, us.own, altered), 'founding.others_entry');
  const named = of(await draft(stranger.own, accordDraft, template, handOf(stranger))).kept;
  refused(await take(undefined, us.own, envelopeOf(named)), 'founding.own_altered');
});

test('a counterpart may not say anew what we said of ourselves', async () => {
  const { ours, theirs } = await seated();
  const moved = await forged(theirs, cn, (text) => {
    (text['accord'] as { parties: JsonObject[] }).parties[0]!['addresses'] = ['https://elsewhere.example'];
    return text;
  });
  refused(await take(ours, us.own, moved), 'founding.others_entry');
});

test('a round that changes what it does not say, or says what it does not change, is refused', async () => {
  const { ours, theirs } = await seated();
  const { rounds } = theirs.negotiation;
  const say = async (changes: Round['changes']) =>
    encodeEnvelope({
      rounds: [...rounds, await signRound(rounds, { by: 'cn', at: NOW, changes }, cn.http.sign)],
      signed: {},
    });
  const at = ['accord', 'terms', 'serviceDays'];
  assert.ok((await take(ours, us.own, await say([{ at, from: 5, to: 60 }]))).ok);
  refused(await take(ours, us.own, await say([{ at, from: 59, to: 60 }])), 'founding.untrue');
  refused(
    await take(
      ours,
      us.own,
      await say([
        { at, from: 5, to: 60 },
        { at, from: 60, to: 5 },
      ]),
    ),
    'founding.untrue',
  );
  refused(await take(ours, us.own, await say([{ at, from: 5, to: 5 }])), 'founding.untrue');
  refused(await take(ours, us.own, await say([{ at: ['__proto__', 'x'], to: 1 }])), 'founding.untrue');
  // An earlier round written anew under a later one that claims nothing.
  const [first, ...later] = rounds;
  const rewritten = {
    ...first!,
    changes: JSON.parse(
      JSON.stringify(first!.changes).replace('"serviceDays":5', '"serviceDays":60'),
    ) as Round['changes'],
  };
  refused(
    await take(ours, us.own, encodeEnvelope({ rounds: [rewritten, ...later], signed: {} })),
    'founding.signature',
  );
});

test('an older round is refused, and changes nothing', async () => {
  const { ours, theirs } = await seated();
  const later = await countered(theirs, cn, withTerms({ serviceDays: 9 }));
  const at = (await taken(ours, us, envelopeOf(later))).kept;
  refused(await take(at, us.own, envelopeOf(theirs)), 'founding.older');
  refused(await take(at, us.own, envelopeOf(await begun())), 'founding.older');
});

test('two proposals at once are refused by both, until one lets the other’s stand', async () => {
  const { ours, theirs } = await seated();
  const mine = await countered(ours, us, withTerms({ serviceDays: 7 }));
  const other = await countered(theirs, cn, withTerms({ serviceDays: 9 }));
  refused(await take(mine, us.own, envelopeOf(other)), 'founding.crossed');
  refused(await take(other, cn.own, envelopeOf(mine)), 'founding.crossed');
  const gave = await taken(mine, us, envelopeOf(other), true);
  assert.equal(gave.news, 'replaced');
  assert.equal(gave.kept.negotiation.accordId, other.negotiation.accordId);
});

test('a party does not go behind what it has signed', async () => {
  const { ours, theirs } = await seated();
  const mine = await signedBy(await countered(ours, us, withTerms({ serviceDays: 7 })), us);
  const other = await countered(theirs, cn, withTerms({ serviceDays: 9 }));
  refused(await take(mine, us.own, envelopeOf(other), { replace: true }), 'founding.signed');
  refused(await counter(mine, us.own, accordDraft, handOf(us)), 'founding.signed');
});

test('a proposal that crosses a signature stands, and the signature falls away', async () => {
  const { ours, theirs } = await seated();
  const signed = await signedBy(ours, us);
  const later = await countered(theirs, cn, withTerms({ serviceDays: 9 }));
  refused(await take(later, cn.own, envelopeOf(signed)), 'founding.older');
  const at = await taken(signed, us, envelopeOf(later));
  assert.equal(at.unsigned, true);
  assert.deepEqual(at.kept.negotiation.signed, {});
});

test('a wrong party: a third one, one between others, one who replaces our counterpart', async () => {
  const { ours, theirs } = await seated();
  const jp = await founder('jp', 70);
  refused(await take(undefined, jp.own, envelopeOf(theirs)), 'founding.wrong_party');
  refused(await counter(theirs, jp.own, undefined, handOf(jp)), 'founding.full');
  const third = await countered((await taken(undefined, jp, envelopeOf(await begun()))).kept, jp);
  refused(await take(ours, us.own, envelopeOf(third)), 'founding.wrong_party');
  const byOther = await forged(theirs, cn, (text) => text, us);
  refused(await take(ours, us.own, byOther), 'founding.signature');
});

test('signatures over another text, by another key, or in the name of somebody else are refused', async () => {
  const { ours, theirs } = await seated();
  const signed = await signedBy(ours, us);
  const later = await countered(theirs, cn, withTerms({ serviceDays: 9 }));
  const acts = signed.negotiation.signed['us']!;
  const { rounds } = later.negotiation;
  refused(await take(ours, us.own, encodeEnvelope({ rounds, signed: { us: acts } })), 'founding.acts');
  refused(
    await take(theirs, cn.own, encodeEnvelope({ rounds: ours.negotiation.rounds, signed: { cn: acts } })),
    'founding.acts',
  );
  refused(
    await take(theirs, cn.own, encodeEnvelope({ rounds: ours.negotiation.rounds, signed: { us: [acts[0]!] } })),
    'founding.acts',
  );
  refused(
    await take(
      theirs,
      cn.own,
      encodeEnvelope({ rounds: ours.negotiation.rounds, signed: { us: [acts[1]!, acts[0]!] } }),
    ),
    'founding.acts',
  );
  refused(await sign(ours, 'us', cn.root, NOW, draw), 'founding.root');
  refused(await sign(await begun(), 'us', us.root, NOW, draw), 'founding.alone');
});

test('terms that are none are refused before anybody signs them', async () => {
  refused(await draft(us.own, withTerms({ serviceDays: -1 }), template, handOf(us)), 'founding.text');
  refused(await draft(us.own, withTerms({ serviceDays: 1.5 }), template, handOf(us)), 'founding.text');
  refused(await draft(us.own, withTerms({ serviceDays: '\ud800' }), template, handOf(us)), 'founding.text');
  refused(await draft(us.own, { ...accordDraft, offices: { head: {} } }, template, handOf(us)), 'founding.text');
});

test('an envelope that was taken in says the same again', async () => {
  const { theirs } = await seated();
  const text = envelopeOf(theirs);
  const opened = of(await openEnvelope(`${text}\n`));
  assert.equal(encodeEnvelope(opened.negotiation), text);
  assert.ok(parseCanonical(text).ok && encodeCanonical(JSON.parse(text) as Json) === text);
});

// ── whatever the two do, and whatever mail does to what they send ──

/** What both do at about the same time: each perhaps proposes, perhaps signs, and perhaps takes in what the other sent now or long ago. */
type Turn = Record<
  'us' | 'cn',
  { counters: boolean; signs: boolean; takes: 'newest' | 'any' | 'none'; which: number; replace: boolean }
>;

const often = fc.integer({ min: 0, max: 9 }).map((one) => one < 7);
const doings = fc.record({
  counters: often,
  signs: often,
  takes: fc.constantFrom('newest' as const, 'newest' as const, 'newest' as const, 'any' as const, 'none' as const),
  which: fc.nat(20),
  replace: often,
});
const turn: fc.Arbitrary<Turn> = fc.record({ us: doings, cn: doings });

test('for any sequence of rounds, lost, late, repeated and crossing, both end with the same text or with none', async () => {
  let ends = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 5 }), async (turns) => {
      const founders = { us, cn };
      const other = { us: 'cn', cn: 'us' } as const;
      const { ours, theirs } = await seated();
      const at = { us: ours, cn: theirs };
      const sent = { us: [envelopeOf(ours)], cn: [envelopeOf(theirs)] };
      let days = 10;
      for (const doing of turns) {
        for (const id of ['us', 'cn'] as const) {
          const { counters, signs } = doing[id];
          if (counters) {
            const said = await counter(
              at[id],
              founders[id].own,
              withTerms({ serviceDays: days++ }),
              handOf(founders[id]),
            );
            if (said.ok) at[id] = said.kept;
            sent[id].push(envelopeOf(at[id]));
          }
          if (signs) at[id] = await signedBy(at[id], founders[id]);
          sent[id].push(envelopeOf(at[id]));
        }
        for (const id of ['us', 'cn'] as const) {
          const { takes, which, replace } = doing[id];
          const mail = sent[other[id]];
          if (takes === 'none') continue;
          const envelope = takes === 'newest' ? mail.at(-1)! : mail[which % mail.length]!;
          const got = await take(at[id], founders[id].own, envelope, { replace });
          if (got.ok) at[id] = got.kept;
        }
      }
      const ended = (id: 'us' | 'cn') => (isComplete(at[id].negotiation) ? at[id].negotiation.accordId : undefined);
      const [a, b] = [ended('us'), ended('cn')];
      if (a !== undefined && b !== undefined) assert.equal(a, b);
      // Whoever is at the end brings the other there by sending what it has once more.
      for (const id of ['us', 'cn'] as const) {
        const accord = id === 'us' ? a : b;
        if (accord === undefined) continue;
        ends++;
        const end = of(await take(at[other[id]], founders[other[id]].own, envelopeOf(at[id])));
        assert.ok(isComplete(end.kept.negotiation) && end.kept.negotiation.accordId === accord);
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(ends > 0, 'some of them end with an accord');
});
