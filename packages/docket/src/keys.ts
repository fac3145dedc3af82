// With which keys an entry is opened: those its own log introduced at an earlier index. An appointment introduces its key whether or
// not it takes effect, so what opens depends on the log alone and never changes afterwards; whether the officer had the power to sign is
// another question (authority.ts).

import type { Accord } from '@parley/record/accord';
import type { VerifiedAct } from '@parley/record/act';
import { parseBase64url } from '@parley/record/base64';
import { partyOf, thumbprint } from '@parley/record/key';

/** The keys that open the first entry of a party's log, by kid: its root key. Throws RangeError for a party the accord lacks. */
export function rootKeys(accord: Accord, party: string): Map<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  introduce(keys, partyOf(accord, party).keys.root);
  return keys;
}

/** Adds the key that an act of the log introduces, if it introduces one. Call it for each opened act, in order of index. */
export function introduceKeys(keys: Map<string, Uint8Array>, act: VerifiedAct): void {
  const { type, body } = act.payload;
  if (type === 'officer.appoint' || (type === 'party.rekey' && body['role'] === 'root')) {
    if (typeof body['key'] === 'string') introduce(keys, body['key']);
  }
}

function introduce(keys: Map<string, Uint8Array>, text: string): void {
  const key = parseBase64url(text);
  if (key?.length === 32) keys.set(thumbprint(key), key);
}
