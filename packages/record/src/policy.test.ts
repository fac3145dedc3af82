import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { anyText } from './mutations.fixture.ts';
import {
  encodePolicy,
  openUnderPolicy,
  parsePolicy,
  satisfiesPolicy,
  type Policy,
  type PolicyGroup,
} from './policy.ts';
import {
  fixedSigner,
  holderClassical,
  holderSigners,
  LEAVES,
  LOG_NAME,
  logClassical,
  logSigners,
  logVkeys,
  TIME,
} from './signers.fixture.ts';
import type { Signer } from './signature.ts';
import { webSuite } from './suite.ts';
import { rootOf } from './tree.ts';

const witness = await fixedSigner('w.example', 0x04, 9);
const POLICY: Policy = {
  logs: logVkeys.map((vkey) => ({ vkey })),
  witnesses: [
    ...holderSigners.map(({ vkey }, i) => ({ name: `beta-${i}`, vkey })),
    { name: 'w', vkey: witness.vkey, url: 'https://w.example/' },
  ],
  groups: [
    { name: 'beta', threshold: 'all', members: ['beta-0', 'beta-1'] },
    { name: 'both', threshold: 2, members: ['beta', 'w'] },
  ],
  quorum: 'both',
};

function codeOf(result: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return result.ok ? 'accepted' : result.refusal.code;
}

test('policies: whatever is read is written again, and is what was written', () => {
  const small = encodePolicy({
    logs: [{ vkey: logClassical.vkey, url: 'https://a.example/' }],
    witnesses: [
      { name: 'é', vkey: holderClassical.vkey },
      { name: 'w', vkey: witness.vkey, url: 'u' },
    ],
    groups: [{ name: 'g', threshold: 'any', members: ['é', 'w'] }],
    quorum: 'g',
  });
  assert.deepEqual(parsePolicy(encodePolicy(POLICY)), { ok: true, policy: POLICY });
  fc.assert(
    fc.property(anyText(small), (text) => {
      const parsed = parsePolicy(text);
      if (parsed.ok) assert.equal(encodePolicy(parsed.policy), text);
    }),
    { numRuns: 2000 },
  );
});

test('policies: lines that are too short or too long', () => {
  const whole = encodePolicy(POLICY);
  const [log, , beta, , w, group, , quorum] = whole.trimEnd().split('\n');
  for (const [line, changed] of [
    [log, 'log'],
    [log, `${log} u v`],
    [beta, 'witness beta-0'],
    [w, `${w} v`],
    [group, 'group beta'],
    [group, 'group beta all'],
    [quorum, 'quorum'],
    [quorum, 'quorum both w'],
    [quorum, 'quorum '],
    [quorum, ''],
  ]) {
    assert.equal(codeOf(parsePolicy(whole.replace(`${line}\n`, `${changed}\n`))), 'policy.malformed', String(changed));
  }
  assert.equal(codeOf(parsePolicy(Uint8Array.of(0xff, 0x0a))), 'policy.malformed');
  assert.equal(codeOf(parsePolicy(whole.replace('https', '\ud800'))), 'policy.malformed');
});

test('quorums are those of the recursive definition', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  // Groups over what stands before them, each name used once.
  const groups = fc
    .array(fc.record({ size: fc.integer({ min: 1, max: 3 }), k: fc.nat(4) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((shapes) => {
      const free = [...names];
      return shapes.flatMap(({ size, k }, i): PolicyGroup[] => {
        const members = free.splice(0, size);
        if (members.length === 0) return [];
        free.push(`g${i}`);
        const threshold = k === 0 ? 'all' : k === 1 ? 'any' : 1 + (k % members.length);
        return [{ name: `g${i}`, threshold, members }];
      });
    });
  fc.assert(
    fc.property(groups, fc.subarray(names), fc.nat(10), (made, cosigned, at) => {
      const quorum = [...names, ...made.map(({ name }) => name)].at(-1 - (at % (names.length + made.length)))!;
      const witnesses = names.map((name) => ({ name, vkey: witness.vkey }));
      const policy = { logs: [], witnesses, groups: made, quorum };
      const reached = (name: string): boolean => {
        const group = made.find((one) => one.name === name);
        if (group === undefined) return cosigned.includes(name);
        const count = group.members.filter(reached).length;
        if (group.threshold === 'all') return count === group.members.length;
        return count >= (group.threshold === 'any' ? 1 : group.threshold);
      };
      assert.equal(satisfiesPolicy(policy, new Set(cosigned)), reached(quorum));
      // Names that are no witnesses' do not count, even if they are a group's.
      assert.ok(!satisfiesPolicy(policy, new Set(made.map(({ name }) => name))));
      assert.ok(satisfiesPolicy({ ...policy, quorum: 'none' }, new Set()));
    }),
  );
});

async function cosigned(signers: readonly Signer[], by: readonly (readonly [Signer, number])[]): Promise<string> {
  const head = { origin: LOG_NAME, size: 5, root: rootOf(LEAVES.slice(0, 5)) };
  const note = await signCheckpoint(head, signers, TIME);
  const opened = await openCheckpoint(
    note,
    signers.map(({ vkey }) => vkey),
    webSuite,
  );
  assert.ok(opened.ok);
  let lines = '';
  for (const [signer, time] of by) lines += await cosign(opened.checkpoint, signer, time);
  return note + lines;
}

test('opening under a policy', async () => {
  const beta = holderSigners.map((signer) => [signer, TIME] as const);
  const whole = await cosigned(logSigners, [...beta, [witness, TIME + 1]]);
  const opened = await openUnderPolicy(whole, POLICY, webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.checkpoint.note, whole);
  assert.deepEqual(opened.cosignatures, [
    { name: 'beta-0', time: TIME },
    { name: 'beta-1', time: TIME },
    { name: 'w', time: TIME + 1 },
  ]);

  const open = async (note: string, policy = POLICY) => codeOf(await openUnderPolicy(note, policy, webSuite));
  assert.equal(await open(await cosigned(logSigners, beta)), 'policy.quorum');
  assert.equal(await open(await cosigned(logSigners, [beta[0]!, [witness, TIME]])), 'policy.quorum');
  assert.equal(await open(await cosigned([logClassical], [...beta, [witness, TIME]])), 'checkpoint.unsigned');
  assert.equal(
    await open(await cosigned(logSigners, [beta[0]!, [holderSigners[1]!, TIME + 1], [witness, TIME]])),
    'cosignature.times_differ',
  );
  assert.equal(await open(whole, { ...POLICY, logs: [] }), 'policy.origin_unknown');
  assert.equal(await open(await cosigned(logSigners, []), { ...POLICY, quorum: 'none' }), 'accepted');
  // A cosignature that is not needed must be right all the same.
  const wrong = whole.replace(
    /(— w\.example \S{40})(.)/,
    (_, start: string, letter: string) => start + (letter === 'A' ? 'B' : 'A'),
  );
  assert.equal(await open(wrong, { ...POLICY, quorum: 'beta' }), 'signature.invalid');
});
