// Officers' keys in a browser: made by Web Cryptography so that no script can take the private part out, and kept in IndexedDB, which holds the key
// itself and not its bytes. Who controls the page can sign with such a key while the officer is there; nobody can carry it away.
//
// A browser may forget a site's storage. A key that is gone is an ordinary afternoon: the officer is relieved of it and appointed with another.

import { encodeBase64url } from '@parley/record/base64';
import { thumbprint } from '@parley/record/key';
import { refuse, type Result } from '@parley/record/refusal';
import { officerKey, type OfficerKey } from '#keys/officer-key';

/** A key of this browser. `label`: what its owner calls the device; `madeAt` in seconds. */
export type BrowserKey = { key: OfficerKey; label: string; madeAt: number };

export type BrowserKeyCode = 'key.no_store' | 'key.unsupported' | 'key.unknown';

type Kept = { kid: string; publicKey: Uint8Array; privateKey: CryptoKey; label: string; madeAt: number };

const DATABASE = 'parley-keys';
const VERSION = 1;
const STORE = 'officer-keys';

/** Makes a key that cannot be exported, and keeps it. `now` in seconds. */
export async function createBrowserKey(
  label: string,
  now: number,
): Promise<Result<{ made: BrowserKey }, BrowserKeyCode>> {
  let pair: CryptoKeyPair;
  try {
    pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault;
    return refuse('key.unsupported', 'making a key: this browser cannot make Ed25519 keys: use one that is up to date');
  }
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return keep({ kid: thumbprint(publicKey), publicKey, privateKey: pair.privateKey, label, madeAt: now });
}

/**
 * Keeps a key that somebody else made, and may therefore have too: those of a demonstration, and no others. Whether both halves, 32 bytes each, belong
 * together, the browser checks. A key that is here already stays as it is.
 */
export async function importBrowserKey(
  { publicKey, seed }: { publicKey: Uint8Array; seed: Uint8Array },
  label: string,
  now: number,
): Promise<Result<{ made: BrowserKey }, BrowserKeyCode>> {
  const known = await within<Kept | undefined>('readonly', (store) => store.get(thumbprint(publicKey)));
  if (!known.ok) return known;
  if (known.value !== undefined) return { ok: true, made: opened(known.value) };
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(publicKey), d: encodeBase64url(seed) };
  let privateKey: CryptoKey;
  try {
    privateKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault;
    return refuse(
      'key.unsupported',
      'keeping a key: this browser takes no such Ed25519 key: use one that is up to date',
    );
  }
  return keep({ kid: thumbprint(publicKey), publicKey, privateKey, label, madeAt: now });
}

async function keep(kept: Kept): Promise<Result<{ made: BrowserKey }, BrowserKeyCode>> {
  const stored = await within('readwrite', (store) => store.put(kept));
  return stored.ok ? { ok: true, made: opened(kept) } : stored;
}

/** The keys of this browser, the oldest first. */
export async function listBrowserKeys(): Promise<Result<{ keys: BrowserKey[] }, BrowserKeyCode>> {
  const found = await within<Kept[]>('readonly', (store) => store.getAll());
  if (!found.ok) return found;
  return { ok: true, keys: found.value.toSorted((a, b) => a.madeAt - b.madeAt).map(opened) };
}

/** The key of that kid. */
export async function openBrowserKey(kid: string): Promise<Result<{ key: OfficerKey }, BrowserKeyCode>> {
  const found = await within<Kept | undefined>('readonly', (store) => store.get(kid));
  if (!found.ok) return found;
  return found.value === undefined ? unknown(kid) : { ok: true, key: opened(found.value).key };
}

/** Forgets a key for good. */
export async function removeBrowserKey(kid: string): Promise<Result<object, BrowserKeyCode>> {
  const known = await openBrowserKey(kid);
  if (!known.ok) return known;
  const removed = await within('readwrite', (store) => store.delete(kid));
  return removed.ok ? { ok: true } : removed;
}

function opened({ publicKey, privateKey, label, madeAt }: Kept): BrowserKey {
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message as Uint8Array<ArrayBuffer>));
  return { key: officerKey(publicKey, sign), label, madeAt };
}

function unknown(kid: string) {
  return refuse<BrowserKeyCode>(
    'key.unknown',
    `looking for a key: this browser has none of the kid ${kid}: sign in on the device where it was made, or have another one appointed`,
  );
}

/** One request in a transaction of its own; it is done when the transaction is, and not before. */
async function within<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Result<{ value: Value }, BrowserKeyCode>> {
  let database: IDBDatabase;
  try {
    database = await openStore();
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return refuse('key.no_store', `opening this browser’s key store: ${reason}: private windows often have none`);
  }
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.addEventListener('complete', () => resolve({ ok: true, value: request.result }));
      transaction.addEventListener('abort', () =>
        reject(new Error('using this browser’s key store', { cause: transaction.error })),
      );
    });
  } finally {
    database.close();
  }
}

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'kid' }));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('it cannot be opened')));
    request.addEventListener('blocked', () =>
      reject(new Error('another page of this site holds it open in an older version')),
    );
  });
}
