import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { encodeUtf8 } from '@parley/record/bytes';
import { leafHash } from '@parley/record/hash';
import { appendLeaf, emptyFrontier, frontierRoot } from '@parley/record/tree';
import { concat } from '@parley/record/bytes';
import { Database } from '../../platform/sqlite.ts';
import { encodeTrail, parseTrail } from './file.ts';
import { trailOrigin, trailSigner } from './head.ts';
import { trailMarker } from './marker.ts';
import { trailMigration } from './tables.ts';
import { Trail } from './trail.ts';
import { verifyTrail, type Earlier, type TrailFile } from './verify.ts';

const dir = mkdtempSync(join(tmpdir(), 'parley-trail-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const origin = trailOrigin('us.example/parley/aaaa/us');
const signer = trailSigner(origin, new Uint8Array(32).fill(7));
let places = 0;

async function fresh(entries = 5) {
  const db = Database.open(':memory:', [trailMigration]);
  const faults: unknown[] = [];
  const marker = trailMarker(join(dir, `${++places}.trail`));
  const trail = new Trail(
    db,
    () => 1000 + trail.size,
    (cause) => faults.push(cause),
  );
  await trail.sign(signer, marker);
  for (let i = 0; i < entries; i++) trail.note({ what: 'sign-in', account: `a${i}`, address: '::1' });
  return { db, trail, marker, faults };
}

function fileOf(trail: Trail): TrailFile {
  return { vkey: signer.vkey, head: trail.head!, entries: [...trail.entries(trail.size)] };
}

async function codeOf(file: TrailFile, earlier: Earlier[] = []): Promise<string> {
  const judged = await verifyTrail(file, earlier);
  return judged.ok ? 'ok' : judged.refusal.code;
}

/** Rewrites the tables as somebody would who has the database and not the key. */
function forge(db: Database, entries: readonly string[]): void {
  const frontier = emptyFrontier();
  db.run('delete from trail_entry');
  for (const entry of entries) {
    db.run('insert into trail_entry (number, entry) values (?, ?)', frontier.size, entry);
    appendLeaf(frontier, leafHash(encodeUtf8(entry)));
  }
  db.run('update trail_head set size = ?, nodes = ?', frontier.size, concat(...frontier.nodes));
  assert.ok(frontierRoot(frontier).length === 32);
}

test('a trail in order verifies, against its marker and every head it had before', async () => {
  const { trail, marker } = await fresh(3);
  const before = trail.head!;
  trail.note({ what: 'report', token: 't1', subject: undefined });
  const earlier = [
    { note: before, from: 'then' },
    { note: marker.read()!, from: 'marker' },
  ];
  assert.equal(await codeOf(fileOf(trail), earlier), 'ok');
  assert.equal([...trail.entries(9)].at(-1), '{"at":1003,"token":"t1","what":"report"}');
});

test('an entry that was removed, altered or moved is found', async () => {
  const { trail } = await fresh();
  const { entries, ...rest } = fileOf(trail);
  const good = [...entries];
  const altered = good.with(2, good[2]!.replace('a2', 'a9'));
  assert.equal(await codeOf({ ...rest, entries: altered }), 'trail.altered');
  assert.equal(await codeOf({ ...rest, entries: good.toSpliced(1, 1) }), 'trail.altered');
  assert.equal(await codeOf({ ...rest, entries: [...good, good[0]!] }), 'trail.altered');
  assert.equal(await codeOf({ ...rest, entries: good.with(0, good[1]!).with(1, good[0]!) }), 'trail.altered');
});

test('a trail cut and signed again with another key is found by its key', async () => {
  const { trail, marker } = await fresh();
  const other = trailSigner(origin, new Uint8Array(32).fill(8));
  const short = [...trail.entries(3)];
  const frontier = emptyFrontier();
  for (const entry of short) appendLeaf(frontier, leafHash(encodeUtf8(entry)));
  const head = other.sign({ size: 3, root: frontierRoot(frontier) });
  assert.equal(await codeOf({ vkey: signer.vkey, head, entries: short }), 'trail.key');
  // Whoever exchanged the key in the folder too is found by what is kept outside it.
  const earlier = [{ note: marker.read()!, from: 'marker' }];
  assert.equal(await codeOf({ vkey: other.vkey, head, entries: short }, earlier), 'trail.key');
});

test('a trail cut to an older signed head is found against the marker and any head exported before', async () => {
  const { trail, marker } = await fresh(2);
  const old = fileOf(trail);
  trail.note({ what: 'account.close', account: 'a1' });
  assert.equal(await codeOf(old), 'ok');
  assert.equal(await codeOf(old, [{ note: marker.read()!, from: 'marker' }]), 'trail.truncated');
  assert.equal(await codeOf(old, [{ note: trail.head!, from: 'an export' }]), 'trail.truncated');
});

test('a trail written anew under its own key is found against an earlier head', async () => {
  const { trail } = await fresh(4);
  const { trail: other } = await fresh(2);
  other.note({ what: 'x' });
  other.note({ what: 'y' });
  other.note({ what: 'z' });
  assert.equal(await codeOf(fileOf(other), [{ note: trail.head!, from: 'an export' }]), 'trail.rewritten');
});

test('what is written into the tables of a running node is not signed unseen', async () => {
  const { db, trail, marker, faults } = await fresh();
  const genuine = marker.read()!;
  forge(
    db,
    [...trail.entries(5)].map((entry) => entry.replace('a3', 'zz')),
  );
  trail.note({ what: 'next' });
  assert.equal(faults.length, 1);
  assert.deepEqual(marker.aside(), [genuine]);
  assert.match([...trail.entries(9)].join('\n'), /trail\.contradicted/);
  assert.equal(await codeOf(fileOf(trail), [{ note: genuine, from: 'aside' }]), 'trail.rewritten');
});

test('a folder put back to an earlier day is found when the node starts, and the head it forgot is kept', async () => {
  const { db, trail, marker } = await fresh(2);
  const [entry, nodes, note] = [
    [...trail.entries(2)],
    db.get('select nodes from trail_head')!['nodes']!,
    trail.head!,
  ] as const;
  trail.note({ what: 'forgotten' });
  const newest = marker.read()!;
  db.run('delete from trail_entry where number >= ?', entry.length);
  db.run('update trail_head set size = 2, nodes = ?, note = ?', nodes, note);
  const again = new Trail(
    db,
    () => 2000,
    () => undefined,
  );
  assert.equal(await again.sign(signer, marker), 'contradicted');
  assert.deepEqual(marker.aside(), [newest]);
  assert.equal(await again.sign(signer, marker), 'in order');
  assert.equal(await codeOf(fileOf(again), [{ note: newest, from: 'aside' }]), 'trail.rewritten');
});

test('what was noted before an accord was founded is covered by the first signed head', async () => {
  const db = Database.open(':memory:', [trailMigration]);
  const trail = new Trail(
    db,
    () => 5,
    () => assert.fail('no fault'),
  );
  trail.note({ what: 'setup' });
  assert.equal(trail.head, undefined);
  await trail.sign(signer, trailMarker(join(dir, 'founding.trail')));
  assert.equal(await codeOf(fileOf(trail)), 'ok');
});

test('a file reads back as it was written, and nonsense is refused', async () => {
  const { trail } = await fresh(2);
  const text = [...encodeTrail(fileOf(trail))].join('');
  const parsed = parseTrail(text);
  assert.ok(parsed.ok);
  const { named, head, entries } = parsed;
  assert.equal(await codeOf({ vkey: named, head, entries }), 'ok');
  for (const bad of ['', '\n', '{}\n', text.slice(0, -1), text.replace('parley/trail/1', 'parley/trail/2')]) {
    const refused = parseTrail(bad);
    assert.ok(!refused.ok && refused.refusal.code === 'trail.malformed', bad.slice(0, 40));
  }
});

test('whatever is noted is one line of bounded text', async () => {
  const { trail } = await fresh(0);
  trail.note({ what: 'sign-in.refused', agent: `x\n\r\u{1f600}${'y'.repeat(9999)}\ud800` });
  const [line] = trail.entries(1);
  assert.ok(line!.length < 600 && !line!.includes('\n'));
  assert.equal(await codeOf(fileOf(trail)), 'ok');
});

test('the marker says no more than the head', async () => {
  const { trail, marker } = await fresh(1);
  assert.equal(marker.read(), trail.head);
  assert.equal(readFileSync(join(dir, `${places}.trail`), 'utf8'), trail.head);
});
