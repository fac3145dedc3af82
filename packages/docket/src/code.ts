// The only strings that may stand in the body of an act: enums, and the patterns below. A body is in the log for ever and may never
// be withheld, so nothing in it can name a person or carry prose: every pattern is ASCII, anchored, and at most 64 characters
// long (2-record §2). A test walks the schema of every act type and holds it to this.

import { z } from 'zod';

/** No string in a body is longer than this. */
export const CODE_CHARS_MAX = 64;

const pattern = (regex: RegExp) => z.string().max(CODE_CHARS_MAX).regex(regex);

/** An act's id: its Merkle leaf hash, base64url, 32 bytes. */
export const ActId = pattern(/^[A-Za-z0-9_-]{43}$/);

/** A SHA-256 digest or a 32-byte public key, base64url. */
export const Bytes32 = pattern(/^[A-Za-z0-9_-]{43}$/);

/** An officer's key id: the RFC 7638 thumbprint of the key. */
export const Kid = pattern(/^[A-Za-z0-9_-]{43}$/);

/** An accord's id: SHA-256 of the founding document, lowercase unpadded base32. */
export const AccordId = pattern(/^[a-z2-7]{52}$/);

/** A party's id within its accord. */
export const PartyId = pattern(/^[a-z0-9-]{1,16}$/);

/** A word of a closed vocabulary that the accord, not this package, keeps: an office, a sector, a unit, a commitment. */
export const Code = pattern(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** A language, BCP 47: `en`, `zh-Hans`. */
export const Language = pattern(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/);

/** A calendar day, `YYYY-MM-DD`; that the day exists is checked where days are counted and by `isDay`. */
export const Day = pattern(/^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/);

/** A moment: integer seconds since 1970-01-01T00:00:00Z, up to the year 9999. */
export const Seconds = z.int().min(0).max(253_402_300_799);

/** The number of a point, a victim, a layer, a figure …: what joins a member of the body to its words. */
export const Ordinal = z.int().min(1).max(999);

/** True if the numbers of the items are all different: what `points`, `victims` and the like demand. */
export function distinctNumbers(items: readonly { no: number }[]): boolean {
  return new Set(items.map((item) => item.no)).size === items.length;
}

/** A numbered list of at most 200 items without a repeated number. */
export function numbered<Item extends z.ZodType<{ no: number }>>(item: Item) {
  return z.array(item).max(200).refine(distinctNumbers, { message: 'each number once' });
}
