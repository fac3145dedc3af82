import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeUtf8 } from './bytes.ts';
import {
  encodeCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type VerifiedCheckpoint,
} from './checkpoint.ts';
import { addCosignatures, cosign, openCosignature, openCosignatures, openCosigned } from './cosignature.ts';
import { encodeNote, encodeSignature, parseNote } from './note.ts';
import { anyText } from './mutations.fixture.ts';
import {
  fixedSigner,
  HOLDER_NAME,
  holderClassical,
  holderQuantum,
  holderSigners,
  holderVkeys,
  LEAVES,
  LOG_NAME,
  logClassical,
  logQuantum,
  logSigners,
  logVkeys,
  TIME,
} from './signers.fixture.ts';
import { webSuite } from './suite.ts';
import { rootOf } from './tree.ts';

const head: Checkpoint = { origin: LOG_NAME, size: 5, root: rootOf(LEAVES.slice(0, 5)) };
const signed = await signCheckpoint(head, logSigners, TIME);

function codeOf(result: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return result.ok ? 'accepted' : result.refusal.code;
}

async function verified(note: string): Promise<VerifiedCheckpoint> {
  const opened = await openCheckpoint(note, logVkeys, webSuite);
  assert.ok(opened.ok);
  return opened.checkpoint;
}

test('checkpoints: whatever is read is written again, and whatever is written is read', () => {
  fc.assert(
    fc.property(
      anyText(encodeCheckpoint(head), 'go.sum database tree\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'),
      (text) => {
        const parsed = parseCheckpoint(text);
        if (parsed.ok) assert.equal(encodeCheckpoint(parsed.checkpoint), text);
      },
    ),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
      const checkpoint = { origin: LOG_NAME, size, root };
      assert.deepEqual(parseCheckpoint(encodeCheckpoint(checkpoint)), { ok: true, checkpoint });
    }),
  );
});

test('checkpoints: sizes up to 2^53 − 1 and not one more', () => {
  const at = (size: string) => parseCheckpoint(encodeCheckpoint(head).replace('\n5\n', `\n${size}\n`));
  assert.equal(codeOf(at('9007199254740991')), 'accepted');
  for (const size of ['9007199254740992', '18446744073709551615', '1e3', '0x5', '-0', '5 ', '', '٥']) {
    assert.equal(codeOf(at(size)), 'checkpoint.malformed', size);
  }
});

test('checkpoints: an origin of 255 bytes, which is what its 0x06 message can hold', async () => {
  const origin = `${'é'.repeat(127)}x`;
  const signer = await fixedSigner(origin, 0x06, 5);
  const note = await signCheckpoint({ ...head, origin }, [signer], TIME);
  const opened = await openCheckpoint(note, [signer.vkey], webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.checkpoint.origin, origin);
  assert.equal(codeOf(parseCheckpoint(`x${encodeCheckpoint({ ...head, origin })}`)), 'checkpoint.malformed');
});

test('checkpoints: what no checkpoint can say is a fault of the caller', async () => {
  const wrong: Checkpoint[] = [
    { ...head, origin: '' },
    { ...head, origin: 'two\nlines' },
    { ...head, origin: 'x'.repeat(256) },
    { ...head, size: -1 },
    { ...head, size: 0.5 },
    { ...head, size: 2 ** 53 },
    { ...head, root: new Uint8Array(31) },
  ];
  for (const checkpoint of wrong) assert.throws(() => encodeCheckpoint(checkpoint), RangeError);
  await assert.rejects(signCheckpoint(head, [holderClassical], TIME), RangeError);
  await assert.rejects(signCheckpoint({ ...head, origin: 'other' }, logSigners, TIME), RangeError);
  for (const time of [0, -1, 1.5, 2 ** 53]) await assert.rejects(signCheckpoint(head, logSigners, time), RangeError);
});

test('opening a checkpoint: every key of the log, none of them optional', async () => {
  const checkpoint = await verified(signed);
  assert.deepEqual({ origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root }, head);
  assert.equal(checkpoint.note, signed);
  assert.equal(checkpoint.signedAt, TIME);
  assert.equal((await verified(signed)).size, 5);
  assert.ok((await openCheckpoint(encodeUtf8(signed), logVkeys, webSuite)).ok);
  const classical = await signCheckpoint(head, [logClassical], TIME);
  assert.equal(codeOf(await openCheckpoint(classical, logVkeys, webSuite)), 'checkpoint.unsigned');
  const alone = await openCheckpoint(classical, [logClassical.vkey], webSuite);
  assert.ok(alone.ok);
  assert.equal(alone.checkpoint.signedAt, undefined);
  await assert.rejects(openCheckpoint(signed, [], webSuite), RangeError);
  await assert.rejects(openCheckpoint(signed, holderVkeys, webSuite), RangeError);
});

test('opening a checkpoint: lines of strangers change nothing', async () => {
  const stranger = encodeSignature({
    name: LOG_NAME,
    keyId: Uint8Array.of(1, 2, 3, 4),
    signature: Uint8Array.of(5),
  });
  const checkpoint = await verified(signed + stranger);
  assert.equal(checkpoint.note, signed + stranger);
});

