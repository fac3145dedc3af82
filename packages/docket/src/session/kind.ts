// A session: one round of the dialogue. Dates, agenda and minutes are proposed and endorsed, or countered; whatever came in force last is
// what both sides agreed, and every other text stays beside it. Each side's own account is kept apart from the joint minutes, for good.

import { encodeCanonical, type JsonObject } from '@parley/record/json';
import type { Refusal } from '@parley/record/refusal';
import type { z } from 'zod';
import { parseDay } from '#calendar';
import { coveredAt, type Facts } from '#facts';
import type { Kind, Said, Standing, SubjectState } from '#kind';
import { sessionActs } from '#session/acts';
import { actionDeadline, actionsOf, type ActionReport, type SessionAction } from '#session/actions';
import { refuse, sessionRefusals } from '#session/refusals';
import { jointTexts, settleTexts, signedTexts, withText, type SessionText } from '#session/texts';

type Body<Type extends keyof typeof sessionActs> = z.infer<(typeof sessionActs)[Type]['body']>;

/** An item that one side put on the agenda by itself. `declined`: the other side's refusal of the proposal in which it stood. */
export type OneSidedItem = { id: string; party: string; item: JsonObject; declined: string };

/** A side's delegation as it was named last, after those it named `earlier`. */
export type Attendance = {
  party: string;
  id: string;
  index: number;
  body: JsonObject;
  earlier: { id: string; body: JsonObject }[];
};

/** One side's own account. `agenda`: the act that put its item there; null: of the whole session. */
export type Account = { id: string; party: string; body: JsonObject; agenda: string | null };

export type SessionState = SubjectState & {
  kind: 'session';
  convenings: SessionText[];
  agendas: SessionText[];
  minutes: SessionText[];
  /** ids of the dates, agenda and minutes that came in force last; null: none did */
  agreed: { convening: string | null; agenda: string | null; minutes: string | null };
  /** items that are on no agenda in force, in the order they were put there */
  oneSided: OneSidedItem[];
  attendance: Attendance[];
  /** the dates proposed last when both sides had named a delegation; null: they have not */
  attendedUnder: string | null;
  /**
   * `of`: the minutes, or the dates, that the days are from; YYYY-MM-DD. `knownAt`: when the minutes came in force, or both attendances were
   * covered; null: not known yet
   */
  held: { by: 'minutes' | 'attendance'; of: string; from: string; until: string; knownAt: number | null } | null;
  reports: ActionReport[];
  actions: SessionAction[];
  accounts: Account[];
};

