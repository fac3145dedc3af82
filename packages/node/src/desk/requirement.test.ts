import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { bringsNearer, isMet, placesNeeded, requirementFor } from './requirement.ts';

test('one person fills one place, whatever offices they hold', () => {
  const both = { need: 'all', offices: ['legal', 'head'] } as const;
  const requirement = { ...both, offices: [...both.offices] };
  assert.equal(isMet(requirement, [['legal', 'head']]), false);
  assert.equal(isMet(requirement, [['legal', 'head'], ['legal']]), true);
  assert.equal(isMet(requirement, [['legal'], ['legal']]), false);
  assert.equal(isMet(requirement, [['legal'], ['head', 'legal']]), true);
});

test('an office named twice asks for two officers of it', () => {
  const requirement = { need: 'all' as const, offices: ['head', 'head'] };
  assert.equal(isMet(requirement, [['head']]), false);
  assert.equal(isMet(requirement, [['head'], ['head']]), true);
});

test('any is one of the offices, and k is so many of them', () => {
  assert.equal(isMet({ need: 'any', offices: ['a', 'b'] }, [['c'], ['b']]), true);
  assert.equal(isMet({ need: 'any', offices: ['a', 'b'] }, [['c']]), false);
  assert.equal(isMet({ need: 2, offices: ['a', 'b', 'c'] }, [['c'], ['a']]), true);
  assert.equal(isMet({ need: 2, offices: ['a', 'b', 'c'] }, [['c'], ['c']]), false);
});

test('whoever brings a release nearer is the one it waits for', () => {
  const requirement = { need: 'all' as const, offices: ['a', 'b'] };
  assert.equal(bringsNearer(requirement, [['a']], ['a']), false);
  assert.equal(bringsNearer(requirement, [['a']], ['b']), true);
  assert.equal(bringsNearer(requirement, [['a', 'b']], ['a']), true);
});

test('the narrowest pattern of a policy counts', () => {
  const of = (office: string) => ({ need: 'any' as const, offices: [office] });
  const policy = {
    acts: { '*': of('all'), 'case.*': of('case'), 'case.allege': of('allege'), endorse: of('endorse') },
  };
  const office = (type: string | undefined) => requirementFor(policy, type)?.offices[0];
  assert.deepEqual(['case.allege', 'case.close', 'request.make', 'endorse', 'note', undefined].map(office), [
    'allege',
    'case',
    'all',
    'endorse',
    'all',
    undefined,
  ]);
  assert.equal(requirementFor({ acts: { 'case.*': of('case') } }, 'note'), undefined);
  assert.equal(requirementFor({ acts: {} }, '__proto__'), undefined);
});

test('it is met exactly if enough places can be given to different persons', () => {
  const offices = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(
      fc.array(offices, { minLength: 1, maxLength: 4 }),
      fc.array(fc.uniqueArray(offices, { maxLength: 3 }), { maxLength: 5 }),
      fc.oneof(fc.constantFrom('all' as const, 'any' as const), fc.integer({ min: 1, max: 4 })),
      (places, persons, need) => {
        const requirement = { need, offices: places };
        const best = (left: readonly string[], who: readonly (readonly string[])[]): number => {
          const [person, ...others] = who;
          if (person === undefined) return 0;
          const seated = left
            .map((office, at) => (person.includes(office) ? 1 + best(left.toSpliced(at, 1), others) : 0))
            .concat(best(left, others));
          return Math.max(...seated);
        };
        assert.equal(isMet(requirement, persons), best(places, persons) >= placesNeeded(requirement));
      },
    ),
  );
});
