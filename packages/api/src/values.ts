// Values that occur all over the answers. Times are Unix seconds, as in acts and cosignatures; ids, roots and digests are text in the
// spelling of the record.

import { z } from 'zod';

export const ActId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('Act id: unpadded base64url of the Merkle leaf hash of the entry (RFC 6962 §2.1).');

export const PartyId = z
  .string()
  .regex(/^[a-z0-9-]{1,16}$/)
  .describe('Party id, as the accord names it.');

export const Origin = z
  .string()
  .min(1)
  .max(240)
  .describe('Origin of a log: <party domain>/parley/<accord id>/<party id>.');

export const Kid = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('Key id: RFC 7638 thumbprint of an Ed25519 key, unpadded base64url.');

export const Digest = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('SHA-256, unpadded base64url.');

export const Seconds = z.int().describe('Unix time in whole seconds.');

export const Index = z.int().min(0).describe('Position of an entry in its log, from 0.');

export const Size = z.int().min(0).describe('Number of entries of a log.');

export const JsonObject = z
  .record(z.string(), z.unknown())
  .describe('A JSON object whose members are the docket’s; see spec/acts.');

export const Text = z.record(z.string(), z.string()).describe('The same text in one or more languages, by BCP 47 tag.');
