// Makes vectors/act/*.json: acts that every implementation must read alike, acts that it must refuse and with which code, and the
// names and keys that follow from an accord. Nothing is random: seeds are 32 equal bytes, nonces and salts 16, so a second run
// writes the same files. Run it after a deliberate change of the format: `node vectors/make-acts.ts`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha512 } from '@noble/hashes/sha2.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { assembleAct, composeAct, ENTRY_BYTES_MAX, parseAct, type Payload } from '@parley/record/act';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { sha256 } from '@parley/record/hash';
import { encodeCanonical, type Json, type JsonObject } from '@parley/record/json';
import { effectivePolicy, holderName, holderVkeys, logVkeys, originOf, policyOf, thumbprint } from '@parley/record/key';
import { encodePolicy } from '@parley/record/policy';
import { sealContent } from '@parley/record/seal';
import { encodeVkey, vkeyOf } from '@parley/record/vkey';
import { encodeDisclosure, type Disclosure } from '@parley/record/words';

const seed = (n: number) => new Uint8Array(32).fill(n);
const nonce = (n: number) => encodeBase64url(new Uint8Array(16).fill(n));
const digest = (text: string) => encodeBase64url(sha256(encodeUtf8(text)));

const edKey = async (n: number) => (await webEd25519Signer(seed(n))).publicKey;
const pqKey = (n: number) => ml_dsa44.keygen(seed(n)).publicKey;

async function officer(n: number) {
  const { publicKey, sign } = await webEd25519Signer(seed(n));
  return { kid: thumbprint(publicKey), publicKey: encodeBase64url(publicKey), sign };
}

async function party(id: string, n: number) {
  const pair = async (m: number) => ({
    ed25519: encodeBase64url(await edKey(m)),
    mldsa44: encodeBase64url(pqKey(m)),
  });
  return {
    id,
    names: { en: `Party ${id}` },
    languages: ['en'],
    domain: `${id}.example`,
    addresses: [`https://parley.${id}.example/`],
    hue: n,
    keys: {
      root: encodeBase64url(await edKey(n)),
      log: await pair(n + 1),
      holder: await pair(n + 2),
      http: encodeBase64url(await edKey(n + 3)),
    },
  };
}

async function foundingDocument(): Promise<string> {
  const witness = 'witness.example';
  return encodeCanonical({
    v: 'parley/1',
    title: { en: 'A fictional understanding' },
    dated: '2026-11-23',
    text: { en: 'Two fictional parties answer each other in good time.' },
    parties: [await party('alpha', 10), await party('beta', 20)],
    witnesses: [
      {
        name: witness,
        vkeys: [encodeVkey(vkeyOf(witness, 0x04, await edKey(30))), encodeVkey(vkeyOf(witness, 0x06, pqKey(30)))],
      },
    ],
    quorum: 1,
    quotas: { entriesPerDay: 1000, bytesPerDay: 16_777_216 },
    terms: { reply: { workingDays: 20 } },
    offices: { liaison: ['case.acknowledge'] },
  });
}

