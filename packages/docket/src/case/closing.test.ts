import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { closedByFinding } from '#case/closing';
import { caseKind, type CaseState } from '#case/kind';
import type { SubjectState } from '#kind';
import { cosigned, given, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const ALLEGATION = { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] };
const FINDING = 'F'.repeat(42) + 'A';

const alleged = [says('us', 'case.allege', { body: ALLEGATION, as: 'case' }), received()] as const;

const proposes = (party: string, as = 'closing'): Step =>
  says(party, 'case.close', {
    on: 'case',
    as,
    body: { reason: 'settled', expires: START + 30 * DAY },
  });

const endorses = (party: string, as = 'closing'): Step =>
  says(party, 'endorse', { on: 'case', body: (story) => ({ of: story.id(as) }) });

const reopens = (of: string, body: JsonObject = {}) => ({
  on: 'case',
  body: (story: Story) => ({ of: story.id(of), ground: 'new-evidence', ...body }),
});

const open = ({ open: isOpen, closedAt }: CaseState) => ({ open: isOpen, closedAt });

const closed = [...alleged, until(HOUR), proposes('us'), received(), endorses('cn'), received()] as const;

test('a case is closed once what either side proposed is endorsed by the other', async () => {
  for (const [one, other] of [
    ['us', 'cn'],
    ['cn', 'us'],
  ] as const) {
    const proposed = [...alleged, until(HOUR), proposes(one), received()] as const;
    await given(...proposed).shows((story) =>
      assert.deepEqual(open(story.state<CaseState>('case')), { open: true, closedAt: null }),
    );
    await given(...proposed, endorses(other), until(2 * HOUR), received()).shows((story) => {
      const state = story.state<CaseState>('case');
      assert.deepEqual(open(state), { open: false, closedAt: START + 2 * HOUR });
      assert.equal(state.closings[0]!.at, START + 2 * HOUR);
      assert.deepEqual(caseKind.standing(state), { standing: 'none', open: false, category: '-' });
    });
    await given(
      ...proposed,
      says(other, 'decline', { on: 'case', body: (story) => ({ of: story.id('closing') }) }),
    ).shows((story) => assert.equal(story.state<CaseState>('case').open, true));
  }
});

test('a case is closed by a finding it names, or by a proposal that expires, not by both or neither', async () => {
  for (const body of [
    { reason: 'settled' },
    { reason: 'finding', finding: FINDING, expires: START + DAY },
    { reason: 'settled', finding: FINDING },
    { reason: 'finding', expires: START + DAY },
  ]) {
    await given(...alleged)
      .when('us', 'case.close', { on: 'case', body })
      .refused('act.body');
  }
  await given(...alleged)
    .when('us', 'case.close', { on: 'case', body: { reason: 'settled', expires: START + 31 * DAY } })
    .refused('proposal.expires');
});

test('a closed case owes nothing new, and what had lapsed has lapsed', async () => {
  await given(...closed)
    .at(100 * DAY)
    .shows((story) => {
      assert.equal(story.deadline('case', 'acknowledge').state, 'void');
      assert.equal(story.deadline('case', 'position').state, 'void');
    });
  await given(
    ...alleged,
    until(73 * HOUR),
    cosigned('us', 'cn'),
    proposes('us'),
    received(),
    endorses('cn'),
    received(),
  )
    .at(100 * DAY)
    .shows((story) => {
      assert.equal(story.deadline('case', 'acknowledge').state, 'lapsed');
      assert.equal(story.deadline('case', 'position').state, 'void');
    });
});

test('what is said of a closed case is still heard: nobody is silenced by a receipt', async () => {
  await given(...closed)
    .when('cn', 'case.position', { on: 'case', body: { stance: 'no-comment' } })
    .allowed((story) => assert.equal(caseKind.standing(story.state('case')).standing, 'no-comment'));
  await given(...closed)
    .when('us', 'case.restate', { on: 'case', body: { evidence: true } })
    .allowed();
});

test('either side reopens a closed case, by the act that closed it, and what ran goes on where it stopped', async () => {
  await given(...closed, until(10 * DAY))
    .when('cn', 'case.reopen', reopens('closing'))
    .allowed((story) => assert.deepEqual(open(story.state<CaseState>('case')), { open: true, closedAt: null }));
  await given(
    ...closed,
    until(10 * DAY),
    says('us', 'case.reopen', reopens('closing')),
    until(11 * DAY),
    received(),
  ).shows((story) => {
    const { state, dueAt, pauses } = story.deadline('case', 'acknowledge');
    assert.deepEqual(pauses, [{ from: START + HOUR, to: START + 11 * DAY }]);
    assert.deepEqual({ state, dueAt }, { state: 'running', dueAt: START + 11 * DAY + 71 * HOUR });
    assert.equal(story.deadline('case', 'position').startsAt, START + 11 * DAY + 71 * HOUR);
  });
});

test('a reopening does not undo a lapse, and pauses until it is served', async () => {
  await given(
    ...alleged,
    until(73 * HOUR),
    cosigned('us', 'cn'),
    says('us', 'case.withdraw', { on: 'case', body: { reason: 'mistaken' }, as: 'withdrawal' }),
    received(),
    says('us', 'case.reopen', reopens('withdrawal')),
    received(),
  )
    .at(80 * HOUR)
    .shows((story) => assert.equal(story.deadline('case', 'acknowledge').state, 'lapsed'));
  await given(...closed, says('us', 'case.reopen', reopens('closing')))
    .at(3 * HOUR)
    .shows((story) => assert.equal(story.deadline('case', 'acknowledge').state, 'paused'));
});

