import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { ActDetail, ActRow } from '@parley/api/acts';
import { AccordView, CalendarEntry, Composing, Officer, Party } from '@parley/api/accord';
import { LogView } from '@parley/api/record';
import { CaseMap, DeadlineRow, DisregardedRow, DocketDigest, WaitRow } from '@parley/api/docket';
import { kindRows, plainQuery, type SubjectQuery } from '@parley/api/subjects';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { openCosigned } from '@parley/record/cosignature';
import { leafHash } from '@parley/record/hash';
import { holderVkeys, logVkeys, partyOf } from '@parley/record/key';
import { openReceipt } from '@parley/record/proof';
import { webSuite } from '@parley/record/suite';
import type { CaseState } from '@parley/docket/case/kind';
import type { RequestState } from '@parley/docket/request/kind';
import type { Page } from '../api/app.ts';
import type { Database, Sql } from '../platform/sqlite.ts';
import { BEGINS_AT, Pair } from '../testing/pair.ts';
import type { DocketReader } from './reader.ts';

const HOUR_MS = 3_600_000;
const begins = BEGINS_AT / 1000;
const text = (en: string) => ({ en });

let pair: Pair;
let amber: DocketReader;
let birch: DocketReader;
/** Ids by a name of the test's own. */
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name)!;

function namesOf(page: { items: { id: string }[] }): string[] {
  return page.items.map(({ id }) => [...ids].find(([, one]) => one === id)?.[0] ?? id);
}

async function allege(name: string, party: string, respondent: string): Promise<void> {
  const words = { title: text(name), points: [{ no: 1, text: text('It was done.') }] };
  const body = { respondent, claimant: 'government', points: [{ no: 1, kind: 'access' }] };
  ids.set(name, await pair.must(party, 'liaison', { type: 'case.allege', body, words }));
  pair.clock.moveTo(pair.clock.now() + HOUR_MS);
  await pair.idle();
}

async function ask(name: string, party: string, to: string, body: Record<string, string | number>): Promise<void> {
  const words = {
    asked: text(name),
    necessity: text('We cannot see further.'),
    identifiers: [{ no: 1, value: '192.0.2.1' }],
  };
  const asked = { to, urgency: 'routine', identifiers: [{ no: 1, kind: 'ip-address' }], ...body };
  ids.set(name, await pair.must(party, 'liaison', { type: 'request.make', body: asked, words }));
  pair.clock.moveTo(pair.clock.now() + HOUR_MS);
  await pair.idle();
}

async function say(
  name: string,
  party: string,
  type: string,
  subject: string,
  body: Record<string, never> | object,
): Promise<void> {
  ids.set(
    name,
    await pair.must(party, 'liaison', { type, subject: idOf(subject), body: body as Record<string, never> }),
  );
  pair.clock.moveTo(pair.clock.now() + HOUR_MS);
  await pair.idle();
}

before(async () => {
  pair = await Pair.make();
  await pair.start();
  await pair.found();
  await allege('power', 'amber', 'birch');
  await allege('ports', 'amber', 'birch');
  await allege('mail', 'birch', 'amber');
  await allege('banks', 'amber', 'birch');
  await ask('logs', 'amber', 'birch', { category: 'information' });
  await ask('keep', 'amber', 'birch', { category: 'preservation', case: idOf('power') });
  await ask('stop', 'birch', 'amber', { category: 'mitigation' });
  await ask('more', 'amber', 'birch', { category: 'information', case: idOf('power') });
  await say('heard', 'birch', 'case.acknowledge', 'power', {});
  await say('denied', 'birch', 'case.position', 'power', { stance: 'deny', points: [{ no: 1, view: 'contest' }] });
  await say('dropped', 'amber', 'case.withdraw', 'banks', { reason: 'mistaken' });
  await say('noted', 'birch', 'request.acknowledge', 'logs', {});
  await say('sent', 'birch', 'request.reply', 'keep', { final: true, outcome: 'fulfilled' });
  await say('unclear', 'amber', 'request.return', 'stop', { missing: ['asked'] });
  amber = pair.app('amber').reader;
  birch = pair.app('birch').reader;
});

