import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parseAct } from '@parley/record/act';
import { openReceipt } from '@parley/record/proof';
import { webSuite } from '@parley/record/suite';
import { HeldRecord } from '@parley/node/report/held';
import { headKeys } from '#record/keys';
import { receiptOf } from '#record/proof';
import { makeRecord, type TestRecord } from '#testing/record';

let made: TestRecord;
let record: HeldRecord;
before(async () => {
  made = await makeRecord({ acts: 600, requestsARound: 30 });
  const opened = HeldRecord.open(made.node);
  assert.ok(opened.ok);
  ({ record } = opened);
});
after(() => {
  record.close();
  made.remove();
});

test('every act has a receipt that verifies by the keys of the accord alone', async () => {
  for (const log of record.logs) {
    const { log: generations, cosigners } = headKeys(record.accord, record.accordId, log.party, new Map());
    const logKeys = generations[0]!.keys;
    for (let index = 0; index < record.size(log); index += 17) {
      const [entry] = record.entries(log, index, index + 1);
      const given = await receiptOf(record, entry!, undefined, webSuite);
      assert.ok(given.ok);
      const { by, size, time, text } = given.receipt;
      const cosigner = cosigners.find((one) => one.by === by)!;
      const opened = await openReceipt(text, entry!.bytes, logKeys, cosigner.vkeys, webSuite);
      assert.ok(opened.ok);
      assert.deepEqual([opened.time, opened.proof.index, opened.proof.checkpoint.size], [time, index, size]);
      assert.deepEqual(record.received(log, index), [{ by, size, time }]);
    }
  }
});

test('an act that nobody has cosigned, or not the one that is asked for, has no receipt', async () => {
  const [log] = record.logs;
  const [entry] = record.entries(log!, 0, 1);
  for (const by of [log!.party, 'nobody']) {
    const none = await receiptOf(record, entry!, by, webSuite);
    assert.equal(!none.ok && none.refusal.code, 'receipt.none');
  }
});

test('an act is found by its id, by its place, and by its index in the own log', () => {
  const [own, theirs] = record.logs;
  const [entry] = record.entries(own!, 5, 6);
  assert.deepEqual(record.which(entry!.id), entry);
  assert.deepEqual(record.which('5'), entry);
  assert.deepEqual(record.which(`${own!.party}:5`), entry);
  assert.equal(record.which(`${theirs!.party}:5`)?.log.party, theirs!.party);
  for (const nothing of ['', 'x', '05', '-1', '99999', 'nobody:1', 'A'.repeat(43)])
    assert.equal(record.which(nothing), undefined);
});

test('the root key of a party is known as such', () => {
  for (const log of record.logs) {
    const parsed = parseAct(record.entries(log, 0, 1)[0]!.bytes);
    assert.ok(parsed.ok);
    const { kid } = parsed.act.signatures[0]!;
    assert.deepEqual(
      record.logs.map((other) => record.isRoot(other, kid)),
      record.logs.map((other) => other === log),
    );
    assert.equal(record.appointment(log, kid), undefined);
  }
});
