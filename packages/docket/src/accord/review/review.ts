// Everything that somebody reads of a founding before signing it, out of the envelope alone.

import { parseBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { isComplete, type Negotiation } from '#accord/founding/envelope';
import { FOUNDERS } from '#accord/founding/text';
import { differencesBetween, type Difference } from '#accord/review/compare';
import { linesOf, type Line } from '#accord/review/lines';
import { warningsOf, type Warning } from '#accord/review/warnings';
import { partsOf } from '#accord/templates/template';
import { templateOf } from '#accord/templates/templates';

/** `fingerprint`: of its root key, which the other side compares by a second channel. */
export type Founder = {
  id: string;
  names: { [language: string]: string };
  fingerprint: string;
  registrar: string;
  signed: boolean;
};

/** `differences`: from the round before; of the first round, from the template. `at` in seconds, as its author says. */
export type ReviewedRound = { by: string; at: number; note?: string; differences: Difference[] };

/**
 * `accordId`: only when both are in it, since it is not the accord's before. `fromTemplate`: undefined where there is no such template here.
 */
export type Review = {
  accordId?: string;
  complete: boolean;
  parties: Founder[];
  lines: Line[];
  fromTemplate?: { name: string; differences: Difference[] };
  rounds: ReviewedRound[];
  warnings: Warning[];
};

/** What whoever negotiates said of themselves is no difference from a template, which knows nobody. */
const NOT_OF_TEMPLATE = /^(parties\.|dated$)/;

/** `reader`: the party that reads, if it is one of them. */
export function reviewOf(negotiation: Negotiation, reader?: string): Review {
  const { text, read, rounds, after, signed, accordId } = negotiation;
  const { parties } = text.accord;
  const template = text.template && templateOf(text.template.name);
  const base = template && { accord: { ...partsOf(template), witnesses: [], quorum: 0 } };
  const differsFrom = (one: (typeof after)[number]) =>
    base === undefined ? [] : differencesBetween(base, one).filter(({ at }) => !NOT_OF_TEMPLATE.test(at));
  return {
    ...(parties.length === FOUNDERS && { accordId }),
    complete: isComplete(negotiation),
    parties: parties.map(({ id, names, keys }) => ({
      id,
      names,
      fingerprint: fingerprintOf(keys.root),
      registrar: fingerprintOf(text.registrars[id]!),
      signed: Object.hasOwn(signed, id),
    })),
    lines: linesOf(text),
    ...(template && { fromTemplate: { name: template.name, differences: differsFrom(text) } }),
    rounds: rounds.map(({ by, at, note }, number) => ({
      by,
      at,
      ...(note === undefined ? {} : { note }),
      differences: number === 0 ? differsFrom(after[0]!) : differencesBetween(after[number - 1]!, after[number]!),
    })),
    warnings: warningsOf(text, read, reader),
  };
}

/** The accord as it stands, to be changed and proposed: without who is in it. */
export function inReview({ text }: Pick<Negotiation, 'text'>): JsonObject {
  const { parties: _parties, v: _v, ...rest } = text.accord;
  return rest;
}

function fingerprintOf(key: string): string {
  return thumbprint(parseBase64url(key)!);
}
