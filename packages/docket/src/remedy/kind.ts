// A remedy claimed: an arrest, a takedown, a payment. It counts as nothing until the other side has said what it makes of it; its last view
// stands, and the earlier ones stay.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import { coveredAt } from '#facts';
import type { Kind, SubjectState } from '#kind';
import { remedyActs } from '#remedy/acts';
import { refuse, remedyRefusals } from '#remedy/refusals';
import { runDeadline } from '#running';

type Body<Type extends keyof typeof remedyActs> = z.infer<(typeof remedyActs)[Type]['body']>;

export type RemedyState = SubjectState & {
  kind: 'remedy';
  /** place of the opening act, by which terms are found */
  from: { key: string; iat: number };
  remedy: JsonObject;
  views: { id: string; index: number; body: JsonObject }[];
  /** the other side's last view; null: it has said nothing, and the remedy counts as nothing */
  view: 'accepted' | 'not-verified' | 'disputed' | null;
};

export const remedyKind: Kind<RemedyState> = {
  name: 'remedy',
  acts: remedyActs,
  refusals: remedyRefusals,

  admitOpening(opening, { house }) {
    const { to } = opening.body as Body<'remedy.claim'>;
    return to !== opening.party && house.parties.includes(to)
      ? undefined
      : refuse('remedy.to', opening, `it is claimed towards ${to}`);
  },

  sides: (opening) => [opening.party, (opening.body as Body<'remedy.claim'>).to],

  open(opening, base) {
    return {
      ...base,
      kind: 'remedy',
      from: { key: opening.key, iat: opening.iat },
      remedy: opening.body,
      views: [],
      view: null,
    };
  },

  admit(state, said) {
    return said.party === state.sides[1]
      ? undefined
      : refuse('remedy.own', said, `${said.party} claims it, expected a view of ${state.sides[1]}`);
  },

  fold(state, { id, index, body }) {
    const { view } = body as Body<'remedy.view'>;
    return { ...state, views: [...state.views, { id, index, body }], view };
  },

  deadlines(state, facts) {
    const [claimant, viewer] = state.sides;
    const first = state.views[0];
    return [
      runDeadline(
        {
          kind: 'remedy',
          for: 'view',
          of: state.id,
          owedBy: viewer,
          owedTo: claimant,
          from: state.from,
          allowance: (terms) => terms.allowances.remedy.view,
          floorHours: (terms) => terms.floors.deadlineHours,
          startsAt: state.acts[0]!.servedAt,
          pauses: [],
          answer: first === undefined ? null : { id: first.id, index: first.index },
          stoppedAt: first === undefined ? null : coveredAt(facts, viewer, first.index),
          voidAt: null,
        },
        facts,
      ),
    ];
  },

  standing({ remedy, view }) {
    return { standing: view ?? 'claimed', open: view === null, category: (remedy as Body<'remedy.claim'>).kind };
  },

  refers({ remedy, views }) {
    const { case: about, request, commitment, exhibits = [] } = remedy as Body<'remedy.claim'>;
    const shown = views.flatMap(({ body }) => (body as Body<'remedy.view'>).exhibits ?? []);
    return [...[about, request, commitment].filter((id) => id !== undefined), ...exhibits, ...shown];
  },
};
