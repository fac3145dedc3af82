// The quotations of a text as a page: each as it stands there, and under it what was said.

import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf, labels } from '@parley/docket/vocabulary/label';
import { standingName } from '@parley/docket/vocabulary/states';
import type { PassageFound, QuotationFound, QuotationsFound } from '@parley/node/report/quotation';
import { many } from '#output';
import type { Naming } from '#shown/naming';
import type { Page } from '#shown/page';

const verdicts = labels(`
exact | exact: said so, to the letter | 准确：原文一字不差
differs | differs from what was said | 与原话有出入
not-found | not found in the statements held here | 在此处持有的声明中未找到
too-long | too long for a quotation, and not looked for | 过长，未作查找
`);

/** Passages that are shown of a quotation that many texts have. */
const SHOWN_MAX = 5;

export function writeQuotations(page: Page, n: Naming, { statements, withheld, quotations }: QuotationsFound): void {
  page.line(
    n.say(
      `${many(quotations.length, 'quotation')}, held against ${many(statements, 'public statement')}`,
      `${quotations.length} 处引文，与 ${statements} 份公开声明核对`,
    ),
  );
  if (withheld > 0)
    page.line(n.say(`the text of ${withheld} of them is not held here`, `其中 ${withheld} 份的文本未持有`));
  for (const [at, one] of quotations.entries()) {
    page.space();
    page.line(`${at + 1}  ${n.of(labelOf(verdicts, one.verdict))}`);
    page.quote(one.quotation.trim(), 3);
    writePassages(page, n, one);
  }
}

function writePassages(page: Page, n: Naming, { verdict, passages, differences }: QuotationFound): void {
  for (const passage of passages.slice(0, SHOWN_MAX)) {
    const nearest = verdict === 'not-found' ? n.say('nearest: ', '最接近：') : '';
    page.line(nearest + sourceOf(n, passage), 3);
    if (verdict !== 'exact') page.quote(passage.text, 5);
  }
  if (passages.length > SHOWN_MAX)
    page.line(n.say(`and ${passages.length - SHOWN_MAX} more`, `另有 ${passages.length - SHOWN_MAX} 处`), 3);
  if (verdict !== 'differs') return;
  for (const { quoted, held } of differences) {
    const difference =
      quoted === ''
        ? n.say(`left out: “${held}”`, `漏去：“${held}”`)
        : held === ''
          ? n.say(`added: “${quoted}”`, `增添：“${quoted}”`)
          : n.say(`“${quoted}”, where “${held}” was said`, `原话为“${held}”，引作“${quoted}”`);
    page.line(difference, 5);
  }
}

function sourceOf(n: Naming, { by, language, statement, standing, as }: PassageFound): string {
  const what = as === 'statement.issue' ? n.of(standingName('statement', standing)) : n.of(labelOf(actNames, as));
  return `${n.party(by)}, ${n.ref(statement)} [${language}], ${what}`;
}
