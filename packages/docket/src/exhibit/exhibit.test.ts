import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { exhibitKind } from '#exhibit/kind';
import type { ExhibitState } from '#exhibit/state';
import { cosigned, given, inWorld, received, says, until, type Step, type Story } from '#testing/given';
import { DAY, HOUR, START } from '#testing/world';

const digestOf = (letter: string) => `${letter.repeat(42)}A`;

const content = (letter = 'C', n = 1000) => ({ exhibits: [{ h: digestOf(letter), n, ct: 'text/plain' }] });

const sealOf = (n = 4096) => ({ seals: [{ c: digestOf('S'), n, ct: 'text/plain' }] });

const ITEM = { to: 'cn', kind: 'log-extract' };

const deposit = (body: JsonObject = {}): Step =>
  says('us', 'exhibit.deposit', { body: { ...ITEM, ...body }, payload: content(), as: 'item' });

const seal = (body: JsonObject | ((story: Story) => JsonObject) = {}, n = 4096): Step =>
  says('us', 'exhibit.seal', {
    body: (story) => ({ ...ITEM, ...(typeof body === 'function' ? body(story) : body) }),
    payload: sealOf(n),
    as: 'item',
  });

const disclosing = (body: JsonObject = {}, letter = 'C', n = 1000) => ({
  on: 'item',
  body: { to: ['cn'], reason: 'voluntary', ...body },
  payload: content(letter, n),
});

const disclose = (body: JsonObject = {}, letter = 'C'): Step =>
  says('us', 'exhibit.disclose', { ...disclosing(body, letter), as: 'disclosure' });

const holding = (body: JsonObject = {}) => ({
  on: 'item',
  body: { digest: digestOf('C'), ...body },
  by: ['registrar'],
});

const held = (body: JsonObject = {}): Step => says('cn', 'exhibit.held', { ...holding(body), as: 'held' });

const opening = (desk = 'technical') => ({ on: 'item', body: { desk } });

const using = { on: 'item', body: { uses: ['analysis'] } };

const withdrawing = { on: 'item', body: { reason: 'mistaken' } };

const destroying = (body: JsonObject = {}) => ({
  on: 'item',
  body: { digest: digestOf('C'), on: '2026-01-05', reason: 'retention', method: 'deleted', ...body },
});

const state = (story: Story) => story.state<ExhibitState>('item');

const standing = (story: Story) => exhibitKind.standing(state(story)).standing;

const stands =
  (expected: string, open = true) =>
  (story: Story) =>
    assert.deepEqual(exhibitKind.standing(state(story)), { standing: expected, open, category: 'log-extract' });

test('an exhibit is deposited, or sealed, for another party', async () => {
  await given()
    .when('us', 'exhibit.deposit', { body: ITEM, payload: content(), as: 'item' })
    .allowed((story) => {
      stands('deposited')(story);
      const [{ by, digest, bytes, mediaType, to }] = state(story).contents as [ExhibitState['contents'][0]];
      assert.deepEqual(
        { by, digest, bytes, mediaType, to },
        { by: 'deposit', digest: digestOf('C'), bytes: 1000, mediaType: 'text/plain', to: ['cn'] },
      );
    });
  await given()
    .when('us', 'exhibit.seal', { body: ITEM, payload: sealOf(), as: 'item' })
    .allowed((story) => {
      stands('sealed')(story);
      assert.deepEqual(state(story).seal, { digest: digestOf('S'), bytes: 4096, mediaType: 'text/plain' });
      assert.deepEqual(state(story).contents, []);
    });
  for (const to of ['us', 'ru']) {
    await given()
      .when('us', 'exhibit.deposit', { body: { ...ITEM, to }, payload: content() })
      .refused('exhibit.addressee');
    await given()
      .when('us', 'exhibit.seal', { body: { ...ITEM, to }, payload: sealOf() })
      .refused('exhibit.addressee');
  }
});

