// How good the answers were, as both sides saw them: whoever received a reply rates it, whoever gave it rates itself, and the gap shows.

import { rounded } from '#scorecard/elementary';
import { estimate, PAIRS_MIN, RATINGS_MIN, type Estimate } from '#scorecard/estimate';
import { agreementWeights, meanOf, weightedKappa, type Kappa } from '#scorecard/kappa';
import { DIMENSIONS, RATING_MAX, type Dimension, type RequestObservation } from '#scorecard/observation';
import { decimal, type Noun, type Words } from '#scorecard/wording';

export type MeanValue = { mean: number; lower: number; upper: number };

/** `grades`: how many ratings of 1, 2, 3, 4 and 5. */
export type Grades = { n: number; grades: number[]; mean: Estimate<MeanValue> };

export type KappaValue = { kappa: number; lower: number; upper: number };

/** `gap`: the receiver's rating less the giver's, over replies that both rated. */
export type QualityCard = {
  dimension: Dimension;
  receiver: Grades;
  giver: Grades;
  gap: Estimate<MeanValue>;
  agreement: Estimate<{ linear: KappaValue; quadratic: KappaValue }>;
};

const BOTH_RATED: Noun = { one: 'reply that both rated', many: 'replies that both rated', zh: '项双方均已评分的答复' };

const MEAN_DIGITS = 2;
const KAPPA_DIGITS = 3;

export function qualityCards(requests: readonly RequestObservation[]): QualityCard[] {
  return DIMENSIONS.map((dimension) => {
    const received: number[] = [];
    const given: number[] = [];
    const pairs: [number, number][] = [];
    for (const { ratings } of requests) {
      const [receiver, giver] = [grade(ratings.receiver?.scores[dimension]), grade(ratings.giver?.scores[dimension])];
      if (receiver !== undefined) received.push(receiver);
      if (giver !== undefined) given.push(giver);
      if (receiver !== undefined && giver !== undefined) pairs.push([receiver, giver]);
    }
    return {
      dimension,
      receiver: grades(received, { en: 'received', zh: '接收方' }),
      giver: grades(given, { en: 'gave', zh: '提供方' }),
      gap: gapOf(pairs),
      agreement: agreementOf(pairs),
    };
  });
}

// What is not one of the five grades was no rating.
function grade(score: number | undefined): number | undefined {
  return score !== undefined && Number.isInteger(score) && score >= 1 && score <= RATING_MAX ? score : undefined;
}

function grades(ratings: readonly number[], by: Words): Grades {
  const n = ratings.length;
  const counts = Array.from({ length: RATING_MAX }, (_, at) => ratings.filter((rating) => rating === at + 1).length);
  const mean = meanEstimate(ratings, [1, RATING_MAX], { one: 'rating', many: 'ratings', zh: '项评分' }, (words) => ({
    en: `Whoever ${by.en} the replies rated ${n} of them at ${words.en} on average, of ${RATING_MAX}.`,
    zh: `答复的${by.zh}给 ${n} 项答复评分，平均 ${words.zh}，满分 ${RATING_MAX}。`,
  }));
  return { n, grades: counts, mean };
}

function gapOf(pairs: readonly [number, number][]): Estimate<MeanValue> {
  const gaps = pairs.map(([receiver, giver]) => receiver - giver);
  const limits: [number, number] = [1 - RATING_MAX, RATING_MAX - 1];
  return meanEstimate(gaps, limits, BOTH_RATED, (words) => ({
    en: `Over ${pairs.length} replies that both sides rated, the receiver’s rating less the giver’s own is ${words.en} on average.`,
    zh: `在 ${pairs.length} 项双方均已评分的答复上，接收方评分减提供方自评平均为 ${words.zh}。`,
  }));
}

function meanEstimate(
  values: readonly number[],
  [least, most]: readonly [number, number],
  of: Noun,
  shows: (words: Words) => Words,
): Estimate<MeanValue> {
  return estimate(
    { n: values.length, minimum: RATINGS_MIN, of },
    ['raters-interested', 'rated-only', 'steps-equal', 'steady-practice', 'interval-normal'],
    {
      en: 'It does not show how good the replies were, only how the parties rated them; replies nobody rated are not in it.',
      zh: '不表明答复本身的好坏，只表明当事方如何评分；无人评分的答复不在其中。',
    },
    () => {
      const { mean, error, lower, upper } = meanOf(values);
      if (!(error > 1e-12)) return undefined;
      const value = {
        mean: rounded(mean, MEAN_DIGITS),
        lower: rounded(Math.max(least, lower), MEAN_DIGITS),
        upper: rounded(Math.min(most, upper), MEAN_DIGITS),
      };
      const [at, from, to] = [value.mean, value.lower, value.upper].map((x) => decimal(x, MEAN_DIGITS));
      return {
        value,
        shows: shows({ en: `${at} (95 %: from ${from} to ${to})`, zh: `${at}（95 %：${from} 至 ${to}）` }),
      };
    },
  );
}

function agreementOf(pairs: readonly [number, number][]): Estimate<{ linear: KappaValue; quadratic: KappaValue }> {
  const n = pairs.length;
  return estimate(
    { n, minimum: PAIRS_MIN, of: BOTH_RATED },
    ['raters-interested', 'rated-only', 'steady-practice', 'interval-kappa'],
    {
      en: 'It does not show that either rating is right; two raters can agree and both be wrong, and can differ by a constant and still agree on the order.',
      zh: '不表明任何一方的评分正确：双方可以一致而同错，也可以始终相差若干而对先后次序看法一致。',
    },
    () => {
      const table = Array.from({ length: RATING_MAX }, () => Array.from({ length: RATING_MAX }, () => 0));
      for (const [receiver, giver] of pairs) table[receiver - 1]![giver - 1]!++;
      const linear = weightedKappa(table, agreementWeights(RATING_MAX, 'linear'));
      const quadratic = weightedKappa(table, agreementWeights(RATING_MAX, 'quadratic'));
      if (linear === undefined || quadratic === undefined || !(linear.error > 1e-12)) return undefined;
      const value = { linear: kappaValue(linear), quadratic: kappaValue(quadratic) };
      const [at, from, to] = [value.linear.kappa, value.linear.lower, value.linear.upper].map((x) =>
        decimal(x, KAPPA_DIGITS),
      );
      return {
        value,
        shows: {
          en: `Over ${n} replies that both sides rated, they agree beyond chance to a weighted kappa of ${at} (95 %: from ${from} to ${to}), where 0 is chance and 1 is full agreement.`,
          zh: `在 ${n} 项双方均已评分的答复上，扣除偶然后的一致程度（线性加权卡帕）为 ${at}（95 %：${from} 至 ${to}）；0 为偶然，1 为完全一致。`,
        },
      };
    },
  );
}

function kappaValue({ kappa, lower, upper }: Kappa): KappaValue {
  return {
    kappa: rounded(kappa, KAPPA_DIGITS),
    lower: rounded(lower, KAPPA_DIGITS),
    upper: rounded(upper, KAPPA_DIGITS),
  };
}
