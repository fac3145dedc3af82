// One subject in full, as of a moment: its row, its deadlines with their states, what waits, what refers to it, and every act in it with its words
// and its delivery. This is what --json prints; subject-page.ts makes a page of it.

import { LIMIT_MAX } from '@parley/api/paging';
import type { SubjectRow } from '@parley/api/subjects';
import type { JsonObject } from '@parley/record/json';
import { deadlineAt, type DeadlineAt } from '@parley/docket/asof';
import type { CaseState } from '@parley/docket/case/kind';
import { mapCase, type CaseMap } from '@parley/docket/case/map';
import { needsOf, type Need } from '@parley/docket/commitment/needs';
import type { CommitmentState } from '@parley/docket/commitment/kind';
import { gatherFacts } from '@parley/docket/facts';
import { rankHypotheses, type Competing } from '@parley/docket/finding/competing';
import type { HypothesesState } from '@parley/docket/finding/hypotheses';
import type { MeasureState } from '@parley/docket/measure/kind';
import { unsaidAt, type Unsaid } from '@parley/docket/measure/unsaid';
import type { Obligation, SubjectState } from '@parley/docket/kind';
import { waitsOf, type WaitAt } from '@parley/docket/obligations/waits';
import { doubtsOf, type Doubt } from '@parley/docket/party/doubt';
import type { DocketReader } from '@parley/node/docket/reader';
import type { HeldDocket } from '#record/docket';

/**
 * `body`, `words`: as far as the act can be read and they are held; `notHeld`: digests of words that are not; `detail`: why it has no effect;
 * `service`: how it reached the other side; `doubts`: signers whose keys may have been another’s.
 */
export type ActShown = ReturnType<DocketReader['acts']>['items'][number] & {
  iat?: number;
  body: JsonObject;
  words: JsonObject;
  notHeld: string[];
  signers: { kid: string; office: string | null; name: string | null }[];
  service: { at: number; how: 'receipt' | 'constructive' } | null;
  doubts: Doubt[];
  detail?: string;
};

export type ObligationAt = Omit<Obligation, 'deadline'> & { deadline: DeadlineAt | null };

export type SubjectShown = {
  asOf: number;
  subject: Omit<SubjectRow, 'state'> & { state: SubjectState };
  deadlines: DeadlineAt[];
  obligations: ObligationAt[];
  waits: WaitAt[];
  /** of a case: its points by what the respondent says of them, with the exhibits behind each */
  map?: CaseMap;
  /** of a commitment: what each side still needs to see */
  needs?: Need[];
  /** of a measure: days that it named and that passed in silence */
  unsaid?: Unsaid[];
  /** of hypotheses: how each side’s ratings rank them */
  competing?: Competing[];
  /** subjects that refer to it, the newest first */
  referredBy: Pick<SubjectRow, 'id' | 'kind' | 'openedBy' | 'standing' | 'open' | 'words'>[];
  /** in the order of the docket, those without effect among them */
  acts: ActShown[];
};

/** `id` in full, of a subject that is held. */
export function showSubject(docket: HeldDocket, id: string): SubjectShown {
  const { now, house, receipts, reader } = docket;
  const row = reader.subject(id)!;
  const state = row.state as SubjectState;
  return {
    asOf: now,
    subject: { ...row, state },
    deadlines: state.deadlines.map((deadline) => deadlineAt(deadline, now, house, receipts)),
    obligations: state.obligations.map(({ deadline, ...rest }) => ({
      ...rest,
      deadline: deadline === null ? null : deadlineAt(deadline, now, house, receipts),
    })),
    waits: waitsOf(state, now),
    ...(state.kind === 'case' && { map: mapCase(state as CaseState) }),
    ...(state.kind === 'commitment' && { needs: needsOf(state as CommitmentState) }),
    ...(state.kind === 'measure' && { unsaid: unsaidAt(state as MeasureState, now) }),
    ...(state.kind === 'hypotheses' && {
      competing: state.sides.map((party) => rankHypotheses(state as HypothesesState, party)),
    }),
    referredBy: [...referring(docket, id)],
    acts: [...actsOf(docket, state)],
  };
}

function* referring({ reader }: HeldDocket, about: string): Generator<SubjectShown['referredBy'][number]> {
  for (let after: string | undefined; ;) {
    const page = reader.subjects({ about, limit: LIMIT_MAX, after });
    for (const { id, kind, openedBy, standing, open, words } of page.items)
      yield { id, kind, openedBy, standing, open, words };
    if (page.next === undefined) return;
    after = page.next;
  }
}

function* actsOf(docket: HeldDocket, state: SubjectState): Generator<ActShown> {
  const facts = gatherFacts({ house: docket.house, receipts: docket.receipts, rootAt: () => undefined });
  const lines = new Map(state.acts.map((line) => [`${line.party}:${line.index}`, line]));
  for (let after: string | undefined; ;) {
    const page = docket.reader.acts({ subject: state.id, limit: LIMIT_MAX, after });
    for (const row of page.items) {
      const { payload, told, missing, ...entry } = docket.actAt(row.party, row.index);
      const line = lines.get(`${row.party}:${row.index}`);
      const detail = docket.record.disregarded(entry)?.detail;
      yield {
        ...row,
        ...(payload !== undefined && { iat: payload.iat }),
        body: payload?.body ?? {},
        words: told,
        notHeld: missing,
        signers: row.kids.map((kid) => signerOf(docket, row.party, kid)),
        service:
          line?.servedAt == null
            ? null
            : { at: line.servedAt, how: line.servedAt === line.receivedAt ? 'receipt' : 'constructive' },
        doubts: doubtsOf(docket.house.logs.get(row.party)!, row, facts),
        ...(detail !== undefined && { detail }),
      };
    }
    if (page.next === undefined) return;
    after = page.next;
  }
}

function signerOf(docket: HeldDocket, party: string, kid: string): ActShown['signers'][number] {
  const officer = docket.house.logs.get(party)!.officers.find((one) => one.kid === kid);
  if (officer === undefined) {
    const root = docket.house.logs.get(party)!.roots.some((one) => one.kid === kid);
    return { kid, office: root ? 'root' : null, name: null };
  }
  const name = docket.act(officer.id)?.told['name'];
  return { kid, office: officer.office, name: typeof name === 'string' ? name : null };
}