after(() => pair.stop());

/** With the other names that filters have for one kind or the other. */
type Query = SubjectQuery & { respondent?: string; stance?: string; state?: string; case?: string };

const cases = (reader: DocketReader, query: Query) => reader.subjects({ ...plainQuery('case', query), kind: 'case' });
const requests = (reader: DocketReader, query: Query) =>
  reader.subjects({ ...plainQuery('request', query), kind: 'request' });

/** Every row of a list, page by page. */
function all<Row>(list: (from: { after?: string }) => Page<Row>): Row[] {
  const rows: Row[] = [];
  for (let after: string | undefined, turns = 0; ; turns++) {
    assert.ok(turns < 100, 'pages without end');
    const page = list(after === undefined ? {} : { after });
    rows.push(...page.items);
    if (page.next === undefined) return rows;
    after = page.next;
  }
}

test('cases come newest first, or as they are sorted', () => {
  assert.deepEqual(namesOf(cases(amber, {})), ['banks', 'mail', 'ports', 'power']);
  assert.deepEqual(namesOf(cases(amber, { sort: 'opened' })), ['power', 'ports', 'mail', 'banks']);
  // A position is owed later than an acknowledgement; nothing is owed in the cases that were answered and withdrawn.
  assert.deepEqual(namesOf(cases(amber, { sort: 'due' })), ['ports', 'mail']);
  assert.deepEqual(namesOf(cases(amber, { sort: '-due' })), ['mail', 'ports']);
  assert.deepEqual(namesOf(cases(birch, {})), namesOf(cases(amber, {})));
});

test('cases are filtered by who, stance and whether they are open', () => {
  const names = (query: Query) => namesOf(cases(amber, { sort: 'opened', ...query }));
  assert.deepEqual(names({ by: 'birch' }), ['mail']);
  assert.deepEqual(names({ by: 'amber' }), ['power', 'ports', 'banks']);
  assert.deepEqual(names({ respondent: 'amber' }), ['mail']);
  assert.deepEqual(names({ open: true }), ['power', 'ports', 'mail']);
  assert.deepEqual(names({ open: false }), ['banks']);
  assert.deepEqual(names({ stance: 'deny' }), ['power']);
  assert.deepEqual(names({ stance: 'none', by: 'amber' }), ['ports', 'banks']);
  assert.deepEqual(names({ by: 'amb' }), [], 'a name is whole');
  assert.deepEqual(names({ stance: 'accept' }), []);
});

test('requests are filtered by case, category, state and due time', () => {
  const names = (query: Query) => namesOf(requests(amber, { sort: 'opened', ...query }));
  assert.deepEqual(names({}), ['logs', 'keep', 'stop', 'more']);
  assert.deepEqual(names({ case: idOf('power') }), ['keep', 'more']);
  assert.deepEqual(names({ case: idOf('power'), sort: '-opened' }), ['more', 'keep']);
  assert.deepEqual(names({ case: idOf('power'), category: 'information', sort: 'due' }), ['more']);
  assert.deepEqual(names({ case: idOf('ports') }), []);
  assert.deepEqual(names({ category: 'information' }), ['logs', 'more']);
  assert.deepEqual(names({ to: 'amber' }), ['stop']);
  assert.deepEqual(names({ state: 'open' }), ['more']);
  assert.deepEqual(names({ state: 'acknowledged' }), ['logs']);
  assert.deepEqual(names({ state: 'answered' }), ['keep']);
  assert.deepEqual(names({ state: 'returned' }), ['stop']);
  const dueOf = (name: string) => amber.subject(idOf(name), 'request')?.nextDeadline?.dueAt ?? undefined;
  assert.equal(dueOf('keep'), undefined);
  assert.deepEqual(names({ sort: 'due' }), ['more', 'logs']);
  const logs = dueOf('logs')!;
  assert.deepEqual(names({ dueBefore: logs }), ['more']);
  assert.deepEqual(names({ dueBefore: logs + 1 }), ['logs', 'more']);
  assert.deepEqual(names({ dueBefore: logs, sort: 'due' }), ['more']);
  assert.deepEqual(names({ dueBefore: logs + 1, sort: '-due' }), ['logs', 'more']);
  assert.deepEqual(names({ dueBefore: logs, sort: '-due' }), ['more']);
});