export const sessionKind: Kind<SessionState> = {
  name: 'session',
  acts: sessionActs,
  refusals: sessionRefusals,

  admitOpening(opening, { house }) {
    const { to, counters } = opening.body as Body<'session.convene'>;
    if (to === opening.party || !house.parties.includes(to)) {
      return refuse('session.other_side', opening, `it is convened with ${to}`);
    }
    if (counters !== undefined) return refuse('session.counters', opening, 'it opens a session, and counters nothing');
    return admitDays(opening);
  },

  sides: (opening) => [opening.party, (opening.body as Body<'session.convene'>).to],

  open(opening, base) {
    return {
      ...base,
      kind: 'session',
      convenings: withText([], opening),
      agendas: [],
      minutes: [],
      agreed: { convening: null, agenda: null, minutes: null },
      oneSided: [],
      attendance: [],
      attendedUnder: null,
      held: null,
      reports: [],
      actions: [],
      accounts: [],
    };
  },

  admit(state, said, { house }) {
    switch (said.type) {
      case 'session.convene': {
        const { to } = said.body as Body<'session.convene'>;
        if (to === said.party || !state.sides.includes(to)) {
          return refuse('session.other_side', said, `it is proposed to ${to}`);
        }
        return admitCounter(state.convenings, said) ?? admitDays(said);
      }
      case 'session.agenda':
        return said.body['expires'] === undefined ? admitOneSided(state, said) : admitCounter(state.agendas, said);
      case 'session.minutes':
        return admitCounter(state.minutes, said) ?? admitDays(said) ?? admitActions(state, said);
      case 'session.record': {
        const { item, speaker } = said.body as Body<'session.record'>;
        if (speaker !== undefined && !house.parties.includes(speaker)) {
          return refuse('session.speaker', said, `the speaker is ${speaker}`);
        }
        return item === undefined || agendaOf(state, said.party, item) !== undefined
          ? undefined
          : refuse('session.item_unknown', said, `no agenda has an item ${item}`);
      }
      case 'session.action':
        return admitReport(state, said);
      default:
        return undefined;
    }
  },

  fold(state, said) {
    const { id, party, index, body } = said;
    switch (said.type) {
      case 'session.convene':
        return { ...state, convenings: withText(state.convenings, said) };
      case 'session.agenda': {
        if (body['expires'] !== undefined) return { ...state, agendas: withText(state.agendas, said) };
        const items = (body as Body<'session.agenda'>).items.map((item): OneSidedItem => {
          const own = item as JsonObject;
          return { id, party, item: own, declined: declinedOf(state, party, own)! };
        });
        const again = new Set(items.map(({ item }) => item['no']));
        const others = state.oneSided.filter((one) => one.party !== party || !again.has(one.item['no']));
        return { ...state, oneSided: [...others, ...items] };
      }
      case 'session.minutes':
        return { ...state, minutes: withText(state.minutes, said) };
      case 'session.attend': {
        const before = state.attendance.find((one) => one.party === party);
        const earlier = before === undefined ? [] : [...before.earlier, { id: before.id, body: before.body }];
        const others = state.attendance.filter((one) => one !== before);
        return {
          ...state,
          attendance: [...others, { party, id, index, body, earlier }],
          attendedUnder: state.attendedUnder ?? (others.length === 0 ? null : state.convenings.at(-1)!.id),
        };
      }
      case 'session.record': {
        const { item } = body as Body<'session.record'>;
        const agenda = item === undefined ? null : agendaOf(state, party, item)!;
        return { ...state, accounts: [...state.accounts, { id, party, body, agenda }] };
      }
      case 'session.action': {
        const { minutes, no, state: stands } = body as Body<'session.action'>;
        return { ...state, reports: [...state.reports, { id, party, index, minutes, no, state: stands }] };
      }
      default:
        return state;
    }
  },

  deadlines(state, facts) {
    const actions = actionsOf(jointTexts(state.minutes, state), state.reports);
    return actions.map((action) => actionDeadline(action, state.sides, facts));
  },

  settle(state, facts) {
    const { proposals } = state;
    const convening = jointTexts(state.convenings, state).at(-1);
    const agenda = jointTexts(state.agendas, state).at(-1);
    const joint = jointTexts(state.minutes, state);
    const minutes = joint.at(-1);
    const onAgenda = new Set(agenda === undefined ? [] : itemsOf(agenda).map((item) => encodeCanonical(item)));
    const dates = convening ?? state.convenings.find(({ id }) => id === state.attendedUnder);
    const attended = state.attendedUnder === null ? undefined : dates;
    return {
      ...state,
      convenings: settleTexts(state.convenings, proposals),
      agendas: settleTexts(state.agendas, proposals),
      minutes: settleTexts(state.minutes, proposals),
      agreed: { convening: convening?.id ?? null, agenda: agenda?.id ?? null, minutes: minutes?.id ?? null },
      oneSided: state.oneSided.filter(({ item }) => !onAgenda.has(encodeCanonical(item))),
      held:
        heldBy('minutes', minutes, minutes?.inForceAt ?? null) ??
        heldBy('attendance', attended, attendedAt(state, facts)),
      actions: actionsOf(joint, state.reports),
    };
  },

  standing: standingOf,

  refers(state) {
    const bodies = [...state.agendas, ...state.minutes].map(({ body }) => body);
    const items = bodies.flatMap((body) =>
      ['items', 'decisions', 'actions'].flatMap((name) => (body[name] as JsonObject[] | undefined) ?? []),
    );
    const abouts = [...items, ...state.oneSided.map(({ item }) => item)].map(({ about }) => about);
    return [...new Set(abouts.flatMap((about) => (about === undefined ? [] : Object.values(about as JsonObject))))].map(
      String,
    );
  },
};

/**
 * minuted: joint minutes are in force; attended: both sides have named a delegation; convened: dates are in force; proposed: dates wait for
 * an answer; declined, withdrawn: what became of the last dates. Minuted stays open while an action is.
 */
function standingOf({ agreed, attendedUnder, convenings, actions }: SessionState): Standing {
  const stands = (standing: string, open: boolean) => ({ standing, open, category: '-' });
  if (agreed.minutes !== null) {
    return stands(
      'minuted',
      actions.some(({ releasedAt, done }) => releasedAt === null && done === null),
    );
  }
  if (attendedUnder !== null) return stands('attended', true);
  if (agreed.convening !== null) return stands('convened', true);
  if (convenings.some(({ outcome }) => outcome === 'open' || outcome === 'endorsed')) return stands('proposed', true);
  return stands(convenings.at(-1)!.outcome, false);
}

