// Which deadlines an act would start, by the rules of its kind and the terms in force: the kind itself is asked, as if the act had just been filed
// and nobody held it yet. Nothing here knows a kind by name.

import type { Accord } from '@parley/record/accord';
import type { DeadlineAllowance } from '@parley/docket/deadline';
import { gatherFacts } from '@parley/docket/facts';
import { foldHouse } from '@parley/docket/house';
import type { Said } from '@parley/docket/kind';
import { actTypes, kindOf } from '@parley/docket/kinds';
import { receiptsOf } from '@parley/docket/receipts';
import { parseTerms } from '@parley/docket/terms';
import type { Content } from '#content';

/** `accord`: the founding document, with the terms and offices in force in place of its own. */
export type Under = { accord: Accord; accordId: string; party: string };

export type Started = { for: string; owedBy: string; owedTo: string; allowance: DeadlineAllowance };

/** Whom an act that opens a subject is addressed to, and the deadlines it starts; undefined: it opens none, or its body does not fit its type. */
export function startsOf(
  { type, subject, body, exhibits, seals }: Content,
  { accord, accordId, party }: Under,
  at: number,
): { to: string; deadlines: Started[] } | undefined {
  const acts = actTypes.get(type);
  const kind = kindOf.get(type);
  const opens = acts?.opens === true || (acts?.opens === 'also' && subject === undefined);
  if (!opens || kind === undefined || !acts.body.safeParse(body).success || !parseTerms(accord).ok) return undefined;
  const nothing = { receipts: receiptsOf({}), rootAt: () => undefined };
  const facts = gatherFacts({ house: foldHouse(accord, accordId, [], nothing), ...nothing });
  const exhibit = exhibits?.[0];
  const seal = seals?.[0];
  const said: Said = {
    id: 'A'.repeat(43),
    party,
    index: 0,
    type,
    iat: at,
    key: '',
    seen: {},
    body,
    exhibit: exhibit === undefined ? null : { digest: exhibit.h, bytes: exhibit.n, mediaType: exhibit.ct },
    seal: seal === undefined ? null : { digest: seal.c, bytes: seal.n, mediaType: seal.ct },
  };
  if (acts.carries === 'exhibit' && said.exhibit === null) return undefined;
  if (acts.carries === 'seal' && said.seal === null) return undefined;
  const sides = kind.sides(said);
  const { id, iat, index } = said;
  const state = kind.open(
    said,
    {
      kind: kind.name,
      id,
      sides,
      openedAt: iat,
      acts: [{ id, type, party, index, signedAt: iat, receivedAt: null, servedAt: null }],
      notes: [],
      translations: [],
      corrections: [],
      erasures: [],
      proposals: [],
      deadlines: [],
      obligations: [],
    },
    facts,
  );
  const deadlines = kind
    .deadlines(state, facts)
    .map(({ for: owed, owedBy, owedTo, allowance }) => ({ for: owed, owedBy, owedTo, allowance }));
  return { to: sides[1], deadlines };
}