test('a case is shown with its words, its state and its next deadline', () => {
  const power = amber.subject(idOf('power'), 'case')!;
  assert.deepEqual(power.words['title'], text('power'));
  assert.equal((power.state as CaseState).stance, 'deny');
  assert.equal(power.openedBy, 'amber');
  assert.equal(power.nextDeadline, undefined);
  assert.equal(power.digest, birch.subject(idOf('power'), 'case')!.digest);
  const ports = amber.subject(idOf('ports'), 'case')!;
  assert.equal(ports.nextDeadline?.for, 'acknowledge');
  assert.equal(ports.nextDeadline.state, 'running');
  assert.deepEqual(
    [
      amber.subject(idOf('keep'), 'case'),
      amber.subject(idOf('power'), 'request'),
      amber.subject(idOf('heard'), 'case'),
    ],
    [undefined, undefined, undefined],
  );
  assert.deepEqual(
    [amber.subject('A'.repeat(43), 'case'), amber.act('A'.repeat(43)), amber.receiptProof('A'.repeat(43))],
    [undefined, undefined, undefined],
  );
  const keep = amber.subject(idOf('keep'), 'request')!;
  assert.equal((keep as { case?: string }).case, idOf('power'));
  assert.equal((keep.state as RequestState).outcome, 'fulfilled');
});

test('deadlines come in the order they fall due, whoever owes them', () => {
  const due = amber.deadlines({}).items;
  const times = due.map(({ deadline }) => deadline.dueAt!);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.deepEqual(new Set(due.map(({ deadline }) => deadline.owedBy)), new Set(['amber', 'birch']));
  assert.equal(
    due.length,
    amber.deadlines({ owedBy: 'amber' }).items.length + amber.deadlines({ owedBy: 'birch' }).items.length,
  );
  const [first, last] = [times[0]!, times.at(-1)!];
  assert.equal(amber.deadlines({ dueBefore: first }).items.length, 0);
  assert.deepEqual(
    amber.deadlines({ dueBefore: last }).items,
    due.filter(({ deadline }) => deadline.dueAt! < last),
  );
  assert.deepEqual(
    amber.deadlines({ dueAfter: first }).items,
    due.filter(({ deadline }) => deadline.dueAt! > first),
  );
  assert.deepEqual(amber.deadlines({ owedBy: 'cedar' }).items, []);
});

test('what waits on us at one node waits on them at the other', () => {
  const shown = ({ items }: ReturnType<DocketReader['waits']>) =>
    items.map(
      ({ party, subject, what, for: owed }) => `${party} ${namesOf({ items: [{ id: subject }] })[0]} ${what} ${owed}`,
    );
  // The position is not owed yet: nobody has acknowledged.
  const onAmber = ['amber mail deadline acknowledge', 'amber mail points position'];
  assert.deepEqual(shown(amber.waits({ on: 'us', kind: 'case' })), onAmber);
  assert.deepEqual(shown(birch.waits({ on: 'them', kind: 'case' })), onAmber);
  assert.deepEqual(shown(birch.waits({ party: 'amber', kind: 'case' })), onAmber);
  assert.deepEqual(shown(birch.waits({ party: 'amber', on: 'us' })), []);
  for (const on of ['us', 'them'] as const) {
    const rows = amber.waits({ on }).items;
    assert.ok(rows.every(({ party }) => (party === 'amber') === (on === 'us')));
    assert.deepEqual(
      rows.map(({ dueAt }) => dueAt ?? Infinity),
      rows.map(({ dueAt }) => dueAt ?? Infinity).toSorted((a, b) => a - b),
    );
    assert.deepEqual(
      all((from) => amber.waits({ on, limit: 1, ...from })),
      rows,
    );
  }
  assert.ok(shown(amber.waits({})).length > shown(amber.waits({ on: 'us' })).length);
});

