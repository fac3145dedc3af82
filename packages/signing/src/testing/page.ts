// What a test page runs in a browser: the checks on the record's vectors, and keys of the browser's own. The driver calls these by name.

import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519 } from '@parley/record/ed25519';
import { createBrowserKey, listBrowserKeys, openBrowserKey, removeBrowserKey } from '#keys/browser-key';
import { provePossession } from '#keys/possession';
import { check, type Material } from '#testing/checks';

const run = {
  check: (material: Material) => check(material),

  async create(label: string, now: number): Promise<string> {
    const created = await createBrowserKey(label, now);
    return created.ok ? created.made.key.kid : created.refusal.code;
  },

  async list(): Promise<string[]> {
    const listed = await listBrowserKeys();
    return listed.ok
      ? listed.keys.map(({ key, label, madeAt }) => `${key.kid} ${label} ${madeAt}`)
      : [listed.refusal.code];
  },

  /** base64url of the public key and of the proof. */
  async prove(kid: string, challenge: string): Promise<string[]> {
    const opened = await openBrowserKey(kid);
    if (!opened.ok) return [opened.refusal.code];
    const proof = await provePossession(opened.key, location.origin, parseBase64url(challenge)!);
    if (!proof.ok) return [proof.refusal.code];
    return [encodeBase64url(opened.key.publicKey), encodeBase64url(proof.signature)];
  },

  async signs(kid: string): Promise<boolean> {
    const opened = await openBrowserKey(kid);
    if (!opened.ok) return false;
    const message = encodeUtf8('a message');
    return webEd25519(opened.key.publicKey, message, await opened.key.sign(message));
  },

  async remove(kid: string): Promise<string> {
    const removed = await removeBrowserKey(kid);
    return removed.ok ? 'removed' : removed.refusal.code;
  },

  /** What a script on the page gets out of the store when it tries to take the private keys: the names of what was thrown. */
  async steal(): Promise<string[]> {
    const stored = await new Promise<{ privateKey: CryptoKey }[]>((resolve, reject) => {
      const request = indexedDB.open('parley-keys');
      request.addEventListener('error', () => reject(new Error('opening the store', { cause: request.error })));
      request.addEventListener('success', () => {
        const all = request.result.transaction('officer-keys').objectStore('officer-keys').getAll();
        all.addEventListener('success', () => {
          request.result.close();
          resolve(all.result as { privateKey: CryptoKey }[]);
        });
      });
    });
    const outcomes: string[] = [];
    for (const { privateKey } of stored) {
      for (const format of ['pkcs8', 'jwk'] as const) {
        outcomes.push(
          await crypto.subtle.exportKey(format, privateKey).then(
            () => 'taken',
            (fault: Error) => fault.name,
          ),
        );
      }
    }
    return outcomes;
  },
};

Object.assign(globalThis, { run });
