// What waits, gathered by what it hangs on: whoever answers a request has acknowledged it as well, so that both are one line to whoever reads.

import type { Answer } from '#api/call';

export type Wait = Answer<'waits'>['items'][number];

/** Everything that waits on one party in one subject. */
export type Owing = {
  subject: string;
  kind: string;
  party: string;
  openedBy: string;
  words: Wait['words'];
  /** In the order in which it is due. */
  waits: Wait[];
  /** When the first of it is due, or was; null: without an end. */
  dueAt: number | null;
  overdue: boolean;
  /** The type of act that answers the most of it; undefined: this version knows none. */
  act: string | undefined;
  /** The type of act that only says that it was received, where that is still owed. */
  acknowledge: string | undefined;
};

/** Type of act by kind of subject and what is owed there. */
const ACTS: Readonly<Record<string, string>> = {
  'request reply': 'request.reply',
  'request update': 'request.update',
  'request use-report': 'request.use-report',
  'request acknowledge': 'request.acknowledge',
  'case position': 'case.position',
  'case acknowledge': 'case.acknowledge',
  'exhibit disclose': 'exhibit.disclose',
  'exhibit use': 'exhibit.use',
  'exhibit opening': 'exhibit.opened',
  'exhibit destroy': 'exhibit.destroy',
  'hotline acknowledge': 'hotline.acknowledge',
  'hotline acknowledge-rung': 'hotline.acknowledge',
  'hotline respond': 'hotline.respond',
  'contact answer': 'contact.answer',
  'session action': 'session.action',
  'measure right-to-be-heard': 'measure.contest',
  'measure lift': 'measure.vary',
  'commitment report': 'commitment.report',
  'remedy view': 'remedy.view',
};

const ACKNOWLEDGING: ReadonlySet<string> = new Set(['request.acknowledge', 'case.acknowledge']);

/** The act that is waited for. */
export function actFor({ kind, what, for: owed }: Pick<Wait, 'kind' | 'what' | 'for'>): string | undefined {
  return what === 'proposal' ? 'endorse' : ACTS[`${kind} ${owed.replace(/-[0-9]+$/, '')}`];
}

/** In the order of `waits`, by what comes first of each. */
export function owingOf(waits: readonly Wait[]): Owing[] {
  const all = new Map<string, Owing>();
  for (const wait of waits) {
    const { subject, kind, party, openedBy, words, dueAt, state } = wait;
    const key = `${party} ${subject}`;
    const owing = all.get(key);
    if (owing !== undefined) owing.waits.push(wait);
    else {
      const overdue = state === 'overdue';
      all.set(key, { subject, kind, party, openedBy, words, waits: [wait], dueAt, overdue, ...actsFor([]) });
    }
  }
  return [...all.values()].map((owing) => ({ ...owing, ...actsFor(owing.waits) }));
}

function actsFor(waits: readonly Wait[]): Pick<Owing, 'act' | 'acknowledge'> {
  const acts = waits.flatMap((wait) => actFor(wait) ?? []);
  const acknowledge = acts.find((act) => ACKNOWLEDGING.has(act));
  return { act: acts.find((act) => !ACKNOWLEDGING.has(act)) ?? acknowledge, acknowledge };
}

export type Counted = Answer<'waitCounts'>['items'][number];

/** How much waits on one side, of one kind or of all. */
export function countOn(counts: readonly Counted[], on: 'us' | 'them', kind?: string): Omit<Counted, 'on' | 'kind'> {
  const sum = { subjects: 0, pressing: 0, late: 0, overdue: 0, soon: 0 };
  for (const one of counts) {
    if (one.on !== on || (kind !== undefined && one.kind !== kind)) continue;
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += one[name];
  }
  return sum;
}

/** Numbers as one writes them: 1–3, 5. Sorted, each once. */
export function ranges(numbers: readonly number[]): string[] {
  const found: [number, number][] = [];
  for (const number of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else found.push([number, number]);
  }
  // Of two, a stroke between them would hide nothing.
  return found.flatMap(([from, to]) =>
    to - from > 1 ? `${from}–${to}` : from === to ? `${from}` : [`${from}`, `${to}`],
  );
}
