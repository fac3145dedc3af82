// An entry as the rules of a kind read it.

import type { PlacedEntry } from '#entry';
import type { Said } from '#kind';

/** Throws for an entry that was not opened: such an entry has been disregarded before. */
export function said({ id, party, index, act, place }: PlacedEntry): Said {
  if (act === undefined) throw new Error(`reading the entry at ${party} ${index}: it was not opened`);
  const { type, iat, body, exhibits, seals } = act.payload;
  const exhibit = exhibits?.[0];
  const seal = seals?.[0];
  return {
    id,
    party,
    index,
    type,
    iat,
    key: place.key,
    seen: place.seen,
    body,
    exhibit: exhibit === undefined ? null : { digest: exhibit.h, bytes: exhibit.n, mediaType: exhibit.ct },
    seal: seal === undefined ? null : { digest: seal.c, bytes: seal.n, mediaType: seal.ct },
  };
}
