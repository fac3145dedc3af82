// A communication check: does the other side answer, in time, what it is sent. The answer repeats the nonce.

import { z } from 'zod';
import { CODE_CHARS_MAX, PartyId } from '#code';
import { commonWords, Text } from '#text';

/** 16 random bytes, base64url. */
const Nonce = z
  .string()
  .max(CODE_CHARS_MAX)
  .regex(/^[A-Za-z0-9_-]{22}$/);

export const contactActs = {
  'contact.check': {
    body: z.strictObject({ to: PartyId, nonce: Nonce }),
    words: z.strictObject({ ...commonWords, title: Text.optional(), statement: Text.optional() }),
    opens: true,
  },
  'contact.answer': {
    body: z.strictObject({ nonce: Nonce }),
    words: z.strictObject({ ...commonWords, statement: Text.optional() }),
  },
} as const;
