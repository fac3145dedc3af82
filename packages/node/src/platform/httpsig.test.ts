import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { webEd25519Signer } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';
import {
  contentDigest,
  NonceMemory,
  NONCE_MEMORY_SECONDS,
  NONCES_MAX,
  openRequest,
  parseSignature,
  signRequest,
  SKEW_SECONDS_MAX,
  type IncomingRequest,
  type Verifier,
} from './httpsig.ts';

const NOW = 1_800_000_000;
const ADDRESS = 'http://beta.example:4102';
const TARGET = '/exchange/add-checkpoint';
const BODY = Buffer.from('old 0\n\nnote\n');

const signer = await webEd25519Signer(new Uint8Array(32).fill(7));
const kid = thumbprint(signer.publicKey);

function verifier(more: Partial<Verifier> = {}): Verifier {
  return {
    addresses: [ADDRESS],
    keyOf: (asked) => (asked === kid ? { party: 'alpha', publicKey: signer.publicKey } : undefined),
    nonces: new NonceMemory(),
    now: () => NOW * 1000,
    ...more,
  };
}

let nonces = 0;
async function signed(
  more: Partial<IncomingRequest> & { url?: string; created?: number; nonce?: string } = {},
): Promise<IncomingRequest> {
  const method = more.method ?? 'POST';
  const body = 'body' in more ? more.body : BODY;
  const target = more.target ?? TARGET;
  const headers = await signRequest(
    { method, url: more.url ?? ADDRESS + target, body },
    { kid, sign: signer.sign },
    more.created ?? NOW,
    more.nonce ?? `${nonces++}`.padStart(22, 'n'),
  );
  return { method, target, headers, body };
}

async function codeOf(request: IncomingRequest, by = verifier()): Promise<string> {
  const opened = await openRequest(request, by, webSuite);
  return opened.ok ? `ok ${opened.party}` : opened.refusal.code;
}

function withHeaders(
  request: IncomingRequest,
  headers: Record<string, string | string[] | undefined>,
): IncomingRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

test('a signed request names its party, with a body and without', async () => {
  assert.equal(await codeOf(await signed()), 'ok alpha');
  assert.equal(
    await codeOf(await signed({ method: 'GET', body: undefined, target: '/exchange/x?after=3' })),
    'ok alpha',
  );
});

test('the headers are the ones that spec/http.md shows', async () => {
  const { headers } = await signed({ nonce: 'AAAAAAAAAAAAAAAAAAAAAA' });
  assert.equal(headers['content-digest'], contentDigest(BODY));
  assert.equal(
    headers['signature-input'],
    `parley=("@method" "@target-uri" "content-digest");created=${NOW};nonce="AAAAAAAAAAAAAAAAAAAAAA";keyid="${kid}";tag="parley/1"`,
  );
  assert.match(String(headers['signature']), /^parley=:[A-Za-z0-9+/]{86}==:$/);
});

test('the example of spec/http.md is what comes out', async () => {
  const spec = readFileSync(join(import.meta.dirname, '../../../../spec/http.md'), 'utf8');
  const url = 'https://beta.example/exchange/add-checkpoint';
  const headers = await signRequest(
    { method: 'POST', url, body: BODY },
    { kid, sign: signer.sign },
    NOW,
    'A'.repeat(22),
  );
  for (const [name, value] of Object.entries(headers)) {
    const shown = name.replaceAll(/(^|-)./g, (letter) => letter.toUpperCase());
    assert.ok(spec.includes(`    ${shown}: ${value}\n`), name);
  }
});

test('a request may come to any of our addresses, and to no other', async () => {
  const both = verifier({ addresses: ['https://other.example', ADDRESS] });
  assert.equal(await codeOf(await signed(), both), 'ok alpha');
  assert.equal(await codeOf(await signed({ url: 'https://gamma.example/exchange/add-checkpoint' })), 'httpsig.invalid');
  assert.equal(await codeOf({ ...(await signed()), target: '/exchange/else' }), 'httpsig.invalid');
  assert.equal(await codeOf({ ...(await signed()), method: 'PUT' }), 'httpsig.invalid');
});

