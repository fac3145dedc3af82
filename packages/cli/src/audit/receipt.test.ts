import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseAccord } from '@parley/record/accord';
import { originOf } from '@parley/record/key';
import { encodeNote, parseNote, type Note } from '@parley/record/note';
import { nodeSuite } from '@parley/node/report/suite';
import { openReceipt } from '#audit/receipt';
import { headKeys, type HeadKeys } from '#record/keys';
import { originHash } from '#record/layout';
import { makeRecord, type TestRecord } from '#testing/record';

let made: TestRecord;
let keys: HeadKeys;
let note: Note;
before(async () => {
  made = await makeRecord({ acts: 4 });
  const parsed = parseAccord(readFileSync(join(made.record, 'accord.json')).toString());
  assert.ok(parsed.ok);
  keys = headKeys(parsed.accord, parsed.accordId, 'us', new Map());
  const origin = originOf(parsed.accord, parsed.accordId, 'us');
  const read = parseNote(readFileSync(join(made.record, originHash(origin), 'checkpoint')));
  assert.ok(read.ok);
  ({ note } = read);
});
after(() => made.remove());

const lines = (change: (signatures: Note['signatures']) => Note['signatures']) =>
  openReceipt(encodeNote({ text: note.text, signatures: change(note.signatures) }), keys, nodeSuite);

test('a cosigned checkpoint has the lines of its log, then those of one cosigner', async () => {
  const opened = await lines((own) => own);
  assert.ok(opened.ok);
  assert.equal(opened.receipt.by, 'cn');
});

test('lines that are missing, doubled, moved about or of nobody are named', async () => {
  const cases: [(signatures: Note['signatures']) => Note['signatures'], number][] = [
    [([a, b, c]) => [a!, b!, c!], 8],
    [([a, b]) => [a!, b!], 7],
    [([a, , c, d]) => [a!, c!, d!], 6],
    [([a, b, c, d]) => [b!, a!, c!, d!], 5],
    [([a, b, c, d]) => [a!, b!, d!, c!], 7],
    [([a, b, c, d]) => [c!, d!, a!, b!], 5],
    [([a, b, c, d]) => [a!, b!, c!, d!, { ...a!, name: 'nobody.example' }], 9],
    [([a, b, c, d]) => [a!, b!, { ...c!, name: 'nobody.example' }, d!], 7],
  ];
  for (const [change, line] of cases) {
    const opened = await lines(change);
    assert.ok(!opened.ok);
    assert.equal(opened.line, line, opened.refusal.detail);
  }
});

test('a signature that does not hold is named by its line', async () => {
  for (const place of note.signatures.keys()) {
    const opened = await lines((own) =>
      own.map((line, at) => {
        if (at !== place) return line;
        const signature = Uint8Array.from(line.signature);
        signature[signature.length - 3]! ^= 1;
        return { ...line, signature };
      }),
    );
    assert.equal(!opened.ok && opened.line, 5 + place);
  }
});
