// An assessment as lines of text: the verdict first, what stands against it, every estimate in a sentence, and at the end what they take for granted.

import type { Assessment, Section } from '#progress/assess';
import { ASSUMPTIONS, type AssumptionCode } from '#progress/assumptions';
import type { Dating } from '#progress/counts';
import { counted, events, type Language, type Plain } from '#progress/plain';

/** What the text shows: English, Chinese, or each sentence in both. */
export type Shown = readonly Language[];

const KINDS: Record<Section['kind'], Plain> = {
  any: { en: 'all kinds together', zh: '各种类合计' },
  attempt: { en: 'attempts', zh: '企图' },
  compromise: { en: 'compromises', zh: '侵入' },
  theft: { en: 'thefts', zh: '窃取' },
  disruption: { en: 'disruptions', zh: '破坏' },
  'pre-positioning': { en: 'pre-positioning', zh: '预置' },
  unstated: { en: 'kind not stated', zh: '种类未注明' },
};

const PRECISIONS: Record<keyof Dating['byPrecision'], Plain> = {
  day: { en: 'to the day', zh: '精确到日' },
  month: { en: 'to the month', zh: '精确到月' },
  quarter: { en: 'to the quarter', zh: '精确到季度' },
  year: { en: 'to the year', zh: '精确到年' },
  range: { en: 'to a range', zh: '仅为一段时间' },
};

/** What a line is. */
const MARK = { verdict: '=', reservation: '!', estimate: '-' } as const;

export function assessmentLines(assessment: Assessment, shown: Shown): string[] {
  const lines: string[] = [];
  const say = (mark: string, plain: Plain) => {
    for (const language of shown) lines.push(`${mark}${plain[language]}`);
  };
  const { window, accord, asOf, anticipation } = assessment;
  say('', {
    en: `Progress around ${accord}: ${window.from} to ${window.to}, ${window.months} months, as known in ${asOf}`,
    zh: `${accord} 前后的进展：${window.from} 至 ${window.to}，共 ${window.months} 个月，按 ${asOf} 所知`,
  });
  if (anticipation !== null)
    say('', {
      en: `The ${anticipation.months} months before it are on neither side.`,
      zh: `此前 ${anticipation.months} 个月不计入任何一侧。`,
    });
  const taken = new Set<AssumptionCode>(['written-as-said']);
  for (const { kind, indicator, comparison, verdict, estimates } of assessment.sections) {
    lines.push('');
    say('', {
      en: `${KINDS[kind].en}: ${datedAs(indicator, 'en')}${comparison === null ? '' : `; compared with ${datedAs(comparison, 'en')}`}`,
      zh: `${KINDS[kind].zh}：${datedAs(indicator, 'zh')}${comparison === null ? '' : `；对照 ${datedAs(comparison, 'zh')}`}`,
    });
    say(`${MARK.verdict} `, verdict.says);
    for (const { says } of verdict.reservations) say(`${MARK.reservation} `, says);
    // Where nothing can be said, the verdict says so; estimate by estimate it would only be said again.
    for (const { shows, assumptions } of verdict.code === 'too-few' ? [] : estimates) {
      say(`${MARK.estimate} `, shows);
      for (const code of assumptions) taken.add(code);
    }
  }
  lines.push('');
  say('', { en: 'Taken for granted:', zh: '以上以下列各项为前提：' });
  for (const [code, plain] of Object.entries(ASSUMPTIONS))
    if (taken.has(code as AssumptionCode)) say(`${code}: `, plain);
  return lines;
}

function datedAs({ name, dating }: Section['indicator'], language: Language): string {
  const parts = Object.entries(dating.byPrecision)
    .filter(([, count]) => count > 0)
    .map(([precision, count]) => `${events(count)} ${PRECISIONS[precision as keyof Dating['byPrecision']][language]}`);
  const approximate = { en: `${events(dating.approximate)} approximate`, zh: `${events(dating.approximate)} 约略` };
  if (dating.approximate > 0) parts.push(approximate[language]);
  const how = parts.length === 0 ? '' : language === 'en' ? ` (${parts.join(', ')})` : `（${parts.join('、')}）`;
  return language === 'en'
    ? `${name}, ${counted(dating.events)}${how}`
    : `${name}，${events(dating.events)} 个事件${how}`;
}
