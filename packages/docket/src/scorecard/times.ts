// How long a party takes, as medians and as shares by a day: one estimate for what would be if nothing else ended a wait, and one for what
// became of all requests.

import { rounded } from '#scorecard/elementary';
import { estimate, WAITS_MIN, type Estimate } from '#scorecard/estimate';
import { halfOf, incidenceOf, type Ending, type IncidenceStep } from '#scorecard/incidence';
import type { RequestObservation } from '#scorecard/observation';
import { medianOf, survivalOf } from '#scorecard/survival';
import { CAUSES, CLOCKS, durationOf, STAGES, WAITED_FOR, waitOf, type ClockKind, type Stage } from '#scorecard/waits';
import { lengthWords, percent, type Words } from '#scorecard/wording';

/** `median` and limits in seconds; null: not reached by the review date, or no limit on that side. The counts are of requests. */
export type MedianWait = {
  median: number | null;
  lower: number | null;
  upper: number | null;
  reached: number;
  endedOtherwise: number;
  open: number;
};

/** The share that ended so by a day; limits null where there are none: nothing of the kind has happened, or everything has. */
export type CauseShare = { cause: string; share: number; lower: number | null; upper: number | null };

/** `half`: when half of all requests had ended in what was waited for, in seconds. `byDay`: only days for which some request was followed. */
export type Outcomes = {
  half: { at: number | null; lower: number | null; upper: number | null };
  byDay: { day: number; atRisk: number; shares: CauseShare[]; waiting: number }[];
};

export type WaitCard = {
  stage: Stage;
  clock: ClockKind;
  median: Estimate<MedianWait>;
  outcomes: Estimate<Outcomes>;
};

/** Days after service for which shares are given: the lengths of the usual allowances, their double, a quarter, half a year and a year. */
export const DAYS = [2, 7, 14, 30, 60, 90, 180, 365] as const;

const DAY_SECONDS = 86_400;
const SHARE_DIGITS = 4;

/** All causes that were waited for, taken as one. */
const AWAITED = 'awaited';
const REQUESTS = { one: 'request', many: 'requests', zh: '项请求' };

const DONE: Record<Stage, Words> = {
  acknowledge: { en: 'had been acknowledged', zh: '已确认收到' },
  reply: { en: 'had a first reply of substance', zh: '已得到首次实质答复' },
  close: { en: 'had a final reply', zh: '已得到最终答复' },
};

const UNSAID: Words = {
  en: 'It does not show how good an answer was, why it took so long, or how long any one request will take.',
  zh: '不表明答复的质量、耗时的原因，也不表明任何一项请求将需多久。',
};

/** Both clocks of every stage, over requests served and known at the review date. */
export function waitCards(requests: readonly RequestObservation[], reviewAt: number): WaitCard[] {
  return STAGES.flatMap((stage) =>
    CLOCKS.map((clock) => {
      // Sorted once: each curve sorts for itself, and what is sorted already costs next to nothing.
      const endings = requests
        .map((request) => waitOf(request, stage, clock, reviewAt))
        .toSorted((a, b) => a.time - b.time);
      return { stage, clock, median: medianWait(endings, stage, clock), outcomes: outcomesOf(endings, stage, clock) };
    }),
  );
}

function medianWait(endings: readonly Ending[], stage: Stage, clock: ClockKind): Estimate<MedianWait> {
  const n = endings.length;
  return estimate(
    { n, minimum: WAITS_MIN, of: REQUESTS },
    [
      'as-recorded',
      'cohort-by-service',
      'open-counts',
      'cut-unrelated',
      'ended-otherwise-cut',
      ...(stage === 'reply' ? (['substance-by-outcome'] as const) : []),
      clock,
      'steady-practice',
      'interval-loglog',
    ],
    UNSAID,
    () => {
      const durations = endings.map((ending) => durationOf(ending, stage));
      const { at, lower, upper } = medianOf(survivalOf(durations));
      const reached = durations.filter(({ event }) => event).length;
      const open = endings.filter(({ cause }) => cause === null).length;
      const value = { median: at, lower, upper, reached, endedOtherwise: n - reached - open, open };
      return { value, shows: medianWords(n, value, DONE[stage]) };
    },
  );
}