test('the map of a case has its points by what was said of them', () => {
  assert.deepEqual(
    amber.caseMap(idOf('power'))?.contested.map(({ no, by }) => [no, by]),
    [[1, idOf('denied')]],
  );
  assert.deepEqual(
    amber.caseMap(idOf('ports'))?.unanswered.map(({ no }) => no),
    [1],
  );
  assert.equal(amber.caseMap(idOf('keep')), undefined);
});

test('pages of any size give every row once, in the same order', () => {
  for (const limit of [1, 2, 3, 200]) {
    for (const sort of ['opened', '-opened', 'due', '-due'] as const) {
      assert.deepEqual(
        all((from) => cases(amber, { sort, limit, ...from })),
        cases(amber, { sort }).items,
      );
      assert.deepEqual(
        all((from) => requests(amber, { sort, limit, ...from })),
        requests(amber, { sort }).items,
      );
      const about = { sort, case: idOf('power') };
      assert.deepEqual(
        all((from) => requests(amber, { ...about, limit, ...from })),
        requests(amber, about).items,
      );
    }
    assert.deepEqual(
      all((from) => amber.deadlines({ limit, ...from })),
      amber.deadlines({}).items,
    );
    assert.deepEqual(
      all((from) => amber.acts({ limit, ...from })),
      amber.acts({ limit: 200 }).items,
    );
    const inCase = { subject: idOf('power') };
    assert.deepEqual(
      all((from) => amber.acts({ ...inCase, limit, ...from })),
      amber.acts(inCase).items,
    );
    const ofType = { type: 'request.make' };
    assert.deepEqual(
      all((from) => amber.acts({ ...ofType, limit, ...from })),
      amber.acts(ofType).items,
    );
    for (const which of [{}, ofType, { log: pair.app('amber').own.origin }]) {
      assert.deepEqual(
        all((from) => amber.acts({ ...which, sort: '-index', limit, ...from })),
        amber.acts({ ...which, limit: 200 }).items.toReversed(),
      );
    }
  }
  assert.equal(cases(amber, { limit: 4 }).next, undefined, 'the last page says so');
});

test('a cursor that is none begins anew', () => {
  for (const after of ['x', '1', '1.2.3.4', '-1.2', `${'9'.repeat(16)}.1`]) {
    assert.deepEqual(cases(amber, { after }), cases(amber, {}));
  }
});

test('acts are listed by log, by subject in the order of the docket, and by type', () => {
  const { logs, own } = pair.app('amber');
  const rows = amber.acts({ limit: 200 }).items;
  assert.equal(
    rows.length,
    logs.reduce((sum, { size }) => sum + size, 0),
  );
  const mine = amber.acts({ limit: 200, log: own.origin }).items;
  assert.deepEqual(
    mine.map(({ index }) => index),
    mine.map((_, index) => index),
  );
  assert.deepEqual(namesOf(amber.acts({ subject: idOf('power') })), ['power', 'heard', 'denied']);
  assert.deepEqual(namesOf(amber.acts({ subject: idOf('power'), log: own.origin })), ['power']);
  assert.deepEqual(namesOf(amber.acts({ subject: idOf('power'), type: 'case.position' })), ['denied']);
  assert.deepEqual(namesOf(amber.acts({ type: 'request.make', log: own.origin })), ['logs', 'keep', 'more']);
  assert.deepEqual(amber.acts({ log: 'cedar.example/parley/x/cedar' }).items, []);
  assert.deepEqual(amber.acts({ subject: `${idOf('power').slice(0, 42)}_` }).items, []);
});

