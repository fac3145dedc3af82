// What every figure rests on, by a stable code: a figure names the codes, the scorecard prints the sentences of those it named.

import type { Words } from '#scorecard/wording';

export const ASSUMPTIONS = {
  'as-recorded': {
    en: 'Only what stands in the record counts, at the time at which it was provable, not at the time an officer claimed.',
    zh: '只计入记录中的内容，以可证明的时间为准，而非官员自称的时间。',
  },
  'cohort-by-service': {
    en: 'A request belongs to the period in which it was served on the other side, and is followed until the review date.',
    zh: '请求归入其送达对方的期间，并一直跟踪到审查日。',
  },
  'open-counts': {
    en: 'A request still open at the review date counts as open until then; it is neither left out nor counted as never answered.',
    zh: '审查日仍未了结的请求按截至当日仍在等待计算，既不剔除，也不视为永不答复。',
  },
  'cut-unrelated': {
    en: 'How long a request could be followed has nothing to do with how soon it would be answered.',
    zh: '请求可被跟踪的时长与其多快会得到答复无关。',
  },
  'ended-otherwise-cut': {
    en: 'For a median, a request that ended in another way counts as waiting until then: it says how long it takes when nothing else ends the wait, and flatters whoever refuses the hard ones.',
    zh: '计算中位数时，以其他方式终结的请求按等到终结之时计算：它表示若无其他终结原因需要多久，因而对拒绝疑难请求的一方有利。',
  },
  'ended-otherwise-counted': {
    en: 'Withdrawal, supersession and refusal are ends of their own, counted beside what was waited for and never as an answer.',
    zh: '撤回、被取代和拒绝各自单独计为一种终结，与所等待的结果并列，绝不算作答复。',
  },
  gross: {
    en: 'Time is wall-clock time from service, pauses included.',
    zh: '时间自送达起按实际时间计算，包含暂停。',
  },
  net: {
    en: 'Time for which the request was back with its asker is left out.',
    zh: '请求退回请求方期间的时间不计入。',
  },
  'substance-by-outcome': {
    en: 'A reply has substance unless it refuses or says that capacity is lacking; that there is no information is an answer.',
    zh: '除拒绝或称能力不足外，答复即视为有实质内容；“没有相关信息”也是答复。',
  },
  'due-passed': {
    en: 'Only requests whose time was up by the review date count, so that quick answers are not counted before slow ones can be.',
    zh: '只计入审查日前期限已届满的请求，以免快的答复先被计入而慢的尚无法计入。',
  },
  'lapse-proven': {
    en: 'Where nobody held the log after the due time, nobody can say whether the answer was there: such requests are left out and counted apart.',
    zh: '若期限届满后无人持有该日志，则无人能断定答复是否已在其中：此类请求不计入，另行列数。',
  },
  'steady-practice': {
    en: 'What the period holds is all there was; the interval treats it as a sample of a practice that stays as it is, each one independent of the others.',
    zh: '该期间所含即全部；区间将其视为一种保持不变的做法的样本，且各项彼此独立。',
  },
  'interval-loglog': {
    en: 'Interval of 95 %: Greenwood’s variance, or the delta method’s for competing ends, on the log–log scale; of a median by Brookmeyer and Crowley.',
    zh: '95 % 区间：采用格林伍德方差（竞争终结用德尔塔法），取双对数尺度；中位数的区间用布鲁克迈耶–克劳利法。',
  },
  'interval-wilson': { en: 'Interval of 95 % by Wilson’s score method.', zh: '95 % 区间采用威尔逊得分法。' },
  'interval-normal': {
    en: 'Interval of 95 % by the normal approximation to the distribution of a mean.',
    zh: '95 % 区间采用均值分布的正态近似。',
  },
  'interval-kappa': {
    en: 'Interval of 95 % by the large-sample error of Fleiss, Cohen and Everitt, for linear and for quadratic weights.',
    zh: '95 % 区间采用弗莱斯–科恩–埃弗里特大样本误差；线性与二次权重各给一个。',
  },
  'interval-wald': {
    en: 'Ratio and interval of 95 % by Cox’s partial likelihood with Efron’s ties; test by the log-rank statistic.',
    zh: '比值及 95 % 区间采用考克斯偏似然（结点按埃夫隆法）；检验采用对数秩统计量。',
  },
  'by-category': {
    en: 'The sides are compared within each category of request only, and the comparisons added up.',
    zh: '双方只在每一类请求之内比较，再将各类比较汇总。',
  },
  'ratio-constant': {
    en: 'One side is as many times as fast as the other at every moment of the wait.',
    zh: '在等待的每一时刻，一方相对另一方的速度之比保持不变。',
  },
  'raters-interested': {
    en: 'Both raters are parties to the matter; neither rating is a measurement by a third.',
    zh: '两位评分者都是当事方；任何一方的评分都不是第三方的衡量。',
  },
  'rated-only': {
    en: 'Only replies that were rated count; which ones are rated is the raters’ choice.',
    zh: '只计入已评分的答复；评哪些由评分者自行选择。',
  },
  'steps-equal': {
    en: 'The steps from 1 to 5 are taken to be equally far apart.',
    zh: '假定 1 至 5 分的各级间距相等。',
  },
  'returns-so-far': {
    en: 'A request that was not returned by the review date may still be.',
    zh: '审查日前未被退回的请求以后仍可能被退回。',
  },
  'return-is-a-claim': {
    en: 'That a request was incomplete is what its addressee said; the asker may have answered that nothing was missing.',
    zh: '请求不完整是受请求方的说法；请求方可能已答复称并无缺项。',
  },
  'any-period': {
    en: 'Requests served before the period count too: the oldest open request is not hidden by where a period begins.',
    zh: '期间开始之前送达的请求也计入：最久未了结的请求不会因期间的起点而被隐去。',
  },
  'owed-jointly': {
    en: 'What is owed jointly, as a session is, counts for each of those who owe it, whoever it was that stayed away.',
    zh: '共同承担的事项（如会谈）计入每一承担方，不论是谁缺席。',
  },
} as const satisfies Record<string, Words>;

export type AssumptionCode = keyof typeof ASSUMPTIONS;
