import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Payload, VerifiedAct } from '@parley/record/act';
import type { Json, JsonObject } from '@parley/record/json';
import fc from 'fast-check';
import { z } from 'zod';
import { subjectAt } from '#asof';
import { digestOfDocket, foldDocket } from '#docket';
import { actTypes } from '#kinds';
import { receiptsOf } from '#receipts';
import { runs } from '#testing/runs';
import { kidOfName, settledWorld, START } from '#testing/world';

type Schema = { [member: string]: unknown };

/** A value that a schema allows; what it cannot say (a refinement) may still be wrong, and then the act is disregarded. */
function valueOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<Json> {
  const alternatives = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map((one) => valueOf(one, ids)));
  if ('const' in schema) return fc.constant(schema['const'] as Json);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as Json[]));
  switch (schema['type']) {
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const min = schema['minimum'] as number;
      const max = schema['maximum'] as number;
      const near = [START - 86_400, START, START + 86_400, 6, 7].filter((value) => value >= min && value <= max);
      return fc.oneof(
        fc.constantFrom(min, max, ...near),
        fc.integer({ min, max }),
        fc.integer({ min, max: Math.min(max, min + 3) }),
      );
    }
    case 'string': {
      const text = fc.stringMatching(new RegExp(schema['pattern'] as string));
      return /\{43\}/.test(schema['pattern'] as string) ? fc.oneof(fc.constantFrom(...ids), text) : text;
    }
    case 'array':
      return fc.array(valueOf(schema['items'] as Schema, ids), {
        minLength: (schema['minItems'] as number) ?? 0,
        maxLength: 4,
      });
    default: {
      const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
      const members = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valueOf(one, ids)]));
      const requiredKeys = (schema['required'] ?? []) as string[];
      return fc.record(members, { requiredKeys }) as fc.Arbitrary<JsonObject>;
    }
  }
}

const TYPES = [...actTypes.keys()].filter((type) => type !== 'accord.amend');

test('any act that opens is folded, whatever it says and wherever it stands', async () => {
  const settled = await settledWorld({ witnesses: ['w.example'] });
  const kids = await Promise.all(
    ['liaison', 'head', 'chancery', 'root', 'nobody'].map((name) => kidOfName(`us/${name}`)),
  );
  const theirs = await Promise.all(
    ['liaison', 'head', 'chancery', 'root', 'nobody'].map((name) => kidOfName(`cn/${name}`)),
  );
  const idOf = (at: number) => `${String(at).padStart(3, '0')}${'x'.repeat(39)}A`;
  const ids = [...Array.from({ length: 14 }, (_, at) => idOf(at)), kids[0]!, kids[1]!];
  const bodies = new Map(
    TYPES.map((type) => [type, valueOf(z.toJSONSchema(actTypes.get(type)!.body, { reused: 'inline' }) as Schema, ids)]),
  );
  const act = fc.constantFrom(...TYPES).chain((type) =>
    fc.record({
      type: fc.constant(type),
      body: bodies.get(type)! as fc.Arbitrary<JsonObject>,
      party: fc.constantFrom('us', 'cn'),
      kid: fc.constantFrom(1, 1, 1, 1, 0, 2, 3, 4),
      subject: fc.constantFrom(idOf(0), idOf(0), idOf(1), idOf(1), undefined, idOf(2)),
      iat: fc.oneof(fc.constantFrom(0, START, 253_402_300_799), fc.integer({ min: START, max: START + 9_000_000 })),
      seen: fc.nat(20),
      time: fc.oneof(
        fc.constantFrom(1, START, Number.MAX_SAFE_INTEGER),
        fc.integer({ min: START, max: START + 9_000_000 }),
      ),
    }),
  );
  const opening = { party: 'us', kid: 1, subject: undefined, iat: START, seen: 0, time: START };
  const openings = [
    {
      ...opening,
      type: 'case.allege',
      body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'harm' }] },
    },
    { ...opening, type: 'request.make', body: { to: 'cn', category: 'takedown', urgency: 'routine' } },
  ];
  let effects = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 12, size: 'max' }), (drawn) => {
      const acts = [...openings, ...drawn];
      const world = settled.fork();
      for (const [at, { type, body, party, kid, subject, iat, seen, time }] of acts.entries()) {
        const log = world.logs.get(party)!;
        const other = party === 'us' ? 'cn' : 'us';
        const ofNone = actTypes.get(type)!.opens === true || /^(accord|officer|party|contact|calendar)\./.test(type);
        const payload: Payload = {
          ...world.payload(party, type, {
            body,
            at: iat,
            seen: { [other]: Math.min(seen, world.logs.get(other)!.length) },
          }),
          ...(subject === undefined || (ofNone && subject !== idOf(2)) ? {} : { subject }),
        };
        const id = idOf(at);
        const opened = {
          entry: new Uint8Array([at]),
          id,
          payload,
          signatures: [],
          kids: [(party === 'us' ? kids : theirs)[kid]!],
        };
        log.push({ party, index: log.length, id, act: opened as unknown as VerifiedAct });
        if (seen % 2 === 0)
          world.cosigned[party]!.push({ by: seen % 4 === 0 ? other : 'w.example', size: log.length, time });
      }
      const { docket, disregarded, waiting } = foldDocket(world.record());
      assert.match(digestOfDocket(docket, disregarded, {}), /^[\w-]{43}$/);
      let count = docket.house.state.acts.length - 12;
      for (const { state } of docket.subjects.values()) {
        count += state?.acts.length ?? 0;
        for (const asOf of [0, START, Number.MAX_SAFE_INTEGER]) {
          if (state !== undefined) subjectAt(state, asOf, docket.house, receiptsOf(world.cosigned));
        }
      }
      assert.equal(count + disregarded.length + waiting.length, acts.length);
      effects += count - openings.length;
    }),
    runs(150),
  );
  assert.ok(effects > 10, String(effects));
});