function heldBy(
  by: 'minutes' | 'attendance',
  text: SessionText | undefined,
  knownAt: number | null,
): SessionState['held'] {
  if (text === undefined) return null;
  const { from, until } = text.body as Body<'session.minutes'>;
  return { by, of: text.id, from, until, knownAt };
}

/** When the first attendance of each side was covered. */
function attendedAt({ acts, attendance }: SessionState, facts: Facts): number | null {
  const first = new Set(attendance.map(({ id, earlier }) => earlier[0]?.id ?? id));
  let last: number | null = 0;
  for (const { id, party, index } of acts) {
    if (!first.has(id)) continue;
    const at = coveredAt(facts, party, index);
    last = at === null || last === null ? null : Math.max(last, at);
  }
  return last;
}

function admitDays(said: Said): Refusal | undefined {
  const { from, until } = said.body as Body<'session.minutes'>;
  const [first, last] = [parseDay(from), parseDay(until)];
  return first !== undefined && last !== undefined && first <= last
    ? undefined
    : refuse('session.days', said, `it lasts from ${from} until ${until}`);
}

function admitCounter(texts: readonly SessionText[], said: Said): Refusal | undefined {
  const { counters } = said.body;
  if (counters === undefined || texts.some(({ id, party }) => id === counters && party !== said.party))
    return undefined;
  return refuse('session.counters', said, 'the other side has proposed no such text');
}

function admitOneSided(state: SessionState, said: Said): Refusal | undefined {
  const { items, counters } = said.body as Body<'session.agenda'>;
  if (counters !== undefined) return refuse('session.counters', said, 'it counters a proposal and is none');
  const item = items.find((one) => declinedOf(state, said.party, one as JsonObject) === undefined);
  return item === undefined
    ? undefined
    : refuse('session.item_not_declined', said, `item ${item.no} was in no declined proposal of ${said.party}`);
}

/** The first refusal of a proposal of the party's own in which the item stood, word for word of its body. */
function declinedOf({ agendas, proposals }: SessionState, party: string, item: JsonObject): string | undefined {
  const name = encodeCanonical(item);
  for (const text of agendas) {
    if (text.party !== party || !itemsOf(text).some((one) => encodeCanonical(one) === name)) continue;
    const declined = proposals.find(({ id }) => id === text.id)?.declines[0];
    if (declined !== undefined) return declined.id;
  }
  return undefined;
}

// Both signatures suffice: an account does not become disregarded, or in order, with a receipt.
function agendaOf(state: SessionState, party: string, no: number): string | undefined {
  const signed = signedTexts(state.agendas, state).findLast((text) => itemsOf(text).some((item) => item['no'] === no));
  if (signed !== undefined) return signed.id;
  const alone = state.oneSided.filter(({ item }) => item['no'] === no);
  return (alone.find((one) => one.party === party) ?? alone[0])?.id;
}

function itemsOf({ body }: SessionText): JsonObject[] {
  return body['items'] as JsonObject[];
}

function admitActions({ sides }: SessionState, said: Said): Refusal | undefined {
  for (const { no, owner, due } of (said.body as Body<'session.minutes'>).actions) {
    if (!sides.includes(owner)) return refuse('session.owner', said, `action ${no} is owned by ${owner}`);
    if (parseDay(due) === undefined) return refuse('session.days', said, `action ${no} is due on ${due}`);
  }
  return undefined;
}

function admitReport(state: SessionState, said: Said): Refusal | undefined {
  const { minutes, no } = said.body as Body<'session.action'>;
  const text = state.minutes.find(({ id }) => id === minutes);
  if (text === undefined) return refuse('session.action_unknown', said, `no minutes ${minutes} are in order here`);
  const action = (text.body as Body<'session.minutes'>).actions.find((one) => one.no === no);
  if (action === undefined) return refuse('session.action_unknown', said, `those minutes have no action ${no}`);
  if (!signedTexts([text], state).includes(text)) {
    return refuse('session.minutes_not_joint', said, 'the other side has not endorsed those minutes');
  }
  if (action.owner !== said.party) {
    return refuse('session.not_owner', said, `action ${no} is owned by ${action.owner}`);
  }
  return state.reports.some((one) => one.minutes === minutes && one.no === no && one.state === 'done')
    ? refuse('session.action_done', said, `action ${no} was reported done`)
    : undefined;
}
