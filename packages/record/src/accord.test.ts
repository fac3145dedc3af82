import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import fc from 'fast-check';
import { ACCORD_BYTES_MAX, parseAccord } from './accord.ts';
import { encodeBase64url } from './base64.ts';
import { webEd25519Signer } from './ed25519.ts';
import { encodeCanonical, type Json } from './json.ts';
import { accordId } from './key.ts';
import { encodeVkey, vkeyOf } from './vkey.ts';

const edKey = async (n: number) => (await webEd25519Signer(new Uint8Array(32).fill(n))).publicKey;
const ed = await Promise.all(Array.from({ length: 12 }, async (_, n) => encodeBase64url(await edKey(n + 1))));
const pq = Array.from({ length: 4 }, (_, n) =>
  encodeBase64url(ml_dsa44.keygen(new Uint8Array(32).fill(n + 1)).publicKey),
);
const witnessKey = await edKey(99);

const party = (id: string, from: number) => ({
  id,
  names: { en: id.toUpperCase(), fr: id },
  languages: ['en', 'fr'],
  domain: `${id}.example`,
  addresses: [`https://${id}.example/`],
  hue: 210,
  keys: {
    root: ed[from * 4]!,
    log: { ed25519: ed[from * 4 + 1]!, mldsa44: pq[from * 2]! },
    holder: { ed25519: ed[from * 4 + 2]!, mldsa44: pq[from * 2 + 1]! },
    http: ed[from * 4 + 3]!,
  },
});

const founding = () => ({
  v: 'parley/1',
  title: { en: 'Understanding on malicious cyber activity' },
  dated: '2024-02-29',
  text: { en: 'The parties agree. This text is fictional.' },
  parties: [party('alpha', 0), party('beta', 1)],
  witnesses: [{ name: 'w.example', vkeys: [encodeVkey(vkeyOf('w.example', 0x04, witnessKey))] }],
  quorum: 1,
  quotas: { entriesPerDay: 1000, bytesPerDay: 10_000_000 },
  terms: { reply: { days: 20 } },
  offices: {},
});

const codeOf = (document: unknown) => {
  const read = parseAccord(typeof document === 'string' ? document : encodeCanonical(document as Json));
  return read.ok ? 'taken' : read.refusal.code;
};

test('a founding document comes back with its id', () => {
  const document = encodeCanonical(founding());
  const read = parseAccord(document);
  assert.ok(read.ok);
  assert.deepEqual(read.accord, founding());
  assert.equal(read.accordId, accordId(document));
  assert.equal(encodeCanonical(read.accord), document);
});

test('terms and offices may hold any JSON object, and nothing else', () => {
  const odd = {
    ...founding(),
    terms: { a: [{ b: null }], constructor: 1 },
    offices: { '': { '': '' } },
  };
  const read = parseAccord(encodeCanonical(odd));
  assert.ok(read.ok);
  assert.equal(encodeCanonical(read.accord), encodeCanonical(odd));
  for (const wrong of [null, [], 'x', 1]) assert.equal(codeOf({ ...founding(), terms: wrong }), 'accord.schema');
});

test('a party may name the public keys by which its node’s certificates are known', () => {
  const tls = [encodeBase64url(new Uint8Array(32).fill(1))];
  const [alpha, beta] = founding().parties;
  assert.equal(codeOf({ ...founding(), parties: [{ ...alpha, tls }, beta] }), 'taken');
  for (const wrong of [[], ['x'], [encodeBase64url(new Uint8Array(31))], Array.from({ length: 9 }, () => tls[0])])
    assert.equal(codeOf({ ...founding(), parties: [{ ...alpha, tls: wrong }, beta] }), 'accord.schema');
});

test('another text of the same accord is refused', () => {
  const document = encodeCanonical(founding());
  assert.equal(codeOf(`${document}\n`), 'accord.not_canonical');
  assert.equal(codeOf(JSON.stringify(founding())), 'accord.not_canonical');
  assert.equal(codeOf(document.slice(1)), 'accord.malformed');
  assert.equal(codeOf(`"${'x'.repeat(ACCORD_BYTES_MAX)}"`), 'accord.too_large');
  assert.equal(codeOf(`"${'é'.repeat(ACCORD_BYTES_MAX / 2)}"`), 'accord.too_large');
});

