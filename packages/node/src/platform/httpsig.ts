// HTTP message signatures between nodes (RFC 9421), in one strict profile; spec/http.md is its description for other implementations.
//
//     Content-Digest: sha-256=:<base64>:                                        with a body, and only then (RFC 9530)
//     Signature-Input: parley=("@method" "@target-uri" "content-digest");created=1700000000;nonce="…";keyid="…";tag="parley/1"
//     Signature: parley=:<base64 of 64 bytes>:
//
// A signature says who asks, and with that who may read. It says nothing about content: checkpoints and acts authenticate themselves.
// An attacker on the path sees requests and may send them again, elsewhere, later or changed. Elsewhere fails by @target-uri, which is
// built from our own addresses and never from the Host header; later fails by created and nonce; changed fails by the digest.
//
// RFC 9421 lets a sender write one statement in many ways. Here a header is its own canonical form or it is refused, so that what was
// signed is rebuilt from the very characters that arrived. Times are real time, also where an accord's clock is scripted.

import { createHash } from 'node:crypto';
import { encodeBase64, parseBase64 } from '@parley/record/base64';
import { refuse, type Result } from '@parley/record/refusal';
import type { Sign, Suite } from '@parley/record/suite';
import type { SignatureCode } from '@parley/api/refusals';

export const TAG = 'parley/1';

/** How far apart the two clocks may be. */
export const SKEW_SECONDS_MAX = 300;

/** A nonce is good once: twice the skew, because `created` may lie that far ahead. */
export const NONCE_MEMORY_SECONDS = 2 * SKEW_SECONDS_MAX;

/** Nonces kept of one key in one memory period: 300 requests a second, sustained. Only the key's holder can fill it. */
export const NONCES_MAX = 180_000;

const LABEL = 'parley';
const HEADER_CHARACTERS_MAX = 1024;

/** A request as it stands on the wire. `target` is the request target, from the first slash; header values as received. */
export type IncomingRequest = {
  method: string;
  target: string;
  headers: { [name: string]: string | string[] | undefined };
  body: Uint8Array | undefined;
};

export type HttpKey = { party: string; publicKey: Uint8Array };

export type Verifier = {
  /** Addresses at which this node is asked, scheme and authority, perhaps a path, without a slash at the end. */
  addresses: readonly string[];
  keyOf: (kid: string) => HttpKey | undefined;
  nonces: NonceMemory;
  /** Real time, Unix milliseconds. */
  now: () => number;
};

type Components = { '@method': string; '@target-uri': string; 'content-digest'?: string };
type ComponentName = keyof Components;

type Input = {
  label: string;
  components: ComponentName[];
  params: string;
  created: number;
  nonce: string;
  keyid: string;
};

/**
 * The headers that sign a request. `url` is absolute, as the request line and the counterpart's address make it; `created` Unix
 * seconds; `nonce` 22 to 64 characters of base64url, never used before.
 */
export async function signRequest(
  request: { method: string; url: string; body: Uint8Array | undefined },
  signer: { kid: string; sign: Sign },
  created: number,
  nonce: string,
): Promise<Record<string, string>> {
  const components: Components = { '@method': request.method, '@target-uri': request.url };
  if (request.body !== undefined) components['content-digest'] = contentDigest(request.body);
  const names = Object.keys(components) as ComponentName[];
  const params = `(${names.map((name) => `"${name}"`).join(' ')});created=${created};nonce="${nonce}";keyid="${signer.kid}";tag="${TAG}"`;
  const signature = await signer.sign(signatureBase(components, names, params));
  return {
    ...(components['content-digest'] !== undefined && { 'content-digest': components['content-digest'] }),
    'signature-input': `${LABEL}=${params}`,
    signature: `${LABEL}=:${encodeBase64(signature)}:`,
  };
}