/** Every file of vectors/act, by name. */
export async function makeActVectors(): Promise<Map<string, Json>> {
  const document = await foundingDocument();
  const founded = parseAccord(document);
  if (!founded.ok) throw new Error(founded.refusal.detail);
  const { accord, accordId } = founded;
  const alpha = originOf(accord, accordId, 'alpha');
  const beta = originOf(accord, accordId, 'beta');
  const signers = [await officer(1), await officer(2)] as const;
  const [first, second] = signers;
  const keys = { [first.kid]: first.publicKey, [second.kid]: second.publicKey };
  const [lower, upper] = signers.toSorted((a, b) => (a.kid < b.kid ? -1 : 1)) as [typeof first, typeof first];

  const plain: Payload = {
    v: 'parley/1',
    accord: accordId,
    log: alpha,
    type: 'request.make',
    iat: 1_795_392_060,
    nonce: nonce(1),
    keys: 3,
    body: { category: 'preservation', due: 1_795_564_860, urgent: true },
  };

  const title = encodeDisclosure(new Uint8Array(16).fill(1), 'title', {
    en: 'Intrusion at a grid operator',
  });
  const grounds = encodeDisclosure(new Uint8Array(16).fill(2), 'grounds', [
    { text: 'Zugriff über „Fernwartung“ 🔌', n: -1 },
  ]);
  const worded: Payload = {
    ...plain,
    type: 'case.allege',
    nonce: nonce(2),
    body: { respondent: 'beta', points: [{ no: 1, kind: 'fact' }] },
    _sd: [title.digest, grounds.digest].toSorted(),
    _sd_alg: 'sha-256',
  };

  const content = encodeUtf8('flow records, 14 March');
  const full: Payload = {
    ...worded,
    type: 'request.reply',
    nonce: nonce(3),
    keys: 0,
    subject: digest('a subject'),
    re: [
      { log: beta, i: 7, h: digest('seven') },
      { log: alpha, i: 0, h: digest('zero') },
    ],
    seen: { [beta]: { n: 8, root: encodeBase64(sha256(encodeUtf8('eight'))) } },
    body: {
      '10': null,
      '9': [[], {}],
      a: '',
      codes: ['AMBER+STRICT', 'T1566.001', 'https://example/~x'],
      big: Number.MAX_SAFE_INTEGER,
    },
    exhibits: [{ h: digest('an exhibit'), n: 2_147_483_648, ct: 'application/vnd.tcpdump.pcap' }],
    seals: [{ c: sealContent(seed(9), content), n: content.length, ct: 'text/plain' }],
  };

  const { keys: _, ...opening } = { ...plain, type: 'accord.found', nonce: nonce(4) };

  const accepted = async (about: string, payload: Payload, by: readonly (typeof first)[], words: Disclosure[]) => {
    const entry = await composeAct(payload, by);
    const read = parseAct(entry);
    if (!read.ok) throw new Error(read.refusal.detail);
    return {
      about,
      entry: parseUtf8(entry)!,
      id: read.act.id,
      kids: read.act.signatures.map(({ kid }) => kid),
      keys,
      payload: payload as JsonObject,
      words: words.map(({ text, name, value, digest: stands }) => ({
        text,
        name,
        value,
        digest: stands,
      })),
    };
  };

  const compact = await accepted('one signature, no words', plain, [first], []);
  const general = await accepted('two signatures, given in either order', worded, [upper, lower], [title, grounds]);
  const files = new Map<string, Json>([
    ['compact.json', compact],
    ['general.json', general],
    ['opening.json', await accepted('the first entry of a log: no keys member', opening, [first], [])],
    ['words.json', await accepted('words beside one signature', worded, [first], [title, grounds])],
    [
      'full.json',
      await accepted(
        'every member there is, and every kind of JSON value in the body',
        full,
        [second],
        [title, grounds],
      ),
    ],
  ]);

  // --- What must be refused, by the bytes alone.

  const [header, payload, signature] = compact.entry.split('.') as [string, string, string];
  const text = (json: string) => encodeBase64url(encodeUtf8(json));
  const withHeader = (json: string) => `${text(json)}.${payload}.${signature}`;
  const withPayload = (json: string) => `${header}.${text(json)}.${signature}`;
  const changed = (change: JsonObject) => withPayload(encodeCanonical({ ...plain, ...change }));
  const without = (...names: string[]) =>
    withPayload(
      encodeCanonical(
        Object.fromEntries(Object.entries(plain).filter(([name]) => !names.includes(name))) as JsonObject,
      ),
    );
  const headerOf = (kid: string) => `{"alg":"Ed25519","kid":"${kid}","typ":"parley-act+sd-jwt"}`;
  const jcs = encodeCanonical(plain);
  const { payload: twofold, signatures } = JSON.parse(general.entry) as {
    payload: string;
    signatures: [{ protected: string; signature: string }, { protected: string; signature: string }];
  };
  const [one, two] = signatures;
  const generalOf = (list: object[]) => JSON.stringify({ payload: twofold, signatures: list });
  const stray = (part: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return part.slice(0, -1) + alphabet[alphabet.indexOf(part.at(-1)!) + 1]!;
  };
  const seventeen = [];
  for (let n = 101; n <= 117; n++) seventeen.push(text(headerOf((await officer(n)).kid)));

  const refused: [about: string, code: string, entry: string][] = [
    ['nothing', 'act.malformed', ''],
    ['no dots', 'act.malformed', header],
    ['one dot', 'act.malformed', `${header}.${payload}`],
    ['three dots', 'act.malformed', `${compact.entry}.`],
    ['a line feed behind', 'act.malformed', `${compact.entry}\n`],
    ['a space before', 'act.header', ` ${compact.entry}`],
    ['padding behind the payload', 'act.malformed', `${header}.${payload}=.${signature}`],
    ['stray bits in the header', 'act.header', `${stray(header)}.${payload}.${signature}`],
    [
      'stray bits in the payload',
      'act.malformed',
      `${header}.${stray(text(jcs + (jcs.length % 3 === 0 ? '  ' : '')))}.${signature}`,
    ],
    ['stray bits in the signature', 'act.malformed', `${header}.${payload}.${stray(signature)}`],
    ['base64 instead of base64url', 'act.malformed', `${header}.${payload}.${'/'.repeat(85)}w`],
    ['a signature of 63 bytes', 'act.malformed', `${header}.${payload}.${signature.slice(0, 84)}`],
    ['a character beyond ASCII', 'act.malformed', `${header}.${payload}é.${signature}`],
    ['one byte too many', 'act.too_large', `${compact.entry}${'A'.repeat(ENTRY_BYTES_MAX + 1 - compact.entry.length)}`],

    [
      'a repeated alg',
      'act.header',
      withHeader(`{"alg":"none","alg":"Ed25519","kid":"${first.kid}","typ":"parley-act+sd-jwt"}`),
    ],
    ['another alg name for the same curve', 'act.header', withHeader(headerOf(first.kid).replace('Ed25519', 'EdDSA'))],
    ['no algorithm', 'act.header', withHeader(headerOf(first.kid).replace('Ed25519', 'none'))],
    ['another type', 'act.header', withHeader(headerOf(first.kid).replace('parley-act', 'example'))],
    [
      'another order of members',
      'act.header',
      withHeader(`{"kid":"${first.kid}","alg":"Ed25519","typ":"parley-act+sd-jwt"}`),
    ],
    ['a space in the header', 'act.header', withHeader(headerOf(first.kid).replace(',', ', '))],
    [
      'key material in the header',
      'act.header',
      withHeader(headerOf(first.kid).replace('}', `,"jwk":{"crv":"Ed25519","kty":"OKP","x":"${first.publicKey}"}}`)),
    ],
    ['a kid of 42 characters', 'act.header', withHeader(headerOf(first.kid.slice(1)))],
    ['stray bits in the kid', 'act.header', withHeader(headerOf(stray(first.kid)))],

    ['one signature in the general form', 'act.kids', generalOf([one])],
    ['no signature in the general form', 'act.malformed', generalOf([])],
    ['kids in descending order', 'act.kids', generalOf([two, one])],
    ['one kid twice', 'act.kids', generalOf([one, one])],
    ['seventeen signatures', 'act.kids', generalOf(seventeen.toSorted().map((it) => ({ protected: it, signature })))],
    ['an unprotected header', 'act.malformed', generalOf([{ header: {}, ...one }, two])],
    ['a space in the general form', 'act.malformed', general.entry.replace(',', ', ')],
    ['another order in the general form', 'act.malformed', JSON.stringify({ signatures, payload: twofold })],
    ['the flattened form', 'act.malformed', JSON.stringify({ payload: twofold, ...one })],
    ['a line feed behind the general form', 'act.malformed', `${general.entry}\n`],

    ['a payload that is no JSON', 'act.malformed', withPayload('{')],
    [
      'a payload that is not UTF-8',
      'act.malformed',
      `${header}.${encodeBase64url(Uint8Array.of(0x22, 0xff, 0x22))}.${signature}`,
    ],
    ['a byte order mark', 'act.malformed', withPayload(`\ufeff${jcs}`)],
    ['a space in the payload', 'act.not_canonical', withPayload(jcs.replace(',', ', '))],
    ['a repeated member', 'act.not_canonical', withPayload(jcs.replace('{"accord"', '{"accord":"","accord"'))],
    [
      'members out of order',
      'act.not_canonical',
      withPayload(`{"v":"parley/1",${jcs.slice(1).replace(',"v":"parley/1"', '')}`),
    ],
    ['a fraction', 'act.not_canonical', withPayload(jcs.replace('1795392060', '1795392060.5'))],
    ['an integer written as a fraction', 'act.not_canonical', withPayload(jcs.replace('1795392060', '1795392060.0'))],
    ['an integer beyond 2^53-1', 'act.not_canonical', withPayload(jcs.replace('1795392060', '9007199254740992'))],
    ['minus zero', 'act.not_canonical', withPayload(jcs.replace('"keys":3', '"keys":-0'))],
    ['a needless escape', 'act.not_canonical', withPayload(jcs.replace('preservation', '\\u0070reservation'))],
    ['a lone surrogate', 'act.not_canonical', withPayload(jcs.replace('preservation', '\\ud800'))],
    ['seventeen levels', 'act.not_canonical', withPayload(jcs.replace('true', `${'['.repeat(15)}${']'.repeat(15)}`))],
    ['a member named __proto__', 'act.not_canonical', withPayload(jcs.replace('"body":{', '"body":{"__proto__":{},'))],

    ['a payload that is an array', 'act.payload', withPayload('[]')],
    ['an unknown member', 'act.payload', changed({ sub: 'x' })],
    ['no nonce', 'act.payload', without('nonce')],
    ['no body', 'act.payload', without('body')],
    ['another version', 'act.payload', changed({ v: 'parley/2' })],
    ['an accord id in capitals', 'act.payload', changed({ accord: accordId.toUpperCase() })],
    ['a log of another accord', 'act.payload', changed({ log: alpha.replace(accordId, 'a'.repeat(52)) })],
    ['a holder name for a log', 'act.payload', changed({ log: holderName(alpha) })],
    ['a type that is no type', 'act.payload', changed({ type: 'Case.Allege' })],
    ['a negative time', 'act.payload', changed({ iat: -1 })],
    ['a time beyond the year 9999', 'act.payload', changed({ iat: 253_402_300_800 })],
    ['a time that is a string', 'act.payload', changed({ iat: '1795392060' })],
    ['a nonce of 15 bytes', 'act.payload', changed({ nonce: 'AAAAAAAAAAAAAAAAAAAA' })],
    ['stray bits in the nonce', 'act.payload', changed({ nonce: 'AAAAAAAAAAAAAAAAAAAAAB' })],
    ['a negative index', 'act.payload', changed({ keys: -1 })],
    ['a subject that is no act id', 'act.payload', changed({ subject: 'x' })],
    ['an empty list of references', 'act.payload', changed({ re: [] })],
    ['a reference with a further member', 'act.payload', changed({ re: [{ log: beta, i: 0, h: digest('x'), n: 1 }] })],
    [
      'a reference into another accord',
      'act.payload',
      changed({ re: [{ log: beta.replace(accordId, 'a'.repeat(52)), i: 0, h: digest('x') }] }),
    ],
    ['an empty seen', 'act.payload', changed({ seen: {} })],
    ['its own log as seen', 'act.payload', changed({ seen: { [alpha]: { n: 1, root: encodeBase64(seed(0)) } } })],
    ['a seen size of 0', 'act.payload', changed({ seen: { [beta]: { n: 0, root: encodeBase64(seed(0)) } } })],
    [
      'a seen root in base64url',
      'act.payload',
      changed({ seen: { [beta]: { n: 1, root: encodeBase64url(seed(0)) } } }),
    ],
    ['a body that is a list', 'act.payload', changed({ body: [] })],
    ['prose in the body', 'act.payload', changed({ body: { note: 'two words' } })],
    ['a letter beyond ASCII in the body', 'act.payload', changed({ body: { note: 'é' } })],
    ['a body string that is too long', 'act.payload', changed({ body: { code: 'a'.repeat(1751) } })],
    ['prose as a name in the body', 'act.payload', changed({ body: { 'two words': 1 } })],
    ['digests without algorithm', 'act.payload', changed({ _sd: [digest('x')] })],
    ['an algorithm without digests', 'act.payload', changed({ _sd_alg: 'sha-256' })],
    ['another digest algorithm', 'act.payload', changed({ _sd: [digest('x')], _sd_alg: 'sha-512' })],
    [
      'digests in descending order',
      'act.payload',
      changed({ _sd: [title.digest, grounds.digest].toSorted().toReversed(), _sd_alg: 'sha-256' }),
    ],
    ['a digest twice', 'act.payload', changed({ _sd: [title.digest, title.digest], _sd_alg: 'sha-256' })],
    [
      'a media type with a parameter',
      'act.payload',
      changed({ exhibits: [{ h: digest('x'), n: 1, ct: 'text/plain; charset=utf-8' }] }),
    ],
    [
      'a seal with the member of an exhibit',
      'act.payload',
      changed({ seals: [{ h: digest('x'), n: 1, ct: 'text/plain' }] }),
    ],
  ];
  files.set(
    'refused.json',
    refused.map(([about, code, entry]) => ({ about, code, entry })),
  );

  // --- What must be refused once the keys are known.

  const signatureBytes = Uint8Array.fromBase64(signature, { alphabet: 'base64url' });
  const keyBytes = Uint8Array.fromBase64(first.publicKey, { alphabet: 'base64url' });
  const signingInput = encodeUtf8(`${header}.${payload}`);
  const signedBy = (bytes: Uint8Array) => `${header}.${payload}.${encodeBase64url(bytes)}`;
  const identity = new Uint8Array(32).with(0, 1);
  const s = numberOf(signatureBytes.subarray(32));
  // With R the identity, S = k·a satisfies [S]B = R + [k]A: a signature that verifiers without a rule on R take.
  const k = numberOf(sha512(new Uint8Array([...identity, ...keyBytes, ...signingInput])));
  const onIdentity = new Uint8Array([...identity, ...bytesOf((k * secretScalar(seed(1))) % ORDER)]);
  const twice = (changedOne: Uint8Array) =>
    parseUtf8(
      assembleAct(
        worded,
        signatures.map((it, index) => ({
          kid: [lower, upper][index]!.kid,
          signature: index === 0 ? changedOne : Uint8Array.fromBase64(it.signature, { alphabet: 'base64url' }),
        })),
      ),
    )!;
  const unopened: [about: string, code: string, entry: string, known: Record<string, string>][] = [
    ['a kid that is not known', 'act.key_unknown', compact.entry, { [second.kid]: second.publicKey }],
    ['one of two kids is not known', 'act.key_unknown', general.entry, { [first.kid]: first.publicKey }],
    ['a signature by another key', 'act.signature', compact.entry, { [first.kid]: second.publicKey }],
    ['another payload', 'act.signature', changed({ iat: plain.iat + 1 }), keys],
    ['another header', 'act.signature', withHeader(headerOf(second.kid)), { [second.kid]: first.publicKey }],
    [
      'S + L for S',
      'act.signature',
      signedBy(new Uint8Array([...signatureBytes.subarray(0, 32), ...bytesOf(s + ORDER)])),
      keys,
    ],
    ['R the identity', 'act.signature', signedBy(onIdentity), keys],
    [
      'the identity as key, R the identity, S = 0',
      'act.signature',
      signedBy(new Uint8Array([...identity, ...new Uint8Array(32)])),
      { [first.kid]: encodeBase64url(identity) },
    ],
    [
      'the first of two signatures made by the second officer',
      'act.signature',
      twice(Uint8Array.fromBase64(two.signature, { alphabet: 'base64url' })),
      keys,
    ],
  ];
  files.set(
    'unopened.json',
    unopened.map(([about, code, entry, known]) => ({ about, code, entry, keys: known })),
  );

  const salted = title.text;
  const array = parseUtf8(Uint8Array.fromBase64(salted, { alphabet: 'base64url' }))!;
  const disclosures: [about: string, code: string, text: string][] = [
    ['padding', 'words.malformed', `${text(`${array} `)}=`],
    ['two elements', 'words.malformed', text(`["${nonce(1)}","title"]`)],
    ['a space', 'words.not_canonical', text(array.replace(',', ', '))],
    ['a fraction', 'words.not_canonical', text(`["${nonce(1)}","title",1.5]`)],
    ['a needless escape', 'words.not_canonical', text(array.replace('grid', '\\u0067rid'))],
    ['a salt of 15 bytes', 'words.salt', text(array.replace(nonce(1), 'AAAAAAAAAAAAAAAAAAAA'))],
    ['a name of the payload', 'words.name', text(array.replace('title', 'body'))],
    ['a name of RFC 9901', 'words.name', text(array.replace('title', '_sd'))],
    ['a name with a space', 'words.name', text(array.replace('title', 'the title'))],
  ];
  files.set(
    'undisclosed.json',
    disclosures.map(([about, code, it]) => ({ about, code, text: it })),
  );

  files.set('names.json', {
    accord: document,
    accordId,
    officers: await Promise.all(
      [1, 2].map(async (n) => ({
        seed: seed(n).toHex(),
        publicKey: encodeBase64url(await edKey(n)),
        kid: (await officer(n)).kid,
      })),
    ),
    policy: encodePolicy(policyOf(accord, accordId)),
    parties: accord.parties.map(({ id, keys: own }) => {
      const origin = originOf(accord, accordId, id);
      return {
        id,
        origin,
        holder: holderName(origin),
        logVkeys: logVkeys(origin, own.log).map(encodeVkey),
        holderVkeys: holderVkeys(origin, own.holder).map(encodeVkey),
        policy: encodePolicy(effectivePolicy(accord, accordId, id)),
      };
    }),
    seal: { salt: seed(9).toHex(), content: parseUtf8(content)!, c: sealContent(seed(9), content) },
  });
  return files;
}

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const numberOf = (littleEndian: Uint8Array) => BigInt(`0x${littleEndian.toReversed().toHex()}`);
const bytesOf = (n: bigint) => Uint8Array.fromHex(n.toString(16).padStart(64, '0')).toReversed();

// RFC 8032 §5.1.5: the scalar of a seed.
function secretScalar(of: Uint8Array): bigint {
  const half = sha512(of).slice(0, 32);
  half[0]! &= 248;
  half[31] = (half[31]! & 127) | 64;
  return numberOf(half);
}

if (import.meta.main) {
  for (const [name, value] of await makeActVectors()) {
    writeFileSync(join(import.meta.dirname, 'act', name), `${JSON.stringify(value, null, 2)}\n`);
  }
}
