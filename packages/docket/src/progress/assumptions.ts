// What an estimate takes for granted. A code never changes its meaning.

import type { Plain } from '#progress/plain';

export const ASSUMPTIONS = {
  'same-watch': {
    en: 'Events were looked for with the same effort throughout, on both sides of the accord.',
    zh: '在整个期间，即协定前后，对事件的发现投入了相同的力度。',
  },
  'independent-events': {
    en: 'Events happen one by one. One campaign that is many rows makes the interval too narrow.',
    zh: '事件彼此独立。若一次行动被记为多行，区间会过窄。',
  },
  'half-added': {
    en: 'Half an event is added to every count, so that a count of nought has an answer.',
    zh: '每个计数加半个事件，使计数为零时也有结果。',
  },
  'straddlers-out': {
    en: 'Events whose date may lie on either side of the accord are on neither, and are counted apart.',
    zh: '日期可能落在协定任一侧的事件，不计入任何一侧，单独计数。',
  },
  'approximate-as-stated': {
    en: 'A date that is marked approximate lies where it is written.',
    zh: '标为约略的日期按其所写位置计算。',
  },
  'ongoing-from-start': {
    en: 'What is marked ongoing counts when it began.',
    zh: '标为持续进行者按其开始时间计算。',
  },
  parallel: {
    en: 'Without the accord both series would have changed alike. Nothing in the figures can show that they would.',
    zh: '若无协定，两个序列会有相同的变化。数字本身无法证明这一点。',
  },
  'no-spillover': {
    en: 'What is compared with was not itself changed by the accord, by displacement for instance.',
    zh: '对照序列本身未受协定影响，例如没有转移。',
  },
  'delay-alike': {
    en: 'Events of both series become known equally fast.',
    zh: '两个序列的事件为人所知的速度相同。',
  },
  'log-linear': {
    en: 'Apart from the break, the expected count rises or falls by a steady share a year.',
    zh: '除断点外，预期计数每年按固定比例升降。',
  },
  'one-break': {
    en: 'There is one break, at the date given, and it is not known from the same figures.',
    zh: '只有一个断点，在给定日期，且该日期并非由同一批数字得出。',
  },
  'no-season': {
    en: 'Months of the year are alike.',
    zh: '一年中各月情况相同。',
  },
  'fractional-counts': {
    en: 'Imprecise dates are spread over the months they may mean, so monthly counts are fractions: the regression is a quasi-likelihood one, which needs only the mean to be right. Spreading blurs a break.',
    zh: '不精确的日期分摊到其可能的各月，月计数因而为分数：回归采用拟似然，只要求均值正确。分摊会模糊断点。',
  },
  'negative-binomial': {
    en: 'Counts vary more than by chance alone, with variance μ + μ²/θ.',
    zh: '计数的波动大于纯偶然，方差为 μ + μ²/θ。',
  },
  poisson: {
    en: 'Counts vary as by chance alone, which the figures do not contradict.',
    zh: '计数只有偶然波动，数字与此不矛盾。',
  },
  'scaled-dispersion': {
    en: 'Counts vary more than by chance alone, by a steady factor, and intervals are widened by it.',
    zh: '计数的波动以固定倍数大于纯偶然，区间据此放宽。',
  },
  'dependent-months': {
    en: 'Neighbouring months may be alike: errors follow Newey and West. Where they are strongly alike, 95 % intervals hold the truth some 83 to 92 times in a hundred.',
    zh: '相邻月份可能相似：误差按 Newey–West 计算。若相似性很强，95% 区间约有 83% 至 92% 的机会包含真值。',
  },
  'shared-window': {
    en: 'The months just before the accord, in which it may already have been expected, belong to neither side.',
    zh: '协定前不久、可能已预期协定的月份不属于任何一侧。',
  },
  'anticipation-term': {
    en: 'The months just before the accord, in which it may already have been expected, have a level of their own.',
    zh: '协定前不久、可能已预期协定的月份有其单独的水平。',
  },
  'known-delays': {
    en: 'Events become known as fast now as before, and all within the longest delay seen. The error of the delays themselves is not in the intervals.',
    zh: '事件为人所知的速度前后不变，且都在已见的最长延迟之内。延迟本身的误差未计入区间。',
  },
  'all-known': {
    en: 'Every event of the window is known by now. If recent ones are not, a fall is overstated.',
    zh: '窗口内的事件现已全部为人所知。若近期事件尚未全知，降幅会被高估。',
  },
  'dated-only': {
    en: 'Events dated no better than a quarter are left out as if they were like the others.',
    zh: '日期不精于季度的事件被略去，并假定其与其他事件无异。',
  },
  'clumped-events': {
    en: 'Events come in clumps: intervals are widened by how much more the counts of months and years vary than by chance, which a trend enters too.',
    zh: '事件成批出现：区间按月计数与年计数超出偶然的波动放宽，趋势也计入其中。',
  },
  'written-as-said': {
    en: 'Rows say what their source said, claims among them; a row is no finding that it happened.',
    zh: '各行仅记录来源所述，其中包括主张；记录一行不等于认定其发生。',
  },
} as const satisfies Record<string, Plain>;

export type AssumptionCode = keyof typeof ASSUMPTIONS;