test('an act says how far it has come', () => {
  const delivery = (name: string) => amber.act(idOf(name))!.delivery;
  const power = delivery('power');
  assert.equal(power.published, true);
  assert.deepEqual(
    power.received.map(({ party }) => party),
    ['birch'],
  );
  assert.equal(power.seen[0]?.party, 'birch');
  // Birch's next act was its own allegation: it had seen ours.
  assert.equal(power.seen[0].act, idOf('mail'));
  assert.equal(power.acknowledged?.act, idOf('heard'));
  assert.equal(power.answered?.act, idOf('denied'));
  assert.equal(delivery('keep').answered?.act, idOf('sent'));
  assert.equal(delivery('logs').acknowledged?.act, idOf('noted'));
  assert.equal(delivery('logs').answered, undefined);
  assert.deepEqual([delivery('unclear').seen, delivery('denied').seen.map(({ act }) => act)], [[], [idOf('dropped')]]);
  // The same grades in a list, where each search goes on from the one before.
  for (const row of amber.acts({ limit: 200 }).items) assert.deepEqual(row.delivery, amber.act(row.id)!.delivery);
});

test('an act carries its entry and the words that are held; erased ones are named by digest', () => {
  const act = amber.act(idOf('power'))!;
  assert.equal(encodeBase64url(leafHash(encodeUtf8(act.entry))), act.id);
  assert.equal(act.words.length, 2);
  assert.deepEqual(act.wordsMissing, []);
  const database = pair.databases.get('amber')!;
  const row = database.get('select position, disclosures from words order by position desc limit 1')!;
  const whole = JSON.parse(String(row['disclosures'])) as string[];
  const [found] = database.all('select id from entry where position = ?', row['position']!);
  const id = encodeBase64url(found!['id'] as Uint8Array);
  database.run(
    'update words set disclosures = ? where position = ?',
    JSON.stringify([null, ...whole.slice(1)]),
    row['position']!,
  );
  assert.deepEqual(amber.act(id)!.words, whole.slice(1));
  assert.equal(amber.act(id)!.wordsMissing.length, 1);
  database.run('delete from words where position = ?', row['position']!);
  assert.deepEqual([amber.act(id)!.words, amber.act(id)!.wordsMissing.length], [[], whole.length]);
  database.run('insert into words (position, disclosures) values (?, ?)', row['position']!, JSON.stringify(whole));
});

test('receipts of acts of both sides are ones that the keys verify', async () => {
  const { accord, parties } = pair.app('amber');
  for (const [name, party, other] of [
    ['power', 'amber', 'birch'],
    ['denied', 'birch', 'amber'],
  ] as const) {
    const keys = (id: string) => accord.parties.find((one) => one.id === id)!.keys;
    const origin = (id: string) => parties.find((one) => one.id === id)!.origin;
    const opened = await openReceipt(
      amber.receiptProof(idOf(name))!,
      encodeUtf8(amber.act(idOf(name))!.entry),
      logVkeys(origin(party), keys(party).log),
      holderVkeys(origin(other), keys(other).holder),
      webSuite,
    );
    assert.ok(opened.ok);
    assert.equal(opened.time, amber.act(idOf(name))!.delivery.received[0]!.at);
  }
});

test('the house, the digest and what composing needs', () => {
  const accord = amber.accord();
  assert.equal(accord.party, 'amber');
  assert.equal(accord.inForceAt, begins);
  assert.deepEqual(
    accord.versions.map(({ id, terms, offices }) => [id, terms, offices]),
    [[accord.id, accord.terms, accord.offices]],
  );
  assert.deepEqual(
    amber.parties().map(({ id, own }) => [id, own]),
    [
      ['amber', true],
      ['birch', false],
    ],
  );
  assert.deepEqual(
    amber.officers().map(({ party, office, words }) => [party, office, words['name']]),
    [
      ['amber', 'liaison', 'liaison'],
      ['birch', 'liaison', 'liaison'],
    ],
  );
  assert.deepEqual(amber.calendars(), []);
  assert.deepEqual(amber.digest(), birch.digest());
  const theirs = pair.app('birch').own;
  const composing = amber.composing();
  assert.deepEqual(composing.seen, { [theirs.origin]: { n: theirs.size, root: encodeBase64(theirs.head.root) } });
  assert.equal(composing.held[theirs.origin]!.size, theirs.size);
  assert.equal(composing.keys, 1);
  assert.equal(composing.now, Math.floor(pair.clock.now() / 1000));
});

