import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Database } from '../platform/sqlite.ts';
import { Tokens, tokensMigration } from './tokens.ts';

function fresh(): { tokens: Tokens; db: Database } {
  const db = Database.open(':memory:', [tokensMigration]);
  return { tokens: new Tokens(db, (bytes) => randomBytes(bytes)), db };
}

test('an issued token opens with its scope, and nothing else does', () => {
  const { tokens } = fresh();
  const { token, id } = tokens.issue({ scope: 'read', label: 'desk', now: 100 });
  assert.match(token, /^[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(tokens.open(token, 100), { id, scope: 'read' });
  for (const other of [
    '',
    'x',
    token.slice(1),
    `${token}A`,
    token.toUpperCase(),
    randomBytes(32).toString('base64url'),
  ]) {
    assert.equal(tokens.open(other, 100), undefined, other);
  }
});

test('every token ends: by its days, ninety if none are said and a year at most, or when it is revoked', () => {
  const { tokens } = fresh();
  const day = 86_400;
  const short = tokens.issue({ scope: 'auditor', label: 'visit', now: 100, days: 1 });
  const long = tokens.issue({ scope: 'auditor', label: 'bench', now: 101 });
  assert.ok(tokens.open(short.token, 99 + day));
  assert.equal(tokens.open(short.token, 100 + day), undefined);
  assert.deepEqual(
    tokens.list().map(({ label, expiresAt }) => [label, expiresAt]),
    [
      ['visit', 100 + day],
      ['bench', 101 + 90 * day],
    ],
  );
  for (const days of [0, -1, 367, Number.NaN, Infinity])
    assert.throws(() => tokens.issue({ scope: 'read', label: 'x', now: 1, days }), RangeError);
  assert.equal(tokens.revoke(long.id), true);
  assert.equal(tokens.revoke(long.id), false);
  assert.equal(tokens.open(long.token, 300), undefined);
});

test('the list says when a token was last used, to the minute', () => {
  const { tokens } = fresh();
  const { token } = tokens.issue({ scope: 'read', label: 'x', now: 1000 });
  const used = () => tokens.list()[0]!.usedAt;
  assert.equal(used(), undefined);
  tokens.open(token, 2000);
  tokens.open(token, 2059);
  assert.equal(used(), 2000);
  tokens.open(token, 2060);
  assert.equal(used(), 2060);
});

test('a token without an end, of an older Parley, gets one', () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-tokens-'));
  const path = join(dir, 'x.db');
  const { capability, steps } = tokensMigration;
  const old = Database.open(path, [{ capability, steps: steps.slice(0, 2) }]);
  old.run(`insert into token values ('a', ?, 'read', 'x', 5, null)`, new Uint8Array(32));
  old.run(`insert into token values ('b', ?, 'read', 'x', 5, 9)`, new Uint8Array(32));
  old.close();
  const db = Database.open(path, [tokensMigration]);
  const [first, second] = new Tokens(db, () => new Uint8Array(32)).list();
  assert.ok(first!.expiresAt > Date.now() / 1000 && first!.expiresAt < Date.now() / 1000 + 367 * 86_400);
  assert.equal(second!.expiresAt, 9);
  db.close();
  rmSync(dir, { recursive: true });
});

test('the database does not hold the token', () => {
  const { tokens, db } = fresh();
  const { token } = tokens.issue({ scope: 'read', label: 'desk', now: 1 });
  const secret = Buffer.from(token, 'base64url');
  const row = db.get('select * from token')!;
  for (const value of Object.values(row)) {
    assert.notDeepEqual(value instanceof Uint8Array ? Buffer.from(value) : value, secret);
    assert.notEqual(value, token);
  }
});
