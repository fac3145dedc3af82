// Proposals, and what the others answer (2-record §7, the mailbox rule). An endorsement counts once the proposer's holder, or a witness,
// has cosigned it not later than the proposal expires. A withdrawal beats only endorsements whose `seen` covers it; otherwise the
// endorsement wins. The same rules serve the accord's own proposals, which every party must endorse, and those of a subject, which its
// other side must.

import type { JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import { provenTo, type Facts } from '#facts';
import type { Note, Proposal, Said } from '#kind';
import { actTypes } from '#kinds';
import { refuseAct, type DocketCode } from '#refusals';
import { seenOf } from '#seen';

/** What the joint acts read and change; subjects and the house both have it. */
export type Joint = { notes: Note[]; proposals: Proposal[] };

const DAY_SECONDS = 86_400;

export const JOINT_TYPES: ReadonlySet<string> = new Set(['endorse', 'decline', 'note']);

/** May a proposal be made with this expiry. */
export function admitProposal(said: Said, proposalDays: number): Refusal | undefined {
  const expires = said.body['expires'] as number;
  const last = said.iat + proposalDays * DAY_SECONDS;
  if (expires > said.iat && expires <= last) return undefined;
  return refuseAct(
    'proposal.expires',
    `proposing ${said.type}: it expires at ${expires}, expected after ${said.iat} and by ${last}`,
  ).refusal;
}

/**
 * May this endorsement, refusal or note be said. `acts`: those with effect before it; `parties`: those whose answers the proposals need, and
 * who may speak.
 */
export function admitJoint(
  joint: Joint,
  acts: { has(id: string): boolean },
  said: Said,
  parties: readonly string[],
  facts: Facts,
): Refusal | undefined {
  const says = (code: DocketCode, fact: string) => refuseAct(code, `hearing ${said.type}: ${fact}`).refusal;
  if (said.type === 'note') {
    const about = said.body['about'] as string;
    return acts.has(about) ? undefined : says('note.about_unknown', `no act ${about} has effect here`);
  }
  const of = said.body['of'] as string;
  const proposal = joint.proposals.find(({ id }) => id === of);
  if (proposal === undefined) return says('proposal.unknown', `no proposal ${of} is in order here`);
  const { party } = said;
  if (proposal.party === party) {
    if (said.type === 'endorse') return says('proposal.own', 'the proposal is its own');
    if (proposal.withdrawn !== null) return says('proposal.withdrawn', 'it is withdrawn already');
    const complete = parties.every((one) => one === party || proposal.endorsements.some((by) => by.party === one));
    return complete ? says('proposal.complete', 'all have endorsed it') : undefined;
  }
  const answers = [...proposal.endorsements, ...proposal.declines];
  if (answers.some((answer) => answer.party === party)) return says('proposal.answered', `${party} has answered ${of}`);
  if (said.type === 'decline') return undefined;
  if (proposal.withdrawn !== null && seenOf(said.seen, proposal.party) > proposal.withdrawn.index) {
    return says('proposal.withdrawn', 'its withdrawal was seen');
  }
  const coveredAt = provenTo(facts, party, said.index, proposal.party);
  return coveredAt !== null && coveredAt > proposal.expires
    ? says('proposal.expired', `covered at ${coveredAt}, expected by ${proposal.expires}`)
    : undefined;
}

/** The lists after a joint act that is in order. Notes are added to the list that is there: of them there may be very many. */
export function foldJoint(
  joint: Joint,
  said: Said,
  parties: readonly string[],
  facts: Facts,
): Pick<Joint, 'notes' | 'proposals'> {
  const { id, party, index, type, body } = said;
  if (type === 'note') {
    joint.notes.push({ id, party, about: body['about'] as string, kind: body['kind'] as string });
    return { notes: joint.notes, proposals: joint.proposals };
  }
  const proposals = joint.proposals.map((proposal): Proposal => {
    if (proposal.id !== body['of']) return proposal;
    if (type === 'decline') {
      return proposal.party === party
        ? { ...proposal, withdrawn: { id, index } }
        : { ...proposal, declines: [...proposal.declines, { id, party }] };
    }
    const endorsements = [
      ...proposal.endorsements,
      { id, party, index, coveredAt: provenTo(facts, party, index, proposal.party) },
    ];
    return { ...proposal, endorsements, inForceAt: inForceAt(proposal.party, endorsements, parties) };
  });
  return { notes: joint.notes, proposals };
}

/** A proposal as it is made. */
export function openProposal(said: Said): Proposal {
  const { id, type, party, index, body } = said;
  return {
    id,
    type,
    party,
    index,
    expires: (body as JsonObject & { expires: number }).expires,
    endorsements: [],
    declines: [],
    withdrawn: null,
    inForceAt: null,
  };
}

/** Whether others are asked to endorse the act: its type can be proposed, and it says until when. */
export function isProposal({ type, body }: Pick<Said, 'type' | 'body'>): boolean {
  return actTypes.get(type)?.proposal === true && body['expires'] !== undefined;
}

// Late endorsements were refused, so what is covered is covered in time.
function inForceAt(
  proposer: string,
  endorsements: Proposal['endorsements'],
  parties: readonly string[],
): number | null {
  let last = 0;
  for (const party of parties) {
    if (party === proposer) continue;
    const coveredAt = endorsements.find((by) => by.party === party)?.coveredAt ?? null;
    if (coveredAt === null) return null;
    last = Math.max(last, coveredAt);
  }
  return last;
}
