// A founding as people read it before they sign: who, what to look out for, what differs, and every member.

import type { Difference } from '@parley/docket/accord/review/compare';
import { inFours, type Line } from '@parley/docket/accord/review/lines';
import type { Review } from '@parley/docket/accord/review/review';
import type { Warning } from '@parley/docket/accord/review/warnings';
import type { Label } from '@parley/docket/vocabulary/label';
import { timeOf } from '#output';
import type { Page } from '#shown/page';

export type Shown = 'en' | 'zh' | 'both';

const WORDS = {
  parties: { en: 'Parties', zh: '缔约方' },
  fingerprint: { en: 'fingerprint of the root key', zh: '根密钥指纹' },
  signed: { en: 'has signed this text', zh: '已签署本文本' },
  warnings: { en: 'Look out', zh: '请注意' },
  template: { en: 'Different from the template', zh: '与模板的差异' },
  noTemplate: { en: 'This Parley has no such template to compare with', zh: '本软件没有可供比较的模板' },
  same: { en: 'nothing', zh: '无' },
  round: { en: 'Round', zh: '第' },
  terms: { en: 'The whole accord', zh: '协约全文' },
  none: { en: '(none)', zh: '（无）' },
} as const satisfies Record<string, Label>;

export function writeReview(page: Page, review: Review, shown: Shown, since = 0): void {
  const say = (label: Label) => said(label, shown);
  page.heading(say(WORDS.parties));
  for (const { id, fingerprint, signed } of review.parties) {
    page.line(`${id}  ${say(WORDS.fingerprint)}  ${inFours(fingerprint)}${signed ? `  ${say(WORDS.signed)}` : ''}`, 2);
  }
  if (review.accordId !== undefined) page.line(`accord  ${review.accordId}`, 2);
  writeWarnings(page, review.warnings, shown);
  page.heading(say(WORDS.template) + (review.fromTemplate === undefined ? '' : ` (${review.fromTemplate.name})`));
  if (review.fromTemplate === undefined) page.line(say(WORDS.noTemplate), 2);
  else writeDifferences(page, review.fromTemplate.differences, shown);
  for (const [number, { by, at, note, differences }] of review.rounds.entries()) {
    if (number < Math.max(1, since)) continue;
    page.heading(
      shown === 'zh'
        ? `第${number + 1}轮：${by}，${timeOf(at)}`
        : `${say(WORDS.round)} ${number + 1}: ${by}, ${timeOf(at)}`,
    );
    if (note !== undefined) page.quote(note);
    writeDifferences(page, differences, shown);
  }
  page.heading(say(WORDS.terms));
  writeLines(page, review.lines, shown);
}

export function writeWarnings(page: Page, warnings: readonly Warning[], shown: Shown): void {
  page.heading(said(WORDS.warnings, shown));
  if (warnings.length === 0) page.line(said(WORDS.same, shown), 2);
  for (const { about, says } of warnings) page.line(`! ${said(says, shown)} (${about})`, 2);
}

export function writeDifferences(page: Page, differences: readonly Difference[], shown: Shown): void {
  if (differences.length === 0) page.line(said(WORDS.same, shown), 2);
  for (const { name, before, after } of differences) {
    page.line(said(name, shown), 2);
    for (const [sign, label] of [
      ['-', before],
      ['+', after],
    ] as const) {
      for (const text of textsOf(label ?? WORDS.none, shown)) page.quote(`${sign} ${text}`);
    }
  }
}

export function writeLines(page: Page, lines: readonly Line[], shown: Shown): void {
  for (const { name, says } of lines) {
    const texts = textsOf(says, shown);
    const short = texts.every((text) => text.length < 90 && !text.includes('\n'));
    if (short) page.line(`${said(name, shown)}: ${texts.join(' · ')}`, 2);
    else {
      page.line(said(name, shown), 2);
      for (const text of texts) page.quote(text);
    }
  }
}

function said(label: Label, shown: Shown): string {
  return textsOf(label, shown).join(' · ');
}

/** Once where both languages say it in the same characters, or as the same texts in another order. */
function textsOf({ en, zh }: Label, shown: Shown): string[] {
  if (shown !== 'both') return [shown === 'en' ? en : zh];
  const sorted = (text: string) => text.split('\n').toSorted().join('\n');
  return sorted(en) === sorted(zh) ? [en] : [en, zh];
}
