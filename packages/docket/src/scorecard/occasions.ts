// What was due on a day and was held or done, or was not: updates, drills, communication checks, sessions, action items.

import type { Estimate } from '#scorecard/estimate';
import { OCCASION_KINDS, type OccasionKind, type OccasionObservation } from '#scorecard/observation';
import { shareEstimate, type ShareValue } from '#scorecard/timely';
import { counted, type Noun, type Words } from '#scorecard/wording';

/** `due` = inTime + late + missed; `ahead`: due in the period, but after the review date; `void`: no longer owed when it fell due. */
export type OccasionCounts = { due: number; inTime: number; late: number; missed: number; ahead: number; void: number };

export type OccasionCard = {
  kind: OccasionKind;
  counts: OccasionCounts;
  done: Estimate<ShareValue>;
  inTime: Estimate<ShareValue>;
};

const NAMES: Record<OccasionKind, Noun> = {
  update: { one: 'update due', many: 'updates due', zh: '项到期的进展通报' },
  drill: { one: 'drill due', many: 'drills due', zh: '次到期的演练' },
  check: { one: 'communication check due', many: 'communication checks due', zh: '次到期的通联检查' },
  'check-answer': { one: 'answer due to a check', many: 'answers due to checks', zh: '次到期的通联应答' },
  hotline: { one: 'hotline acknowledgement due', many: 'hotline acknowledgements due', zh: '次到期的热线人工确认' },
  session: { one: 'session due', many: 'sessions due', zh: '次到期的会谈' },
  'action-item': { one: 'action item due', many: 'action items due', zh: '项到期的行动事项' },
};

/** One card for each kind, in a fixed order, of what a party owed in the period, alone or jointly. */
export function occasionCards(
  occasions: readonly OccasionObservation[],
  party: string,
  period: { from: number; until: number },
  reviewAt: number,
): OccasionCard[] {
  return OCCASION_KINDS.map((kind) => {
    const counts: OccasionCounts = { due: 0, inTime: 0, late: 0, missed: 0, ahead: 0, void: 0 };
    for (const occasion of occasions) {
      const { owedBy, dueAt, doneAt, voidAt } = occasion;
      if (occasion.kind !== kind || !owedBy.includes(party) || dueAt < period.from || dueAt >= period.until) continue;
      const done = doneAt !== null && doneAt <= reviewAt ? doneAt : Infinity;
      if (voidAt !== null && voidAt <= Math.min(dueAt, reviewAt) && voidAt < done) counts.void++;
      else if (dueAt > reviewAt) counts.ahead++;
      else {
        counts.due++;
        counts[done <= dueAt ? 'inTime' : done < Infinity ? 'late' : 'missed']++;
      }
    }
    const { due, inTime, late } = counts;
    const estimateOf = (count: number, when: Words) =>
      shareEstimate({ count, n: due, of: NAMES[kind] }, ['as-recorded', 'owed-jointly'], {
        shows: (percents) => ({
          en: `Of ${counted(due, NAMES[kind])}, ${count} ${when.en}: ${percents.en}.`,
          zh: `在 ${due} ${NAMES[kind].zh}中，有 ${count} ${NAMES[kind].zh[0]}${when.zh}：${percents.zh}。`,
        }),
        unsaid: {
          en: 'It does not show what came of them, nor whose fault it was that one was not held.',
          zh: '不表明其成果如何，也不表明未举行应归咎于谁。',
        },
      });
    return {
      kind,
      counts,
      done: estimateOf(inTime + late, { en: 'were held or done by the review date', zh: '截至审查日已举行或完成' }),
      inTime: estimateOf(inTime, { en: 'were held or done when they were due', zh: '按期举行或完成' }),
    };
  });
}
