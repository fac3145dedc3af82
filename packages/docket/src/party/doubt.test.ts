import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherFacts } from '#facts';
import { actsInDoubt, doubtsOf, type Signed } from '#party/doubt';
import { receiptsOf } from '#receipts';
import { given, inWorld, cosigned, received, says, until, type Step, type Story } from '#testing/given';
import { HOUR, kidOfName, START } from '#testing/world';

const ASK = { to: 'cn', category: 'takedown', urgency: 'routine' };
const asks = (as: string, by = ['liaison'], at?: number): Step =>
  says('us', 'request.make', { body: ASK, by, as, ...(at === undefined ? {} : { at }) });

const relieves =
  (since?: number): Step =>
  async (story) =>
    says('us', 'officer.relieve', {
      by: ['root'],
      as: 'relief',
      body: {
        kid: await kidOfName('us/liaison'),
        reason: 'key-compromised',
        ...(since === undefined ? {} : { compromisedSince: since }),
      },
    })(story);

const factsOf = ({ world, house }: Pick<Story, 'world'> & { house: ReturnType<Story['house']> }) =>
  gatherFacts({ house, receipts: receiptsOf(world.cosigned), rootAt: world.rootAt });

const signed = (story: Story, name: string): Signed => {
  const { party, index, act } = story.entry(name);
  return { party, index, kids: act!.kids };
};

/** Names of the acts in doubt, and what they are doubted for. */
const doubted = (story: Story, ...names: string[]) => {
  const house = story.house();
  const acts = names.map((name) => ({ ...signed(story, name), name }));
  return actsInDoubt(house.logs.get('us')!, acts, factsOf({ world: story.world, house })).map(({ act, doubts }) => [
    act.name,
    doubts.map(({ since }) => since - START),
  ]);
};

test('an act that others had before the key was compromised is beyond doubt; a later one stands, and is doubted', () =>
  given(
    asks('before'),
    received(),
    until(2 * HOUR),
    asks('after'),
    received(),
    until(3 * HOUR),
    relieves(START + HOUR),
    received(),
  ).shows((story) => {
    assert.deepEqual(doubted(story, 'before', 'after'), [['after', [HOUR]]]);
    assert.equal(story.code('after'), undefined, 'relief changes no act that is in order');
    assert.equal(story.state('after').kind, 'request');
  }));

test('who held the key could claim any time: what counts is when others had it', () =>
  given(until(2 * HOUR), asks('backdated', ['liaison'], START), received(), relieves(START + HOUR)).shows((story) =>
    assert.deepEqual(doubted(story, 'backdated'), [['backdated', [HOUR]]]),
  ));

test('an act that nobody has cosigned yet is in doubt', async () => {
  await given(asks('unseen'), relieves(START + HOUR)).shows((story) =>
    assert.deepEqual(doubted(story, 'unseen'), [['unseen', [HOUR]]]),
  );
  await inWorld({ witnesses: ['w.example'] }, asks('seen'), cosigned('w.example', 'us'), relieves(START + HOUR)).shows(
    (story) => assert.deepEqual(doubted(story, 'seen'), []),
  );
});

test('of several signers those are doubted whose keys were compromised, and no other', () =>
  given(
    until(2 * HOUR),
    asks('both', ['head', 'liaison']),
    asks('one', ['head']),
    received(),
    relieves(START + HOUR),
  ).shows(async (story) => {
    assert.deepEqual(doubted(story, 'both', 'one'), [['both', [HOUR]]]);
    const house = story.house();
    const [doubt] = doubtsOf(house.logs.get('us')!, signed(story, 'both'), factsOf({ world: story.world, house }));
    const kid = await kidOfName('us/liaison');
    const officer = house.logs.get('us')!.officers.find((one) => one.kid === kid)!;
    assert.deepEqual(doubt, { kid, officer: officer.id, since: START + HOUR });
  }));

test('an officer who was relieved for another reason leaves no doubt, nor does the root key', () =>
  given(until(2 * HOUR), asks('made'), received(), relieves()).shows((story) =>
    assert.deepEqual(doubted(story, 'made', 'relief'), []),
  ));