test('an act commits to one content, or none', async () => {
  await given().when('us', 'exhibit.deposit', { body: ITEM }).refused('act.content');
  await given().when('us', 'exhibit.seal', { body: ITEM, payload: content() }).refused('act.content');
});

test('the size of what is sealed is told by a power of two, at least 4096', async () => {
  for (const n of [4096, 8192, 2 ** 31, 2 ** 52]) {
    await given()
      .when('us', 'exhibit.seal', { body: ITEM, payload: sealOf(n) })
      .allowed();
  }
  for (const n of [0, 1, 2048, 4095, 4097, 12_288, 2 ** 53 - 1]) {
    await given()
      .when('us', 'exhibit.seal', { body: ITEM, payload: sealOf(n) })
      .refused('exhibit.size_class');
  }
});

test('days exist', async () => {
  await given()
    .when('us', 'exhibit.deposit', { body: { ...ITEM, retainUntil: '2026-02-29' }, payload: content() })
    .refused('exhibit.day');
  await given(seal())
    .when('us', 'exhibit.disclose', disclosing({ retainUntil: '2027-02-29' }))
    .refused('exhibit.day');
  await given(deposit(), received(), held())
    .when('cn', 'exhibit.destroy', destroying({ on: '2025-11-31' }))
    .refused('exhibit.day');
});

test('only the depositor discloses and withdraws, only the other side holds, opens and uses', async () => {
  for (const [type, spoken] of [
    ['exhibit.disclose', disclosing()],
    ['exhibit.withdraw', withdrawing],
  ] as const) {
    await given(seal(), received()).when('cn', type, spoken).refused('exhibit.not_depositor');
  }
  for (const [type, spoken] of [
    ['exhibit.held', holding()],
    ['exhibit.opened', opening()],
    ['exhibit.use', using],
  ] as const) {
    await given(deposit(), received()).when('us', type, spoken).refused('exhibit.not_addressee');
  }
});

test('a registrar says that a content is held, by the digest that was committed to, once', async () => {
  await given(deposit(), received())
    .when('cn', 'exhibit.held', holding())
    .allowed((story) => {
      stands('held')(story);
      assert.equal(state(story).contents[0]?.held?.id, story.id('it'));
    });
  await given(deposit(), received())
    .when('cn', 'exhibit.held', holding({ digest: digestOf('X') }))
    .refused('exhibit.not_committed');
  await given(seal(), received())
    .when('cn', 'exhibit.held', holding({ digest: digestOf('S'), seal: 'opens' }))
    .refused('exhibit.not_committed');
  await given(deposit(), received(), held()).when('cn', 'exhibit.held', holding()).refused('exhibit.held');
});

test('of a disclosure, and of nothing else, the holder says whether it opens the seal', async () => {
  await given(deposit(), received())
    .when('cn', 'exhibit.held', holding({ seal: 'opens' }))
    .refused('exhibit.verdict');
  await given(seal(), disclose(), received()).when('cn', 'exhibit.held', holding()).refused('exhibit.verdict');
  for (const verdict of ['opens', 'does-not-open']) {
    await given(seal(), disclose(), received())
      .when('cn', 'exhibit.held', holding({ seal: verdict }))
      .allowed((story) => assert.equal(state(story).contents[0]?.held?.seal, verdict));
  }
});

test('only a seal is disclosed, to other parties of the accord', async () => {
  await given(deposit()).when('us', 'exhibit.disclose', disclosing()).refused('exhibit.not_sealed');
  await given(seal())
    .when('us', 'exhibit.disclose', disclosing())
    .allowed((story) => stands('disclosed')(story));
  for (const to of [['us'], ['ru'], ['cn', 'us'], ['cn', 'cn']]) {
    await given(seal()).when('us', 'exhibit.disclose', disclosing({ to })).refused('exhibit.addressee');
  }
});

