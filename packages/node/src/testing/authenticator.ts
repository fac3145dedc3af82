// An authenticator in software (WebAuthn Level 3 §6), for tests: discoverable Ed25519 credentials, attestation `none`, its holder always verified
// unless a test says otherwise. The real ones are met in a browser, by the tests of the console.

import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

type Credential = { id: Buffer; rpId: string; user: string; privateKey: KeyObject; cose: Buffer; counter: number };

/** What a test may get wrong: the page’s origin, user verification, the kind of ceremony that the client data names. */
export type Slip = { origin?: string; verified?: boolean; type?: string; challenge?: string };

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

export class Authenticator {
  #origin: string;
  #credentials: Credential[] = [];

  /** `origin`: of the page that uses it. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** As `navigator.credentials.create`, its answer as JSON. */
  create(options: { [member: string]: unknown }, slip: Slip = {}) {
    const { challenge, rp, user } = options as { challenge: string; rp: { id: string }; user: { id: string } };
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
    // COSE (RFC 9053): { 1: OKP, 3: EdDSA, -1: Ed25519, -2: x }
    const cose = Buffer.concat([Buffer.from('a4010103272006215820', 'hex'), key]);
    const credential = { id: randomBytes(20), rpId: rp.id, user: user.id, privateKey, cose, counter: 0 };
    this.#credentials.push(credential);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(credential.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, credential.id, cose]);
    const data = Buffer.concat([head(credential, flags(slip) | ATTESTED), attested]);
    return {
      ...named(credential),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, slip).toString('base64url'),
        attestationObject: attestationNone(data).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** As `navigator.credentials.get`: the newest credential that fits. */
  get(options: { [member: string]: unknown }, slip: Slip = {}) {
    const { challenge, rpId, allowCredentials } = options as {
      challenge: string;
      rpId: string;
      allowCredentials?: { id: string }[];
    };
    const allowed = allowCredentials?.length ? allowCredentials.map(({ id }) => id) : undefined;
    const credential = this.#credentials.findLast(
      ({ id, rpId: at }) => at === rpId && (allowed === undefined || allowed.includes(id.toString('base64url'))),
    );
    if (credential === undefined) throw new Error('the authenticator has no passkey that fits');
    credential.counter++;
    const data = head(credential, flags(slip));
    const clientData = this.#clientData('webauthn.get', challenge, slip);
    const signature = sign(null, Buffer.concat([data, sha256(clientData)]), credential.privateKey);
    return {
      ...named(credential),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: credential.user,
      },
    };
  }

  #clientData(type: string, challenge: string, slip: Slip): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: slip.type ?? type,
        challenge: slip.challenge ?? challenge,
        origin: slip.origin ?? this.#origin,
        crossOrigin: false,
      }),
    );
  }
}

function named({ id }: Credential) {
  const text = id.toString('base64url');
  return { id: text, rawId: text, type: 'public-key' as const, clientExtensionResults: {} };
}

function flags({ verified = true }: Slip): number {
  return verified ? PRESENT | VERIFIED : PRESENT;
}

function head({ rpId, counter }: Credential, bits: number): Buffer {
  const rest = Buffer.alloc(5);
  rest.writeUInt8(bits, 0);
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(Buffer.from(rpId)), rest]);
}

/** CBOR of { "fmt": "none", "attStmt": {}, "authData": data }. */
function attestationNone(data: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  return Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from('fmt'),
    Buffer.from([0x64]),
    Buffer.from('none'),
    Buffer.from([0x67]),
    Buffer.from('attStmt'),
    Buffer.from([0xa0, 0x68]),
    Buffer.from('authData'),
    Buffer.from([0x59]),
    length,
    data,
  ]);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