test('logs are told with their signed heads, and with who holds how much of each, the newest receipt first', async () => {
  const [own, theirs] = amber.logs();
  assert.deepEqual([own!.party, own!.own, theirs!.party, theirs!.own], ['amber', true, 'birch', false]);
  assert.equal(own!.size, pair.app('amber').own.size);
  assert.equal(theirs!.size, pair.app('birch').own.size);
  for (const { origin, party, size, root, head, holders, receipts } of [own!, theirs!]) {
    assert.equal(head!.size, size, 'all of it is published and held');
    const holder = party === 'amber' ? 'birch' : 'amber';
    assert.deepEqual(
      holders.map((one) => [one.party, one.size]),
      [[holder, size]],
    );
    assert.deepEqual(receipts[0], { party: holder, size, at: holders[0]!.at });
    assert.ok(receipts.every(({ at }, place) => place === 0 || at <= receipts[place - 1]!.at));
    const keys = (id: string) => partyOf(pair.app('amber').accord, id).keys;
    const cosigner = pair.app(holder).own.origin;
    const opened = await openCosigned(
      holders[0]!.note,
      logVkeys(origin, keys(party).log),
      holderVkeys(cosigner, keys(holder).holder),
      webSuite,
    );
    assert.ok(opened.ok);
    assert.equal(encodeBase64(opened.checkpoint.root), root);
  }
});

test('every answer is in its schema', () => {
  for (const row of amber.logs()) LogView.strict().parse(row);
  AccordView.parse(amber.accord());
  for (const row of amber.parties()) Party.parse(row);
  for (const row of amber.officers()) Officer.parse(row);
  for (const row of amber.calendars()) CalendarEntry.parse(row);
  for (const row of amber.waits({}).items) WaitRow.parse(row);
  CaseMap.parse(amber.caseMap(idOf('power')));
  for (const row of cases(amber, {}).items) kindRows.case.parse(row);
  for (const row of requests(amber, {}).items) kindRows.request.parse(row);
  for (const row of amber.deadlines({}).items) DeadlineRow.parse(row);
  for (const row of amber.disregarded({}).items) DisregardedRow.parse(row);
  for (const row of amber.acts({ limit: 200 }).items) {
    ActRow.strict().parse(row);
    ActDetail.strict().parse(amber.act(row.id));
  }
  DocketDigest.parse(amber.digest());
  Composing.parse(amber.composing());
});

test('new rows move nothing that a cursor has passed', async () => {
  const first = cases(amber, { limit: 2 });
  await allege('ships', 'birch', 'amber');
  assert.deepEqual(namesOf(cases(amber, { limit: 1 })), ['ships']);
  assert.deepEqual(namesOf(cases(amber, { after: first.next! })), ['ports', 'power']);
});

test('when a deadline runs out, answers turn, and it is shown as due, then as lapsed', async () => {
  const before = amber.turns();
  assert.equal(amber.turns(), before);
  const dueAt = amber.subject(idOf('ports'), 'case')!.nextDeadline!.dueAt!;
  pair.clock.moveTo(dueAt * 1000);
  assert.equal(amber.turns(), before + 1);
  assert.equal(amber.subject(idOf('ports'), 'case')!.nextDeadline!.state, 'due');
  pair.app('amber').tick();
  await pair.idle();
  assert.equal(amber.subject(idOf('ports'), 'case')!.nextDeadline!.state, 'lapsed');
});