type Draft = ReturnType<typeof founding>;
const wrongs: [why: string, change: (draft: Draft) => unknown][] = [
  ['another version', (it) => ({ ...it, v: 'parley/2' })],
  ['an unknown member', (it) => ({ ...it, id: 'x' })],
  ['no title', (it) => Object.fromEntries(Object.entries(it).filter(([name]) => name !== 'title'))],
  ['a text in no language', (it) => ({ ...it, title: {} })],
  ['an empty text', (it) => ({ ...it, title: { en: '' } })],
  ['a language that is none', (it) => ({ ...it, title: { 'English!': 'x' } })],
  ['a day that does not exist', (it) => ({ ...it, dated: '2023-02-29' })],
  ['a month that does not exist', (it) => ({ ...it, dated: '2023-13-01' })],
  ['one party', (it) => ({ ...it, parties: it.parties.slice(0, 1) })],
  ['two parties of one id', (it) => ({ ...it, parties: [it.parties[0], { ...it.parties[1], id: 'alpha' }] })],
  ['a quorum beyond the witnesses', (it) => ({ ...it, quorum: 2 })],
  ['two witnesses of one name', (it) => ({ ...it, witnesses: [...it.witnesses, ...it.witnesses] })],
  [
    'a witness with a log key',
    (it) => ({
      ...it,
      witnesses: [{ name: 'w', vkeys: [encodeVkey(vkeyOf('w', 0x01, witnessKey))] }],
    }),
  ],
  ['a witness without keys', (it) => ({ ...it, quorum: 0, witnesses: [{ name: 'w', vkeys: [] }] })],
  [
    'a wrong key ID',
    (it) => ({
      ...it,
      witnesses: [{ name: 'w', vkeys: [it.witnesses[0]!.vkeys[0]!.replace('w.example', 'v.example')] }],
    }),
  ],
  ['no quota', (it) => ({ ...it, quotas: { entriesPerDay: 0, bytesPerDay: 1 } })],
];
const inParty: [why: string, change: (draft: Draft['parties'][number]) => unknown][] = [
  ['an id in capitals', (it) => ({ ...it, id: 'Alpha' })],
  ['an id that is too long', (it) => ({ ...it, id: 'a'.repeat(17) })],
  ['a domain with a port', (it) => ({ ...it, domain: 'alpha.example:443' })],
  ['a domain that makes the origin too long', (it) => ({ ...it, domain: `${'a.'.repeat(100)}example` })],
  ['an address that is no URL', (it) => ({ ...it, addresses: ['https://'] })],
  ['an address of another scheme', (it) => ({ ...it, addresses: ['file:///etc/passwd'] })],
  ['no address', (it) => ({ ...it, addresses: [] })],
  ['a hue beyond the circle', (it) => ({ ...it, hue: 360 })],
  ['a root key of small order', (it) => ({ ...it, keys: { ...it.keys, root: encodeBase64url(new Uint8Array(32)) } })],
  ['a short root key', (it) => ({ ...it, keys: { ...it.keys, root: 'AAAA' } })],
  ['a padded root key', (it) => ({ ...it, keys: { ...it.keys, root: `${it.keys.root}=` } })],
  ['one key in two roles', (it) => ({ ...it, keys: { ...it.keys, http: it.keys.root } })],
  [
    'one post-quantum key in two roles',
    (it) => ({
      ...it,
      keys: { ...it.keys, holder: { ...it.keys.holder, mldsa44: it.keys.log.mldsa44 } },
    }),
  ],
  ['the key of another party', (it) => ({ ...it, keys: { ...it.keys, http: party('beta', 1).keys.http } })],
  ['the key of a witness', (it) => ({ ...it, keys: { ...it.keys, http: encodeBase64url(witnessKey) } })],
  [
    'a log without a post-quantum key',
    (it) => ({ ...it, keys: { ...it.keys, log: { ed25519: it.keys.log.ed25519 } } }),
  ],
];

test('what makes no accord is refused, member by member', () => {
  for (const [why, change] of wrongs) assert.equal(codeOf(change(founding())), 'accord.schema', why);
  for (const [why, change] of inParty) {
    const draft = founding();
    assert.equal(codeOf({ ...draft, parties: [change(draft.parties[0]!), draft.parties[1]] }), 'accord.schema', why);
  }
});

test('a refusal names the member', () => {
  const draft = founding();
  const read = parseAccord(
    encodeCanonical({
      ...draft,
      parties: [{ ...draft.parties[0], hue: 400 }, draft.parties[1]],
    } as Json),
  );
  assert.ok(!read.ok);
  assert.equal(read.refusal['member'], 'parties.0.hue');
});

test('any text gets an answer', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      assert.equal(parseAccord(text).ok, false);
    }),
  );
  const document = encodeCanonical(founding());
  fc.assert(
    fc.property(fc.nat(document.length - 1), fc.string({ maxLength: 2 }), (at, put) => {
      const changed = document.slice(0, at) + put + document.slice(at + 1);
      const read = parseAccord(changed);
      if (read.ok && changed !== document) assert.notEqual(read.accordId, accordId(document));
    }),
  );
});
