// Drafts under every order of what officers do at once. A model in a few lines says what may be; the desk must agree after every step, and the
// log must never hold an act that was not released as it stands there.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { DraftContent } from '@parley/api/desk';
import { digestOfContent, question, World, type Signed } from './testing/world.ts';

const NAMES = ['Ada', 'Ben', 'Cleo'] as const;
type Name = (typeof NAMES)[number];

const asked = (text: string): DraftContent => ({ ...question, words: { asked: { en: text } } });

type Step =
  | { do: 'save'; by: Name; text: string; stale: boolean }
  | { do: 'ask'; by: Name }
  | { do: 'endSigning'; by: Name }
  | { do: 'discard'; by: Name }
  | { do: 'release'; by: Name; text: string; confirmed: boolean }
  | { do: 'recall'; by: Name; text: string }
  | { do: 'file'; by: Name; text: string; twice: boolean; straight: boolean; meanwhile: 'nothing' | 'recall' | 'save' };

const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom('one', 'two');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('save' as const), by: name, text, stale: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask' as const), by: name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('endSigning' as const), by: name }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('release' as const),
      by: name,
      text,
      confirmed: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('recall' as const), by: name, text }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('file' as const),
      by: name,
      text,
      twice: fc.boolean(),
      straight: fc.boolean(),
      meanwhile: fc.constantFrom('nothing' as const, 'recall' as const, 'save' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('discard' as const), by: name }) },
);

test('whatever officers do at once, nothing leaves that two of them have not released as it is', async () => {
  const world = await World.make(undefined);
  for (const one of NAMES) await world.appoint(one, one === 'Cleo' ? 'chancery' : 'head');
  // The chancery may not sign requests, and may release them.
  world.enact({ acts: { 'request.make': { need: 2, offices: ['head', 'head', 'chancery'] } } });
  const { drafts, filing } = world.desk;
  const app = world.pair.app('amber');
  let runs = 0;

  const play = async (steps: Step[]): Promise<void> => {
    const suffix = ` ${++runs}`;
    const content = (of: string) => asked(of + suffix);
    const made = await drafts.make(world.person('Ada'), { content: content('one') });
    assert.ok(made.ok);
    const { id } = made.draft;
    let now = 'one';
    let version = 1;
    let closed: 'filed' | 'discarded' | undefined;
    let released = new Set<Name>();
    const size = app.own.size;
    const look = () => drafts.look(world.person('Ada'), id)!;

    const save = async (one: Extract<Step, { do: 'save' }>): Promise<void> => {
      const base = one.stale && version > 1 ? version - 1 : version;
      const saved = await drafts.save(world.person(one.by), id, base, { content: content(one.text) });
      if (!saved.ok) {
        assert.equal(saved.refusal.code, closed === undefined ? 'desk.stale' : 'desk.closed');
        return;
      }
      assert.equal(closed, undefined);
      if (base !== version || one.text === now) return;
      version++;
      now = one.text;
      released = new Set();
    };

    const file = async (one: Extract<Step, { do: 'file' }>): Promise<void> => {
      const signed: Signed = await world.sign(one.by, world.payload(content(one.text)));
      const send = () => (one.straight ? app.file(signed) : filing.file(world.person(one.by), id, signed));
      const running = [send(), ...(one.twice ? [send()] : [])];
      if (one.meanwhile === 'recall' && closed === undefined) {
        const [first] = released;
        if (first !== undefined) {
          assert.ok(drafts.recall(world.person(first), id, digestOfContent(content(now))).ok);
          released.delete(first);
        }
      }
      if (one.meanwhile === 'save' && closed === undefined) {
        const other = now === 'one' ? 'two' : 'one';
        const saved = await drafts.save(world.person('Ada'), id, version, { content: content(other) });
        // Either the save came first, or the act did.
        if (saved.ok) {
          version++;
          now = other;
          released = new Set();
        }
      }
      const outcomes = await Promise.all(running);
      const out = outcomes.filter(({ ok }) => ok).length;
      if (out === 0) return;
      assert.ok(look().state === 'filed');
      if (closed === 'filed') return;
      assert.equal(closed, undefined, 'what was discarded does not come back');
      assert.equal(one.text, now, 'the act is of the text as it is');
      assert.ok(released.size >= 2, `released by ${[...released].join()}`);
      closed = 'filed';
    };

    for (const one of steps) {
      const digest = () => digestOfContent(content('text' in one ? one.text : now));
      if (one.do === 'save') await save(one);
      else if (one.do === 'file') await file(one);
      else if (one.do === 'ask') drafts.ask(world.person(one.by), id, digestOfContent(content(now)));
      else if (one.do === 'endSigning') drafts.endSigning(world.person(one.by), id);
      else if (one.do === 'discard') {
        const discarded = drafts.discard(world.person(one.by), id);
        assert.equal(discarded.ok, closed !== 'filed');
        closed ??= 'discarded';
        if (closed === 'discarded') released = new Set();
      } else if (one.do === 'recall') {
        const recalled = drafts.recall(world.person(one.by), id, digest());
        const had = closed === undefined && one.text === now && released.has(one.by);
        assert.equal(recalled.ok, had);
        if (had) released.delete(one.by);
      } else {
        if (one.confirmed) world.confirm(one.by, digest());
        const given = drafts.release(world.person(one.by), id, digest());
        const may = closed === undefined && one.text === now && (one.confirmed || released.has(one.by));
        assert.equal(given.ok, may, JSON.stringify(given));
        if (may) released.add(one.by);
        world.confirm(one.by, digestOfContent({}));
      }
      const draft = look();
      assert.deepEqual(draft.content, content(now));
      assert.equal(draft.version, version);
      const standing = draft.releases.filter(({ counts }) => counts).map(({ by }) => by.name);
      if (closed === undefined) {
        assert.deepEqual(new Set(standing), released);
        assert.equal(standing.length, released.size, 'each counts once');
        assert.equal(draft.released, released.size >= 2);
      }
      assert.equal(draft.state === 'filed', closed === 'filed');
      assert.equal(app.own.size, size + (closed === 'filed' ? 1 : 0), 'one act at most');
    }
  };

  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), play), { numRuns: 150 });
  await world.pair.stop();
});
