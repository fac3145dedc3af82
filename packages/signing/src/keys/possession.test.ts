import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signingInputOf, type Payload } from '@parley/record/act';
import { encodeUtf8, parseUtf8 } from '@parley/record/bytes';
import { webEd25519, webEd25519Signer } from '@parley/record/ed25519';
import { officerKey } from '#keys/officer-key';
import { provePossession } from '#keys/possession';
import { readMaterial } from '#testing/material';

const { publicKey, sign } = await webEd25519Signer(new Uint8Array(32).fill(1));
const key = officerKey(publicKey, sign);
const HOST = 'parley.example';
const ENROLMENT = 'a'.repeat(22);
const CHALLENGE = 'b'.repeat(43);
const text = `parley/enrolment/1\n${HOST}\n${ENROLMENT}\n${CHALLENGE}\n`;

test('the key signs the text of an enrolment at this host', async () => {
  const proof = await provePossession(key, text, HOST);
  assert.ok(proof.ok);
  assert.ok(await webEd25519(publicKey, encodeUtf8(text), proof.signature));
});

test('the key signs nothing else that a node may send: no act, no other host’s text, nothing beside it', async () => {
  const acts = readMaterial().vectors.map(({ payload, kids }: { payload: Payload; kids: string[] }) =>
    parseUtf8(signingInputOf(payload, kids[0]!)),
  );
  const others = [
    ...acts.map((act) => act!),
    '',
    text.slice(0, -1),
    `${text}\n`,
    `${text}more`,
    ` ${text}`,
    text.replace('/1', '/2'),
    text.replace(HOST, 'parley.example.org'),
    text.replace(HOST, ''),
    text.replace(CHALLENGE, 'short'),
    text.replace(CHALLENGE, `${CHALLENGE}.${CHALLENGE}`),
    text.replace(ENROLMENT, `${ENROLMENT}\n${ENROLMENT}`),
    text.replaceAll('\n', '\r\n'),
  ];
  for (const other of others) {
    const proof = await provePossession(key, other, HOST);
    assert.equal(proof.ok ? 'signed' : proof.refusal.code, 'key.proof', other.slice(0, 80));
  }
});
