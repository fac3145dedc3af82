// What is known of an exhibit: which contents acts committed to, and what became of each where it went.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import type { exhibitActs } from '#exhibit/acts';
import type { SubjectState } from '#kind';

export type ExhibitBody<Type extends keyof typeof exhibitActs> = z.infer<(typeof exhibitActs)[Type]['body']>;

/** That a content is here, whole. `coveredAt`: when that was provable; `seal`: of a disclosure, what the holder found. */
export type Held = { id: string; index: number; coveredAt: number | null; seal: 'opens' | 'does-not-open' | null };

/** A content that an act committed to: the deposit, or a disclosure. `digest`: its SHA-256, base64url; `bytes`: its size. */
export type Content = {
  id: string;
  index: number;
  from: { key: string; iat: number };
  by: 'deposit' | 'disclosure';
  digest: string;
  bytes: number;
  mediaType: string;
  to: string[];
  /** of a disclosure: why, and the act that is said to have met the condition of the seal */
  reason: string | null;
  met: string | null;
  noteOpening: boolean;
  reportUse: boolean;
  retainUntil: string | null;
  /** by the other side; null: it has not said so */
  held: Held | null;
};

export type ExhibitState = SubjectState & {
  kind: 'exhibit';
  from: { key: string; iat: number };
  exhibit: JsonObject;
  /** `bytes`: the class of the size; null: it was deposited openly */
  seal: { digest: string; bytes: number; mediaType: string } | null;
  contents: Content[];
  opened: { id: string; index: number; desk: string }[];
  uses: { id: string; index: number; uses: string[] }[];
  withdrawn: { id: string; index: number; reason: string; servedAt: number | null } | null;
  destroyed: { id: string; party: string; index: number; digest: string; on: string; reason: string; method: string }[];
};

/** The first content with that digest which is for the party and not yet said to be held. */
export function awaited({ contents }: ExhibitState, party: string, digest: string): Content | undefined {
  return contents.find((one) => one.held === null && one.digest === digest && one.to.includes(party));
}
