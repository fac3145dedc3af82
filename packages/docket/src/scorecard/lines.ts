// A scorecard as lines of text, party by party in the accord's order: counts first, then every estimate in its sentence and what it does not
// show, at the end what they all take for granted.

import type { AnsweringCard, Scorecard } from '#scorecard/scorecard';
import type { Words } from '#scorecard/wording';
import { codeName } from '#vocabulary/codes';
import { encodeMoment } from '#report/moment';

/** What an estimate or a count says of itself; `withheld`: why it holds no figure. */
type Said = { shows: Words; doesNotShow: Words; withheld?: string | null };

/** `shown`: one language, or each sentence in both. `names`: of the parties, by id. `unsaid`: also print what each figure does not show. */
export function scorecardLines(
  card: Scorecard,
  shown: readonly (keyof Words)[],
  names: (party: string) => Words,
  unsaid: boolean,
): string[] {
  const lines: string[] = [];
  const say = (indent: string, words: Words) => {
    for (const language of new Set(shown.map((one) => words[one]))) lines.push(`${indent}${language}`);
  };
  // Of several figures that lack the same, one line says so.
  const tell = (figures: readonly Said[]) => {
    const lacking = new Set<string>();
    for (const { shows, doesNotShow, withheld } of figures) {
      if (withheld != null) {
        if (lacking.has(shows.en)) continue;
        lacking.add(shows.en);
      }
      say('  ', shows);
      if (unsaid && withheld == null) say('    ', doesNotShow);
    }
  };
  const { period, reviewAt } = card;
  const [from, until, at] = [period.from, period.until, reviewAt].map(encodeMoment) as [string, string, string];
  const whole = period.from === 0 && period.until > reviewAt;
  say('', {
    en: `Scorecard of ${whole ? 'everything' : `${from} to ${until}`}, reviewed at ${at}`,
    zh: `计分表：${whole ? '全部' : `${from} 至 ${until}`}，审议时间 ${at}`,
  });
  for (const { party, answering, asking, occasions } of card.parties) {
    const name = names(party);
    lines.push('');
    say('', { en: `${name.en}, what it was asked`, zh: `${name.zh}：所收请求` });
    for (const one of onlyApart(answering)) {
      categoryOf(one.category, say);
      tell(figuresOf(one));
    }
    lines.push('');
    say('', { en: `${name.en}, what it asked`, zh: `${name.zh}：所提请求` });
    for (const { category, counts, returned } of onlyApart(asking)) {
      categoryOf(category, say);
      tell([counts, returned]);
    }
    lines.push('');
    say('', { en: `${name.en}, what was due on a day`, zh: `${name.zh}：按期应办` });
    const due = occasions.filter(({ counts }) => counts.due + counts.ahead + counts.void > 0);
    tell(due.flatMap(({ done, inTime }) => [done, inTime]));
    if (due.length === 0) say('  ', { en: 'Nothing.', zh: '无。' });
  }
  if (card.sideBySide.length > 0) {
    lines.push('');
    say('', { en: 'Side by side', zh: '双方对照' });
    tell(card.sideBySide.map(({ speed }) => speed));
  }
  lines.push('');
  say('', { en: 'What these figures take for granted', zh: '各项数字的前提' });
  for (const words of Object.values(card.assumptions)) say('  ', words);
  return lines;
}

/** Where there is one category, it is all there is, and stands once. */
function onlyApart<Card extends { category: string | null }>(cards: readonly Card[]): readonly Card[] {
  return cards.length === 2 ? cards.slice(0, 1) : cards;
}

function categoryOf(category: string | null, say: (indent: string, words: Words) => void): void {
  if (category !== null) say(' ', codeName('category', category));
}

function figuresOf({ counts, waits, timely, oldest, quality }: AnsweringCard): Said[] {
  return [
    counts,
    ...waits.flatMap(({ median, outcomes }) => [median, outcomes]),
    ...timely.map(({ share }) => share),
    oldest,
    ...quality.flatMap(({ receiver, giver, gap, agreement }) => [receiver.mean, giver.mean, gap, agreement]),
  ];
}
