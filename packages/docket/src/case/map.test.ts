import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapCase } from '#case/map';
import { caseKind, type CaseState } from '#case/kind';
import { given, received, says } from '#testing/given';

const id = (letter: string) => letter.repeat(42) + 'A';
const [SEEN, LOGS, IMAGE, MEMO, RIVAL, MAIL] = ['B', 'C', 'D', 'E', 'F', 'G'].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const story = given(
  says('us', 'case.allege', {
    as: 'case',
    body: {
      respondent: 'cn',
      claimant: 'press-on-leaks',
      points: [
        { no: 3, kind: 'actor' },
        { no: 1, kind: 'access' },
        { no: 2, kind: 'taking' },
      ],
      exhibits: [SEEN],
      engages: [
        { commitment: id('H'), elements: ['act'] },
        { code: 'article-1', elements: ['intent'] },
      ],
    },
  }),
  received(),
  says('cn', 'case.position', {
    on: 'case',
    as: 'first',
    body: {
      stance: 'accept-in-part',
      points: [
        { no: 1, view: 'agree' },
        { no: 3, view: 'contest' },
      ],
      exhibits: [MEMO],
    },
  }),
  received(),
  says('us', 'case.restate', {
    on: 'case',
    as: 'restated',
    body: {
      points: [
        { no: 3, kind: 'actor' },
        { no: 4, kind: 'intent' },
      ],
      exhibits: [LOGS, SEEN],
    },
  }),
  says('us', 'case.restate', {
    on: 'case',
    body: { evidence: true, exhibits: [IMAGE], claimant: 'cert', adopted: true },
  }),
  received(),
  says('cn', 'case.position', {
    on: 'case',
    as: 'second',
    body: { stance: 'counter-allege', points: [{ no: 4, view: 'cannot-say' }], exhibits: [RIVAL], counter: id('I') },
  }),
  says('cn', 'case.position', { on: 'case', body: { stance: 'counter-allege', exhibits: [MAIL] } }),
  received(),
);

test('the map of a case: each point as both sides left it, with the exhibits each side names for it', () =>
  story.shows((told) => {
    const map = mapCase(told.state<CaseState>('case'));
    const point = (
      no: number,
      kind: string,
      from: string,
      by: string | null,
      claimant: string[],
      respondent: string[],
    ) => ({
      no,
      kind,
      from: told.id(from),
      by: by === null ? null : told.id(by),
      exhibits: { claimant, respondent },
    });
    assert.deepEqual(map, {
      agreed: [point(1, 'access', 'case', 'first', [SEEN], [MEMO])],
      contested: [point(3, 'actor', 'restated', 'first', [SEEN, LOGS], [MEMO])],
      cannotSay: [point(4, 'intent', 'restated', 'second', [LOGS, SEEN], [RIVAL])],
      unanswered: [point(2, 'taking', 'case', null, [SEEN], [])],
      whole: { claimant: [IMAGE], respondent: [MAIL] },
    });
  }));

test('the map stands in the order of the numbers, whichever way the points were made', () =>
  given(
    says('us', 'case.allege', {
      as: 'case',
      body: {
        respondent: 'cn',
        claimant: 'cert',
        points: [
          { no: 9, kind: 'harm' },
          { no: 2, kind: 'harm' },
        ],
      },
    }),
  ).shows((told) =>
    assert.deepEqual(
      mapCase(told.state<CaseState>('case')).unanswered.map(({ no }) => no),
      [2, 9],
    ),
  ));

test('a restatement may say who makes the claim now, and that the party made it its own', () =>
  story.shows((told) => {
    const { claimant, adopted, allegation } = told.state<CaseState>('case');
    assert.deepEqual({ claimant, adopted }, { claimant: 'cert', adopted: true });
    assert.equal(allegation['claimant'], 'press-on-leaks', 'the allegation stays as it was signed');
  }));

test('a case refers to the exhibits, commitments, cases and findings that its acts name', () =>
  story.shows((told) =>
    assert.deepEqual(
      new Set(caseKind.refers(told.state<CaseState>('case'))),
      new Set([id('H'), SEEN, MEMO, RIVAL, MAIL, id('I'), LOGS, IMAGE]),
    ),
  ));
