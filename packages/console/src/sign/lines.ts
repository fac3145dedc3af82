// The lines of a meaning as a page sets them: what stands once stands once, and texts of one thing stand beside each other by language.

import type { Meaning } from '@parley/signing/meaning';

export type Line = { en: string; zh: string; values: { en: string; zh: string } };
export type Said = {
  en: string;
  zh: string;
  texts: { lang: string; mark: { en: string; zh: string }; text: string }[];
};

/** Members that say under what the act stands, not what it says. */
const FRAME = new Set(['Has seen', 'Accord', 'Log', 'Officers and terms as of entry']);

export function linesOf({ en, zh }: Pick<Meaning, 'en' | 'zh'>): {
  head: Line[];
  frame: Line[];
  facts: Line[];
  said: Said[];
} {
  const paired = (part: 'head' | 'facts'): Line[] =>
    en[part].map(([label, value], no) => {
      const [zhLabel, zhValue] = zh[part][no]!;
      return { en: label, zh: zhLabel, values: { en: value, zh: zhValue } };
    });
  const head = paired('head');
  return {
    head: head.filter((line) => !FRAME.has(line.en)),
    frame: head.filter((line) => FRAME.has(line.en)),
    facts: paired('facts'),
    said: saidOf(en.texts, zh.texts),
  };
}

function saidOf(en: Meaning['en']['texts'], zh: Meaning['zh']['texts']): Said[] {
  const said: Said[] = [];
  for (const [no, [label, text]] of en.entries()) {
    const ours = split(label);
    const theirs = split(zh[no]![0]);
    const last = said.at(-1);
    const one = { lang: ours.lang, mark: { en: ours.mark, zh: theirs.mark }, text };
    const joins = last?.en === ours.name && !last.texts.some(({ lang }) => lang === ours.lang);
    if (joins) last.texts.push(one);
    else said.push({ en: ours.name, zh: theirs.name, texts: [one] });
  }
  return said;
}

/** `Summary [zh, translation]`: a name, a language, and how the text is marked. */
function split(label: string): { name: string; lang: string; mark: string } {
  const found = /^(.*) \[([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)(?:(?:, |，)([^\]]+))?\]$/.exec(label);
  if (found === null) return { name: label, lang: 'und', mark: '' };
  return { name: found[1]!, lang: found[2]!, mark: found[3] ?? '' };
}