/** Who signed this request for this node just now, or why nobody did. The nonce is spent only by a valid signature. */
export async function openRequest(
  request: IncomingRequest,
  verifier: Verifier,
  suite: Suite,
): Promise<Result<{ party: string }, SignatureCode | 'http.busy'>> {
  const read = parseSignature(request);
  if (!read.ok) return read;
  const { input, signature } = read;
  const key = verifier.keyOf(input.keyid);
  if (key === undefined)
    return refuse('httpsig.key_unknown', `verify a signed request: no party has the http key ${input.keyid}`);
  const now = Math.floor(verifier.now() / 1000);
  if (Math.abs(now - input.created) > SKEW_SECONDS_MAX) {
    return refuse(
      'httpsig.clock_skew',
      `verify a signed request: it was created at ${input.created}, this node’s clock reads ${now}, at most ${SKEW_SECONDS_MAX} seconds apart are taken`,
      { time: now },
    );
  }
  let digest: string | undefined;
  if (request.body !== undefined) {
    digest = contentDigest(request.body);
    if (request.headers['content-digest'] !== digest)
      return refuse('httpsig.digest', 'verify a signed request: Content-Digest is not the sha-256 of the body');
  }
  if (!(await verifies(request, verifier.addresses, input, digest, key, signature, suite))) {
    return refuse(
      'httpsig.invalid',
      'verify a signed request: the signature does not verify for this method, this body and an address of this node',
    );
  }
  switch (verifier.nonces.spend(input.keyid, input.nonce, now)) {
    case 'new':
      return { ok: true, party: key.party };
    case 'spent':
      return refuse('httpsig.replayed', 'verify a signed request: its nonce was used before, expected a new one');
    case 'full':
      return refuse('http.busy', `verify a signed request: more than ${NONCES_MAX} requests of one key in ten minutes`);
  }
}

// The request was sent to one of our addresses; which one only its sender knows, and the Host header is not to be believed.
async function verifies(
  request: IncomingRequest,
  addresses: readonly string[],
  input: Input,
  digest: string | undefined,
  key: HttpKey,
  signature: Uint8Array,
  suite: Suite,
): Promise<boolean> {
  for (const address of addresses) {
    const components: Components = {
      '@method': request.method,
      '@target-uri': address + request.target,
      ...(digest !== undefined && { 'content-digest': digest }),
    };
    const base = signatureBase(components, input.components, input.params);
    if (await suite.ed25519(key.publicKey, base, signature)) return true;
  }
  return false;
}

// RFC 9421 §2.5. Component values hold no line feed: method and target come from the request line, the digest from our own hash.
function signatureBase(components: Components, names: ComponentName[], params: string): Uint8Array {
  const lines = names.map((name) => `"${name}": ${components[name]!}\n`);
  return Buffer.from(`${lines.join('')}"@signature-params": ${params}`, 'utf8');
}

