// The status report: what both sides table at a session. Per case and request what was asked, when it was received, what was answered and
// what is overdue, with everything the record has to show for it. A function of the record at a date and of nothing else, so that both
// nodes print the same bytes; words that are not held say so. Natural persons are left out, but for who spoke on a party's behalf.

import { encodeCanonical, type Json, type JsonObject } from '@parley/record/json';
import { deadlineAt, type DeadlineState } from '#asof';
import type { Deadline } from '#deadline';
import { digestOfDocket, foldDocket } from '#docket';
import type { Entry } from '#entry';
import type { ActLine, Proposal, SubjectState } from '#kind';
import { kinds } from '#kinds';
import { refersOf } from '#obligations/oblige';
import type { Receipts } from '#receipts';
import { cutRecord, lastReceiptAt, type CutRecord, type ListedRecord } from '#report/cut';
import type { House } from '#roster';
import type { SessionState } from '#session/kind';
import { cadencesOf } from '#session/occasions';
import { RIGHTS } from '#vocabulary/states';

/** A text as it was written, by language; `und` for a line that has none. null: not held. */
export type HeldText = Record<string, string> | null;

export type ReportDeadline = Pick<
  Deadline,
  'for' | 'owedBy' | 'owedTo' | 'startsAt' | 'dueAt' | 'stoppedAt' | 'provisional'
> & {
  state: DeadlineState;
  heldAt: number | null;
};

export type ReportAct = Omit<ActLine, 'servedAt' | 'index'> & {
  /** codes, numbers and days of the body that a reader asks for, by member */
  says: [member: string, values: (string | number)[]][];
  texts: [member: string, no: number | null, text: HeldText][];
  proposal: (Pick<Proposal, 'expires' | 'inForceAt'> & { declinedBy: string[]; withdrawn: boolean }) | null;
};

export type ReportSubject = {
  kind: string;
  id: string;
  title: HeldText;
  sides: [string, string];
  openedAt: number;
  standing: string;
  category: string;
  open: boolean;
  /** ids of the subjects it refers to */
  about: string[];
  /** of a case: point by point what the respondent's last position on it is */
  points: { no: number; kind: string; view: string; text: HeldText }[];
  deadlines: ReportDeadline[];
  obligations: { what: string; since: number | null; deadline: ReportDeadline | null }[];
  acts: ReportAct[];
};

export type PartySummary = {
  party: string;
  /** deadlines that this party owes or owed, by state at the review date */
  owes: Record<DeadlineState, number>;
  /** updates on requests that had come due, and those that were given */
  updates: { due: number; given: number };
};

/** What the accord's cadence made due by the review date; null: the accord has no such cadence. */
export type ReportOccasion = {
  what: 'session' | 'check' | 'drill';
  due: number;
  held: number;
  inTime: number;
  late: number;
  missed: number;
  nextDueAt: number | null;
};

export type ReportAction = { session: string; no: number; owner: string; due: string; state: string; text: HeldText };

export type StatusReport = {
  v: 'parley/report/1';
  accord: { id: string; title: Record<string, string> };
  parties: { id: string; names: Record<string, string> }[];
  reviewAt: number;
  /** in this order side by side */
  languages: string[];
  checkpoints: CutRecord['heads'];
  digest: string;
  summary: PartySummary[];
  occasions: ReportOccasion[];
  /** action items of joint minutes in force */
  actions: ReportAction[];
  subjects: ReportSubject[];
  disregarded: { party: string; index: number; id: string; type: string | null; code: string }[];
  /** acts that wait for entries not yet provable at the review date */
  waiting: number;
};

/** Words of an act that are held, by its id; undefined: none. */
export type WordsOf = (id: string) => JsonObject | undefined;

