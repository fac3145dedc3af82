// Quotations held against the public statements of a record: texts in every language, as their issuers signed them, with translations and
// corrections as texts of those who signed these.

import { parseDisclosure } from '@parley/record/words';
import type { Json, JsonObject } from '@parley/record/json';
import { refuse, type Result } from '@parley/record/refusal';
import {
  checkQuotation,
  QUOTATION_CHARS_MAX,
  type Checked,
  type HeldText,
  type Passage,
} from '@parley/docket/statement/quotation';
import { quotationsIn, type Quoted } from '@parley/docket/statement/quoted';
import { facetOf } from '../docket/facet.ts';
import type { HeldRecord, Seen } from './held.ts';

/** Quotations in one text, at most: each costs its length times that of all statements. */
export const QUOTATIONS_MAX = 100;

/** `statement`: the subject; `standing`: how that stands: single, proposed, joint; `by`: whose words they are; `as`: the type of the act. */
export type SignedText = HeldText & { statement: string; standing: string; by: string; as: string };

export type PassageFound = Passage & Pick<SignedText, 'statement' | 'standing' | 'by' | 'as'>;

/** `too-long`: longer than a quotation is, and not looked for. */
export type QuotationFound = Quoted &
  Pick<Checked, 'differences'> & { verdict: Checked['verdict'] | 'too-long'; passages: PassageFound[] };

/** `statements`: how many it was held against; `withheld`: how many of them have no text here. */
export type QuotationsFound = { statements: number; withheld: number; quotations: QuotationFound[] };

/** Every quotation in a text, held against the statements that are seen. The record is a node's, folded. */
export function findQuotations(
  record: HeldRecord,
  text: string,
  seen: Seen,
): Result<QuotationsFound, 'quotation.many'> {
  const quoted = quotationsIn(text);
  if (quoted.length > QUOTATIONS_MAX) {
    const detail = `checking quotations: the text has ${quoted.length}, expected at most ${QUOTATIONS_MAX}: send it in parts`;
    return refuse('quotation.many', detail);
  }
  const statements = statementsOf(record, seen);
  const texts = statements.flat();
  const byPlace = new Map(texts.map((one) => [`${one.act} ${one.language}`, one]));
  return {
    ok: true,
    statements: statements.length,
    withheld: statements.filter((of) => of.length === 0).length,
    quotations: quoted.map((one): QuotationFound => {
      if (one.quotation.length > QUOTATION_CHARS_MAX)
        return { ...one, verdict: 'too-long', passages: [], differences: [] };
      const { verdict, passages, differences } = checkQuotation(one.quotation, texts);
      return {
        ...one,
        verdict,
        passages: passages.map((passage) => {
          const { statement, standing, by, as } = byPlace.get(`${passage.act} ${passage.language}`)!;
          return { ...passage, statement, standing, by, as };
        }),
        differences,
      };
    }),
  };
}

/** The texts of each statement, in the order in which they were opened. */
function statementsOf(record: HeldRecord, seen: Seen): SignedText[][] {
  return record.subjects('statement', seen).map((state) => {
    const { standing } = facetOf(state);
    const said: { id: string; party: string; as: string; only?: string }[] = [
      { id: state.id, party: state.sides[0], as: 'statement.issue' },
      ...state.translations
        .filter(({ of }) => of === state.id)
        .map(({ id, party, language }) => ({ id, party, as: 'translate', only: language })),
      ...state.corrections.filter(({ of }) => of === state.id).map(({ id, party }) => ({ id, party, as: 'correct' })),
    ];
    return said.flatMap(({ id, party, as, only }) =>
      Object.entries(textIn(wordsOf(record, id), as)).flatMap(([language, text]) =>
        typeof text === 'string' && (only === undefined || only === language)
          ? [{ act: id, language, text, statement: state.id, standing, by: party, as }]
          : [],
      ),
    );
  });
}

/** The text itself, by language: of a translation or a correction, what it says of the member `text`. */
function textIn(words: JsonObject, as: string): Record<string, Json> {
  const members = (words['members'] ?? []) as { path: string; text: Record<string, Json> }[];
  const text = as === 'statement.issue' ? words['text'] : members.find(({ path }) => path === 'text')?.text;
  return (text ?? {}) as Record<string, Json>;
}

function wordsOf(record: HeldRecord, id: string): JsonObject {
  const words: JsonObject = {};
  for (const text of JSON.parse(record.find(id)?.words ?? '[]') as (string | null)[]) {
    const parsed = text === null ? undefined : parseDisclosure(text);
    if (parsed?.ok === true) words[parsed.disclosure.name] = parsed.disclosure.value;
  }
  return words;
}