test('a changed body, a changed digest and a missing digest are refused', async () => {
  const request = await signed();
  const other = Buffer.from('other');
  assert.equal(await codeOf({ ...request, body: other }), 'httpsig.digest');
  assert.equal(
    await codeOf(withHeaders({ ...request, body: other }, { 'content-digest': contentDigest(other) })),
    'httpsig.invalid',
  );
  assert.equal(await codeOf(withHeaders(request, { 'content-digest': undefined })), 'httpsig.digest');
  assert.equal(
    await codeOf(withHeaders(request, { 'content-digest': [contentDigest(BODY), contentDigest(BODY)] })),
    'httpsig.digest',
  );
  const bodyless = await signed({ body: undefined });
  assert.equal(await codeOf({ ...bodyless, body: BODY }), 'httpsig.components');
});

test('a nonce is good once, and is not spent by a request that does not verify', async () => {
  const by = verifier();
  const request = await signed();
  assert.equal(await codeOf({ ...request, method: 'PUT' }, by), 'httpsig.invalid');
  assert.equal(await codeOf(request, by), 'ok alpha');
  assert.equal(await codeOf(request, by), 'httpsig.replayed');
  const another = await signed();
  const codes = await Promise.all([codeOf(another, by), codeOf(another, by)]);
  assert.deepEqual(new Set(codes), new Set(['ok alpha', 'httpsig.replayed']));
});

test('a clock apart by more than five minutes is told ours', async () => {
  assert.equal(await codeOf(await signed({ created: NOW - SKEW_SECONDS_MAX })), 'ok alpha');
  assert.equal(await codeOf(await signed({ created: NOW + SKEW_SECONDS_MAX })), 'ok alpha');
  for (const created of [NOW - SKEW_SECONDS_MAX - 1, NOW + SKEW_SECONDS_MAX + 1]) {
    const opened = await openRequest(await signed({ created }), verifier(), webSuite);
    assert.ok(!opened.ok);
    assert.equal(opened.refusal.code, 'httpsig.clock_skew');
    assert.equal(opened.refusal['time'], NOW);
  }
});

test('another key, an unknown key and a hostile signature are refused', async () => {
  assert.equal(await codeOf(await signed(), verifier({ keyOf: () => undefined })), 'httpsig.key_unknown');
  const stranger = await webEd25519Signer(new Uint8Array(32).fill(8));
  const by = verifier({ keyOf: () => ({ party: 'alpha', publicKey: stranger.publicKey }) });
  assert.equal(await codeOf(await signed(), by), 'httpsig.invalid');
  const zeros = `parley=:${Buffer.alloc(64).toString('base64')}:`;
  const neutral = Buffer.alloc(64);
  neutral[0] = 1;
  const request = await signed();
  assert.equal(await codeOf(withHeaders(request, { signature: zeros })), 'httpsig.invalid');
  assert.equal(
    await codeOf(withHeaders(request, { signature: `parley=:${neutral.toString('base64')}:` })),
    'httpsig.invalid',
  );
});

