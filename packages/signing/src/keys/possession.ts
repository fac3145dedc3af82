// A key proves, to a server and for one challenge, that its holder is here (record/possession.ts says what is signed).

import { possessionMessage } from '@parley/record/possession';
import type { Result } from '@parley/record/refusal';
import { signChecked, type OfficerKey } from '#keys/officer-key';

/** Signs the challenge with the key. */
export function provePossession(
  key: OfficerKey,
  origin: string,
  challenge: Uint8Array,
): Promise<Result<{ signature: Uint8Array }, 'key.refused' | 'key.signature'>> {
  return signChecked(key, possessionMessage(key.publicKey, origin, challenge));
}
