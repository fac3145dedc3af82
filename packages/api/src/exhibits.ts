// The content of exhibits: bytes by their SHA-256, put by an officer's client before or after the act that commits to them, and read again. The
// node never looks inside, and never says that they are anything but bytes to be saved.

import { z } from 'zod';
import { Digest, PartyId, Seconds } from './values.ts';

/** Bytes of one content, at most. */
export const CONTENT_BYTES_MAX = 1_048_576;

/** Content that no act commits to is deleted after this many seconds: seven days. */
export const UNCOMMITTED_KEPT_S = 604_800;

export const contentName = z.strictObject({ digest: Digest.describe('SHA-256 of the content, unpadded base64url.') });

export const ContentPut = z
  .object({
    digest: Digest,
    bytes: z.int().min(0).max(CONTENT_BYTES_MAX),
    again: z.boolean().describe('The node had this very content before.'),
    keptUntil: Seconds.optional().describe(
      'When it is deleted unless an act commits to it by then; absent if one does already.',
    ),
  })
  .describe('The content is durable on this node, and its digest is right.');

export type ContentPut = z.infer<typeof ContentPut>;

export const ContentWanted = z
  .object({
    digest: Digest,
    bytes: z.int().min(0).describe('As the act says.'),
    party: PartyId.describe('Whose act commits to it, and who is asked for it.'),
    act: Digest.describe('Id of that act.'),
    tries: z.int().min(0).describe('Attempts that came to nothing.'),
    refusal: z.object({ code: z.string(), detail: z.string() }).optional().describe('What came of the last attempt.'),
  })
  .describe('Content that was addressed to us and is not here.');

export const ExhibitsHealth = z
  .object({
    contents: z.int().min(0).describe('Contents held, whole and right.'),
    bytes: z.int().min(0).describe('Their bytes together.'),
    wanted: z.int().min(0).describe('Contents addressed to us that are not here yet.'),
    waiting: z.array(ContentWanted).describe('The first of these.'),
    erased: z.int().min(0).describe('Acts of erasure that this node has carried out.'),
    registrar: z
      .enum(['in-office', 'not-appointed'])
      .describe('Whether our log has appointed the key by which this node says what it holds.'),
    unsaid: z.int().min(0).describe('What the registrar still has to say: content held, checks of contact answered.'),
    refusal: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .describe('Why the last act of the registrar was refused.'),
  })
  .describe('The content of exhibits, and the registrar.');

export type ExhibitsHealth = z.infer<typeof ExhibitsHealth>;
