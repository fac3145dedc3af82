// The desk's routes. Every one is for officers in office alone, and answers carry no entity tag of the docket: the desk changes without it.

import type { FastifyReply } from 'fastify';
import { FILING_BYTES_MAX } from '@parley/api/acts';
import { DRAFT_REQUEST_BYTES_MAX } from '@parley/api/desk';
import type { DeskPart } from '@parley/api/live';
import type { SubjectRow } from '@parley/api/subjects';
import type { Result } from '@parley/record/refusal';
import type { Colleague } from '../access/colleagues.ts';
import type { Person } from '../access/viewer.ts';
import type { Live } from '../api/live.ts';
import { sendJson, type Answer, type Take } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import type { Desk } from './desk.ts';
import { namesOf } from './names.ts';

/** What the desk's routes ask of the rest of the node. `subject`: as that person may see it. */
export type DeskServing = {
  colleagues: () => Colleague[];
  subject: (person: Person, id: string) => SubjectRow | undefined;
  live: Pick<Live, 'audience' | 'tellDesk'>;
};

export function serveDesk(
  { take, answer }: { take: Take; answer: Answer },
  desk: Desk,
  { colleagues, subject: subjectAs, live }: DeskServing,
): void {
  const { drafts, previews, policies, filing, notes, options, duties } = desk;
  const drafting = { bodyBytesMax: DRAFT_REQUEST_BYTES_MAX };

  // Who sees a thing of the desk learns at once that it changed. A change may hide it, or show it, so both are asked: who saw it, and who does.
  const telling = (part: DeskPart, sees: (person: Person) => boolean) => {
    const before = live.audience(sees);
    return <Outcome extends { ok: boolean } | object | undefined>(outcome: Outcome): Outcome => {
      const changed = outcome !== undefined && (!('ok' in outcome) || outcome.ok);
      if (changed) live.tellDesk(part, new Set([...before, ...live.audience(sees)]));
      return outcome;
    };
  };
  const draftTold = (id: string) => telling('drafts', (person) => drafts.look(person, id) !== undefined);
  const subjectTold = (part: DeskPart, subject: string) => telling(part, (person) => desk.sees(person, subject));
  const allTold = (part: DeskPart) => telling(part, () => true);

  answer('drafts', (_params, query, viewer) => drafts.list(viewer, query));
  answer('draft', ({ draft }, _query, viewer) => drafts.look(viewer, draft));
  answer('draftVersions', ({ draft }, query, viewer) => drafts.versions(viewer, draft, query));
  answer('draftVersion', ({ draft, version }, _query, viewer) => drafts.version(viewer, draft, version));
  answer('previewDraft', ({ draft }, _query, viewer) => previews.look(viewer, draft));
  take(
    'consider',
    (_request, reply, _params, _query, viewer, { contents }) =>
      give(reply, previews.consider(viewer, contents), 'considered'),
    drafting,
  );
  take(
    'makeDraft',
    async (_request, reply, _params, _query, viewer, body) => {
      const outcome = await drafts.make(viewer, body);
      if (outcome.ok) draftTold(outcome.draft.id)(outcome);
      return made(reply, outcome, 'draft');
    },
    drafting,
  );
  take(
    'saveDraft',
    async (_request, reply, { draft }, _query, viewer, body) => {
      const told = draftTold(draft);
      return give(reply, told(await drafts.save(viewer, draft, body.version, body)), 'draft');
    },
    drafting,
  );
  take('discardDraft', (_request, reply, { draft }, _query, viewer) =>
    give(reply, draftTold(draft)(drafts.discard(viewer, draft)), 'draft'),
  );
  take('askRelease', (_request, reply, { draft }, _query, viewer, { digest }) =>
    give(reply, draftTold(draft)(drafts.ask(viewer, draft, digest)), 'draft'),
  );
  take('releaseDraft', (_request, reply, { draft }, _query, viewer, { digest }) =>
    give(reply, draftTold(draft)(drafts.release(viewer, draft, digest)), 'draft'),
  );
  take('recallRelease', (_request, reply, { draft }, _query, viewer, { digest }) =>
    give(reply, draftTold(draft)(drafts.recall(viewer, draft, digest)), 'draft'),
  );
  take('endSigning', (_request, reply, { draft }, _query, viewer) =>
    give(reply, draftTold(draft)(drafts.endSigning(viewer, draft)), 'draft'),
  );
  take(
    'fileDraft',
    async (_request, reply, { draft }, _query, viewer, body) => {
      const outcome = draftTold(draft)(await filing.file(viewer, draft, body));
      if (!outcome.ok) return refuseWith(reply, outcome.refusal);
      if ('kept' in outcome) return sendJson(reply.code(202), outcome.kept);
      const { id, log, index, filedAt, again } = outcome.filed;
      return sendJson(reply.code(again ? 200 : 201), { id, log, index, filedAt, again });
    },
    { bodyBytesMax: FILING_BYTES_MAX },
  );

  answer('releasePolicy', () => policies.view());
  take('proposePolicy', (_request, reply, _params, _query, viewer, { policy, version }) =>
    give(reply, allTold('policy')(policies.propose(viewer, policy, version)), 'view'),
  );
  take('releasePolicyChange', (_request, reply, _params, _query, viewer, { digest }) =>
    give(reply, allTold('policy')(policies.release(viewer, digest)), 'view'),
  );
  take('recallPolicyRelease', (_request, reply, _params, _query, viewer, { digest }) =>
    give(reply, allTold('policy')(policies.recall(viewer, digest)), 'view'),
  );

  answer('deskNotes', (_params, query, viewer) => notes.list(viewer, query));
  answer('deskNoteVersions', ({ note }, query, viewer) => notes.versions(viewer, note, query));
  take(
    'makeDeskNote',
    (_request, reply, _params, _query, viewer, body) =>
      made(reply, subjectTold('notes', body.subject)(notes.make(viewer, body)), 'note'),
    drafting,
  );
  take(
    'saveDeskNote',
    (_request, reply, { note }, _query, viewer, body) =>
      give(
        reply,
        telling('notes', (person) => notes.look(person, note) !== undefined)(notes.save(viewer, note, body)),
        'note',
      ),
    drafting,
  );

  const optionTold = (id: string) => telling('options', (person) => options.look(person, id) !== undefined);
  answer('options', (_params, query, viewer) => options.list(viewer, query));
  answer('option', ({ option }, _query, viewer) => options.look(viewer, option));
  take(
    'makeOption',
    (_request, reply, _params, _query, viewer, body) => {
      const outcome = options.make(viewer, body);
      if (outcome.ok) optionTold(outcome.option.id)(outcome);
      return made(reply, outcome, 'option');
    },
    drafting,
  );
  take(
    'saveOption',
    (_request, reply, { option }, _query, viewer, body) => {
      const told = optionTold(option);
      return give(reply, told(options.save(viewer, option, body)), 'option');
    },
    drafting,
  );
  take('draftOption', (_request, reply, { option }, _query, viewer, body) => {
    const outcome = optionTold(option)(options.draft(viewer, option, body));
    if (outcome.ok) draftTold(outcome.draft.id)(outcome);
    return made(reply, outcome, 'draft');
  });

  answer('colleagues', () => ({ items: colleagues() }));
  answer('subjectNames', (_params, { of }, viewer) => ({
    items: namesOf(
      of,
      (id) => subjectAs(viewer, id),
      (id) => duties.ownNumber(id),
    ),
  }));
  answer('assignments', (_params, query, viewer) => duties.assignments(viewer, query));
  take('assign', (_request, reply, { subject, account }, _query, viewer) =>
    give(reply, subjectTold('assignments', subject)(duties.assign(viewer, subject, account)), 'assignment'),
  );
  answer('noteAssignment', ({ subject, account }, _query, viewer) =>
    subjectTold('assignments', subject)(duties.noteAssignment(viewer, subject, account)),
  );
  answer('endAssignment', ({ subject, account }, _query, viewer) =>
    subjectTold('assignments', subject)(duties.endAssignment(viewer, subject, account)),
  );
  answer('duties', (_params, query) => duties.duties(query));
  take('makeDuty', (_request, reply, _params, _query, viewer, body) =>
    made(reply, allTold('duty')(duties.putOnDuty(viewer, body)), 'duty'),
  );
  answer('endDuty', ({ duty }) => allTold('duty')(duties.endDuty(duty)));
  answer('fileNumbers', (_params, query, viewer) => duties.fileNumbers(viewer, query));
  take('setFileNumber', (_request, reply, { subject }, _query, viewer, { number }) =>
    give(reply, subjectTold('numbers', subject)(duties.setFileNumber(viewer, subject, number)), 'number'),
  );
  answer('removeFileNumber', ({ subject }, _query, viewer) =>
    subjectTold('numbers', subject)(duties.removeFileNumber(viewer, subject)),
  );
}

/** What `name` of the outcome is, or its refusal. */
function give<Name extends string>(
  reply: FastifyReply,
  outcome: Result<Record<Name, object>>,
  name: Name,
): FastifyReply {
  return outcome.ok ? sendJson(reply, outcome[name]) : refuseWith(reply, outcome.refusal);
}

/** As `give`; 201 for what is new. */
function made<Name extends string>(
  reply: FastifyReply,
  outcome: Result<Record<Name, object> & { again: boolean }>,
  name: Name,
): FastifyReply {
  return outcome.ok
    ? sendJson(reply.code(outcome.again ? 200 : 201), outcome[name])
    : refuseWith(reply, outcome.refusal);
}
