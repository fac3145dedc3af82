import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseAccord } from '@parley/record/accord';
import { openAct } from '@parley/record/act';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { leafHash } from '@parley/record/hash';
import { originOf } from '@parley/record/key';
import { parseReceipts } from '@parley/record/receipts';
import { webSuite } from '@parley/record/suite';
import type { Pair } from '@parley/node/testing/pair';
import { bundlePath, bundlesOf, parseBundle } from '@parley/record/tile';
import { rootOf } from '@parley/record/tree';
import { digestOfDocket, foldDocket } from '@parley/docket/docket';
import type { Entry } from '@parley/docket/entry';
import { introduceKeys, rootKeys } from '@parley/docket/keys';
import { receiptsOf, type Cosigned } from '@parley/docket/receipts';
import { openReceipt } from '#audit/receipt';
import { headKeys } from '#record/keys';
import { originHash } from '#record/layout';
import { makeFolders } from '#testing/folders';
import { audit, exportFolder, makeRecord, type TestRecord } from '#testing/record';

let made: TestRecord;
before(async () => {
  made = await makeRecord({
    acts: 900,
    requestsARound: 40,
    odd: (round) => (round === 1 ? [encodeUtf8('no act at all'), new Uint8Array(0)] : []),
  });
});
after(() => made.remove());

/** The docket digest as foldDocket gives it, from everything in memory at once. */
async function wholeDigest(folder: string): Promise<{ digest: string; disregarded: number }> {
  const read = (path: string) => readFileSync(join(folder, path));
  const parsed = parseAccord(read('accord.json').toString());
  assert.ok(parsed.ok);
  const { accord, accordId } = parsed;
  const logs = new Map<string, Entry[]>();
  const leaves = new Map<string, Uint8Array[]>();
  const cosigned: Record<string, Cosigned[]> = {};
  const cut: Parameters<typeof digestOfDocket>[2] = {};
  for (const { id } of accord.parties) {
    const origin = originOf(accord, accordId, id);
    const under = `${originHash(origin)}/`;
    const notes = parseReceipts(read(`${under}receipts`).toString());
    assert.ok(notes.ok);
    const list: Cosigned[] = [];
    for (const note of notes.notes) {
      const opened = await openReceipt(note, headKeys(accord, accordId, id, new Map()), webSuite);
      assert.ok(opened.ok);
      list.push(opened.receipt);
    }
    cosigned[id] = list;
    const { by, size } = list.at(-1)!;
    cut[origin] = { size, receipts: { [by]: size } };
    const keys = rootKeys(accord, id);
    const entries: Entry[] = [];
    for (const bundle of bundlesOf(size)) {
      const bytes = parseBundle(read(under + bundlePath(bundle)), bundle.width);
      assert.ok(bytes.ok);
      for (const entry of bytes.entries) {
        const opened = await openAct(entry, keys, webSuite);
        if (opened.ok) introduceKeys(keys, opened.act);
        const at = { party: id, index: entries.length, id: encodeBase64url(leafHash(entry)) };
        entries.push(opened.ok ? { ...at, act: opened.act } : { ...at, refusal: opened.refusal });
        leaves.set(origin, [...(leaves.get(origin) ?? []), leafHash(entry)]);
      }
    }
    logs.set(id, entries);
  }
  const rootAt = (origin: string, size: number) => {
    const own = leaves.get(origin)!;
    return size > own.length ? undefined : encodeBase64(rootOf(own.slice(0, size)));
  };
  const { docket, disregarded, waiting } = foldDocket({
    accord,
    accordId,
    logs,
    receipts: receiptsOf(cosigned),
    rootAt,
  });
  assert.equal(waiting.length, 0);
  return { digest: digestOfDocket(docket, disregarded, cut), disregarded: disregarded.length };
}

test('the fold out of the scratch file is the fold of the whole record', async () => {
  const whole = await wholeDigest(made.record);
  const audited = await audit(made.record);
  assert.ok(audited.ok, audited.lines.join('\n'));
  assert.equal(audited.docket?.digest, whole.digest);
  assert.equal(
    Object.values(audited.docket.disregarded).reduce((sum, count) => sum + count, 0),
    whole.disregarded,
  );
});

test('worker threads find what one thread finds', async () => {
  const [alone, together] = [await audit(made.record), await audit(made.record, { entriesForWorkers: 0 })];
  assert.deepEqual(together, alone);
});

test('entries that are no acts are counted, listed with their code, and no failure', async () => {
  const { ok, docket } = await audit(made.record);
  assert.ok(ok);
  assert.equal(docket?.disregarded['act.malformed'], 2);
  const [first] = docket.disregardedActs.filter(({ code }) => code === 'act.malformed');
  assert.equal(first?.party, 'us');
});

/** Digests of the docket of a story: as both nodes computed it, and as audits of both sides do, in one thread and in several. */
async function digestsOf(say?: (pair: Pair) => Promise<void>): Promise<(string | undefined)[]> {
  const folders = await makeFolders(say);
  try {
    const digests: (string | undefined)[] = [];
    for (const party of ['amber', 'birch'] as const) {
      const out = join(folders.dir, `${party}-record`);
      await exportFolder(folders[party], out);
      digests.push(folders.digests[party]);
      for (const options of [{}, { entriesForWorkers: 0 }]) {
        const audited = await audit(out, options);
        assert.ok(audited.ok, audited.lines.join('\n'));
        digests.push(audited.docket?.digest);
      }
    }
    return digests;
  } finally {
    folders.remove();
  }
}

test('both sides of a record audit to the digest that both nodes computed', async () => {
  assert.equal(new Set(await digestsOf()).size, 1);
});

test('what follows for a subject from others is in the digest that an audit computes', async () => {
  // The findings speak of points that the case has, and of one that it has not: which of them is said in the second pass.
  const digests = await digestsOf(async (pair) => {
    await pair.appoint('amber', 'head', 'head');
    const body = { respondent: 'birch', claimant: 'cert', points: [{ no: 1, kind: 'access' }] };
    const words = { title: { en: 'x' }, points: [{ no: 1, text: { en: 'x' } }] };
    const about = await pair.must('amber', 'liaison', { type: 'case.allege', body, words });
    for (const no of [1, 2, 3]) {
      const points = [{ no, conclusion: 'established' }];
      await pair.must('amber', 'head', {
        type: 'finding.record',
        body: { to: 'birch', case: about, points, standard: 'not-stated' },
        words: { points: [{ no, text: { en: 'x' } }] },
      });
    }
    const more = { points: [{ no: 3, kind: 'harm' }] };
    await pair.must('amber', 'liaison', {
      type: 'case.restate',
      subject: about,
      body: more,
      words: { points: [{ no: 3, text: { en: 'x' } }] },
    });
    await pair.idle();
    const obliged = pair.databases.get('birch')!.all(`select id from subject where state like '%point-unknown-2%'`);
    assert.equal(obliged.length, 1);
  });
  assert.equal(new Set(digests).size, 1);
});