test('a seal is disclosed once to the same parties, unless the disclosure did not open it', async () => {
  await given(seal(), disclose()).when('us', 'exhibit.disclose', disclosing()).refused('exhibit.disclosed');
  await given(seal(), disclose(), received(), held({ seal: 'opens' }), received())
    .when('us', 'exhibit.disclose', disclosing())
    .refused('exhibit.disclosed');
  await given(seal(), disclose(), received(), held({ seal: 'does-not-open' }), received())
    .when('us', 'exhibit.disclose', disclosing())
    .allowed((story) => {
      assert.equal(state(story).contents.length, 2);
      assert.equal(state(story).contents[1]?.held, null);
    });
  const three = { parties: ['us', 'cn', 'ru'] };
  await inWorld(three, seal(), disclose({ to: ['ru'] }))
    .when('us', 'exhibit.disclose', disclosing({ to: ['ru', 'cn'] }))
    .allowed();
  await inWorld(three, seal(), disclose({ to: ['cn', 'ru'] }))
    .when('us', 'exhibit.disclose', disclosing({ to: ['ru', 'cn'] }))
    .refused('exhibit.disclosed');
});

test('a disclosure to others is none to the party that the seal was for', async () => {
  const elsewhere = inWorld({ parties: ['us', 'cn', 'ru'] }, seal(), disclose({ to: ['ru'] }), received());
  await elsewhere.shows(stands('sealed'));
  await elsewhere.when('cn', 'exhibit.held', holding({ seal: 'opens' })).refused('exhibit.not_committed');
});

test('what is disclosed is not larger than its class', async () => {
  await given(seal())
    .when('us', 'exhibit.disclose', disclosing({}, 'C', 4096))
    .allowed();
  await given(seal())
    .when('us', 'exhibit.disclose', disclosing({}, 'C', 4097))
    .refused('exhibit.larger');
});

const EVENT = 'E'.repeat(42) + 'A';

test('a disclosure because the condition was met names the act, of a seal that has a condition', async () => {
  const conditional = seal({ opensOn: { reply: EVENT } });
  await given(conditional)
    .when('us', 'exhibit.disclose', disclosing({ reason: 'condition-met', met: EVENT }))
    .allowed();
  await given(conditional)
    .when('us', 'exhibit.disclose', disclosing({ reason: 'condition-met' }))
    .refused('exhibit.met');
  await given(conditional)
    .when('us', 'exhibit.disclose', disclosing({ met: EVENT }))
    .refused('exhibit.met');
  await given(seal())
    .when('us', 'exhibit.disclose', disclosing({ reason: 'condition-met', met: EVENT }))
    .refused('exhibit.met');
});

test('an exhibit is opened and used once a content is held', async () => {
  await given(deposit(), received()).when('cn', 'exhibit.opened', opening()).refused('exhibit.not_held');
  await given(deposit(), received()).when('cn', 'exhibit.use', using).refused('exhibit.not_held');
  await given(deposit(), received(), held())
    .when('cn', 'exhibit.use', using)
    .allowed((story) => assert.deepEqual(state(story).uses[0]?.uses, ['analysis']));
});

test('a desk notes its first access, and again only of what came since', async () => {
  const opened = says('cn', 'exhibit.opened', opening());
  await given(deposit(), received(), held(), opened).when('cn', 'exhibit.opened', opening()).refused('exhibit.opened');
  await given(deposit(), received(), held(), opened)
    .when('cn', 'exhibit.opened', opening('policy'))
    .allowed((story) =>
      assert.deepEqual(
        state(story).opened.map(({ desk }) => desk),
        ['technical', 'policy'],
      ),
    );
  await given(
    seal(),
    disclose(),
    received(),
    held({ seal: 'does-not-open' }),
    opened,
    received(),
    disclose({}, 'D'),
    received(),
    held({ digest: digestOf('D'), seal: 'opens' }),
  )
    .when('cn', 'exhibit.opened', opening())
    .allowed();
});