/** The report, or undefined while nothing has been received by anybody. `reviewAt`: seconds; the last receipt if not given. */
export function composeReport(
  listed: ListedRecord,
  wordsOf: WordsOf,
  languages: readonly string[],
  reviewAt: number | undefined = lastReceiptAt(listed),
): StatusReport | undefined {
  if (reviewAt === undefined) return undefined;
  const { record, cut, heads } = cutRecord(listed, reviewAt);
  const { docket, disregarded, waiting } = foldDocket(record);
  const entries = new Map([...record.logs.values()].flat().map((entry) => [entry.id, entry]));
  const moment: Moment = { reviewAt, house: docket.house, receipts: record.receipts, entries, wordsOf };
  const states = [...docket.subjects.values()].flatMap(({ state }) => (state === undefined ? [] : [state]));
  const subjects = states.map((state) => subjectOf(state, moment));
  subjects.sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  const { accord, accordId } = listed;
  return {
    v: 'parley/report/1',
    accord: { id: accordId, title: accord.title },
    parties: accord.parties.map(({ id, names }) => ({ id, names })),
    reviewAt,
    languages: [...languages],
    checkpoints: heads,
    digest: digestOfDocket(docket, disregarded, cut),
    summary: accord.parties.map(({ id }) => summaryOf(id, subjects, reviewAt)),
    occasions: occasionsOf(states, moment),
    actions: actionsOf(states, moment),
    subjects,
    disregarded: disregarded
      .map(({ party, index, id, code }) => ({
        party,
        index,
        id,
        type: entries.get(id)?.act?.payload.type ?? null,
        code,
      }))
      .toSorted((a, b) => (a.party === b.party ? a.index - b.index : a.party < b.party ? -1 : 1)),
    waiting: waiting.length,
  };
}

/** The report as a file: canonical JSON and a line feed. */
export function encodeReport(report: StatusReport): string {
  return `${encodeCanonical(report)}\n`;
}

type Moment = {
  reviewAt: number;
  house: House;
  receipts: Receipts;
  entries: ReadonlyMap<string, Entry>;
  wordsOf: WordsOf;
};

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

function subjectOf(state: SubjectState, moment: Moment): ReportSubject {
  const { standing, category, open } = byName.get(state.kind)!.standing(state);
  const words = moment.wordsOf(state.id);
  return {
    kind: state.kind,
    id: state.id,
    title: titleOf(words, moment.entries.get(state.id)),
    sides: state.sides,
    openedAt: state.openedAt,
    standing,
    category,
    open,
    about: refersOf(state).toSorted(),
    points: pointsOf(state, moment),
    deadlines: state.deadlines.map((deadline) => deadlineOf(deadline, moment)),
    obligations: state.obligations.map(({ what, since, deadline }) => ({
      what,
      since,
      deadline: deadline === null ? null : deadlineOf(deadline, moment),
    })),
    acts: state.acts.map((line) => actOf(line, state, moment)),
  };
}

function deadlineOf(deadline: Deadline, { reviewAt, house, receipts }: Moment): ReportDeadline {
  const { for: owed, owedBy, owedTo, startsAt, dueAt, stoppedAt, provisional } = deadline;
  const { state, heldAt } = deadlineAt(deadline, reviewAt, house, receipts);
  return { for: owed, owedBy, owedTo, startsAt, dueAt, stoppedAt, provisional, state, heldAt };
}

function summaryOf(party: string, subjects: readonly ReportSubject[], reviewAt: number): PartySummary {
  const updates = { due: 0, given: 0 };
  const owes: PartySummary['owes'] = {
    'not started': 0,
    running: 0,
    paused: 0,
    met: 0,
    'met late': 0,
    due: 0,
    lapsed: 0,
    void: 0,
  };
  for (const { deadlines, obligations } of subjects) {
    for (const { for: owed, owedBy, state, dueAt, stoppedAt } of deadlines) {
      if (owedBy !== party || RIGHTS.has(owed)) continue;
      owes[state]++;
      if (owed !== 'update' || state === 'void') continue;
      if (stoppedAt !== null && stoppedAt <= reviewAt) updates.given++;
      if (dueAt !== null && dueAt <= reviewAt) updates.due++;
    }
    for (const { deadline } of obligations) if (deadline?.owedBy === party) owes[deadline.state]++;
  }
  return { party, owes, updates };
}

function occasionsOf(states: readonly SubjectState[], { house, reviewAt }: Moment): ReportOccasion[] {
  const cadences = cadencesOf(states, house, reviewAt);
  return (['session', 'check', 'drill'] as const).map((what) => {
    const { due, held, inTime, late, missed, next } = cadences[what];
    return { what, due, held, inTime, late, missed, nextDueAt: next?.dueAt ?? null };
  });
}

