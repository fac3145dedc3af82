// Certificates: those that an operator gives, read with the sentences that an operator needs; and one of our own making, signed by itself, for
// nodes that are known by its public key alone (spec/http.md §5).
//
// The certificate that is made is X.509 v3 (RFC 5280): ECDSA on P-256 with SHA-256, which every TLS library and browser takes, a random serial
// number, the names as alternative names, ten years. Those who pin it look at nothing but its key.

import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { refuse, type Result } from '@parley/record/refusal';

/** PEM. */
export type KeyAndCertificate = { key: string; cert: string };

export type CertificateCode = 'start.tls';

const DAY_MS = 86_400_000;
const VALID_MS = 3650 * DAY_MS;

/** Reads a private key and its certificate, with what chains to an authority behind it, both in PEM. */
export function readCertificate(files: {
  keyFile: string;
  certFile: string;
}): Result<{ tls: KeyAndCertificate; certificate: X509Certificate }, CertificateCode> {
  const { keyFile, certFile } = files;
  let key: string;
  let cert: string;
  try {
    if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o007) !== 0)
      return refuse(
        'start.tls',
        `${keyFile} may be read by everybody: make it readable by its owner alone (chmod 600)`,
      );
    key = readFileSync(keyFile, 'utf8');
    cert = readFileSync(certFile, 'utf8');
  } catch (fault) {
    const { code, path } = fault as NodeJS.ErrnoException;
    return refuse('start.tls', `cannot read ${path ?? certFile} (${code ?? 'unknown'}): node.json names it under tls`);
  }
  let certificate: X509Certificate;
  let privateKey: KeyObject;
  try {
    certificate = new X509Certificate(cert);
  } catch {
    return refuse('start.tls', `${certFile} is no certificate: expected PEM, the node’s own first`);
  }
  try {
    privateKey = createPrivateKey(key);
  } catch {
    return refuse('start.tls', `${keyFile} is no private key: expected PEM without a passphrase`);
  }
  if (!certificate.checkPrivateKey(privateKey))
    return refuse(
      'start.tls',
      `the key in ${keyFile} is not that of the certificate in ${certFile}: they come in pairs`,
    );
  return { ok: true, tls: { key, cert }, certificate };
}

/** Makes a key and a certificate for the names, DNS or IP, that signs itself. `now`: Unix milliseconds. */
export function makeCertificate(names: readonly string[], now: number): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(OID_COMMON_NAME, der(0x0c, Buffer.from(names[0]!.slice(0, 64))))));
  const alternatives = names.map((text) =>
    isIP(text) === 0 ? der(0x82, Buffer.from(text, 'ascii')) : der(0x87, ipBytes(text)),
  );
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40; // positive, and not shortened by a zero
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ECDSA_SHA256,
    name,
    sequence(time(now - DAY_MS), time(now + VALID_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(OID_ALTERNATIVE_NAMES, der(0x04, sequence(...alternatives))))),
  );
  const signature = sign('sha256', signed, privateKey);
  const certificate = sequence(signed, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

// DER (X.690): tag, length, content.
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length]), digits, content]);
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const set = (...parts: Uint8Array[]): Buffer => der(0x31, ...parts);

const OID_COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));
const OID_ALTERNATIVE_NAMES = der(0x06, Buffer.from('551d11', 'hex'));
const ECDSA_SHA256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));

// UTCTime until 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5).
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return digits < '2050' ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

function ipBytes(text: string): Buffer {
  if (isIP(text) === 4) return Buffer.from(text.split('.').map(Number));
  // As the URL standard writes it: no embedded IPv4, one gap at most.
  const [head = '', tail] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'));
  const front = groups(head);
  const back = groups(tail);
  const all = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