test('an exhibit is withdrawn once', async () => {
  await given(deposit())
    .when('us', 'exhibit.withdraw', withdrawing)
    .allowed((story) => {
      stands('withdrawn', false)(story);
      assert.equal(state(story).withdrawn?.reason, 'mistaken');
    });
  await given(deposit(), says('us', 'exhibit.withdraw', withdrawing))
    .when('us', 'exhibit.withdraw', withdrawing)
    .refused('exhibit.withdrawn');
});

test('a seal that was withdrawn may be disclosed all the same', () =>
  given(seal(), says('us', 'exhibit.withdraw', withdrawing))
    .when('us', 'exhibit.disclose', disclosing())
    .allowed(stands('disclosed')));

test('a party destroys what it held', async () => {
  await given(deposit(), received()).when('cn', 'exhibit.destroy', destroying()).refused('exhibit.destroys_unknown');
  await given(deposit(), received(), held())
    .when('cn', 'exhibit.destroy', destroying({ digest: digestOf('X') }))
    .refused('exhibit.destroys_unknown');
  await given(deposit(), received(), held())
    .when('cn', 'exhibit.destroy', destroying())
    .allowed(stands('destroyed', false));
  await given(deposit(), received(), held()).when('us', 'exhibit.destroy', destroying()).allowed(stands('held'));
  await given(deposit()).when('us', 'exhibit.destroy', destroying()).allowed(stands('destroyed', false));
  await given(seal())
    .when('us', 'exhibit.destroy', destroying({ digest: digestOf('S') }))
    .allowed(stands('destroyed', false));
  await given(seal(), disclose(), received())
    .when('cn', 'exhibit.destroy', destroying({ digest: digestOf('S') }))
    .refused('exhibit.destroys_unknown');
});

test('a content is destroyed once, unless it came again', async () => {
  const destroyed = says('cn', 'exhibit.destroy', destroying());
  await given(deposit(), received(), held(), destroyed)
    .when('cn', 'exhibit.destroy', destroying())
    .refused('exhibit.destroyed');
  const again = [
    seal(),
    disclose(),
    received(),
    held({ seal: 'does-not-open' }),
    destroyed,
    received(),
    disclose(),
    received(),
  ] as const;
  await given(...again).shows((story) => assert.equal(standing(story), 'held'));
  await given(...again)
    .when('cn', 'exhibit.destroy', destroying())
    .refused('exhibit.destroyed');
  await given(...again, held({ seal: 'opens' }))
    .when('cn', 'exhibit.destroy', destroying())
    .allowed(stands('destroyed', false));
});

test('destruction is told when it is done, on whichever side of the date line', async () => {
  const held5January = [deposit(), received(), held(), until(2 * HOUR)] as const;
  // 11:00 UTC on the 5th: the 6th has begun at UTC+14.
  await given(...held5January)
    .when('cn', 'exhibit.destroy', destroying({ on: '2026-01-06' }))
    .allowed();
  await given(...held5January)
    .when('cn', 'exhibit.destroy', destroying({ on: '2026-01-07' }))
    .refused('exhibit.day');
});

const ASKS = { noteOpening: true, reportUse: true, retainUntil: '2026-03-31' };

const dues = (story: Story) => state(story).deadlines.map((one) => one.for);

test('what the depositor asked for is owed from when the content is held, and not before', async () => {
  await given(deposit(ASKS), received())
    .at(90 * DAY)
    .shows((story) => assert.deepEqual(dues(story), []));
  await given(deposit(), received(), held(), received()).shows((story) => assert.deepEqual(dues(story), []));
  await given(deposit(ASKS), received(), until(3 * HOUR), held(), until(5 * HOUR), received()).shows((story) => {
    assert.deepEqual(dues(story), ['opening', 'use', 'destroy']);
    for (const name of dues(story)) {
      const { owedBy, owedTo, startsAt, of } = story.deadline('item', name);
      assert.deepEqual(
        { owedBy, owedTo, startsAt, of },
        { owedBy: 'cn', owedTo: 'us', startsAt: START + 5 * HOUR, of: story.id('item') },
      );
    }
    // Twenty working days after Monday 5 January: the end of Monday 2 February.
    const midnight = Math.floor(START / DAY) * DAY;
    assert.equal(story.deadline('item', 'use').dueAt, midnight + 29 * DAY);
    assert.equal(story.deadline('item', 'opening').dueAt, midnight + 29 * DAY);
    assert.equal(story.deadline('item', 'destroy').dueAt, Date.UTC(2026, 3, 1) / 1000);
  });
});

