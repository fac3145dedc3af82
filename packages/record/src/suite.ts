// The two signature algorithms, as functions that the caller supplies: every open…() takes a suite as its last argument, always.
// A node may give its own (synchronous, or in worker threads); browsers and tools take the platform's.

import { webEd25519, type Verify } from './ed25519.ts';
import { webMlDsa44 } from './mldsa.ts';

/** Signs `message` with a key that only the maker of the function knows. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** `ed25519` must follow the rule of ed25519.ts: wrap a foreign verifier in `strictEd25519`. */
export type Suite = { ed25519: Verify; mlDsa44: Verify };

/** The platform's Web Cryptography. */
export const webSuite: Suite = { ed25519: webEd25519, mlDsa44: webMlDsa44 };