test('every other spelling of the two headers is refused', async () => {
  const request = await signed({ nonce: 'AAAAAAAAAAAAAAAAAAAAAA' });
  const input = String(request.headers['signature-input']);
  const signature = String(request.headers['signature']);
  const spellings: [string, Record<string, string | string[] | undefined>][] = [
    ['httpsig.missing', { 'signature-input': undefined, signature: undefined }],
    ['httpsig.malformed', { 'signature-input': undefined }],
    ['httpsig.malformed', { signature: undefined }],
    ['httpsig.malformed', { 'signature-input': [input, input] }],
    ['httpsig.malformed', { 'signature-input': `${input}, ${input}` }],
    ['httpsig.malformed', { 'signature-input': ` ${input}` }],
    ['httpsig.malformed', { 'signature-input': `${input};` }],
    ['httpsig.malformed', { 'signature-input': input.replace(';created', '; created') }],
    ['httpsig.malformed', { 'signature-input': input.replace('" "', '"  "') }],
    ['httpsig.malformed', { 'signature-input': input.replace('"@method"', '"@method";req') }],
    ['httpsig.malformed', { 'signature-input': `${input};created=${NOW}` }],
    ['httpsig.malformed', { 'signature-input': input.replace('nonce="', 'nonce="\\"') }],
    ['httpsig.malformed', { 'signature-input': `${input};x="${'a'.repeat(1024)}"` }],
    ['httpsig.malformed', { signature: `${signature}, ${signature}` }],
    ['httpsig.malformed', { signature: signature.replace('parley', 'other') }],
    ['httpsig.malformed', { signature: signature.replaceAll('=', '').replace('parley', 'parley=') }],
    ['httpsig.components', { 'signature-input': input.replace('"@target-uri" ', '') }],
    ['httpsig.components', { 'signature-input': input.replace('"@target-uri"', '"@path"') }],
    ['httpsig.components', { 'signature-input': input.replace('"@target-uri"', '"@target-uri" "date"') }],
    ['httpsig.components', { 'signature-input': input.replace('"@target-uri"', '"@method"') }],
    ['httpsig.parameters', { 'signature-input': input.replace(`created=${NOW}`, `created="${NOW}"`) }],
    ['httpsig.parameters', { 'signature-input': input.replace(`created=${NOW}`, 'created=-1') }],
    ['httpsig.parameters', { 'signature-input': input.replace(`;created=${NOW}`, '') }],
    ['httpsig.parameters', { 'signature-input': input.replace('AAAAAAAAAAAAAAAAAAAAAA', 'short') }],
    ['httpsig.parameters', { 'signature-input': input.replace(/;keyid="[^"]*"/, '') }],
    ['httpsig.parameters', { 'signature-input': input.replace('parley/1', 'parley/2') }],
    ['httpsig.parameters', { 'signature-input': `${input};alg="hmac-sha256"` }],
    ['httpsig.parameters', { 'signature-input': `${input};expires=${NOW + 1}` }],
    ['httpsig.invalid', { 'signature-input': `${input};alg="ed25519"` }],
    ['httpsig.invalid', { 'signature-input': input.replace('AAAA', 'BBBB') }],
  ];
  for (const [code, headers] of spellings) {
    assert.equal(await codeOf(withHeaders(request, headers)), code, JSON.stringify(headers));
  }
  assert.equal(await codeOf(request), 'ok alpha');
});

test('parameters may come in another order, with alg, under another label', async () => {
  const params = `("@target-uri" "@method");tag="parley/1";alg="ed25519";keyid="${kid}";nonce="BBBBBBBBBBBBBBBBBBBBBB";created=${NOW}`;
  const base = `"@target-uri": ${ADDRESS}/exchange/x\n"@method": GET\n"@signature-params": ${params}`;
  const signature = await signer.sign(Buffer.from(base));
  const headers = {
    'signature-input': `sig1=${params}`,
    signature: `sig1=:${Buffer.from(signature).toString('base64')}:`,
  };
  assert.equal(await codeOf({ method: 'GET', target: '/exchange/x', headers, body: undefined }), 'ok alpha');
});

test('reading hostile headers never throws, and what verifies was signed', async () => {
  const honest = await signed();
  const header = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(String(honest.headers['signature-input']), String(honest.headers['signature'])),
    fc
      .tuple(
        fc.constantFrom(String(honest.headers['signature-input']), String(honest.headers['signature'])),
        fc.nat(200),
        fc.string({ maxLength: 3 }),
      )
      .map(([text, at, piece]) => text.slice(0, at) + piece + text.slice(at + 1)),
    fc.constant(undefined),
    fc.array(fc.string(), { maxLength: 2 }),
  );
  await fc.assert(
    fc.asyncProperty(header, header, header, async (input, signature, digest) => {
      const headers = { 'signature-input': input, signature, 'content-digest': digest };
      const request = { method: 'POST', target: TARGET, headers, body: BODY };
      parseSignature(request);
      const opened = await openRequest(request, verifier(), webSuite);
      const same = (['signature-input', 'signature', 'content-digest'] as const).every(
        (name) => headers[name] === honest.headers[name],
      );
      assert.equal(opened.ok, same);
    }),
    { numRuns: 300 },
  );
});

test('nonces are remembered for ten minutes at least, and their number is bounded', () => {
  const memory = new NonceMemory();
  assert.equal(memory.spend('k', 'a', 1000), 'new');
  assert.equal(memory.spend('other', 'a', 1000), 'new');
  assert.equal(memory.spend('k', 'a', 1000 + NONCE_MEMORY_SECONDS - 1), 'spent');
  assert.equal(memory.spend('k', 'b', 1000 + NONCE_MEMORY_SECONDS - 1), 'new');
  assert.equal(memory.spend('k', 'b', 1000 + 2 * NONCE_MEMORY_SECONDS - 2), 'spent');
  assert.equal(memory.spend('k', 'a', 1000 + 3 * NONCE_MEMORY_SECONDS), 'new');
  for (let i = 1; i < NONCES_MAX; i++) memory.spend('k', String(i), 1000 + 3 * NONCE_MEMORY_SECONDS);
  assert.equal(memory.spend('k', 'one more', 1000 + 3 * NONCE_MEMORY_SECONDS), 'full');
});
