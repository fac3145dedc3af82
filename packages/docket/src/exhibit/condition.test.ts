import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import fc from 'fast-check';
import { deadlineAt } from '#asof';
import { discloseOwed } from '#exhibit/condition';
import type { ExhibitState } from '#exhibit/state';
import { gatherFacts } from '#facts';
import type { Obligation } from '#kind';
import { receiptsOf } from '#receipts';
import { checkDelivery } from '#testing/deliver';
import { cosigned, given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const digestOf = (letter: string) => `${letter.repeat(42)}A`;

const CONTENT = { exhibits: [{ h: digestOf('C'), n: 1000, ct: 'text/plain' }] };

/** us seals; the name of the subject whose act opens it. */
const seal = (condition: 'reply' | 'disclosure' | 'position', on: string): Step =>
  says('us', 'exhibit.seal', {
    body: (story) => ({ to: 'cn', kind: 'analysis', opensOn: { [condition]: story.id(on) } }),
    payload: { seals: [{ c: digestOf('S'), n: 4096, ct: 'text/plain' }] },
    as: 'seal',
  });

const disclose = (body: JsonObject | ((story: Story) => JsonObject) = { reason: 'voluntary' }): Step =>
  says('us', 'exhibit.disclose', {
    on: 'seal',
    body: (story) => ({ to: ['cn'], ...(typeof body === 'function' ? body(story) : body) }),
    payload: CONTENT,
    as: 'disclosure',
  });

const ask = says('us', 'request.make', { body: { to: 'cn', category: 'information', urgency: 'routine' }, as: 'ask' });

const reply = (final = true): Step =>
  says('cn', 'request.reply', { on: 'ask', body: { final, outcome: 'partly' }, as: 'met' });

const withdraw = says('us', 'exhibit.withdraw', { on: 'seal', body: { reason: 'source-at-risk' } });

const sealed = [ask, seal('reply', 'ask'), received()] as const;

const obligations = (story: Story): Obligation[] => story.state<ExhibitState>('seal').obligations;

const whats = (story: Story) => obligations(story).map(({ what }) => what);

function owed(story: Story, asOf: number) {
  const { deadline } = obligations(story).find(({ what }) => what === 'disclose')!;
  return deadlineAt(deadline!, asOf, story.house(), receiptsOf(story.world.cosigned));
}

/** Five working days after Monday 5 January end with Monday the 12th. */
const DUE = Math.floor(START / DAY) * DAY + 8 * DAY;

test('while its condition is not met, nothing is owed of a seal', async () => {
  await given(...sealed).shows((story) => assert.deepEqual(whats(story), []));
  await given(...sealed, reply(false), received()).shows((story) => assert.deepEqual(whats(story), []));
});

test('when the request has its final reply, disclosing is owed by the sealer, from when that was served on it', () =>
  given(...sealed, until(2 * HOUR), reply(), until(3 * HOUR), received()).shows((story) => {
    const [{ what, because, since }] = obligations(story) as [Obligation];
    assert.deepEqual({ what, because, since }, { what: 'disclose', because: story.id('met'), since: START + 3 * HOUR });
    const { kind, owedBy, owedTo, startsAt, dueAt, of, state } = owed(story, START + 3 * HOUR);
    assert.deepEqual(
      { kind, for: 'disclose', owedBy, owedTo, startsAt, dueAt, of, state },
      {
        kind: 'exhibit',
        for: 'disclose',
        owedBy: 'us',
        owedTo: 'cn',
        startsAt: START + 3 * HOUR,
        dueAt: DUE,
        of: story.id('met'),
        state: 'running',
      },
    );
  }));

test('a reply that the sealer has not received starts nothing, until it is served on it constructively', async () => {
  await given(...sealed, reply())
    .at(90 * DAY)
    .shows((story) => {
      assert.equal(obligations(story)[0]?.since, null);
      assert.equal(owed(story, START + 90 * DAY).state, 'not started');
    });
  await inWorld({ witnesses: ['w.example'] }, ...sealed, reply(), cosigned('w.example', 'cn')).shows((story) =>
    assert.equal(obligations(story)[0]?.since, START + 5 * DAY),
  );
});

const exhibit = (party: string, to: string, type: string, payload: object): Step =>
  says(party, type, { body: { to, kind: 'document' }, payload, as: 'theirs' });

test('when the named exhibit is disclosed, or was deposited openly, disclosing is owed', async () => {
  const theirs = exhibit('cn', 'us', 'exhibit.seal', { seals: [{ c: digestOf('T'), n: 4096, ct: 'text/plain' }] });
  const both = [theirs, received(), seal('disclosure', 'theirs'), received()] as const;
  await given(...both).shows((story) => assert.deepEqual(whats(story), []));
  await given(
    ...both,
    until(HOUR),
    says('cn', 'exhibit.disclose', {
      on: 'theirs',
      body: { to: ['us'], reason: 'requested' },
      payload: CONTENT,
      as: 'met',
    }),
    received(),
  ).shows((story) => {
    assert.equal(obligations(story)[0]?.because, story.id('met'));
    assert.equal(obligations(story)[0]?.since, START + HOUR);
  });
  await given(
    exhibit('cn', 'us', 'exhibit.deposit', CONTENT),
    received(),
    until(HOUR),
    seal('disclosure', 'theirs'),
    received(),
  ).shows((story) => assert.equal(obligations(story)[0]?.because, story.id('theirs')));
  await given(
    exhibit('us', 'cn', 'exhibit.deposit', CONTENT),
    until(HOUR),
    seal('disclosure', 'theirs'),
    received(),
  ).shows((story) => assert.equal(obligations(story)[0]?.since, START + HOUR, 'its own act, when others had it'));
});

test('when the named case has a position, disclosing is owed, and the first position is why', () =>
  given(
    says('us', 'case.allege', {
      body: { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] },
      as: 'case',
    }),
    seal('position', 'case'),
    received(),
    says('cn', 'case.position', { on: 'case', body: { stance: 'deny' }, as: 'met' }),
    says('cn', 'case.position', { on: 'case', body: { stance: 'cannot-assess' } }),
    received(),
  ).shows((story) => assert.equal(obligations(story)[0]?.because, story.id('met'))));

