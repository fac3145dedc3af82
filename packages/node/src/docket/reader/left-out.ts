// What is shown of a subject that names others which the viewer may not see. Nearly every such subject is not seen at all; what is left is a
// session, of which the items about other things are shown, and a case that names an exhibit of another one.

import type { JsonObject } from '@parley/record/json';
import type { SubjectState } from '@parley/docket/kind';
import type { SessionState } from '@parley/docket/session/kind';
import { names } from '../../access/sight.ts';

type Hides = (subject: string) => boolean;

/** Acts of a session that say nothing of an item. */
const WITHOUT_ITEMS = new Set(['session.convene', 'session.attend', 'endorse', 'decline']);

/** The state without whatever names a hidden subject. */
export function leaveOut(state: SubjectState, hides: Hides): SubjectState {
  if (!names(state, hides)) return state;
  if (state.kind === 'session') return withoutItems(state as SessionState, hides);
  return withoutNames(state, hides) as SubjectState;
}

/** A list loses the item that names one, an object the member. */
function withoutNames(value: unknown, hides: Hides): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return items.filter((item) => !isName(item, hides)).map((item) => withoutNames(item, hides));
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => !hides(name) && !isName(member, hides))
      .map(([name, member]) => [name, withoutNames(member, hides)]),
  );
}

function isName(value: unknown, hides: Hides): boolean {
  return typeof value === 'string' && hides(value);
}

/**
 * Items of an agenda that are about something hidden go, and with them whatever goes by their numbers; decisions and actions that are about it; each
 * side's accounts of these items and of the whole; and all that says when something of it is due.
 */
function withoutItems(state: SessionState, hides: Hides): SessionState {
  const agendaItems = [
    ...state.agendas.flatMap(({ body }) => itemsOf(body, 'items')),
    ...state.oneSided.map(({ item }) => item),
  ];
  const items = numbersOf(agendaItems, hides);
  const actions = numbersOf(
    state.minutes.flatMap(({ body }) => itemsOf(body, 'actions')),
    hides,
  );
  const open = (numbers: ReadonlySet<unknown>) => (item: JsonObject) => !numbers.has(item['no']) && !names(item, hides);
  const text = <Text extends { body: JsonObject }>(of: Text): Text => ({
    ...of,
    body: {
      ...of.body,
      ...('items' in of.body && { items: itemsOf(of.body, 'items').filter(open(items)) }),
      ...('decisions' in of.body && { decisions: itemsOf(of.body, 'decisions').filter(open(new Set())) }),
      ...('actions' in of.body && { actions: itemsOf(of.body, 'actions').filter(open(actions)) }),
    },
  });
  return {
    ...state,
    acts: state.acts.filter(({ type }) => WITHOUT_ITEMS.has(type)),
    notes: [],
    translations: [],
    corrections: [],
    erasures: [],
    proposals: state.proposals.filter(({ type }) => WITHOUT_ITEMS.has(type)),
    deadlines: [],
    obligations: [],
    agendas: state.agendas.map(text),
    minutes: state.minutes.map(text),
    oneSided: state.oneSided.filter(({ item }) => open(items)(item)),
    reports: state.reports.filter(({ no }) => !actions.has(no)),
    actions: state.actions.filter((action) => !actions.has(action.no) && !names(action, hides)),
    accounts: state.accounts.filter(({ body }) => body['item'] !== undefined && !items.has(body['item'])),
  };
}

function itemsOf(body: JsonObject, name: string): JsonObject[] {
  return (body[name] as JsonObject[] | undefined) ?? [];
}

function numbersOf(items: readonly JsonObject[], hides: Hides): Set<unknown> {
  return new Set(items.filter((item) => names(item, hides)).map((item) => item['no']));
}
