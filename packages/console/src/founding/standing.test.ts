import assert from 'node:assert/strict';
import test from 'node:test';
import { openSteps, parseStep, standingOf, stepOf } from '#founding/standing';

type View = Parameters<typeof standingOf>[0];

function view(parties: [id: string, signed: boolean][], ...rounds: string[]): View {
  return {
    party: 'us',
    review: {
      complete: false,
      parties: parties.map(([id, signed]) => ({ id, names: {}, signed, fingerprint: '', registrar: '' })),
      lines: [],
      rounds: rounds.map((by) => ({ by, at: 0, differences: [] })),
      warnings: [],
    },
  };
}

test('a founding stands by who is in it and who has signed, and the next step follows', () => {
  const cases: [View, string, string][] = [
    [{ party: 'us' }, 'nothing', 'node'],
    [view([['us', false]], 'us'), 'drafted', 'counterpart'],
    [view([['cn', false]], 'cn'), 'offered', 'read'],
    [
      view(
        [
          ['us', false],
          ['cn', false],
        ],
        'us',
        'cn',
      ),
      'talking',
      'read',
    ],
    [
      view(
        [
          ['us', false],
          ['cn', false],
        ],
        'us',
        'cn',
        'us',
      ),
      'talking',
      'counterpart',
    ],
    [
      view(
        [
          ['us', true],
          ['cn', false],
        ],
        'us',
        'cn',
      ),
      'ours',
      'sign',
    ],
    [
      view(
        [
          ['us', false],
          ['cn', true],
        ],
        'us',
        'cn',
      ),
      'theirs',
      'sign',
    ],
    [
      view(
        [
          ['us', true],
          ['cn', true],
        ],
        'us',
        'cn',
      ),
      'complete',
      'sign',
    ],
  ];
  for (const [seen, standing, step] of cases) {
    assert.equal(standingOf(seen), standing);
    assert.equal(stepOf(seen), step);
    assert.ok(openSteps(seen).has(stepOf(seen)));
  }
});

test('a step in the address is one of ours, or none', () => {
  assert.deepEqual(parseStep({ step: 'sign' }), { step: 'sign' });
  assert.deepEqual(parseStep({ step: 'elsewhere' }), {});
  assert.deepEqual(parseStep({}), {});
});