test('what a rogue counterpart logs is listed with the reason, and hides nothing of ours', async () => {
  const rogue = pair.app('birch');
  const ours = encodeUtf8(amber.act(idOf('power'))!.entry);
  const unpowered = await pair.compose('birch', 'root', {
    type: 'case.acknowledge',
    subject: idOf('ports'),
    body: {},
  });
  const early = await pair.compose('birch', 'liaison', {
    type: 'case.withdraw',
    subject: idOf('ports'),
    body: { reason: 'other' },
  });
  const copied = JSON.stringify(amber.act(idOf('power'))!.words);
  const entries: [Uint8Array, string?][] = [
    [ours, copied],
    [encodeUtf8(unpowered.act)],
    [encodeUtf8(early.act)],
    [encodeUtf8('no act at all')],
  ];
  const from = rogue.own.size;
  pair.databases
    .get('birch')!
    .transaction(() => {
      const extension = rogue.own.extend();
      for (const [entry, words] of entries) extension.append(encodeBase64url(leafHash(entry)), entry, words);
      return extension.moveHead(pair.clock.now() / 1000);
    })
    .settle();
  await rogue.docket.catchUp(() => undefined);
  await allege('late', 'birch', 'amber');
  const rows = amber.disregarded({}).items;
  assert.deepEqual(
    rows.map(({ party, index, code }) => [party, index - from, code]),
    [
      ['birch', 0, 'act.key_unknown'],
      ['birch', 1, 'act.no_power'],
      ['birch', 2, 'case.not_claimant'],
      ['birch', 3, 'act.malformed'],
    ],
  );
  assert.equal(rows[3]!.type, undefined);
  for (const { id, detail } of rows.slice(1)) assert.equal(amber.act(id)!.disregardedWhy, detail);
  assert.deepEqual(amber.disregarded({ code: 'act.no_power' }).items, [rows[1]]);
  assert.deepEqual(amber.disregarded({ log: pair.app('amber').own.origin }).items, []);
  assert.deepEqual(
    all((from) => amber.disregarded({ limit: 1, ...from })),
    rows,
  );
  assert.deepEqual(
    all((from) => amber.disregarded({ limit: 1, log: rogue.own.origin, ...from })),
    rows,
  );
  assert.equal(amber.act(rows[1]!.id)!.disregarded, 'act.no_power');
  const nonsense = amber.act(rows[3]!.id)!;
  assert.deepEqual([nonsense.type, nonsense.kids, nonsense.entry], [undefined, [], 'no act at all']);
  // The copy of our act has its id: the one in our log counts, at either node.
  for (const reader of [amber, birch]) {
    assert.equal(reader.act(idOf('power'))!.party, 'amber');
    assert.equal(reader.subject(idOf('power'), 'case')!.openedBy, 'amber');
    assert.deepEqual(reader.disregarded({}).items, rows);
  }
  assert.equal((amber.subject(idOf('ports'), 'case')!.state as CaseState).withdrawn, null);
});

test('an act of a type that this version does not know is kept, and shown among the acts of its subject', async () => {
  const newer = pair.app('birch');
  const about = idOf('ports');
  const acts = [
    await pair.compose('birch', 'liaison', { type: 'case.mediate', subject: about, body: { by: 'nobody' } }),
    await pair.compose('birch', 'liaison', { type: 'treaty.ratify', body: {} }),
  ].map(({ act }) => encodeUtf8(act));
  pair.databases
    .get('birch')!
    .transaction(() => {
      const extension = newer.own.extend();
      for (const entry of acts) extension.append(encodeBase64url(leafHash(entry)), entry, undefined);
      return extension.moveHead(pair.clock.now() / 1000);
    })
    .settle();
  await newer.docket.catchUp(() => undefined);
  await allege('later', 'birch', 'amber');
  const [mediated, ratified] = acts.map((entry) => encodeBase64url(leafHash(entry)));
  for (const reader of [amber, birch]) {
    assert.equal(reader.act(mediated!)!.disregarded, 'act.type_unknown');
    const ofSubject = all((from) => reader.acts({ subject: about, ...from }));
    assert.equal(ofSubject.find(({ id }) => id === mediated)?.type, 'case.mediate');
    const listed = all((from) => reader.acts({ log: newer.own.origin, ...from }));
    assert.deepEqual(
      listed.filter(({ disregarded }) => disregarded === 'act.type_unknown').map(({ id, type }) => [id, type]),
      [
        [mediated, 'case.mediate'],
        [ratified, 'treaty.ratify'],
      ],
    );
    assert.equal(reader.disregarded({ code: 'act.type_unknown' }).items.length, 2);
    assert.deepEqual(namesOf(reader.acts({ type: 'treaty.ratify' })), [ratified]);
    assert.equal(reader.subject(about)!.standing, 'none');
  }
});

