// A communication check: one party sends a nonce, the other sends it back within the allowance. Nothing is asked by it and nothing said;
// that, and when, an answer came is all it shows.

import type { JsonObject } from '@parley/record/json';
import type { z } from 'zod';
import { contactActs } from '#contact/acts';
import { contactRefusals, refuse } from '#contact/refusals';
import { coveredAt } from '#facts';
import type { Kind, SubjectState } from '#kind';
import { runDeadline } from '#running';

type Body<Type extends keyof typeof contactActs> = z.infer<(typeof contactActs)[Type]['body']>;

export type ContactState = SubjectState & {
  kind: 'contact';
  from: { key: string; iat: number };
  check: JsonObject;
  answered: { id: string; index: number } | null;
};

export const contactKind: Kind<ContactState> = {
  name: 'contact',
  acts: contactActs,
  refusals: contactRefusals,

  admitOpening(opening, { house }) {
    const { to } = opening.body as Body<'contact.check'>;
    return to !== opening.party && house.parties.includes(to)
      ? undefined
      : refuse('contact.addressee', opening, `it is sent to ${to}`);
  },

  sides: (opening) => [opening.party, (opening.body as Body<'contact.check'>).to],

  open(opening, base) {
    const { key, iat, body } = opening;
    return { ...base, kind: 'contact', from: { key, iat }, check: body, answered: null };
  },

  admit(state, said) {
    if (said.party !== state.sides[1]) {
      return refuse('contact.not_addressee', said, `${said.party} is not ${state.sides[1]}, who is checked`);
    }
    const { nonce } = said.body as Body<'contact.answer'>;
    const { nonce: sent } = state.check as Body<'contact.check'>;
    if (nonce !== sent) return refuse('contact.nonce', said, `it repeats ${nonce}, expected ${sent}`);
    return state.answered === null ? undefined : refuse('contact.answered', said, `${state.answered.id} answered it`);
  },

  fold: (state, { id, index }) => ({ ...state, answered: { id, index } }),

  deadlines(state, facts) {
    const [owedTo, owedBy] = state.sides;
    return [
      runDeadline(
        {
          kind: 'contact',
          for: 'answer',
          of: state.id,
          owedBy,
          owedTo,
          from: state.from,
          allowance: (terms) => terms.allowances.contact.answer,
          floorHours: (terms) => terms.floors.deadlineHours,
          startsAt: state.acts[0]!.servedAt,
          pauses: [],
          answer: state.answered,
          stoppedAt: state.answered === null ? null : coveredAt(facts, owedBy, state.answered.index),
          voidAt: null,
        },
        facts,
      ),
    ];
  },

  standing: ({ answered }) => ({
    standing: answered === null ? 'open' : 'answered',
    open: answered === null,
    category: '-',
  }),

  refers: () => [],
};