function medianWords(n: number, { median, lower, upper, reached }: MedianWait, done: Words): Words {
  const from = lower === null ? undefined : lengthWords(lower);
  const to = upper === null ? undefined : lengthWords(upper);
  const range = {
    en: `95 %: ${from === undefined ? 'no lower limit yet' : `from ${from.en}`}, ${to === undefined ? 'no upper limit yet' : `to ${to.en}`}`,
    zh: `95 %：${from === undefined ? '尚无下限' : `自 ${from.zh}`}，${to === undefined ? '尚无上限' : `至 ${to.zh}`}`,
  };
  if (median === null) {
    return {
      en: `${reached} of ${n} ${done.en} by the review date; the time by which half would be is not reached yet (${range.en}).`,
      zh: `截至审查日，${n} 项中有 ${reached} 项${done.zh}；半数所需的时间尚未达到（${range.zh}）。`,
    };
  }
  const length = lengthWords(median);
  return {
    en: `${reached} of ${n} ${done.en} by the review date; while nothing else ends the wait, half are within ${length.en} (${range.en}).`,
    zh: `截至审查日，${n} 项中有 ${reached} 项${done.zh}；若等待不因其他缘故终结，半数在 ${length.zh}之内（${range.zh}）。`,
  };
}

function outcomesOf(endings: readonly Ending[], stage: Stage, clock: ClockKind): Estimate<Outcomes> {
  const n = endings.length;
  return estimate(
    { n, minimum: WAITS_MIN, of: REQUESTS },
    [
      'as-recorded',
      'cohort-by-service',
      'open-counts',
      'cut-unrelated',
      'ended-otherwise-counted',
      ...(stage === 'reply' ? (['substance-by-outcome'] as const) : []),
      clock,
      'steady-practice',
      'interval-loglog',
    ],
    UNSAID,
    () => {
      const causes = CAUSES[stage];
      const curves = causes.map((cause) => incidenceOf(endings, cause));
      const followed = endings.reduce((longest, { time }) => Math.max(longest, time), 0);
      const byDay = DAYS.filter((day) => day * DAY_SECONDS <= followed).map((day) => {
        const by = day * DAY_SECONDS;
        const steps = curves.map((curve) => curve.findLast(({ time }) => time <= by));
        const total = steps.reduce((sum, step) => sum + (step?.incidence ?? 0), 0);
        return {
          day,
          atRisk: endings.filter(({ time }) => time >= by).length,
          shares: causes.map((cause, at) => causeShare(cause, steps[at])),
          waiting: rounded(Math.max(0, 1 - total), SHARE_DIGITS),
        };
      });
      const awaited = endings.map(({ time, cause }) => ({
        time,
        cause: cause !== null && WAITED_FOR[stage].includes(cause) ? AWAITED : cause,
      }));
      const half = halfOf(incidenceOf(awaited, AWAITED));
      return { value: { half, byDay }, shows: outcomesWords(n, half, byDay, stage) };
    },
  );
}

function causeShare(cause: string, step: IncidenceStep | undefined): CauseShare {
  const limit = (at: number | null | undefined) => (at === null || at === undefined ? null : rounded(at, SHARE_DIGITS));
  return {
    cause,
    share: rounded(step?.incidence ?? 0, SHARE_DIGITS),
    lower: limit(step?.lower),
    upper: limit(step?.upper),
  };
}

function outcomesWords(n: number, half: Outcomes['half'], byDay: Outcomes['byDay'], stage: Stage): Words {
  const done = DONE[stage];
  const last = byDay.findLast(({ atRisk }) => atRisk >= WAITS_MIN) ?? byDay.at(-1);
  const en = [`Of all ${n}, however they ended,`];
  const zh = [`在全部 ${n} 项中，不论如何终结，`];
  if (half.at === null) {
    en.push(`fewer than half ${done.en} by the review date`);
    zh.push(`截至审查日不足半数${done.zh}`);
  } else {
    const length = lengthWords(half.at);
    en.push(`half ${done.en} after ${length.en}`);
    zh.push(`半数在 ${length.zh}之后${done.zh}`);
  }
  if (last !== undefined) {
    const shareOf = (awaited: boolean) =>
      last.shares
        .filter(({ cause }) => WAITED_FOR[stage].includes(cause) === awaited)
        .reduce((sum, { share }) => sum + share, 0);
    const [had, ended] = [percent(shareOf(true)), percent(shareOf(false))];
    en.push(`; after ${last.day} days ${had} had, ${ended} had ended otherwise, ${percent(last.waiting)} still waited`);
    zh.push(`；${last.day} 天后，如此者占 ${had}，以其他方式终结者占 ${ended}，仍在等待者占 ${percent(last.waiting)}`);
  }
  return { en: `${en.join(' ').replaceAll(' ;', ';')}.`, zh: `${zh.join('')}。` };
}