test('no answer scans a table that grows with the record, or sorts one', () => {
  const database = pair.databases.get('amber')!;
  const statements = recorded(database, () => {
    for (const sort of ['opened', '-opened', 'due', '-due', undefined] as const) {
      for (const after of [undefined, '5.5']) {
        const how = { ...(sort && { sort }), ...(after && { after }), limit: 1 };
        cases(amber, { ...how, by: 'amber', respondent: 'birch', open: true, stance: 'none' });
        requests(amber, { ...how, dueBefore: 9_999_999_999 });
        requests(amber, {
          ...how,
          by: 'amber',
          to: 'birch',
          case: idOf('power'),
          state: 'open',
          category: 'information',
        });
      }
    }
    for (const after of [undefined, '5.5', '9999999999.5']) {
      const how = { limit: 1, ...(after && { after }) };
      amber.subjects(how);
      amber.subjects({ ...how, about: idOf('power'), by: 'amber' });
      amber.subjects({ ...how, q: 'see further', kind: 'request', by: 'amber', dueBefore: 9_999_999_999 });
    }
    const log = pair.app('amber').own.origin;
    for (const filter of [
      {},
      { log },
      { type: 'request.make' },
      { log, type: 'request.make' },
      { subject: idOf('power') },
    ]) {
      amber.acts({ ...filter, limit: 1 });
      amber.acts({ ...filter, limit: 1, after: '5' });
    }
    for (const filter of [{}, { log }, { code: 'act.no_power' }, { log, code: 'act.no_power' }])
      amber.disregarded(filter);
    for (const filter of [{}, { owedBy: 'birch' }, { dueAfter: 5, after: '5.5.5.0' }]) amber.deadlines(filter);
    for (const query of [{}, { on: 'us' }, { party: 'birch', limit: 1, after: '5.5.5.0' }] as const) amber.waits(query);
    amber.caseMap(idOf('power'));
    for (const id of ids.values()) {
      amber.act(id);
      amber.subject(id, 'case');
      amber.subject(id, 'request');
      amber.receiptProof(id);
    }
    amber.accord();
    amber.parties();
    amber.officers();
    amber.calendars();
    amber.logs();
    amber.composing();
    amber.turns();
  });
  assert.ok(statements.size > 20);
  for (const sql of statements) {
    for (const row of database.raw.prepare(`explain query plan ${sql}`).all()) {
      const step = String(row['detail']);
      assert.doesNotMatch(
        step,
        /^SCAN (?!found$|search VIRTUAL TABLE INDEX \d+:[^:]*[MF])|TEMP B-TREE/,
        `${step} in: ${sql}`,
      );
    }
  }
});

/** The text of every statement that runs meanwhile. */
function recorded(database: Database, work: () => void): Set<string> {
  const statements = new Set<string>();
  const get = database.get.bind(database);
  const each = database.all.bind(database);
  database.get = (sql: string, ...values: Sql[]) => {
    statements.add(sql);
    return get(sql, ...values);
  };
  database.all = (sql: string, ...values: Sql[]) => {
    statements.add(sql);
    return each(sql, ...values);
  };
  try {
    work();
  } finally {
    Object.assign(database, { get, all: each });
  }
  return statements;
}