function actionsOf(states: readonly SubjectState[], { wordsOf }: Moment): ReportAction[] {
  const actions = states
    .filter((state): state is SessionState => state.kind === 'session')
    .flatMap(({ id, actions: of }) =>
      of
        .filter(({ releasedAt }) => releasedAt === null)
        .map(({ no, owner, due, state, minutes }): ReportAction => {
          const told = wordsOf(minutes.at(-1)!)?.['actions'] as
            | { no: number; text: Record<string, string> }[]
            | undefined;
          return { session: id, no, owner, due, state, text: told?.find((one) => one.no === no)?.text ?? null };
        }),
    );
  return actions.toSorted((a, b) => (a.due === b.due ? a.no - b.no : a.due < b.due ? -1 : 1));
}

function pointsOf(state: SubjectState, { wordsOf }: Moment): ReportSubject['points'] {
  if (state.kind !== 'case') return [];
  const { points } = state as SubjectState & { points: { no: number; kind: string; view: string; from: string }[] };
  return points.map(({ no, kind, view, from }) => {
    const told = wordsOf(from)?.['points'] as { no: number; text: Record<string, string> }[] | undefined;
    return { no, kind, view, text: told?.find((one) => one.no === no)?.text ?? null };
  });
}

/** Members of bodies that say how the matter stands; the others are references, or shown elsewhere. */
const SAID = [
  'claimant',
  'kind',
  'conduct',
  'stance',
  'category',
  'urgency',
  'missing',
  'supplied',
  'outcome',
  'final',
  'ground',
  'grounds',
  'conditions',
  'stage',
  'results',
  'satisfied',
  'uses',
  'reason',
  'relation',
  'deadline',
  'state',
  'orientation',
  'standard',
  'view',
  'answer',
  'rung',
  'drill',
  'seal',
  'channel',
  'result',
  'round',
  'format',
  'level',
  'from',
  'until',
  'effective',
  'sunset',
  'amount',
  'expected',
  'language',
  'occasion',
  'relevance',
  'completeness',
  'clarity',
  'specificity',
  'usefulness',
];

function actOf(line: ActLine, state: SubjectState, { entries, wordsOf }: Moment): ReportAct {
  const { id, type, party, signedAt, receivedAt } = line;
  const payload = entries.get(id)!.act!.payload;
  const proposal = state.proposals.find((one) => one.id === id);
  return {
    id,
    type,
    party,
    signedAt,
    receivedAt,
    says: SAID.flatMap((member): ReportAct['says'] => {
      const values = valuesOf(payload.body[member]);
      return values.length === 0 ? [] : [[member, values]];
    }),
    texts: textsOf(wordsOf(id), payload._sd?.length ?? 0),
    proposal:
      proposal === undefined
        ? null
        : {
            expires: proposal.expires,
            inForceAt: proposal.inForceAt,
            declinedBy: proposal.declines.map((one) => one.party).toSorted(),
            withdrawn: proposal.withdrawn !== null,
          },
  };
}

function valuesOf(value: Json | undefined): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === 'string');
}

/** Members of words that are no text of the matter, or name natural persons. */
const UNTOLD = new Set(['authentic', 'persons', 'sources', 'salt', 'nationalMarking', 'desks', 'days']);

// Every text of the words by its member, and its number where it has one; a part that is not held is said once.
function textsOf(words: JsonObject | undefined, committed: number): ReportAct['texts'] {
  const texts: ReportAct['texts'] = [];
  for (const member of Object.keys(words ?? {}).toSorted()) {
    if (UNTOLD.has(member)) continue;
    const value = words![member]!;
    if (Array.isArray(value)) {
      for (const item of value as JsonObject[]) {
        const text = textOf(item['text'] ?? item['name'] ?? item['value'] ?? item['meaning']);
        if (text !== undefined) texts.push([member, typeof item['no'] === 'number' ? item['no'] : null, text]);
      }
    } else {
      const text = textOf(value);
      if (text !== undefined) texts.push([member, null, text]);
    }
  }
  if (Object.keys(words ?? {}).length < committed) texts.push(['', null, null]);
  return texts;
}

function textOf(value: Json | undefined): Record<string, string> | undefined {
  if (typeof value === 'string') return { und: value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts = Object.entries(value).filter((part): part is [string, string] => typeof part[1] === 'string');
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

// What a subject is called: the title its opening act gave it, else the first text in which it says what it is about.
function titleOf(words: JsonObject | undefined, opening: Entry | undefined): HeldText {
  for (const member of ['title', 'asked', 'summary', 'text', 'claim', 'statement']) {
    const text = textOf(words?.[member]);
    if (text !== undefined) return text;
  }
  return (opening?.act?.payload._sd?.length ?? 0) === 0 ? {} : null;
}
