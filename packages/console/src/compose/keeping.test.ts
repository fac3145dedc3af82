import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Keeper, readDrawer, type Failure, type News, type OnDesk, type Written } from '#compose/keeping';

const stored = new Map<string, string>();
const drawer = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
};
beforeEach(() => stored.clear());

const content = (text: string) => ({ type: 'note', words: { text: { en: text } } });
const desk = (version: number, text: string): OnDesk => ({
  version,
  title: '',
  content: content(text),
  digest: String(version),
});
const kept = (text: string, version = 1): Written => ({ version, title: '', content: content(text) });

class Lost extends Error {}
class Stale extends Error {
  newer: OnDesk;
  constructor(newer: OnDesk) {
    super();
    this.newer = newer;
  }
}

/** Windows of one browser: each hears what the others tell. */
function browser() {
  const ears: ((news: News) => void)[] = [];
  return () => {
    let own: ((news: News) => void) | undefined;
    return {
      tell: (news: News) => {
        for (const hear of ears) if (hear !== own) hear(news);
      },
      listen: (hear: (news: News) => void) => {
        own = hear;
        ears.push(hear);
        return () => void ears.splice(ears.indexOf(hear), 1);
      },
    };
  };
}

/** A desk that answers as told, and a clock that goes when it is told. */
function world(at: OnDesk | undefined, kept?: Written, windows?: ReturnType<ReturnType<typeof browser>>) {
  const sent: Written[] = [];
  let answer: (written: Written) => Promise<OnDesk> = async (written) => ({
    ...written,
    version: written.version + 1,
    digest: 'd',
  });
  let due: (() => void) | undefined;
  const keeper = new Keeper(
    {
      id: 'x',
      account: 'ada',
      drawer,
      ...(windows !== undefined && { windows }),
      send: (written) => {
        sent.push(written);
        return answer(written);
      },
      failure: (fault): Failure =>
        fault instanceof Lost ? { again: true } : fault instanceof Stale ? { newer: fault.newer } : { refused: fault },
      after: (_, what) => {
        due = what;
        return () => (due = undefined);
      },
    },
    at,
    kept,
  );
  return {
    keeper,
    sent,
    answers: (how: typeof answer) => void (answer = how),
    passes: async () => {
      due?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    waits: () => due !== undefined,
  };
}

test('what is written is on the device at once, and leaves it when the desk has it', async () => {
  const { keeper, passes, sent } = world(desk(1, 'a'));
  keeper.change(content('ab'));
  assert.deepEqual(readDrawer(drawer, 'x', 'ada'), kept('ab'));
  assert.equal(readDrawer(drawer, 'x', 'bo'), undefined, 'another account does not see it');
  await passes();
  assert.equal(sent.length, 1);
  assert.equal(keeper.look().standing, 'saved');
  assert.equal(keeper.look().version, 2);
  assert.equal(readDrawer(drawer, 'x', 'ada'), undefined);
});

test('a draft that only the device has is opened, and is sent with the next change', async () => {
  const { keeper, passes, sent } = world(undefined, kept('a', 0));
  assert.deepEqual(keeper.look().content, content('a'));
  keeper.change(content('ab'));
  await passes();
  assert.equal(sent[0]!.version, 0);
});

test('after a crash the device’s newer text is there again, and is sent by itself', async () => {
  const { keeper, passes, sent } = world(desk(1, 'a'), kept('ab'));
  assert.deepEqual(keeper.look().content, content('ab'));
  await passes();
  assert.deepEqual(sent[0]!.content, content('ab'));
});

test('a line that is lost keeps the text on the device, and it is sent again', async () => {
  const { keeper, passes, sent, answers, waits } = world(desk(1, 'a'));
  answers(() => Promise.reject(new Lost()));
  keeper.change(content('ab'));
  await passes();
  assert.equal(keeper.look().standing, 'kept');
  assert.deepEqual(readDrawer(drawer, 'x', 'ada'), kept('ab'));
  assert.ok(waits());
  answers(async (written) => ({ ...written, version: 2, digest: 'd' }));
  await passes();
  assert.equal(sent.length, 2);
  assert.equal(keeper.look().standing, 'saved');
});

test('what is typed while a save is under way is saved after it, over the version that came of it', async () => {
  const { keeper, passes, sent, answers } = world(desk(1, 'a'));
  let answer!: (given: OnDesk) => void;
  answers(() => new Promise((resolve) => (answer = resolve)));
  keeper.change(content('ab'));
  await passes();
  keeper.change(content('abc'));
  answers(async (written) => ({ ...written, version: 3, digest: 'd' }));
  answer(desk(2, 'ab'));
  await new Promise((resolve) => setImmediate(resolve));
  await passes();
  assert.deepEqual(sent[1], kept('abc', 2));
  assert.equal(keeper.look().standing, 'saved');
});

test('a colleague’s save is never overwritten: both texts are there until somebody decides', async () => {
  for (const whose of ['ours', 'theirs'] as const) {
    const { keeper, passes, sent, answers } = world(desk(1, 'a'));
    answers(() => Promise.reject(new Stale(desk(2, 'theirs'))));
    keeper.change(content('ours'));
    await passes();
    assert.equal(keeper.look().standing, 'stale');
    assert.deepEqual(keeper.look().content, content('ours'));
    assert.equal(await keeper.flush(), false);
    answers(async (written) => ({ ...written, version: 3, digest: 'd' }));
    keeper.settle(whose);
    await passes();
    assert.deepEqual(keeper.look().content, content(whose));
    assert.equal(sent.length, whose === 'ours' ? 2 : 1);
    if (whose === 'ours') assert.equal(sent[1]!.version, 2);
  }
});

test('a colleague’s newer version is taken over where nothing of ours is unsaved', () => {
  const { keeper } = world(desk(1, 'a'));
  keeper.heard(desk(2, 'b'));
  assert.deepEqual(keeper.look().content, content('b'));
  keeper.change(content('bc'));
  keeper.heard(desk(3, 'x'));
  assert.equal(keeper.look().standing, 'stale');
  assert.deepEqual(keeper.look().content, content('bc'));
});

test('before one goes on, the desk has all of it', async () => {
  const { keeper, sent } = world(desk(1, 'a'));
  keeper.change(content('ab'));
  assert.equal(await keeper.flush(), true);
  assert.equal(sent.length, 1);
  assert.equal(await keeper.flush(), true);
  assert.equal(sent.length, 1);
});

test('two windows have one text: what is written in one is in the other, and it is saved once', async () => {
  const open = browser();
  const [left, right] = [world(desk(1, 'a'), undefined, open()), world(desk(1, 'a'), undefined, open())];
  left.keeper.change(content('ab'));
  assert.deepEqual(right.keeper.look().content, content('ab'));
  await left.passes();
  assert.deepEqual([left.keeper.look().standing, right.keeper.look().standing], ['saved', 'saved']);
  assert.equal(right.keeper.look().version, 2);
  assert.ok(!right.waits(), 'nothing is left for the other to send');
  right.keeper.change(content('abc'));
  await right.passes();
  assert.deepEqual(left.keeper.look().content, content('abc'));
  assert.deepEqual([left.sent.length, right.sent.length], [1, 1]);
});

test('what a window wrote that was closed before it was saved is saved by the other', async () => {
  const open = browser();
  const [left, right] = [world(desk(1, 'a'), undefined, open()), world(desk(1, 'a'), undefined, open())];
  left.keeper.change(content('ab'));
  await right.passes();
  assert.deepEqual(right.sent, [kept('ab')]);
  assert.equal(left.keeper.look().standing, 'saved');
});

test('a colleague who wrote the very same is no conflict', async () => {
  const { keeper, passes, answers } = world(desk(1, 'a'));
  answers(() => Promise.reject(new Stale(desk(2, 'ab'))));
  keeper.change(content('ab'));
  await passes();
  assert.deepEqual([keeper.look().standing, keeper.look().version], ['saved', 2]);
});

test('a file that is taken is saved with the text', async () => {
  const { keeper, passes, sent } = world(desk(1, 'a'));
  const file = { digest: 'd', name: 'log.txt', bytes: 3, mediaType: 'text/plain' };
  keeper.change(content('a'), [file]);
  await passes();
  assert.deepEqual(sent[0]!.attachments, [file]);
  assert.deepEqual(keeper.look().attachments, [file]);
});