test('until the saying that it is held is provable, nothing starts', () =>
  given(deposit(ASKS), received(), held()).shows((story) => {
    for (const name of dues(story)) assert.equal(story.deadline('item', name).state, 'not started');
  }));

test('the first act of each kind stops what it answers', () =>
  given(
    deposit(ASKS),
    received(),
    held(),
    received(),
    until(HOUR),
    says('cn', 'exhibit.opened', opening()),
    received(),
    until(2 * HOUR),
    says('cn', 'exhibit.use', using),
    received(),
    until(3 * HOUR),
    says('cn', 'exhibit.destroy', destroying()),
    says('cn', 'exhibit.use', using),
    received(),
  ).shows((story) => {
    assert.deepEqual(
      dues(story).map((name) => [story.deadline('item', name).state, story.deadline('item', name).stoppedAt]),
      [1, 2, 3].map((hours) => ['met', START + hours * HOUR]),
    );
  }));

test('copies kept beyond the end of retention are on the record', () =>
  given(deposit({ retainUntil: '2026-01-20' }), received(), held(), received(), until(16 * DAY), cosigned('us', 'cn'))
    .at(16 * DAY)
    .shows((story) => {
      assert.equal(story.deadline('item', 'destroy').state, 'lapsed');
      assert.equal(story.deadline('item', 'destroy', START + 15 * DAY).state, 'running');
    }));

test('an end of retention that has passed leaves the floor', () =>
  given(deposit({ retainUntil: '2020-01-20' }), received(), held(), received()).shows((story) =>
    assert.equal(story.deadline('item', 'destroy').dueAt, START + 24 * HOUR),
  ));

test('after a withdrawal no opening is to be noted; what was given is accounted for, and goes', () =>
  given(deposit(ASKS), received(), held(), received(), says('us', 'exhibit.withdraw', withdrawing), received()).shows(
    (story) => {
      assert.equal(story.deadline('item', 'opening').state, 'void');
      assert.equal(story.deadline('item', 'use').state, 'running');
      assert.equal(story.deadline('item', 'destroy').state, 'running');
    },
  ));

test('nothing is to be told of what does not open the seal, but its copies are to go', () =>
  given(seal(), disclose(ASKS), received(), held({ seal: 'does-not-open' }), received()).shows((story) =>
    assert.deepEqual(dues(story), ['destroy']),
  ));

test('each disclosure asks for itself', () =>
  given(
    seal(),
    disclose({ retainUntil: '2026-03-31' }),
    received(),
    held({ seal: 'does-not-open' }),
    received(),
    disclose({ reportUse: true, retainUntil: '2026-04-30' }, 'D'),
    received(),
    held({ digest: digestOf('D'), seal: 'opens' }),
    says('cn', 'exhibit.destroy', destroying()),
    received(),
  ).shows((story) => {
    const [first, use, second] = state(story).deadlines;
    assert.equal(first?.answer?.id, story.id('last'));
    assert.equal(use?.for, 'use');
    assert.equal(use?.of, story.id('disclosure'));
    assert.equal(second?.answer, null);
  }));

test('the subjects it is about, and whose act opens it, are referred to', () =>
  given(seal({ about: { case: EVENT }, opensOn: { reply: digestOf('R') } })).shows((story) =>
    assert.deepEqual(exhibitKind.refers(state(story)), [EVENT, digestOf('R')]),
  ));