test('a withdrawn allegation is reopened, and may then be restated and withdrawn again', async () => {
  const reopened = [
    ...alleged,
    says('us', 'case.withdraw', { on: 'case', body: { reason: 'mistaken' }, as: 'withdrawal' }),
    received(),
    says('us', 'case.reopen', reopens('withdrawal', { ground: 'finding-mistaken', finding: FINDING })),
    received(),
  ] as const;
  await given(...reopened).shows((story) => {
    const state = story.state<CaseState>('case');
    assert.equal(state.withdrawn, null);
    assert.equal(state.open, true);
    assert.equal(state.withdrawals.length, 1, 'it stays on the record');
    assert.deepEqual(
      state.reopenings.map(({ ground, finding, exhibits }) => ({ ground, finding, exhibits })),
      [{ ground: 'finding-mistaken', finding: FINDING, exhibits: [] }],
    );
    assert.equal(story.deadline('case', 'acknowledge').state, 'running');
  });
  await given(...reopened)
    .when('us', 'case.restate', { on: 'case', body: { evidence: true } })
    .allowed();
  const again = says('us', 'case.withdraw', { on: 'case', body: { reason: 'other' }, as: 'again' });
  await given(...reopened, again)
    .when('us', 'case.withdraw', { on: 'case', body: { reason: 'other' } })
    .refused('case.withdrawn');
  await given(...reopened, again, says('cn', 'case.reopen', reopens('withdrawal')), received()).shows((story) =>
    assert.equal(story.state<CaseState>('case').open, false, 'the first withdrawal was reopened, the second was not'),
  );
});

test('what is reopened was closed or withdrawn by the act that is named', async () => {
  await given(...alleged)
    .when('cn', 'case.reopen', reopens('case'))
    .refused('case.not_closed');
  await given(...closed)
    .when('us', 'case.reopen', { on: 'case', body: { of: FINDING, ground: 'other' } })
    .refused('case.not_closed');
  // Whether a proposal came in force depends on receipts: reopening it is always in order.
  await given(...alleged, proposes('us'), received())
    .when('cn', 'case.reopen', reopens('closing'))
    .allowed();
});

test('a case closed twice is open only once both closings are reopened', async () => {
  const twice = [
    ...closed,
    until(DAY),
    proposes('cn', 'second'),
    received(),
    endorses('us', 'second'),
    received(),
  ] as const;
  await given(...twice).shows((story) => assert.equal(story.state<CaseState>('case').closedAt, START + HOUR));
  await given(...twice, says('us', 'case.reopen', reopens('closing'))).shows((story) =>
    assert.equal(story.state<CaseState>('case').closedAt, START + DAY),
  );
  await given(
    ...twice,
    until(2 * DAY),
    says('us', 'case.reopen', reopens('closing')),
    says('us', 'case.reopen', reopens('second')),
    received(),
  ).shows((story) => {
    assert.equal(story.state<CaseState>('case').open, true);
    assert.deepEqual(story.deadline('case', 'acknowledge').pauses, [{ from: START + HOUR, to: START + 2 * DAY }]);
  });
});

const byFinding = says('cn', 'case.close', {
  on: 'case',
  as: 'closing',
  body: { reason: 'finding', finding: FINDING },
});

/** A finding as another subject's state shows it. */
const finding = (about: string, jointAt: unknown, kind = 'finding') =>
  ({ kind, id: FINDING, case: about, jointAt }) as unknown as SubjectState;

test('a case is closed by the finding it names once that is joint: a fact, since both are provable', () =>
  given(...alleged, until(HOUR), byFinding, received()).shows((story) => {
    const state = story.state<CaseState>('case');
    const since = (jointAt: unknown) => closedByFinding(state, () => finding(state.id, jointAt));
    assert.equal(state.open, true, 'this subject alone does not say so');
    assert.deepEqual(caseKind.refers(state), [FINDING]);
    assert.deepEqual(since(START + DAY), [{ what: 'closed', because: FINDING, since: START + DAY, deadline: null }]);
    assert.equal(since(START)[0]!.since, START + HOUR);
    const obliged = { ...state, obligations: since(START + DAY) };
    assert.equal(caseKind.standing(obliged).open, false);
    assert.equal(caseKind.standing(state).open, true);
  }));

test('a closing that was not received is not yet provable', () =>
  given(...alleged, byFinding).shows((story) => {
    const state = story.state<CaseState>('case');
    const [closing] = closedByFinding(state, () => finding(state.id, START));
    assert.equal(closing!.since, null);
    assert.equal(caseKind.standing({ ...state, obligations: [closing!] }).open, true);
  }));

test('nothing follows from a finding that is not there, not joint, of another case or no finding', () =>
  given(...alleged, byFinding, received()).shows((story) => {
    const state = story.state<CaseState>('case');
    for (const other of [
      undefined,
      finding(state.id, null),
      finding(state.id, undefined),
      finding(state.id, 'yes'),
      finding(FINDING, START),
      finding(state.id, START, 'request'),
    ]) {
      assert.deepEqual(
        closedByFinding(state, () => other),
        [],
      );
    }
  }));

test('a case that was reopened is not closed by the finding any more', () =>
  given(...alleged, byFinding, received(), says('us', 'case.reopen', reopens('closing'))).shows((story) => {
    const state = story.state<CaseState>('case');
    assert.deepEqual(
      closedByFinding(state, () => finding(state.id, START)),
      [],
    );
  }));
