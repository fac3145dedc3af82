// Which acts are in order now: those of the subject's kind, signed by an office that the officer holds, that the node would not refuse for who speaks
// or how the subject stands. It is asked with wordings of each; what it objects to in a wording is no reason not to begin.

import { signaturesDemanded } from '@parley/docket/authority';
import { actTypes, kinds } from '@parley/docket/kinds';
import type { Offices } from '@parley/docket/terms';
import { openProposals, type Known, type Subject } from '#compose/begin';

/** Refusals that hang on who speaks and on how the subject stands, whatever the act says. */
export const STANDING: ReadonlySet<string> = new Set([
  'accord.founded_already',
  'accord.not_founded',
  'act.no_power',
  'act.no_subject',
  'act.not_a_side',
  'act.wrong_kind',
  'case.acknowledged',
  'case.not_claimant',
  'case.not_closed',
  'case.not_respondent',
  'case.withdrawn',
  'commitment.not_obligor',
  'contact.answered',
  'contact.not_addressee',
  'erasure.own',
  'erasure.unknown',
  'exhibit.destroys_unknown',
  'exhibit.disclosed',
  'exhibit.not_addressee',
  'exhibit.not_depositor',
  'exhibit.not_held',
  'exhibit.not_sealed',
  'exhibit.opened',
  'exhibit.withdrawn',
  'hotline.acknowledged',
  'hotline.not_addressee',
  'measure.announcer',
  'measure.ended',
  'measure.extension',
  'measure.not_announcer',
  'measure.not_threatened',
  'measure.transition',
  'party.root_only',
  'proposal.answered',
  'proposal.complete',
  'proposal.expired',
  'proposal.own',
  'proposal.unknown',
  'proposal.withdrawn',
  'remedy.own',
  'request.acknowledged',
  'request.answered',
  'request.extended',
  'request.not_addressee',
  'request.not_requester',
  'request.not_returned',
  'request.reply_unknown',
  'request.returned',
  'request.silence_answered',
  'request.silence_early',
  'request.silence_unproven',
  'request.use_unasked',
  'request.withdrawn',
  'session.action_unknown',
  'session.minutes_not_joint',
  'words.not_author',
  'words.of_unknown',
]);

/** Those that nodes file by themselves. */
const REGISTRAR = new Set(['exhibit.held', 'exhibit.opened', 'hotline.notice']);

/** What any subject takes, after what is of its kind. */
const ANY = ['note', 'translate', 'correct', 'erasure'];

export type Powers = { offices: Offices; held: readonly string[] };

export type Group = { key: 'own' | 'any' | 'open' | 'house'; types: string[] };

export function maySign(type: string, { offices, held }: Powers): boolean {
  return held.some((office) => signaturesDemanded(offices, office, type) !== undefined);
}

/** What the officer's offices may sign, in a subject or without one; whether it is in order now, the node says. */
export function candidates(subject: Subject | undefined, known: Pick<Known, 'own'>, powers: Powers): Group[] {
  const groups: Group[] =
    subject === undefined
      ? [
          {
            key: 'open',
            types: [...actTypes].filter(([, { opens }]) => opens !== undefined).map(([type]) => type),
          },
          { key: 'house', types: [...actTypes.keys()].filter(isHouse) },
        ]
      : [
          { key: 'own', types: ownOf(subject.kind) },
          {
            key: 'any',
            types: [...(openProposals(subject.state, known.own).length > 0 ? ['endorse', 'decline'] : []), ...ANY],
          },
        ];
  return kept(groups, (type) => maySign(type, powers));
}

/** Acts of the accord, of officers, keys, addresses, calendars. */
function isHouse(type: string): boolean {
  return /^(accord|officer|party|calendar)\.|^contact\.publish$/.test(type) && type !== 'accord.found';
}

function ownOf(name: string): string[] {
  const kind = kinds.find((one) => one.name === name);
  return Object.entries(kind?.acts ?? {})
    .filter(([type, { opens }]) => opens !== true && !REGISTRAR.has(type) && type !== 'contact.publish')
    .map(([type]) => type);
}

/**
 * Those of the groups that are in order. `asked`: the type of each wording that the node was asked about; `refusals`: what it said of each. A type is
 * left out if all of its wordings are refused for what no wording changes; one that could not be asked about stays.
 */
export function inOrder(
  groups: readonly Group[],
  asked: readonly string[],
  refusals: readonly (string | undefined)[],
): Group[] {
  const refused = new Map<string, boolean>();
  for (const [at, type] of asked.entries()) {
    const code = refusals[at];
    refused.set(type, (refused.get(type) ?? true) && code !== undefined && STANDING.has(code));
  }
  return kept(groups, (type) => refused.get(type) !== true);
}

function kept(groups: readonly Group[], which: (type: string) => boolean): Group[] {
  return groups.map(({ key, types }) => ({ key, types: types.filter(which) })).filter(({ types }) => types.length > 0);
}
