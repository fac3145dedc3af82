// The passkey, and the officer's key with the proof that it is held. The key is kept before the node hears of it: an answer that is lost must not
// leave an officer in office whose key nobody has.

import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { provePossession } from '@parley/signing/keys/possession';
import { call, type Answer } from '#api/call';
import { makePasskey } from '#api/passkey';
import { taken } from '#api/taken';
import { makeKey } from '#keys/keys';

export async function enrol(): Promise<Answer<'enrol'>> {
  const { options, keyChallenge } = await call('enrolmentOptions', {});
  const credential = await makePasskey(options);
  if (keyChallenge === null) return call('enrol', { body: { credential } });
  const key = await makeKey();
  const { signature } = taken(await provePossession(key, location.origin, parseBase64url(keyChallenge)!));
  return call('enrol', {
    body: {
      credential,
      key: { publicKey: encodeBase64url(key.publicKey), signature: encodeBase64url(signature) },
    },
  });
}
