import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeAct, type Payload } from '@parley/record/act';
import type { Accord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { webSuite } from '@parley/record/suite';
import {
  encodeRekeys,
  foundingKeys,
  generationAt,
  openRekeys,
  parseRekeys,
  partiesNow,
  REKEYS_BYTES_MAX,
  type Rekey,
} from '#party/rotation';

const signerOf = (n: number) => webEd25519Signer(new Uint8Array(32).fill(n));
const keyOf = async (n: number) => encodeBase64url((await signerOf(n)).publicKey);
const mldsa = (n: number) => encodeBase64url(new Uint8Array(1312).fill(n));
const pair = async (n: number) => ({ ed25519: await keyOf(n), mldsa44: mldsa(n) });

const ROOT = 1;
const keys = { root: await keyOf(ROOT), log: await pair(2), holder: await pair(3), http: await keyOf(4) };
const accord = { parties: [{ id: 'us', domain: 'us.example', keys }] } as unknown as Accord;
const founding = foundingKeys(accord, 'us');

async function entry(index: number, body: JsonObject, by = ROOT, type = 'party.rekey'): Promise<Rekey> {
  const payload: Payload = {
    v: 'parley/1',
    accord: 'a'.repeat(52),
    log: `us.example/parley/${'a'.repeat(52)}/us`,
    type,
    iat: 1_800_000_000,
    nonce: encodeBase64url(new Uint8Array(16).fill(index)),
    body,
  };
  const { publicKey, sign } = await signerOf(by);
  return { index, entry: await composeAct(payload, [{ kid: thumbprint(publicKey), sign }]) };
}

const opened = async (...candidates: Rekey[]) => openRekeys(founding, candidates, webSuite);
const taken = async (...candidates: Rekey[]) => (await opened(...candidates)).rekeys.map(({ index }) => index);

test('keys are in force for the heads that cover the act, and for none before', async () => {
  const { keys: now } = await opened(await entry(5, { role: 'log', ...(await pair(5)) }));
  assert.deepEqual(generationAt(now.log, 5), { since: -1, keys: keys.log });
  assert.deepEqual(generationAt(now.log, 6), { since: 5, keys: await pair(5) });
  assert.deepEqual(now.holder, founding.holder);
  const [party] = partiesNow(accord, new Map([['us', now]])).parties;
  assert.deepEqual(party!.keys, { ...keys, log: await pair(5) });
});

test('the root key in force alone replaces keys: no officer, no former root, and nobody else', async () => {
  const root = await entry(3, { role: 'root', key: await keyOf(9) });
  const http = async (index: number, by: number, n = 20 + index) =>
    entry(index, { role: 'http', key: await keyOf(n) }, by);
  assert.deepEqual(await taken(await http(2, ROOT), root, await http(4, ROOT), await http(5, 9)), [2, 3, 5]);
  assert.deepEqual(await taken(await http(2, 4), await http(3, 7)), []);
});

test('what is no replacement counts for nothing', async () => {
  const http = { role: 'http', key: await keyOf(20) };
  assert.deepEqual(await taken(await entry(0, http)), [], 'a log begins with its founding');
  assert.deepEqual(await taken(await entry(2, http, ROOT, 'officer.appoint')), []);
  assert.deepEqual(await taken(await entry(2, { role: 'log', key: await keyOf(20) })), [], 'no body of the type');
  assert.deepEqual(await taken(await entry(2, { role: 'http', key: encodeBase64url(new Uint8Array(32)) })), []);
  assert.deepEqual(
    await taken(await entry(2, { ...(await pair(5)), role: 'log', mldsa44: 'A'.repeat(1749) + '_' })),
    [],
  );
  assert.deepEqual(await taken({ index: 2, entry: encodeUtf8('nonsense') }), []);
});

test('a key comes into no second place', async () => {
  assert.deepEqual(await taken(await entry(2, { role: 'http', key: keys.log.ed25519 })), []);
  assert.deepEqual(await taken(await entry(2, { role: 'holder', ...(await pair(5)), mldsa44: mldsa(2) })), []);
  const first = await entry(2, { role: 'http', key: await keyOf(20) });
  const again = await entry(3, { role: 'root', key: await keyOf(20) });
  assert.deepEqual(await taken(first, again), [2]);
});

test('replacements are told as text that is read back, and nothing else is', async () => {
  const rekeys = [
    await entry(2, { role: 'http', key: await keyOf(20) }),
    await entry(7, { role: 'root', key: await keyOf(9) }),
  ];
  const text = encodeRekeys(rekeys);
  assert.deepEqual(parseRekeys(encodeUtf8(text)), { ok: true, rekeys });
  assert.deepEqual(parseRekeys(new Uint8Array(0)), { ok: true, rekeys: [] });
  const [first, second] = text.split('\n') as [string, string];
  for (const wrong of [
    first,
    `${second}\n${first}\n`,
    `${first}\n${first}\n`,
    `0${first}\n`,
    `0 x\n`,
    ` x\n`,
    'x\n',
    '\n',
  ])
    assert.ok(!parseRekeys(encodeUtf8(wrong)).ok, wrong.slice(0, 20));
  assert.ok(!parseRekeys(new Uint8Array(REKEYS_BYTES_MAX + 1).fill(0x31)).ok);
});
