// The platform's own SHA-256 in place of the portable one: importing this file is enough. A server hashes every act, every disclosure and
// every state of a subject; a browser, which has no synchronous SHA-256, hashes the few that it shows.

import { hash } from 'node:crypto';
import { provideSha256 } from '@parley/record/hash';

provideSha256((message) => {
  const { buffer, byteOffset, length } = hash('sha256', message, 'buffer');
  return new Uint8Array(buffer, byteOffset, length);
});