/** RFC 9530, one algorithm: `sha-256=:…:`. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

// sf-dictionary with one inner list; strings without escapes; each parameter once, in any order. RFC 8941 §3.
const INPUT =
  /^([a-z*][a-z0-9_.*-]{0,63})=(\(("[a-z@-]+"(?: "[a-z@-]+")*)\)((?:;[a-z]+=(?:"[ !#-[\]-~]*"|-?[0-9]{1,15}))*))$/;
const PARAMETER = /;([a-z]+)=("[^"]*"|-?[0-9]+)/g;
const SIGNATURE = /^([a-z*][a-z0-9_.*-]{0,63})=:([A-Za-z0-9+/]{86}==):$/;
const NONCE = /^[A-Za-z0-9_-]{22,64}$/;
const PARAMETERS = ['created', 'nonce', 'keyid', 'tag'];

/** The one signature of a request, read strictly; nothing is verified. Never throws, whatever the headers are. */
export function parseSignature(
  request: IncomingRequest,
): Result<{ input: Input; signature: Uint8Array }, SignatureCode> {
  const inputText = request.headers['signature-input'];
  const signatureText = request.headers['signature'];
  if (inputText === undefined && signatureText === undefined)
    return refuse('httpsig.missing', 'verify a signed request: it has no Signature-Input and Signature');
  if (typeof inputText !== 'string' || typeof signatureText !== 'string')
    return malformed('expected one Signature-Input and one Signature');
  if (inputText.length > HEADER_CHARACTERS_MAX)
    return malformed(`Signature-Input has over ${HEADER_CHARACTERS_MAX} characters`);
  const match = INPUT.exec(inputText);
  if (match === null) return malformed('Signature-Input is not one inner list with parameters in canonical form');
  const [, label, params, list, rest] = match as unknown as [string, string, string, string, string];
  const signed = SIGNATURE.exec(signatureText);
  const signature = signed === null ? undefined : parseBase64(signed[2]!);
  if (signature === undefined || signed![1] !== label)
    return malformed('Signature is not one byte sequence of 64 bytes under the same label');

  const components = list.slice(1, -1).split('" "');
  const expected =
    request.body === undefined ? ['@method', '@target-uri'] : ['@method', '@target-uri', 'content-digest'];
  if (components.length !== expected.length || !expected.every((name) => components.includes(name))) {
    return refuse(
      'httpsig.components',
      `verify a signed request: it covers ${list}, expected exactly ${expected.join(', ')}`,
    );
  }

  const found = new Map<string, string>();
  for (const [, name, value] of rest.matchAll(PARAMETER)) {
    if (found.has(name!)) return malformed(`the parameter ${name} occurs twice`);
    found.set(name!, value!);
  }
  const known = (name: string) => PARAMETERS.includes(name) || (name === 'alg' && found.get('alg') === '"ed25519"');
  const created = /^[0-9]{1,12}$/.test(found.get('created') ?? '') ? Number(found.get('created')) : undefined;
  const nonce = unquote(found.get('nonce'));
  const keyid = unquote(found.get('keyid'));
  if (![...found.keys()].every(known)) return wrong('created, nonce, keyid, tag and at most alg="ed25519"');
  if (created === undefined) return wrong('created, a Unix time in seconds');
  if (nonce === undefined || !NONCE.test(nonce)) return wrong('nonce, 22 to 64 characters of base64url');
  if (keyid === undefined || keyid === '') return wrong('keyid, the thumbprint of the http key');
  if (unquote(found.get('tag')) !== TAG) return wrong(`tag="${TAG}"`);
  return {
    ok: true,
    input: { label, components: components as ComponentName[], params, created, nonce, keyid },
    signature,
  };
}

function unquote(value: string | undefined): string | undefined {
  return value?.startsWith('"') ? value.slice(1, -1) : undefined;
}

function malformed(fact: string) {
  return refuse<SignatureCode>('httpsig.malformed', `verify a signed request: ${fact}`);
}

function wrong(expected: string) {
  return refuse<SignatureCode>('httpsig.parameters', `verify a signed request: expected the parameters ${expected}`);
}

/**
 * Which nonces were used, a key at a time, for ten to twenty minutes: two generations, the older dropped every ten. In memory only: after a
 * restart a captured request could be made once more within its ten minutes, which reads what its sender may read and changes nothing.
 */
export class NonceMemory {
  #keys = new Map<string, { since: number; young: Set<string>; old: Set<string> }>();

  /** Unix seconds of real time. A nonce is spent by asking. */
  spend(kid: string, nonce: string, now: number): 'new' | 'spent' | 'full' {
    let memory = this.#keys.get(kid);
    if (memory === undefined) {
      memory = { since: now, young: new Set(), old: new Set() };
      this.#keys.set(kid, memory);
    }
    if (now - memory.since >= NONCE_MEMORY_SECONDS) {
      memory.old = now - memory.since < 2 * NONCE_MEMORY_SECONDS ? memory.young : new Set();
      memory.young = new Set();
      memory.since = now;
    }
    if (memory.young.has(nonce) || memory.old.has(nonce)) return 'spent';
    if (memory.young.size >= NONCES_MAX) return 'full';
    memory.young.add(nonce);
    return 'new';
  }
}
