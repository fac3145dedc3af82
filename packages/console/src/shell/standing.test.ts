import assert from 'node:assert/strict';
import test from 'node:test';
import type { Answer } from '#api/call';
import { notesOf, standingOf } from '#shell/standing';

type Health = Answer<'health'>;
type Counterpart = Health['counterparts'][number];

const NOW = 1000;

const counterpart: Counterpart = {
  party: 'cn',
  heldSize: 7,
  pendingSize: 7,
  offeredSize: 5,
  receiptSize: 5,
  receiptTime: 400,
  shownAt: 990,
  reachable: true,
  cosigning: true,
};
const health: Health = {
  ready: true,
  signing: 'on',
  size: 5,
  publishedSize: 5,
  alarms: [],
  counterparts: [counterpart],
};
const log = (party: string, size: number, holder: string, held = size) => ({
  origin: `${party}.example`,
  party,
  own: party === 'us',
  size,
  root: '',
  head: { size, note: `head of ${party}` },
  holders: [{ party: holder, size: held, at: 400, note: `${party} held by ${holder}` }],
  receipts: [],
});
const logs = [log('us', 5, 'cn'), log('cn', 7, 'us')];
const good = new Map(notesOf(logs).map((note) => [note, undefined]));

const is = (of: Partial<Health>, shown = logs, checked: ReadonlyMap<string, string | undefined> = good) =>
  standingOf({ ...health, ...of }, shown, checked, NOW);
const their = (of: Partial<Counterpart>) => is({ counterparts: [{ ...counterpart, ...of }] });

test('the record is agreed when each side has cosigned all of the other’s, as of when they last showed theirs', () => {
  assert.deepEqual(is({}), { is: 'agreed', at: 990 });
});

test('nothing is agreed before this browser has checked the signatures, nor where the notes tell of less', () => {
  assert.equal(standingOf(health, logs, undefined, NOW).is, 'checking');
  assert.equal(is({}, logs, new Map([...good].slice(1))).is, 'checking');
  assert.equal(is({}, [log('us', 5, 'cn', 4), logs[1]!]).is, 'checking');
});

test('a signature that does not hold, a contradiction and a node that does not sign come before all else', () => {
  const bad = new Map([...good, [notesOf(logs)[0]!, 'its signature is not by the key']]);
  assert.equal(is({}, logs, bad).is, 'not-held');
  const alarm = { log: 'cn.example', kind: 'two-roots', object: '{}', foundAt: 1 };
  assert.equal(is({ alarms: [alarm] }, logs, bad).is, 'contradiction');
  assert.equal(is({ alarms: [{ ...alarm, kind: 'unproven' }] }).is, 'agreed', 'what convicts nobody is none');
  assert.equal(their({ cosigning: false }).is, 'contradiction');
  assert.equal(is({ signing: 'asking' }).is, 'not-signing');
});

test('what is on its way either way is counted', () => {
  assert.deepEqual(is({ size: 6 }), { is: 'on-its-way', out: 1, in: 0 });
  assert.deepEqual(their({ pendingSize: 9 }), { is: 'on-its-way', out: 0, in: 2 });
});

test('a side that has not answered for two minutes is silent, since when it last did', () => {
  assert.deepEqual(their({ reachable: false }), { is: 'silent', party: 'cn', since: 990 });
  assert.deepEqual(their({ shownAt: 879 }), { is: 'silent', party: 'cn', since: 879 });
  assert.deepEqual(their({ shownAt: undefined }), { is: 'silent', party: 'cn', since: undefined });
});
