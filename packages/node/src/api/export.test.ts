import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { SubjectRow } from '@parley/api/subjects';
import { openChancery, type Chancery, type Collection } from '../testing/chancery.ts';

let at: Chancery;
let open: Collection;
let head: ReturnType<Chancery['enter']>;

before(async () => {
  at = await openChancery();
  open = await at.collect('plainword', 'green');
  head = at.enter('Hana', ['head'], []);
});
after(() => at.stop());

const rowsOf = async (query: string) => {
  const { status, body } = await at.ask(head.headers, `/api/v1/export?${query}`);
  assert.equal(status, 200, body);
  return body;
};

test('an export is the whole list, as JSON', async () => {
  for (const query of ['kind=case', 'kind=request&sort=opened', 'open=true', `q=${open.word}`]) {
    const file = JSON.parse(await rowsOf(query)) as SubjectRow[];
    const { body } = await at.ask(head.headers, `/api/v1/subjects?limit=200&${query}`);
    assert.deepEqual(file, (JSON.parse(body) as { items: SubjectRow[] }).items, query);
    assert.ok(file.length > 0, query);
  }
  assert.deepEqual(JSON.parse(await rowsOf('kind=nothing')), []);
});

test('an export as CSV has a line each, and nothing that a spreadsheet would compute', async () => {
  const file = await rowsOf('format=csv&kind=case');
  assert.ok(file.startsWith('id,kind,reference,title_en'), 'the byte order mark is none of the text');
  const rows = JSON.parse(await rowsOf('kind=case')) as SubjectRow[];
  const lines = file.trimEnd().split('\r\n');
  assert.equal(lines.length, rows.length + 1);
  for (const [place, { id }] of rows.entries()) assert.ok(lines[place + 1]!.startsWith(`${id},case,`));
});

test('a list is exported whole, and to whoever may read', async () => {
  assert.equal((await at.ask({}, '/api/v1/export')).status, 401);
  assert.equal((await at.ask(head.headers, '/api/v1/export?limit=1')).status, 400);
});
