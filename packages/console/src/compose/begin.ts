// What an act begins with: all that nobody need think of, because the record, the subject or the accord tells it already.

import type { Json, JsonObject } from '@parley/record/json';
import type { Terms } from '@parley/docket/terms';
import { fieldsOf, type Field } from '@parley/docket/fields';

export type Subject = { id: string; kind: string; state: JsonObject; words: JsonObject };

export type Known = {
  own: string;
  /** The other parties. */
  others: readonly string[];
  accord: string;
  terms: Terms;
  /** Unix seconds. */
  now: number;
  /** By party, our holder’s newest cosignature of its log. */
  held: Readonly<Record<string, { size: number; time: number }>>;
  /** Whose language is authentic unless the officer says otherwise. */
  language: string;
  /** 16 random bytes, base64url. */
  nonce: string;
};

export type Started = { type: string; subject?: string; body: JsonObject; words: JsonObject };

const DAY_SECONDS = 86_400;
/** A proposal that says nothing else stays open so long, or as long as the accord lets it. */
const PROPOSAL_DAYS = 14;

/** `subject`: what it is said of; `act`: the act that it answers; `about`: what a new subject belongs to, of that `kind`. */
export function begin(
  type: string,
  known: Known,
  {
    subject,
    act,
    about,
    kind = 'case',
  }: {
    subject?: Subject | undefined;
    act?: string | undefined;
    about?: string | undefined;
    kind?: string | undefined;
  },
): Started {
  const fields = fieldsOf(type);
  const body: JsonObject = {};
  const members = fields?.body.is === 'group' ? fields.body.members : [];
  const other = otherOf(known, subject);
  for (const { name, field, required } of members) {
    const value = guess(type, name, known, subject, act, other);
    if (value !== undefined) body[name] = value;
    else if (required && field.is === 'code' && field.codes.length === 1) body[name] = field.codes[0]!;
    else if (required && isNumbered(field)) body[name] = [{ no: 1 }];
    else if (required && name === 'expires')
      body[name] = known.now + DAY_SECONDS * Math.min(PROPOSAL_DAYS, known.terms.proposalDays);
    else if (name === 'marking') {
      const marking = markingOf(type, known.terms);
      if (marking !== undefined) body[name] = marking;
    }
  }
  if (about !== undefined && subject === undefined)
    for (const { name, field } of members) {
      if (name === kind) body[name] = about;
      else if (name === `${kind}s`) body[name] = [about];
      else if (name === 'about') body[name] = field.is === 'list' ? [{ [kind]: about }] : { [kind]: about };
    }
  const opens = subject === undefined;
  return { type, ...(!opens && { subject: subject.id }), body, words: { authentic: [known.language] } };
}

/** A numbered list that must say something begins with its first item. */
function isNumbered(field: Field): boolean {
  return (
    field.is === 'list' &&
    field.least === 1 &&
    field.item.is === 'group' &&
    field.item.members.some(({ name }) => name === 'no')
  );
}

function guess(
  type: string,
  name: string,
  known: Known,
  subject: Subject | undefined,
  act: string | undefined,
  other: string | undefined,
): Json | undefined {
  switch (`${type} ${name}`) {
    case 'case.allege claimant':
      return 'government';
    case 'request.make urgency':
      return 'routine';
    case 'request.reply final':
      return true;
    case 'accord.found accepts':
      return known.accord;
    case 'officer.appoint from':
      return known.now;
    case 'contact.check nonce':
      return known.nonce;
    case 'contact.answer nonce':
      return (subject?.state['check'] as JsonObject | undefined)?.['nonce'];
    case 'exhibit.disclose to':
      return other === undefined ? undefined : [other];
    case 'measure.stand-down satisfaction':
      return known.own;
    case 'hotline.raise rung':
      return 1;
    case 'hotline.acknowledge rung':
    case 'hotline.notice rung':
      return rungOf(subject);
    case 'note about':
      return act ?? subject?.id;
    case 'endorse of':
    case 'decline of':
      return act ?? openProposals(subject?.state, known.own).at(-1);
    case 'translate of':
      return act ?? subject?.id;
    case 'correct of':
    case 'erasure of':
      return act ?? lastOf(subject?.state, known.own);
    case 'case.reopen of':
      return act ?? closingOf(subject?.state);
    case 'request.note-silence held':
      return other === undefined ? undefined : known.held[other];
    case 'request.note-silence deadline':
      return lapsedOf(subject?.state, known)?.for;
    default:
  }
  if ((name === 'to' || name === 'respondent') && other !== undefined) return other;
  if (name === 'reply' && type.startsWith('request.'))
    return act ?? (subject?.state['replies'] as { id: string }[] | undefined)?.at(-1)?.id;
  return undefined;
}

function otherOf({ own, others }: Known, subject: Subject | undefined): string | undefined {
  const sides = (subject?.state['sides'] ?? []) as string[];
  return sides.find((side) => side !== own) ?? (others.length === 1 ? others[0] : undefined);
}

/** Without a marking the floor counts: then the act says it by itself, for whoever sees it alone. */
function markingOf(type: string, { markingFloor }: Terms): JsonObject | undefined {
  if (type === 'statement.issue') return { tlp: 'clear' };
  return markingFloor === 'clear' ? undefined : { tlp: markingFloor };
}

/** What this side said last in a subject. */
function lastOf(state: JsonObject | undefined, party: string): string | undefined {
  const acts = (state?.['acts'] ?? []) as { id: string; party: string }[];
  return acts.findLast((one) => one.party === party)?.id;
}

function rungOf(subject: Subject | undefined): number {
  const raised = subject?.state['raised'] as { rung?: number } | undefined;
  return raised?.rung ?? 1;
}

function closingOf(state: JsonObject | undefined): string | undefined {
  const withdrawn = state?.['withdrawn'] as { id: string } | null | undefined;
  const closings = (state?.['closings'] ?? []) as { id: string }[];
  return withdrawn?.id ?? closings.at(-1)?.id;
}

type Proposal = {
  id: string;
  party: string;
  expires: number;
  withdrawn: unknown;
  inForceAt: number | null;
  declines: { party: string }[];
  endorsements: { party: string }[];
};

/** Ids of proposals that wait for an answer of this party, or of its own that it may take back. */
export function openProposals(state: JsonObject | undefined, party: string): string[] {
  return ((state?.['proposals'] ?? []) as unknown as Proposal[])
    .filter(({ withdrawn, inForceAt }) => withdrawn === null && inForceAt === null)
    .filter(({ declines, endorsements }) => ![...declines, ...endorsements].some((one) => one.party === party))
    .map(({ id }) => id);
}

type Owed = { for: string; owedBy: string; dueAt: number | null; answer?: unknown; stoppedAt: number | null };

/** What the other side owes and has let pass. */
export function lapsedOf(state: JsonObject | undefined, { own, now }: Pick<Known, 'own' | 'now'>): Owed | undefined {
  return ((state?.['deadlines'] ?? []) as unknown as Owed[]).find(
    ({ owedBy, dueAt, stoppedAt }) => owedBy !== own && dueAt !== null && dueAt < now && stoppedAt === null,
  );
}
