import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '@parley/record/bytes';
import { Report, type Finding } from '#audit/report';
import { linesOf, WithheldList } from '#audit/withheld';

const [A, B, C, D] = ['A', 'B', 'C', 'D'].map((letter) => letter.repeat(43)) as [string, string, string, string];

/** The failures for gaps, in words' lines 1, 2, …, and a list. */
async function failures(gaps: string[], list: string): Promise<string[]> {
  const found: Finding[] = [];
  const report = new Report((finding) => found.push(finding));
  const chunks = async function* () {
    // In pieces that do not end with the lines.
    for (let at = 0; at < list.length; at += 10) yield encodeUtf8(list.slice(at, at + 10));
  };
  const withheld = new WithheldList('withheld', linesOf(chunks()), report);
  await withheld.open();
  for (const [place, digest] of gaps.entries())
    await withheld.gap({ digest, file: `words/${digest[0]!}`, line: place + 1 });
  await withheld.end();
  return found.map((finding) => (finding.ok ? finding.text : `${finding.file} ${finding.where ?? ''}`));
}

const text = (...digests: string[]) => digests.map((digest) => `${digest}\n`).join('');

test('words that are left out and listed, in the order of the log, are withheld', async () => {
  assert.deepEqual(await failures([], ''), []);
  assert.deepEqual(await failures([A, B, C], text(A, B, C)), []);
  // The same words in two acts are listed twice.
  assert.deepEqual(await failures([A, A], text(A, A)), []);
});

test('words that are left out and not listed are missing', async () => {
  assert.deepEqual(await failures([A, B, C], text(A, C)), ['words/B line 2']);
  assert.deepEqual(await failures([A, B], text(A)), ['words/B line 2', 'withheld line 2']);
  assert.deepEqual(await failures([A], ''), ['words/A line 1', 'withheld line 1']);
});

test('a list that names what is not left out is wrong, and said where', async () => {
  assert.deepEqual(await failures([A, C], text(A, B, C)), ['withheld line 2']);
  assert.deepEqual(await failures([A], text(A, B)), ['withheld line 2']);
  assert.deepEqual(await failures([A, B, C], text(A, D, C)), ['withheld line 2']);
  assert.deepEqual(await failures([A, B], text('short', B)), ['withheld line 1']);
  assert.deepEqual(await failures([A, B], text(A) + B), ['withheld line 2']);
  assert.deepEqual(await failures([A], text('x'.repeat(5000))), ['withheld line 1']);
});
