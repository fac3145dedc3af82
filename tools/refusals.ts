// Writes docs/refusals.md from the tables of the codes. Run it after adding or changing a rule: node tools/refusals.ts

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listedCodes, remedyOf, titleOf } from '@parley/api/refusals';
import type { Rule } from '@parley/docket/refusals';
import { rules } from '@parley/docket/rules';
import { interfaceExamples } from './interface-refusals.ts';
import { recordRules } from './record-refusals.ts';

export const file = join(import.meta.dirname, '..', 'docs', 'refusals.md');

const INTRODUCTION = `# Refusals

<!-- Generated from the tables of the codes by \`node tools/refusals.ts\`; a test holds it to be current. -->

A refusal is an expected no. It has a **code** that never changes its meaning, and a sentence that says what was tried, what the fact is,
and what was expected. A party's own node refuses what is not in order before it is signed into the log. What the other side files all the
same stays in the record: it is **disregarded** with the same code, on both sides, and shown.

Each code stands here with its rule, what would be in order, and an example. In the examples *us* and *cn* are the two parties and *jp* is a third;
*us 12* is the entry at index 12 of the log of us.
`;

/** Headings by the first part of a code; codes of a part stand together in the order of their table. */
const HEADINGS: Readonly<Record<string, string>> = {
  act: 'Every act',
  words: 'Words',
  date: 'Dates, at filing',
  marking: 'Markings, at filing',
  accord: 'The accord',
  officer: 'Officers',
  party: 'Keys and addresses',
  calendar: 'Calendars',
  proposal: 'Proposals',
  note: 'Notes',
  erasure: 'Erasures',
  case: 'Cases',
  request: 'Requests',
  exhibit: 'Exhibits',
  hotline: 'Hotline',
  contact: 'Communication checks',
  session: 'Sessions',
  finding: 'Findings',
  hypotheses: 'Rival hypotheses',
  measure: 'Measures',
  commitment: 'Commitments',
  remedy: 'Remedies',
  statement: 'Statements',
};

/** Every code of the interface with its rule; throws for one without an example, or a word on what would be in order. */
function interfaceRules(): Record<string, Rule> {
  const own = listedCodes().filter((code) => !Object.hasOwn(rules, code));
  return Object.fromEntries(
    own.map((code) => {
      const known = interfaceExamples[code];
      const remedy = remedyOf(code) ?? known?.remedy;
      if (known === undefined || remedy === undefined) {
        throw new Error(`listing ${code}: it has no example or remedy in tools/interface-refusals.ts`);
      }
      return [code, { rule: sentence(titleOf(code)), remedy, example: known.example }];
    }),
  );
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

export function refusalsPage(): string {
  const sections: string[] = [INTRODUCTION];
  const byPart = Object.groupBy(Object.entries(rules), ([code]) => code.slice(0, code.indexOf('.')));
  const parts = Object.keys(byPart).toSorted((a, b) => place(a) - place(b));
  for (const part of parts) sections.push(section(HEADINGS[part] ?? part, byPart[part]!));
  sections.push(
    section('The record', Object.entries(recordRules), 'Of checkpoints, proofs and files: no act gets these.'),
    section(
      'The node’s interface',
      Object.entries(interfaceRules()),
      'Of requests over HTTP. Nothing was filed where one of these was answered, unless it says so.',
    ),
  );
  return sections.join('\n');
}

function place(part: string): number {
  const at = Object.keys(HEADINGS).indexOf(part);
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

function section(heading: string, table: readonly [string, Rule][], about?: string): string {
  const codes = table.map(
    ([code, { rule, remedy, example }]) =>
      `### \`${code}\`\n\n${rule}\n\n- In order: ${remedy}\n- Example: ${sentence(example)}\n`,
  );
  return [`## ${heading}\n`, ...(about === undefined ? [] : [`${about}\n`]), ...codes].join('\n');
}

if (import.meta.main) {
  writeFileSync(file, refusalsPage());
  console.log(`${Object.keys(rules).length} codes of acts in docs/refusals.md`);
}
