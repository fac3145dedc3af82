// The desk's routes. Every one is for officers in office alone, and answers carry no entity tag of the docket: the desk changes without it.

import type { FastifyReply } from 'fastify';
import { FILING_BYTES_MAX } from '@parley/api/acts';
import { DRAFT_REQUEST_BYTES_MAX } from '@parley/api/desk';
import type { Result } from '@parley/record/refusal';
import { sendJson, type Answer, type Take } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import type { Desk } from './desk.ts';

export function serveDesk({ take, answer }: { take: Take; answer: Answer }, desk: Desk): void {
  const { drafts, previews, policies, filing, notes, options, duties } = desk;
  const drafting = { bodyBytesMax: DRAFT_REQUEST_BYTES_MAX };

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
    async (_request, reply, _params, _query, viewer, body) => made(reply, await drafts.make(viewer, body), 'draft'),
    drafting,
  );
  take(
    'saveDraft',
    async (_request, reply, { draft }, _query, viewer, body) =>
      give(reply, await drafts.save(viewer, draft, body.version, body), 'draft'),
    drafting,
  );
  take('discardDraft', (_request, reply, { draft }, _query, viewer) =>
    give(reply, drafts.discard(viewer, draft), 'draft'),
  );
  take('askRelease', (_request, reply, { draft }, _query, viewer, { digest }) =>
    give(reply, drafts.ask(viewer, draft, digest), 'draft'),
  );
  take('releaseDraft', (_request, reply, { draft }, _query, viewer, { digest }) =>
    give(reply, drafts.release(viewer, draft, digest), 'draft'),
  );
  take('recallRelease', (_request, reply, { draft }, _query, viewer, { digest }) =>
    give(reply, drafts.recall(viewer, draft, digest), 'draft'),
  );
  take('endSigning', (_request, reply, { draft }, _query, viewer) =>
    give(reply, drafts.endSigning(viewer, draft), 'draft'),
  );
  take(
    'fileDraft',
    async (_request, reply, { draft }, _query, viewer, body) => {
      const outcome = await filing.file(viewer, draft, body);
      if (!outcome.ok) return refuseWith(reply, outcome.refusal);
      if ('kept' in outcome) return sendJson(reply.code(202), outcome.kept);
      const { id, log, index, filedAt, again } = outcome.filed;
      return sendJson(reply.code(again ? 200 : 201), { id, log, index, filedAt, again });
    },
    { bodyBytesMax: FILING_BYTES_MAX },
  );

  answer('releasePolicy', () => policies.view());
  take('proposePolicy', (_request, reply, _params, _query, viewer, { policy, version }) =>
    give(reply, policies.propose(viewer, policy, version), 'view'),
  );
  take('releasePolicyChange', (_request, reply, _params, _query, viewer, { digest }) =>
    give(reply, policies.release(viewer, digest), 'view'),
  );
  take('recallPolicyRelease', (_request, reply, _params, _query, viewer, { digest }) =>
    give(reply, policies.recall(viewer, digest), 'view'),
  );

  answer('deskNotes', (_params, query, viewer) => notes.list(viewer, query));
  answer('deskNoteVersions', ({ note }, query, viewer) => notes.versions(viewer, note, query));
  take(
    'makeDeskNote',
    (_request, reply, _params, _query, viewer, body) => made(reply, notes.make(viewer, body), 'note'),
    drafting,
  );
  take(
    'saveDeskNote',
    (_request, reply, { note }, _query, viewer, body) => give(reply, notes.save(viewer, note, body), 'note'),
    drafting,
  );

  answer('options', (_params, query, viewer) => options.list(viewer, query));
  answer('option', ({ option }, _query, viewer) => options.look(viewer, option));
  take(
    'makeOption',
    (_request, reply, _params, _query, viewer, body) => made(reply, options.make(viewer, body), 'option'),
    drafting,
  );
  take(
    'saveOption',
    (_request, reply, { option }, _query, viewer, body) => give(reply, options.save(viewer, option, body), 'option'),
    drafting,
  );
  take('draftOption', (_request, reply, { option }, _query, viewer, body) =>
    made(reply, options.draft(viewer, option, body), 'draft'),
  );

  answer('assignments', (_params, query, viewer) => duties.assignments(viewer, query));
  take('assign', (_request, reply, { subject, account }, _query, viewer) =>
    give(reply, duties.assign(viewer, subject, account), 'assignment'),
  );
  answer('endAssignment', ({ subject, account }, _query, viewer) => duties.endAssignment(viewer, subject, account));
  answer('duties', (_params, query) => duties.duties(query));
  take('makeDuty', (_request, reply, _params, _query, viewer, body) =>
    made(reply, duties.putOnDuty(viewer, body), 'duty'),
  );
  answer('endDuty', ({ duty }) => duties.endDuty(duty));
  answer('fileNumbers', (_params, query, viewer) => duties.fileNumbers(viewer, query));
  take('setFileNumber', (_request, reply, { subject }, _query, viewer, { number }) =>
    give(reply, duties.setFileNumber(viewer, subject, number), 'number'),
  );
  answer('removeFileNumber', ({ subject }, _query, viewer) => duties.removeFileNumber(viewer, subject));
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
