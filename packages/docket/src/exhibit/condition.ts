// A conditional seal: who sealed said beforehand which act makes disclosing owed. The act stands in another subject, so that is said in the
// second pass. What the sealer itself says of the condition opens nothing and closes nothing: only the act that was named does.

import type { CaseState } from '#case/kind';
import type { ExhibitBody, ExhibitState } from '#exhibit/state';
import { coveredAt, servedAt, type Facts } from '#facts';
import type { Obligation, Others, SubjectState } from '#kind';
import type { RequestState } from '#request/kind';
import { termsAt } from '#roster';
import { runDeadline } from '#running';

/** An act that meets a condition: in the log of which party, at which index. */
type Meeting = { id: string; party: string; index: number };

/**
 * `disclose`, with its deadline, from when the act that met the condition was served on the sealer, unless the seal's withdrawal was served
 * before; and `condition-met` for every disclosure that names such an act rightly.
 */
export function discloseOwed(state: ExhibitState, others: Others, facts: Facts): Obligation[] {
  const { seal, contents, withdrawn, from } = state;
  const meetings = meetingsOf(state, others);
  const first = meetings[0];
  if (seal === null || first === undefined) return [];
  const [sealer, addressee] = state.sides;
  const provenAt = ({ party, index }: Meeting) =>
    party === sealer
      ? coveredAt(facts, party, index)
      : servedAt(facts, party, index, sealer, termsAt(facts.house, from.key, from.iat).terms.serviceDays);
  const owed: Obligation[] = [];
  const since = provenAt(first);
  const withdrawnAt = withdrawn?.servedAt ?? null;
  if (withdrawnAt === null || (since !== null && since <= withdrawnAt)) {
    const disclosure = contents.find(({ to }) => to.includes(addressee));
    const deadline = runDeadline(
      {
        kind: 'exhibit',
        for: 'disclose',
        of: first.id,
        owedBy: sealer,
        owedTo: addressee,
        from,
        allowance: (terms) => terms.allowances.exhibit.disclose,
        floorHours: (terms) => terms.floors.deadlineHours,
        startsAt: since,
        pauses: [],
        answer: disclosure === undefined ? null : { id: disclosure.id, index: disclosure.index },
        stoppedAt: disclosure === undefined ? null : coveredAt(facts, sealer, disclosure.index),
        voidAt: null,
      },
      facts,
    );
    owed.push({ what: 'disclose', because: first.id, since, deadline });
  }
  for (const { met } of contents) {
    const meeting = meetings.find(({ id }) => id === met);
    if (meeting !== undefined) {
      owed.push({ what: 'condition-met', because: meeting.id, since: provenAt(meeting), deadline: null });
    }
  }
  return owed;
}

/** Acts that meet the condition, the first of them first; none, if the subject is not what the seal says it is, or not there. */
function meetingsOf({ exhibit }: ExhibitState, others: Others): Meeting[] {
  const { opensOn } = exhibit as ExhibitBody<'exhibit.seal'>;
  if (opensOn === undefined) return [];
  if ('reply' in opensOn) {
    const request = stateOf<RequestState>('request', others(opensOn.reply));
    const final = request?.final ?? null;
    return final === null ? [] : [{ id: final.id, party: request!.sides[1], index: final.index }];
  }
  if ('disclosure' in opensOn) {
    const other = stateOf<ExhibitState>('exhibit', others(opensOn.disclosure));
    return (other?.contents ?? []).map(({ id, index }) => ({ id, party: other!.sides[0], index }));
  }
  const about = stateOf<CaseState>('case', others(opensOn.position));
  return (about?.positions ?? []).map(({ id, index }) => ({ id, party: about!.sides[1], index }));
}

function stateOf<State extends SubjectState>(kind: State['kind'], state: SubjectState | undefined): State | undefined {
  return state?.kind === kind ? (state as State) : undefined;
}
