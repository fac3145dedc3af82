// The routes of need-to-know: who is named, which desks, which markings.

import type { FastifyReply } from 'fastify';
import type { Result } from '@parley/record/refusal';
import { sendJson, type Answer, type Take } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import type { Colleague } from './colleagues.ts';
import type { Need } from './need.ts';

export function serveNeed(
  { take, answer }: { take: Take; answer: Answer },
  need: Need,
  colleagues: () => Colleague[],
): void {
  answer('restrictions', (_params, _query, viewer) => ({ items: need.restrictions(viewer) }));
  answer('restriction', ({ subject }, _query, viewer) => {
    const restriction = need.restriction(viewer, subject);
    if (restriction !== undefined) need.read(viewer, subject, 'restriction', 'opened');
    return restriction;
  });
  take('restrict', (_request, reply, { subject }, _query, viewer, { accounts }) =>
    give(reply, need.restrict(viewer, subject, accounts), 'restriction'),
  );
  take('liftRestriction', (_request, reply, { subject }, _query, viewer) =>
    give(reply, need.lift(viewer, subject), 'restriction'),
  );
  answer('subjectDesks', ({ subject }, _query, viewer) => need.assigned(viewer, subject));
  take('giveToDesks', (_request, reply, { subject }, _query, viewer, { desks }) =>
    give(reply, need.assign(viewer, subject, desks), 'assigned'),
  );
  answer('whoSees', ({ subject }, _query, viewer) => {
    const found = need.whoSees(viewer, subject, colleagues());
    // It stands beside the subject wherever that is opened, and that is noted for itself.
    if (found !== undefined) need.read(viewer, subject, 'whoSees', 'met');
    return found;
  });
  answer('needPolicy', () => need.policy());
  take('setNeedPolicy', (_request, reply, _params, _query, viewer, asked) =>
    give(reply, need.setPolicy(viewer, asked), 'policy'),
  );
}

function give<Name extends string>(
  reply: FastifyReply,
  outcome: Result<Record<Name, object>>,
  name: Name,
): FastifyReply {
  return outcome.ok ? sendJson(reply, outcome[name]) : refuseWith(reply, outcome.refusal);
}
