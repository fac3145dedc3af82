// The texts that a session proposes (dates, agendas, minutes) with what became of each. None is ever dropped from the list: a countered
// or declined text stays beside the one that came in force.

import type { JsonObject } from '@parley/record/json';
import type { ActLine, Proposal, Said } from '#kind';
import { outcomeOf, type Outcome } from '#session/outcome';

/** `from`: the place of the act, by which terms are found. `counters`: the other side's proposal that it answers with another text. */
export type SessionText = {
  id: string;
  party: string;
  from: { key: string; iat: number };
  body: JsonObject;
  counters: string | null;
  counteredBy: string[];
  outcome: Outcome;
  inForceAt: number | null;
};

/** The texts with one more. A counter-proposal declines nothing: the text it counters may still be endorsed. */
export function withText(texts: readonly SessionText[], { id, party, key, iat, body }: Said): SessionText[] {
  const counters = (body['counters'] as string | undefined) ?? null;
  const before = texts.map((text) =>
    text.id === counters ? { ...text, counteredBy: [...text.counteredBy, id] } : text,
  );
  return [
    ...before,
    { id, party, from: { key, iat }, body, counters, counteredBy: [], outcome: 'open', inForceAt: null },
  ];
}

/** The texts with what has become of them; a text without its proposal stays as it is. */
export function settleTexts(texts: readonly SessionText[], proposals: readonly Proposal[]): SessionText[] {
  const byId = new Map(proposals.map((proposal) => [proposal.id, proposal]));
  return texts.map((text) => {
    const proposal = byId.get(text.id);
    return proposal === undefined ? text : { ...text, outcome: outcomeOf(proposal), inForceAt: proposal.inForceAt };
  });
}

type Signed = { acts: readonly ActLine[]; proposals: readonly Proposal[] };

/** Those that both sides have signed, in the order of the endorsements: the last is what they agreed last. In force or not yet. */
export function signedTexts(texts: readonly SessionText[], { acts, proposals }: Signed): SessionText[] {
  const endorsedBy = new Map(proposals.map(({ id, endorsements }) => [id, endorsements[0]?.id]));
  const byEndorsement = new Map<string, SessionText>();
  for (const text of texts) {
    const endorsement = endorsedBy.get(text.id);
    if (endorsement !== undefined) byEndorsement.set(endorsement, text);
  }
  return byEndorsement.size === 0
    ? []
    : acts.flatMap(({ id }) => {
        const text = byEndorsement.get(id);
        return text === undefined ? [] : [text];
      });
}

/** Those in force, in the order of the endorsements. */
export function jointTexts(texts: readonly SessionText[], state: Signed): (SessionText & { inForceAt: number })[] {
  return signedTexts(settleTexts(texts, state.proposals), state).flatMap((text) =>
    text.inForceAt === null ? [] : [{ ...text, inForceAt: text.inForceAt }],
  );
}
