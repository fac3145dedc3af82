import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { encodeBase64url } from './base64.ts';
import { webEd25519Signer } from './ed25519.ts';
import {
  accordId,
  effectivePolicy,
  holderName,
  holderVkeys,
  logVkeys,
  originOf,
  parseOrigin,
  partyOf,
  policyOf,
  thumbprint,
  type AccordKeys,
} from './key.ts';
import { encodePolicy, parsePolicy } from './policy.ts';
import { encodeVkey, vkeyOf } from './vkey.ts';

const edKey = async (n: number) => (await webEd25519Signer(new Uint8Array(32).fill(n))).publicKey;
const pqKey = (n: number) => ml_dsa44.keygen(new Uint8Array(32).fill(n)).publicKey;
const pair = async (n: number) => ({
  ed25519: encodeBase64url(await edKey(n)),
  mldsa44: encodeBase64url(pqKey(n)),
});
const party = async (id: string, n: number) => ({
  id,
  names: { en: id },
  languages: ['en'],
  domain: `${id}.example`,
  addresses: [`https://${id}.example/`],
  hue: n,
  keys: {
    root: encodeBase64url(await edKey(n)),
    log: await pair(n + 1),
    holder: await pair(n + 2),
    http: encodeBase64url(await edKey(n + 3)),
  },
});
const witnessKeys = async (name: string, n: number) => ({
  name,
  vkeys: [encodeVkey(vkeyOf(name, 0x04, await edKey(n))), encodeVkey(vkeyOf(name, 0x06, pqKey(n)))],
});
const accord: AccordKeys = {
  parties: [await party('alpha', 10), await party('beta', 20), await party('beta-1', 30)],
  witnesses: [await witnessKeys('w1.example', 40), await witnessKeys('w2.example', 50)],
  quorum: 1,
};
const id = accordId('{"an":"accord"}');

test('a kid is the JWK thumbprint of RFC 8037, appendix A.3', () => {
  const x = Uint8Array.fromBase64('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', {
    alphabet: 'base64url',
  });
  assert.equal(thumbprint(x), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  assert.throws(() => thumbprint(x.slice(1)), TypeError);
});

test('an accord id is 52 characters that follow from the text alone', () => {
  assert.match(id, /^[a-z2-7]{51}[aq]$/);
  assert.notEqual(accordId('{"an":"accord"} '), id);
  const bits = id
    .split('')
    .map((letter) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const hex = BigInt(`0b${bits.slice(0, 256)}`)
    .toString(16)
    .padStart(64, '0');
  assert.equal(hex, createHash('sha256').update('{"an":"accord"}').digest('hex'));
});

test('origins and names are made of the accord, and read back', () => {
  const origin = originOf(accord, id, 'beta');
  assert.equal(origin, `beta.example/parley/${id}/beta`);
  assert.equal(holderName(origin), `beta.example/parley/${id}/beta/holder`);
  assert.deepEqual(parseOrigin(origin), { domain: 'beta.example', accordId: id, partyId: 'beta' });
  assert.throws(() => originOf(accord, id, 'gamma'), RangeError);
  const { keys } = partyOf(accord, 'beta');
  assert.deepEqual(
    logVkeys(origin, keys.log).map(({ name, type }) => [name, type]),
    [
      [origin, 1],
      [origin, 6],
    ],
  );
  const holders = holderVkeys(origin, keys.holder);
  assert.deepEqual(
    holders.map(({ name, type }) => [name, type]),
    [
      [`${origin}/holder`, 4],
      [`${origin}/holder`, 6],
    ],
  );
});

test('only origins are origins', () => {
  const others = [
    '',
    `beta.example/parley/${id}/beta/holder`,
    `beta.example/parley/${id}/`,
    `beta.example/parley/${id}/Beta`,
    `Beta.example/parley/${id}/beta`,
    `.example/parley/${id}/beta`,
    `beta..example/parley/${id}/beta`,
    `-beta.example/parley/${id}/beta`,
    `beta.example:8443/parley/${id}/beta`,
    `beta.example/parley/${id.slice(1)}/beta`,
    `beta.example/parley/${id.slice(0, 51)}b/beta`,
    `beta.example/parley/${id}/${'b'.repeat(17)}`,
    `beta.example/parley/${id}/beta\n`,
    `${'b.'.repeat(90)}example/parley/${id}/beta`,
  ];
  for (const origin of others) assert.equal(parseOrigin(origin), undefined, origin);
  assert.ok(parseOrigin(`localhost/parley/${id}/beta`));
});

test('the policy of an accord names all keys and asks for nothing', () => {
  const policy = policyOf(accord, id);
  assert.equal(policy.quorum, 'none');
  assert.equal(policy.logs.length, 6);
  assert.equal(policy.witnesses.length, 10);
  assert.deepEqual(parsePolicy(encodePolicy(policy)), { ok: true, policy });
});

test('the effective policy of a log asks for every other holder, with both keys, and the quorum of witnesses', () => {
  const policy = effectivePolicy(accord, id, 'alpha');
  assert.deepEqual(parsePolicy(encodePolicy(policy)), { ok: true, policy });
  const lines = encodePolicy(policy)
    .replaceAll(/\+[^ \n]+/g, '')
    .split('\n')
    .slice(0, -1);
  const alpha = `alpha.example/parley/${id}/alpha`;
  const beta = `beta.example/parley/${id}/beta/holder`;
  const third = `beta-1.example/parley/${id}/beta-1/holder`;
  assert.deepEqual(lines, [
    `log ${alpha}`,
    `log ${alpha}`,
    `witness holder/beta/1 ${beta}`,
    `witness holder/beta/2 ${beta}`,
    `witness holder/beta-1/1 ${third}`,
    `witness holder/beta-1/2 ${third}`,
    'witness witness/w1.example/1 w1.example',
    'witness witness/w1.example/2 w1.example',
    'witness witness/w2.example/1 w2.example',
    'witness witness/w2.example/2 w2.example',
    'group holder/beta all holder/beta/1 holder/beta/2',
    'group holder/beta-1 all holder/beta-1/1 holder/beta-1/2',
    'group witness/w1.example all witness/w1.example/1 witness/w1.example/2',
    'group witness/w2.example all witness/w2.example/1 witness/w2.example/2',
    'group witnesses 1 witness/w1.example witness/w2.example',
    'group quorum all holder/beta holder/beta-1 witnesses',
    'quorum quorum',
  ]);
});

test('without a quorum the witnesses are named and not waited for', () => {
  const policy = effectivePolicy({ ...accord, quorum: 0 }, id, 'beta');
  assert.equal(policy.witnesses.length, 8);
  assert.deepEqual(policy.groups.at(-1), {
    name: 'quorum',
    threshold: 'all',
    members: ['holder/alpha', 'holder/beta-1'],
  });
  assert.ok(!policy.groups.some(({ name }) => name === 'witnesses'));
});
