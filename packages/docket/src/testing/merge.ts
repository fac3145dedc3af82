// The order of 3-docket as it is written there: among the heads of all logs whose `seen` prefix has been emitted, repeatedly emit the
// least by (running maximum of iat in its log, party id, index). It needs all logs at once; order.ts must agree with it for any growth.

import type { Entry } from '#entry';

/** Entries in docket order, and those that wait. */
export function mergeLogs(
  logs: ReadonlyMap<string, readonly Entry[]>,
  partyOf: (origin: string) => string | undefined,
): { emitted: Entry[]; waiting: Entry[] } {
  const emitted: Entry[] = [];
  const heads = [...logs.keys()].map((party) => ({ party, at: 0, iat: 0, seen: new Map<string, number>() }));
  const countOf = new Map([...logs.keys()].map((party) => [party, 0]));
  for (;;) {
    let least: { head: (typeof heads)[number]; entry: Entry; iat: number } | undefined;
    for (const head of heads) {
      const entry = logs.get(head.party)![head.at];
      if (entry === undefined) continue;
      const seen = entry.act?.payload.seen ?? {};
      const ready = Object.keys(seen).every((origin) => {
        const party = partyOf(origin);
        return party === undefined || party === head.party || countOf.get(party)! >= seen[origin]!.n;
      });
      if (!ready) continue;
      const iat = Math.max(head.iat, entry.act?.payload.iat ?? 0);
      if (least === undefined || iat < least.iat || (iat === least.iat && head.party < least.head.party)) {
        least = { head, entry, iat };
      }
    }
    if (least === undefined) break;
    emitted.push(least.entry);
    least.head.at++;
    least.head.iat = least.iat;
    countOf.set(least.head.party, least.head.at);
  }
  const waiting = heads.flatMap(({ party, at }) => logs.get(party)!.slice(at));
  return { emitted, waiting };
}
