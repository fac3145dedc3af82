import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '@parley/record/json';
import { given, inWorld, received, says, type Step, type Story } from '#testing/given';

const ALLEGATION = { respondent: 'cn', claimant: 'cert', points: [{ no: 1, kind: 'access' }] };
const NOWHERE = 'N'.repeat(42) + 'A';
const DIGEST = 'D'.repeat(42) + 'A';
const OFFSETS = [{ fromUtc: 1_767_225_600 - 14 * 3600, offsetMinutes: 0 }];

/** The same rules where there is a subject, and in the house: an act of us to speak of, one of cn, and what the lists are read from. */
const PLACES: { where: string; steps: Step[]; on: { on?: string }; lists: (story: Story) => Lists }[] = [
  {
    where: 'in a subject',
    steps: [
      says('us', 'case.allege', { body: ALLEGATION, as: 'ours' }),
      received(),
      says('cn', 'case.acknowledge', { on: 'ours', as: 'theirs' }),
      received(),
    ],
    on: { on: 'ours' },
    lists: (story) => story.state('ours'),
  },
  {
    where: 'in the house',
    steps: [
      ...['us', 'cn'].map((party) =>
        says(party, 'calendar.publish', {
          body: { year: 2026, nonWorking: [], makeUp: [], offsets: OFFSETS },
          as: party === 'us' ? 'ours' : 'theirs',
        }),
      ),
      received(),
    ],
    on: {},
    lists: (story) => story.house().state,
  },
];

type Lists = ReturnType<Story['house']>['state'] | ReturnType<Story['state']>;

const of =
  (name: string, more: JsonObject = {}) =>
  (story: Story) => ({ of: story.id(name), ...more });

const erases = (name: string, more: JsonObject = {}) => of(name, { words: [DIGEST], reason: 'person', ...more });
const confirms = (name: string) => (story: Story) => ({ confirms: story.id(name) });

for (const { where, steps, on, lists } of PLACES) {
  const by = ['head'];

  test(`${where} either party translates an act of either, and says whether its text is as authentic`, async () => {
    await given(
      ...steps,
      says('cn', 'translate', { ...on, body: of('ours', { language: 'zh', authentic: true }), as: 'zh' }),
      says('us', 'translate', { ...on, body: of('ours', { language: 'zh-Hans' }), as: 'again' }),
      says('us', 'translate', { ...on, body: of('theirs', { language: 'en' }), as: 'en' }),
    ).shows((story) => {
      const line = (name: string, party: string, act: string, language: string, authentic: boolean) => ({
        id: story.id(name),
        party,
        of: story.id(act),
        language,
        authentic,
      });
      assert.deepEqual(
        lists(story).translations.toSorted((a, b) => (a.language < b.language ? -1 : 1)),
        [
          line('en', 'us', 'theirs', 'en', false),
          line('zh', 'cn', 'ours', 'zh', true),
          line('again', 'us', 'ours', 'zh-Hans', false),
        ],
      );
    });
  });

  test(`${where} a party corrects typing errors in its own act alone, and the act stays`, async () => {
    await given(...steps)
      .when('us', 'correct', { ...on, body: of('ours') })
      .allowed((story) => {
        assert.deepEqual(lists(story).corrections, [{ id: story.id('it'), party: 'us', of: story.id('ours') }]);
        assert.equal(story.code('ours'), undefined);
      });
    await given(...steps)
      .when('cn', 'correct', { ...on, body: of('ours') })
      .refused('words.not_author');
  });

  test(`${where} what is translated, corrected or erased has effect in the same place`, async () => {
    const elsewhere = says('us', 'request.make', {
      body: { to: 'cn', category: 'takedown', urgency: 'routine' },
      as: 'elsewhere',
    });
    for (const body of [() => ({ of: NOWHERE }), of('elsewhere')]) {
      await given(...steps, elsewhere)
        .when('us', 'translate', { ...on, body: (story) => ({ ...body(story), language: 'fr' }) })
        .refused('words.of_unknown');
      await given(...steps, elsewhere)
        .when('us', 'correct', { ...on, body })
        .refused('words.of_unknown');
      await given(...steps, elsewhere)
        .when('us', 'erasure', {
          ...on,
          by,
          body: (story) => ({ ...body(story), words: [DIGEST], reason: 'mistake' }),
        })
        .refused('words.of_unknown');
    }
    await given(...steps, says('us', 'correct', { ...on, body: of('theirs'), as: 'disregarded' }))
      .when('us', 'translate', { ...on, body: of('disregarded', { language: 'fr' }) })
      .refused('words.of_unknown');
  });

  test(`${where} a party has words of its own act deleted, and the other confirms it once`, async () => {
    const erased = [...steps, says('us', 'erasure', { ...on, by, body: erases('ours'), as: 'erasure' })] as const;
    await given(...erased, received())
      .when('cn', 'erasure', { ...on, by, body: confirms('erasure') })
      .allowed((story) =>
        assert.deepEqual(lists(story).erasures, [
          {
            id: story.id('erasure'),
            party: 'us',
            of: story.id('ours'),
            reason: 'person',
            words: [DIGEST],
            exhibit: false,
            confirmations: [{ id: story.id('it'), party: 'cn' }],
          },
        ]),
      );
    await given(...erased, received(), says('cn', 'erasure', { ...on, by, body: confirms('erasure') }))
      .when('cn', 'erasure', { ...on, by, body: confirms('erasure') })
      .refused('erasure.confirmed');
    await given(...erased)
      .when('us', 'erasure', { ...on, by, body: confirms('erasure') })
      .refused('erasure.own');
    await given(...steps)
      .when('cn', 'erasure', { ...on, by, body: erases('ours') })
      .refused('words.not_author');
  });

  test(`${where} an erasure names words, or the content, and what is confirmed is an erasure`, async () => {
    await given(...steps)
      .when('us', 'erasure', { ...on, by, body: erases('ours', { words: [] }) })
      .refused('erasure.nothing');
    await given(...steps)
      .when('us', 'erasure', { ...on, by, body: erases('ours', { words: [], exhibit: true }) })
      .allowed((story) => assert.equal(lists(story).erasures[0]!.exhibit, true));
    await given(...steps)
      .when('cn', 'erasure', { ...on, by, body: confirms('ours') })
      .refused('erasure.unknown');
  });

  test(`${where} what was said of words is itself an act: it is noted on, and erased like another`, () =>
    given(...steps, says('us', 'translate', { ...on, body: of('ours', { language: 'fr' }), as: 'french' }), received())
      .when('us', 'erasure', { ...on, by, body: erases('french', { reason: 'mistake' }) })
      .allowed());
}

test('of an act of the house every party speaks, of an act of a subject its two sides', async () => {
  const [subject, house] = PLACES as [(typeof PLACES)[0], (typeof PLACES)[0]];
  const three = { parties: ['us', 'cn', 'fr'] };
  const erased = (on: { on?: string }) =>
    says('us', 'erasure', { ...on, by: ['head'], body: erases('ours'), as: 'it' });
  await inWorld(three, ...house.steps, erased({}), received())
    .when('fr', 'erasure', { by: ['head'], body: confirms('it') })
    .allowed();
  await inWorld(three, ...subject.steps, erased({ on: 'ours' }), received())
    .when('fr', 'erasure', { on: 'ours', by: ['head'], body: confirms('it') })
    .refused('act.not_a_side');
});

test('an act of a subject is spoken of in that subject, not in the house', () =>
  given(...PLACES[0]!.steps)
    .when('us', 'translate', { body: of('ours', { language: 'fr' }) })
    .refused('words.of_unknown'));
