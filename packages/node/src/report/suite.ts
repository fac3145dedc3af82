// Signatures at once, without going through promises: in a worker that does nothing else that is the fastest. The rule for Ed25519 is record's own
// and stands in front.

import { strictEd25519 } from '@parley/record/ed25519';
import { webMlDsa44 } from '@parley/record/mldsa';
import type { Suite } from '@parley/record/suite';
import { fastestEd25519, type VerifyNow } from '../platform/ed25519.ts';

/** Whose code it is, is looked for with the first signature: most commands check none. */
let verify: VerifyNow | undefined;

export const nodeSuite: Suite = {
  ed25519: strictEd25519((publicKey, message, signature) => {
    verify ??= fastestEd25519().verify;
    return verify(publicKey, message, signature);
  }),
  mlDsa44: webMlDsa44,
};
