// What our own changes would mean, before anybody else sees them. The node judges again.

import { agreedWarnings, type Warning } from '@parley/docket/accord/review/warnings';
import { parseTerms } from '@parley/docket/terms';
import type { Accord } from '@parley/record/accord';
import type { JsonObject } from '@parley/record/json';

/** What is wrong with the terms or the offices; undefined: nothing. */
export function problemOf(accord: JsonObject): string | undefined {
  const read = parseTerms(accord as unknown as Accord);
  return read.ok ? undefined : read.refusal.detail;
}

/** What the terms as they stand do not give reason to warn of. */
export function newWarnings(before: JsonObject, after: JsonObject): Warning[] {
  const known = new Set(warningsOf(before).map(({ says }) => says.en));
  return warningsOf(after).filter(({ says }) => !known.has(says.en));
}

function warningsOf(accord: JsonObject): Warning[] {
  const read = parseTerms(accord as unknown as Accord);
  return read.ok ? agreedWarnings(read) : [];
}