test('nothing follows from a subject of another kind, or one that nobody opened', async () => {
  await given(ask, seal('position', 'ask'), received(), reply(), received()).shows((story) =>
    assert.deepEqual(whats(story), []),
  );
  await given(
    says('us', 'exhibit.seal', {
      body: { to: 'cn', kind: 'analysis', opensOn: { reply: digestOf('E') } },
      payload: { seals: [{ c: digestOf('S'), n: 4096, ct: 'text/plain' }] },
      as: 'seal',
    }),
  ).shows((story) => assert.deepEqual(whats(story), []));
});

test('a state under the id that calls itself another kind meets no condition, whatever members it has', () =>
  given(...sealed, reply(), received()).shows((story) => {
    const other = { ...story.state('ask'), kind: 'remedy' };
    const facts = gatherFacts({ ...story.world.record(), house: story.house() });
    assert.deepEqual(
      discloseOwed(story.state<ExhibitState>('seal'), () => other, facts),
      [],
    );
    assert.deepEqual(
      discloseOwed(story.state<ExhibitState>('seal'), () => undefined, facts),
      [],
    );
  }));

test('the disclosure stops it when it is covered: in time, late, or before it was owed', async () => {
  const told = (seconds: number) =>
    given(...sealed, until(HOUR), reply(), received(), until(seconds), disclose(), received());
  const due = DUE - START;
  await told(due).shows((story) => assert.equal(owed(story, DUE).state, 'met'));
  await told(due + 1).shows((story) => {
    assert.equal(owed(story, DUE - 1).state, 'running');
    assert.equal(owed(story, DUE + 1).state, 'met late');
  });
  await given(...sealed, disclose(), received(), until(HOUR), reply(), received()).shows((story) =>
    assert.equal(owed(story, START + HOUR).state, 'met'),
  );
  await given(...sealed, reply(), received(), until(due), cosigned('cn', 'us')).shows((story) =>
    assert.equal(owed(story, DUE).state, 'lapsed'),
  );
});

test('only a disclosure to the party that the seal was for stops it', () =>
  inWorld(
    { parties: ['us', 'cn', 'ru'] },
    ...sealed,
    reply(),
    received(),
    says('us', 'exhibit.disclose', { on: 'seal', body: { to: ['ru'], reason: 'voluntary' }, payload: CONTENT }),
    received(),
  ).shows((story) => assert.equal(owed(story, START).answer, null)));

test('a disclosure that names the act which met the condition is told to be right; one that names another is not', async () => {
  const met = (name: string) => disclose((story) => ({ reason: 'condition-met', met: story.id(name) }));
  await given(...sealed, reply(), received(), met('met'), received()).shows((story) => {
    assert.deepEqual(whats(story), ['disclose', 'condition-met']);
    assert.equal(obligations(story)[1]?.because, story.id('met'));
    assert.equal(obligations(story)[1]?.deadline, null);
  });
  await given(...sealed, reply(), received(), met('ask'), received()).shows((story) =>
    assert.deepEqual(whats(story), ['disclose']),
  );
});

test('a seal that was withdrawn before its condition was met is not owed; one withdrawn afterwards is', async () => {
  await given(...sealed, withdraw, received(), until(HOUR), reply(), received()).shows((story) =>
    assert.deepEqual(whats(story), []),
  );
  await given(...sealed, reply(), received(), until(HOUR), withdraw, received())
    .at(2 * HOUR)
    .shows((story) => assert.equal(owed(story, START + 2 * HOUR).state, 'running'));
  await given(...sealed, until(HOUR), withdraw, reply(), received()).shows((story) =>
    assert.deepEqual(whats(story), ['disclose'], 'served in the same second: it is owed'),
  );
  await given(...sealed, withdraw, until(HOUR), reply(), received('us')).shows((story) =>
    assert.deepEqual(whats(story), ['disclose'], 'a withdrawal that nobody received ends nothing'),
  );
});

test('whatever comes in whichever order, what is owed ends up the same', async () => {
  await given(
    ...sealed,
    until(HOUR),
    reply(),
    received('us'),
    until(2 * HOUR),
    disclose((story) => ({ reason: 'condition-met', met: story.id('met'), reportUse: true })),
    received('cn'),
    until(3 * HOUR),
    says('cn', 'exhibit.held', {
      on: 'seal',
      body: { digest: digestOf('C'), seal: 'opens' },
      by: ['registrar'],
    }),
    says('us', 'hotline.raise', {
      body: (story) => ({ to: 'cn', about: { request: story.id('ask') }, rung: 2 }),
    }),
    received(),
    until(4 * HOUR),
    withdraw,
    says('cn', 'exhibit.use', { on: 'seal', body: { uses: ['analysis'] } }),
    received(),
  ).shows(({ world }) =>
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (turns) => checkDelivery(world, turns)),
      { numRuns: 60 },
    ),
  );
});
