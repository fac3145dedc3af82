import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { after, before, test } from 'node:test';
import { parseCheckpoint } from '@parley/record/checkpoint';
import { parseUint64 } from '@parley/record/integer';
import { parseNote } from '@parley/record/note';
import { encodeReceipts, parseReceipts } from '@parley/record/receipts';
import { Unreadable } from '#audit/source';
import { audit, makeRecord, type TestRecord } from '#testing/record';

let made: TestRecord;
before(async () => {
  made = await makeRecord({ acts: 60, requestsARound: 2 });
});
after(() => made.remove());

/** Serves the export; `paged`: receipts as a node gives them, this many at a time. */
async function serve(
  paged: number | undefined,
  change: (path: string, bytes: Buffer) => Buffer | undefined = (_, bytes) => bytes,
) {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    asked.push(url.pathname + url.search);
    let bytes: Buffer | undefined;
    try {
      bytes = readFileSync(join(made.record, normalize(url.pathname)));
    } catch {
      bytes = undefined;
    }
    bytes =
      bytes === undefined || (paged !== undefined && url.pathname.endsWith('/withheld'))
        ? undefined
        : change(url.pathname, bytes);
    if (bytes === undefined) return void response.writeHead(404).end();
    const after = url.searchParams.get('after');
    if (paged !== undefined && after !== null)
      bytes = page(bytes, Number(after), Number(url.searchParams.get('time')), paged);
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, asked, stop: () => new Promise((resolve) => server.close(resolve)) };
}

function page(receipts: Buffer, size: number, time: number, count: number): Buffer {
  const parsed = parseReceipts(receipts.toString());
  assert.ok(parsed.ok);
  const later = parsed.notes.filter((text) => {
    const note = parseNote(text);
    assert.ok(note.ok);
    const head = parseCheckpoint(note.note.text);
    assert.ok(head.ok);
    const at = parseUint64(note.note.signatures.at(-1)!.signature, 0)!;
    return head.checkpoint.size > size || (head.checkpoint.size === size && at > time);
  });
  return Buffer.from(encodeReceipts(later.slice(0, count)));
}

test('an export behind a web server, and a node that gives receipts in pages, audit as the folder does', async () => {
  const folder = await audit(made.record);
  assert.ok(folder.ok);
  for (const paged of [undefined, 2, 3, 1000]) {
    const served = await serve(paged);
    const audited = await audit(served.url);
    await served.stop();
    assert.ok(audited.ok, audited.lines.join('\n'));
    assert.deepEqual(audited.docket, folder.docket);
    assert.deepEqual(audited.logs, folder.logs);
  }
});

test('what a server alters or does not have is found', async () => {
  const altered = await serve(2, (path, bytes) => {
    if (!path.includes('/tile/entries/')) return bytes;
    bytes[40]! ^= 1;
    return bytes;
  });
  const audited = await audit(altered.url);
  await altered.stop();
  assert.ok(
    audited.lines.some((line) => /^FAIL [0-9a-f]{64}\/tile\/entries\/000\.p\/\d+: bytes 0–/.test(line)),
    audited.lines.join('\n'),
  );
  const lacking = await serve(2, (path, bytes) => (path.includes('/words/') ? undefined : bytes));
  assert.equal((await audit(lacking.url)).ok, false);
  await lacking.stop();
});

test('a server that does not answer says nothing about the record', async () => {
  const served = await serve(undefined);
  await served.stop();
  await assert.rejects(audit(served.url), Unreadable);
  await assert.rejects(audit(join(made.dir, 'nowhere')), Unreadable);
});