test('opening a checkpoint: when keys change, the old and the new must have signed', async () => {
  const next = [await fixedSigner(LOG_NAME, 0x01, 11), await fixedSigner(LOG_NAME, 0x06, 14)];
  const all = [...logSigners, ...next];
  const note = await signCheckpoint(head, all, TIME);
  assert.ok(
    (
      await openCheckpoint(
        note,
        all.map(({ vkey }) => vkey),
        webSuite,
      )
    ).ok,
  );
  assert.equal(
    codeOf(
      await openCheckpoint(
        signed,
        all.map(({ vkey }) => vkey),
        webSuite,
      ),
    ),
    'checkpoint.unsigned',
  );
});

test('an unverified checkpoint is not a verified one', () => {
  const passesForVerified: Checkpoint extends VerifiedCheckpoint ? true : false = false;
  assert.equal(passesForVerified, false);
});

test('cosignatures: one cosigner, all its keys, one time', async () => {
  const checkpoint = await verified(signed);
  let lines = '';
  for (const signer of holderSigners) lines += await cosign(checkpoint, signer, TIME + 5);
  const added = addCosignatures(signed, lines);
  assert.ok(added.ok);
  const opened = await openCosigned(added.noteText, logVkeys, holderVkeys, webSuite);
  assert.ok(opened.ok);
  assert.equal(opened.time, TIME + 5);
  assert.equal(opened.checkpoint.note, added.noteText);
  // The lines of the cosigner are not the log's business, nor the other way round.
  assert.ok((await openCheckpoint(added.noteText, logVkeys, webSuite)).ok);
  assert.equal(codeOf(await openCosigned(signed, logVkeys, holderVkeys, webSuite)), 'cosignature.missing');
  // A second statement of the same keys does not go onto the same note.
  const again = await cosign(checkpoint, holderClassical, TIME + 6);
  assert.equal(codeOf(addCosignatures(added.noteText, again)), 'note.repeated_line');
});

test('cosignatures: of a log whose keys are unknown', async () => {
  const checkpoint = await verified(signed);
  const note = parseNote(signed + (await cosign(checkpoint, holderQuantum, TIME)));
  assert.ok(note.ok);
  assert.deepEqual(await openCosignature(note.note, holderQuantum.vkey, webSuite), {
    ok: true,
    time: TIME,
  });
  assert.equal(codeOf(await openCosignature(note.note, holderClassical.vkey, webSuite)), 'cosignature.missing');
  const other = { ...note.note, text: encodeCheckpoint({ ...head, size: 6 }) };
  assert.equal(codeOf(await openCosignature(other, holderQuantum.vkey, webSuite)), 'signature.invalid');
  const prose = { ...note.note, text: 'prose\n' };
  assert.equal(codeOf(await openCosignature(prose, holderQuantum.vkey, webSuite)), 'checkpoint.malformed');
  await assert.rejects(openCosignature(note.note, logClassical.vkey, webSuite), RangeError);
  await assert.rejects(openCosignatures(note.note, [], webSuite), RangeError);
  await assert.rejects(cosign(checkpoint, logClassical, TIME), RangeError);
  await assert.rejects(cosign(checkpoint, holderClassical, 0), RangeError);
});

test('cosignatures: a log key cannot pass for a cosigner, nor one statement for another', async () => {
  // The same post-quantum key under two names says two different things: the name is signed.
  const posing = await fixedSigner(HOLDER_NAME, 0x06, 4);
  const note = parseNote(signed);
  assert.ok(note.ok);
  const line = note.note.signatures.find(({ keyId }) => keyId.toHex() === logQuantum.vkey.keyId.toHex())!;
  const moved = {
    text: note.note.text,
    signatures: [{ ...line, name: posing.vkey.name, keyId: posing.vkey.keyId }],
  };
  assert.equal(codeOf(await openCosignature(moved, posing.vkey, webSuite)), 'signature.invalid');
  // A classical log signature is no cosignature, even with a time put before it.
  const classical = note.note.signatures[0]!;
  const dressed = {
    text: note.note.text,
    signatures: [
      {
        name: holderClassical.vkey.name,
        keyId: holderClassical.vkey.keyId,
        signature: Uint8Array.of(0, 0, 0, 0, 0x6b, 3, 0x82, 0x3c, ...classical.signature),
      },
    ],
  };
  assert.equal(codeOf(await openCosignature(dressed, holderClassical.vkey, webSuite)), 'signature.invalid');
});

test('nothing that is nearly a cosigned checkpoint opens as another one', async () => {
  const checkpoint = await verified(signed);
  let lines = '';
  for (const signer of holderSigners) lines += await cosign(checkpoint, signer, TIME);
  const cosigned = signed + lines;
  await fc.assert(
    fc.asyncProperty(anyText(cosigned), async (text) => {
      const opened = await openCosigned(text, logVkeys, holderVkeys, webSuite);
      if (!opened.ok) return;
      // Lines may come in another order, and strangers' lines may come and go; what is said stays.
      assert.equal(opened.checkpoint.note, text);
      assert.deepEqual([opened.checkpoint.size, opened.time], [5, TIME]);
      const parsed = parseNote(text);
      assert.ok(parsed.ok);
      assert.equal(encodeNote({ ...parsed.note, signatures: [] }), `${encodeCheckpoint(head)}\n`);
    }),
    { numRuns: 400 },
  );
});
