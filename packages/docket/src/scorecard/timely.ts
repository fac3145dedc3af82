// Whether what was due came in time. The parties agreed the time; this only counts.

import { rounded } from '#scorecard/elementary';
import { estimate, SHARE_MIN, type Estimate } from '#scorecard/estimate';
import type { RequestObservation } from '#scorecard/observation';
import { shareOf } from '#scorecard/share';
import type { ClockKind } from '#scorecard/waits';
import type { AssumptionCode } from '#scorecard/assumptions';
import { percent, type Noun, type Words } from '#scorecard/wording';

export type ShareValue = { share: number; lower: number; upper: number };

/**
 * Exactly one for each request. `lapsed`: the log was held without the answer at or after the due time; `unproven`: it was due, and nobody
 * held the log since; `notDue`: the time was not up, was paused or unknown; `void`: it ended otherwise before it was due.
 */
export type DueCounts = {
  inTime: number;
  late: number;
  lapsed: number;
  unproven: number;
  notDue: number;
  void: number;
};

export type TimelyCard = {
  for: 'acknowledge' | 'reply';
  clock: ClockKind;
  counts: DueCounts;
  share: Estimate<ShareValue>;
};

const SHARE_DIGITS = 4;

/** In time by the due time with pauses (net) and as if there had been none (gross), over requests known at the review date. */
export function timelyCards(requests: readonly RequestObservation[], reviewAt: number): TimelyCard[] {
  return (['acknowledge', 'reply'] as const).flatMap((owed) =>
    (['gross', 'net'] as const).map((clock) => {
      const counts: DueCounts = { inTime: 0, late: 0, lapsed: 0, unproven: 0, notDue: 0, void: 0 };
      for (const request of requests) counts[fateOf(request, owed, clock, reviewAt)]++;
      const { inTime, late, lapsed } = counts;
      const n = inTime + late + lapsed;
      const assumptions: AssumptionCode[] = ['as-recorded', 'cohort-by-service', 'due-passed', 'lapse-proven', clock];
      const share = shareEstimate(
        {
          count: inTime,
          n,
          of: { one: 'request whose time was up', many: 'requests whose time was up', zh: '项期限已届满的请求' },
        },
        assumptions,
        {
          shows: (percents) => ({
            en: `Of ${n} requests whose time was up, ${inTime} ${owed === 'acknowledge' ? 'were acknowledged' : 'had a final reply'} in time: ${percents.en}.`,
            zh: `在 ${n} 项期限已届满的请求中，${inTime} 项按时${owed === 'acknowledge' ? '确认收到' : '得到最终答复'}：${percents.zh}。`,
          }),
          unsaid: {
            en: 'It does not show by how much the others were late, nor whether the time agreed was a fair one.',
            zh: '不表明其余请求迟了多久，也不表明约定的期限是否合理。',
          },
        },
      );
      return { for: owed, clock, counts, share };
    }),
  );
}

function fateOf(
  request: RequestObservation,
  owed: 'acknowledge' | 'reply',
  clock: ClockKind,
  reviewAt: number,
): keyof DueCounts {
  const due = request.due[owed];
  const dueAt = clock === 'net' ? due.dueAt : due.grossDueAt;
  const stoppedAt = owed === 'acknowledge' ? request.acknowledgedAt : request.finalAt;
  const endedAt = Math.min(request.withdrawnAt ?? Infinity, request.supersededAt ?? Infinity);
  if (endedAt < (dueAt ?? Infinity) && endedAt < (stoppedAt ?? Infinity)) return 'void';
  if (dueAt === null || dueAt > reviewAt) return 'notDue';
  if (stoppedAt !== null) return stoppedAt <= dueAt ? 'inTime' : 'late';
  return due.heldAt !== null && due.heldAt >= dueAt ? 'lapsed' : 'unproven';
}

/** A share with Wilson's interval. `shows` is given the share and its limits in per cent. */
export function shareEstimate(
  { count, n, of }: { count: number; n: number; of: Noun },
  assumptions: AssumptionCode[],
  words: { shows: (percents: Words) => Words; unsaid: Words },
): Estimate<ShareValue> {
  return estimate(
    { n, minimum: SHARE_MIN, of },
    [...assumptions, 'steady-practice', 'interval-wilson'],
    words.unsaid,
    () => {
      const { share, lower, upper } = shareOf(count, n);
      const shows = words.shows({
        en: `${percent(share)} (95 %: from ${percent(lower)} to ${percent(upper)})`,
        zh: `${percent(share)}（95 %：${percent(lower)} 至 ${percent(upper)}）`,
      });
      const value = {
        share: rounded(share, SHARE_DIGITS),
        lower: rounded(lower, SHARE_DIGITS),
        upper: rounded(upper, SHARE_DIGITS),
      };
      return { value, shows };
    },
  );
}
