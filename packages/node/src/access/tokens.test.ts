import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
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

test('a token ends when it expires and when it is revoked', () => {
  const { tokens } = fresh();
  const short = tokens.issue({ scope: 'auditor', label: 'visit', now: 100, expiresAt: 200 });
  const long = tokens.issue({ scope: 'auditor', label: 'bench', now: 101 });
  assert.ok(tokens.open(short.token, 199));
  assert.equal(tokens.open(short.token, 200), undefined);
  assert.deepEqual(
    tokens.list().map(({ label, expiresAt }) => [label, expiresAt]),
    [
      ['visit', 200],
      ['bench', undefined],
    ],
  );
  assert.equal(tokens.revoke(long.id), true);
  assert.equal(tokens.revoke(long.id), false);
  assert.equal(tokens.open(long.token, 300), undefined);
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
