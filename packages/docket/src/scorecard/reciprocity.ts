// Two parties side by side: how fast each answers what the other asks. A ratio with its interval, no rank: exchanged, it is one over it.

import { logRank, speedRatio, type Stratum } from '#scorecard/comparison';
import { rounded } from '#scorecard/elementary';
import { ENDS_MIN, estimate, type Estimate } from '#scorecard/estimate';
import type { RequestObservation } from '#scorecard/observation';
import { CLOCKS, durationOf, STAGES, waitOf, type ClockKind, type Stage } from '#scorecard/waits';
import { decimal } from '#scorecard/wording';

/** `ratio`: times as fast as the second party the first answers. `observed`, `expected`: ends on each side, of the log-rank test. */
export type SpeedValue = {
  ratio: number;
  lower: number;
  upper: number;
  observed: [number, number];
  expected: [number, number];
  chiSquare: number;
  p: number;
};

/** `parties` in the accord’s order. `ends`: waits that ended, on each side; the estimate’s `n` is the lesser. */
export type ReciprocityCard = {
  parties: [string, string];
  stage: Stage;
  clock: ClockKind;
  ends: [number, number];
  speed: Estimate<SpeedValue>;
};

const RATIO_DIGITS = 3;
const P_DIGITS = 6;

/** Over requests between the two, served in the period and known at the review date. */
export function reciprocityCards(
  requests: readonly RequestObservation[],
  [first, second]: readonly [string, string],
  categories: readonly string[],
  reviewAt: number,
): ReciprocityCard[] {
  const answeredBy = (answerer: string, asker: string, category: string) =>
    requests.filter((one) => one.answerer === answerer && one.asker === asker && one.category === category);
  return STAGES.flatMap((stage) =>
    CLOCKS.map((clock): ReciprocityCard => {
      const waits = (answerer: string, asker: string, category: string) =>
        answeredBy(answerer, asker, category).map((one) => durationOf(waitOf(one, stage, clock, reviewAt), stage));
      const strata = categories.map((category): Stratum => [
        waits(first, second, category),
        waits(second, first, category),
      ]);
      const ends = [0, 1].map((side) =>
        strata.reduce((sum, stratum) => sum + stratum[side as 0 | 1].filter(({ event }) => event).length, 0),
      ) as [number, number];
      return {
        parties: [first, second],
        stage,
        clock,
        ends,
        speed: speedOf(strata, ends, [first, second], stage, clock),
      };
    }),
  );
}

function speedOf(
  strata: readonly Stratum[],
  ends: readonly [number, number],
  [first, second]: readonly [string, string],
  stage: Stage,
  clock: ClockKind,
): Estimate<SpeedValue> {
  return estimate(
    {
      n: Math.min(...ends),
      minimum: ENDS_MIN,
      of: { one: 'wait that ended on one side', many: 'waits that ended on one side', zh: '次在一方终结的等待' },
    },
    [
      'as-recorded',
      'cohort-by-service',
      'open-counts',
      'cut-unrelated',
      'ended-otherwise-cut',
      ...(stage === 'reply' ? (['substance-by-outcome'] as const) : []),
      clock,
      'by-category',
      'ratio-constant',
      'steady-practice',
      'interval-wald',
    ],
    {
      en: 'It does not show which side behaves better: what each was asked may differ in ways that its category does not tell.',
      zh: '不表明哪一方做得更好：双方所受请求可能存在类别未能反映的差异。',
    },
    () => {
      const ratio = speedRatio(strata);
      const test = logRank(strata);
      if (ratio === undefined || test === undefined) return undefined;
      const value = {
        ratio: rounded(ratio.ratio, RATIO_DIGITS),
        lower: rounded(ratio.lower, RATIO_DIGITS),
        upper: rounded(ratio.upper, RATIO_DIGITS),
        observed: test.observed,
        expected: test.expected.map((count) => rounded(count, RATIO_DIGITS)) as [number, number],
        chiSquare: rounded(test.chiSquare, RATIO_DIGITS),
        p: rounded(test.p, P_DIGITS),
      };
      const [at, from, to] = [value.ratio, value.lower, value.upper].map((x) => decimal(x, 2));
      const apart = value.lower > 1 || value.upper < 1;
      return {
        value,
        shows: {
          en: `At any moment ${first} ends a wait of ${second} ${at} times as fast as ${second} one of ${first} (95 %: from ${from} to ${to}); ${apart ? 'chance alone gives such a difference less than 5 times in 100' : 'the record does not tell the two apart'}.`,
          zh: `在任一时刻，${first} 了结 ${second} 的等待的速度是 ${second} 了结 ${first} 的等待的 ${at} 倍（95 %：${from} 至 ${to}）；${apart ? '仅凭偶然出现如此差异的机会不足 5 %' : '凭记录不能区分两者'}。`,
        },
      };
    },
  );
}
