// Makes vectors/tlog/*.json: what every implementation of the record's log must write and read alike, and what it must refuse, with
// the code that Parley gives. Nothing is random: seeds are 32 equal bytes, ML-DSA-44 signs with rnd = 0, so a second run writes the
// same files. Run it after a deliberate change of a format: `node vectors/make-tlog.ts`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeBase64, encodeBase64url } from '@parley/record/base64';
import { concat, encodeUtf8 } from '@parley/record/bytes';
import { encodeCheckpoint, openCheckpoint, signCheckpoint } from '@parley/record/checkpoint';
import { addCosignatures, cosign, openCosigned } from '@parley/record/cosignature';
import { encodeEvidence, openEvidence, type Evidence } from '@parley/record/evidence';
import { leafHash, sha256 } from '@parley/record/hash';
import { encodeNote, parseNote, type Note } from '@parley/record/note';
import { encodePolicy, parsePolicy, type Policy } from '@parley/record/policy';
import { encodeProof, openReceipt } from '@parley/record/proof';
import type { Result } from '@parley/record/refusal';
import { signedMessage, type Signer } from '@parley/record/signature';
import {
  ENTRIES,
  fixedSigner,
  holderSigners,
  holderVkeys,
  LEAVES,
  LOG_NAME,
  logClassical,
  logSigners,
  logVkeys,
  TIME,
} from '@parley/record/signers.fixture';
import { encodeSubmission, openSubmission } from '@parley/record/submission';
import { webSuite } from '@parley/record/suite';
import { encodeBundle, parseBundle, parseTilePath, tilePath, tilesOf } from '@parley/record/tile';
import {
  consistencyProof,
  inclusionProof,
  isSubtree,
  rangeRoot,
  readerOf,
  rootOf,
  subtreeProof,
} from '@parley/record/tree';
import { encodeUpload, packageOf, packageRanges, parseUpload, type UploadHead } from '@parley/record/upload';
import { encodeVkey, parseVkey } from '@parley/record/vkey';

const hex = (bytes: Uint8Array) => bytes.toHex();
const read = readerOf(LEAVES);
const rootAt = (size: number) => rootOf(LEAVES.slice(0, size));

function write(name: string, value: object): void {
  writeFileSync(join(import.meta.dirname, 'tlog', name), `${JSON.stringify(value, null, 2)}\n`);
}

/** What must be refused, and with which code: the code is what our own reader says, so read the list before it is committed. */
async function refused<T>(
  cases: Record<string, T>,
  reader: (input: T) => Result<object> | Promise<Result<object>>,
): Promise<{ why: string; code: string; input: T }[]> {
  const list = [];
  for (const [why, input] of Object.entries(cases)) {
    const result = await reader(input);
    if (result.ok) throw new Error(`not refused: ${why}`);
    list.push({ why, code: result.refusal.code, input });
  }
  return list;
}

// ── keys ──

const signers: [string, Signer][] = [
  ['01', logSigners[0]!],
  ['04', logSigners[1]!],
  ['02', holderSigners[0]!],
  ['03', holderSigners[1]!],
];
const vkey = encodeVkey(logClassical.vkey);
const encodedKey = vkey.slice(LOG_NAME.length + 10);
write('keys.json', {
  about: 'seed: the byte that it is, 32 times. Numbers are hexadecimal but for type.',
  keys: signers.map(([seed, { vkey: key }]) => ({
    seed,
    name: key.name,
    type: key.type,
    keyId: hex(key.keyId),
    publicKeySha256: hex(sha256(key.publicKey)),
    vkey: encodeVkey(key),
  })),
  refused: await refused(
    {
      'another key ID': vkey.replace('+cb3416e3+', '+cb3416e4+'),
      'key ID in capitals': vkey.replace('+cb3416e3+', '+CB3416E3+'),
      'no key ID': `${LOG_NAME}+${encodedKey}`,
      'empty name': vkey.slice(LOG_NAME.length),
      'space in the name': vkey.replace('/k7q2/', '/k7 q2/'),
      'no-break space in the name': vkey.replace('/k7q2/', '/k7\u00a0q2/'),
      'control character in the name': vkey.replace('/k7q2/', '/k7\u007fq2/'),
      'name of 256 bytes': `${'a'.repeat(256)}+cb3416e3+${encodedKey}`,
      'base64 without padding': `${LOG_NAME}+cb3416e3+${encodeBase64(new Uint8Array(32).fill(1)).replace('=', '')}`,
      'key of 31 bytes': `${LOG_NAME}+cb3416e3+${encodeBase64(Uint8Array.of(1, ...logClassical.vkey.publicKey.subarray(1)))}`,
      'unknown type': `${LOG_NAME}+cb3416e3+${encodeBase64(Uint8Array.of(2, ...logClassical.vkey.publicKey))}`,
      'point of small order': `${LOG_NAME}+cb3416e3+${encodeBase64(concat(Uint8Array.of(1, 1), new Uint8Array(31)))}`,
      'line feed at the end': `${vkey}\n`,
    },
    parseVkey,
  ),
});

// ── tree ──

const sizes = Array.from({ length: ENTRIES.length + 1 }, (_, size) => size);
write('tree.json', {
  about: 'A tree of eight entries, and every proof in its first n of them. hashes are hexadecimal.',
  entries: ENTRIES.map((entry) => new TextDecoder().decode(entry)),
  leaves: LEAVES.map(hex),
  roots: sizes.map((size) => hex(rootAt(size))),
  inclusion: sizes.flatMap((size) =>
    sizes.slice(0, size).map((index) => ({ index, size, proof: inclusionProof(index, size, read).map(hex) })),
  ),
  consistency: sizes.flatMap((size) =>
    sizes
      .slice(0, size + 1)
      .map((oldSize) => ({ oldSize, size, proof: consistencyProof(oldSize, size, read).map(hex) })),
  ),
  subtree: sizes.flatMap((size) =>
    sizes.slice(0, size + 1).flatMap((end) =>
      sizes
        .slice(0, end)
        .filter((start) => isSubtree(start, end))
        .map((start) => ({
          start,
          end,
          size,
          hash: hex(rangeRoot({ start, end }, read)),
          proof: subtreeProof({ start, end }, size, read).map(hex),
        })),
    ),
  ),
});

// ── tiles ──

write('tiles.json', {
  about:
    'Which tiles a size implies (width of the last tile of each level, and how many there are), paths, and the files of size 5.',
  sizes: [0, 1, 5, 255, 256, 257, 65_535, 65_536, 70_000, 16_777_217].map((size) => {
    const levels: { tiles: number; lastWidth: number }[] = [];
    for (const { level, width } of tilesOf(size)) {
      levels[level] = { tiles: (levels[level]?.tiles ?? 0) + 1, lastWidth: width };
    }
    return { size, levels };
  }),
  paths: [
    { level: 0, index: 0, width: 5 },
    { level: 0, index: 5, width: 256 },
    { level: 1, index: 999, width: 255 },
    { level: 2, index: 1000, width: 1 },
    { level: 0, index: 1_234_067, width: 256 },
    { level: 6, index: Number.MAX_SAFE_INTEGER, width: 256 },
  ].map((tile) => ({ ...tile, path: tilePath(tile) })),
  refusedPaths: [
    'tile/0/5',
    'tile/0/x000/005',
    'tile/00/005',
    'tile/64/005',
    'tile/0/005.p/0',
    'tile/0/005.p/256',
    'tile/0/001/234',
    'tile/0/../005',
  ].filter((path) => parseTilePath(path) === undefined),
  tile: { path: 'tile/0/000.p/5', hex: hex(concat(...LEAVES.slice(0, 5))) },
  bundle: { path: 'tile/entries/000.p/5', hex: hex(encodeBundle(ENTRIES.slice(0, 5))) },
  refused: await refused(
    {
      'cut in an entry': '00036f6e6500037477',
      'cut in a length': '00036f6e6500',
      'one entry of two': '00036f6e65',
      'three entries of two': '00036f6e65000374776f000474687265',
      nothing: '',
    },
    (text) => parseBundle(Uint8Array.fromHex(text), 2),
  ),
});

// ── checkpoints ──

const head = { origin: LOG_NAME, size: 5, root: rootAt(5) };
const text = encodeCheckpoint(head);
const classical = await signCheckpoint(head, [logClassical], TIME);
const signed = await signCheckpoint(head, logSigners, TIME);
const parts = (): Note => {
  const parsed = parseNote(signed);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  return parsed.note;
};
const line = (i: number) => parts().signatures[i]!;
const other = await fixedSigner('a.example/k7q2/gamma', 0x01, 9);
const unrelated = await signCheckpoint({ ...head, origin: other.vkey.name }, [other], TIME);
const withText = (changed: string) => encodeNote({ ...parts(), text: changed });
const timeless = (note: Note, i: number) =>
  encodeNote({
    ...note,
    signatures: note.signatures.with(i, {
      ...note.signatures[i]!,
      signature: concat(new Uint8Array(8), note.signatures[i]!.signature.subarray(8)),
    }),
  });
write('checkpoint.json', {
  about:
    'The head of size 5. Its log has two keys (keys.json, seeds 01 and 04); both must have signed. time: of the 0x06 signature.',
  origin: head.origin,
  size: head.size,
  root: hex(head.root),
  text,
  time: TIME,
  message06: hex(signedMessage(logVkeys[1]!, head, text, TIME)),
  classicalOnly: classical,
  note: signed,
  refused: await refused(
    {
      'the post-quantum signature stripped': classical,
      'the classical signature stripped': encodeNote({ ...parts(), signatures: [line(1)] }),
      'another log': unrelated,
      'another size under the same signatures': withText(text.replace('\n5\n', '\n6\n')),
      'a signature with one bit changed': encodeNote({
        ...parts(),
        signatures: [{ ...line(0), signature: line(0).signature.with(63, line(0).signature[63]! ^ 1) }, line(1)],
      }),
      'a signature of 63 bytes': encodeNote({
        ...parts(),
        signatures: [{ ...line(0), signature: line(0).signature.subarray(1) }, line(1)],
      }),
      'time 0': timeless(parts(), 1),
      'an extension line': withText(`${text}extension\n`),
      'an empty line in the text': withText(`${text}\n`),
      'leading zero in the size': withText(text.replace('\n5\n', '\n05\n')),
      'plus sign in the size': withText(text.replace('\n5\n', '\n+5\n')),
      'size 2^53': withText(text.replace('\n5\n', '\n9007199254740992\n')),
      'empty origin': withText(text.slice(LOG_NAME.length)),
      'root of 31 bytes': withText(`${LOG_NAME}\n5\n${encodeBase64(head.root.subarray(1))}\n`),
      'root in base64url': withText(`${LOG_NAME}\n5\n${encodeBase64url(head.root)}=\n`),
      'root with stray trailing bits': withText(text.replace('qZQ=', 'qZR=')),
      'a line twice': encodeNote({ ...parts(), signatures: [line(0), line(1), line(0)] }),
      'no signature lines': `${text}\n`,
      'no empty line': signed.replace('\n\n', '\n'),
      'no final line feed': signed.slice(0, -1),
      'carriage returns': signed.replaceAll('\n', '\r\n'),
      'hyphen for the dash': signed.replaceAll('— ', '- '),
      'two spaces before the signature': signed.replace(`${LOG_NAME} y`, `${LOG_NAME}  y`),
      'tab in the text': withText(text.replace('/k7q2/', '/\t/')),
      '65 signature lines': encodeNote({
        ...parts(),
        signatures: [
          ...parts().signatures,
          ...Array.from({ length: 63 }, (_, i) => ({
            name: `x${i}`,
            keyId: new Uint8Array(4),
            signature: Uint8Array.of(1),
          })),
        ],
      }),
      'over 64 KiB': encodeNote({
        ...parts(),
        signatures: [...parts().signatures, { name: 'x', keyId: new Uint8Array(4), signature: new Uint8Array(50_000) }],
      }),
    },
    (note) => openCheckpoint(note, logVkeys, webSuite),
  ),
});

// ── cosignatures ──

const opened = await openCheckpoint(signed, logVkeys, webSuite);
if (!opened.ok) throw new Error(opened.refusal.detail);
const cosignedAt = async (time: number, ...by: Signer[]) => {
  let lines = '';
  for (const signer of by) lines += await cosign(opened.checkpoint, signer, time);
  const added = addCosignatures(signed, lines);
  if (!added.ok) throw new Error(added.refusal.detail);
  return added.noteText;
};
const [ed, pq] = holderSigners as [Signer, Signer];
const cosigned = await cosignedAt(TIME, ed, pq);
const cosignedParts = parseNote(cosigned);
if (!cosignedParts.ok) throw new Error(cosignedParts.refusal.detail);
const blob = (i: number) => {
  const { keyId, signature } = cosignedParts.note.signatures[i]!;
  return concat(keyId, signature);
};
const mixed = parseNote(await cosignedAt(TIME + 1, pq));
if (!mixed.ok) throw new Error(mixed.refusal.detail);
const { note: exact } = cosignedParts;
const posing = await fixedSigner('b.example/k7q2/gamma-holder', 0x04, 2);
write('cosignature.json', {
  about:
    'The head of size 5, cosigned by its holder (keys.json, seeds 02 and 03) at `time`. message: what each key signs; line: key ID, time and signature.',
  time: TIME,
  message04: new TextDecoder().decode(signedMessage(ed.vkey, head, text, TIME)),
  message04Sha256: hex(sha256(signedMessage(ed.vkey, head, text, TIME))),
  message06: hex(signedMessage(pq.vkey, head, text, TIME)),
  line04: hex(blob(2)),
  signature06Sha256: hex(sha256(blob(3).subarray(12))),
  note: cosigned,
  refused: await refused(
    {
      'not cosigned': signed,
      'the post-quantum cosignature stripped': await cosignedAt(TIME, ed),
      'the classical cosignature stripped': await cosignedAt(TIME, pq),
      'lines of two times': encodeNote({
        ...exact,
        signatures: [...exact.signatures.slice(0, 3), mixed.note.signatures[2]!],
      }),
      'the key under another name': await cosignedAt(TIME, posing, pq),
      'time 0 in 0x04': timeless(exact, 2),
      'time 0 in 0x06': timeless(exact, 3),
      'time 2^53': encodeNote({
        ...exact,
        signatures: exact.signatures.with(2, {
          ...exact.signatures[2]!,
          signature: concat(Uint8Array.fromHex('0020000000000000'), exact.signatures[2]!.signature.subarray(8)),
        }),
      }),
      'a second later than signed': encodeNote({
        ...exact,
        signatures: exact.signatures.with(2, {
          ...exact.signatures[2]!,
          signature: exact.signatures[2]!.signature.with(7, exact.signatures[2]!.signature[7]! + 1),
        }),
      }),
      'the log has not signed': encodeNote({ ...exact, signatures: exact.signatures.slice(2) }),
    },
    (note) => openCosigned(note, logVkeys, holderVkeys, webSuite),
  ),
});

// ── proofs ──

const proof = encodeProof({ index: 2, hashes: inclusionProof(2, 5, read), note: cosigned });
write('proof.json', {
  about: 'The receipt of entry 2 ("three") of five. Refused ones are read as receipts of that entry.',
  index: 2,
  entry: 'three',
  classicalOnly: encodeProof({ index: 2, hashes: inclusionProof(2, 5, read), note: classical }),
  proof,
  withExtra: proof.replace('\nindex', '\nextra AAEC\nindex'),
  refused: await refused(
    {
      'another index': proof.replace('index 2', 'index 3'),
      'index beyond the size': proof.replace('index 2', 'index 5'),
      'leading zero in the index': proof.replace('index 2', 'index 02'),
      'index 2^53': proof.replace('index 2', 'index 9007199254740992'),
      'one hash too few': proof.replace(/(index 2\n).*\n/, '$1'),
      'one hash too many': proof.replace('\n\n', `\n${encodeBase64(LEAVES[0]!)}\n\n`),
      '64 hashes': proof.replace('\n\n', `\n${`${encodeBase64(LEAVES[0]!)}\n`.repeat(61)}\n`),
      'hash of 31 bytes': proof.replace('\n\n', `\n${encodeBase64(LEAVES[0]!.subarray(1))}\n\n`),
      'another version': proof.replace('@v1', '@v2'),
      'extra data after the index': proof.replace('index 2\n', 'index 2\nextra AAEC\n'),
      'extra data twice': proof.replace('\nindex', '\nextra AAEC\nextra AAEC\nindex'),
      'carriage returns': proof.replaceAll('\n', '\r\n'),
      'no empty line': proof.replace('\n\n', '\n'),
      'not cosigned': encodeProof({ index: 2, hashes: inclusionProof(2, 5, read), note: signed }),
    },
    (input) => openReceipt(input, ENTRIES[2]!, logVkeys, holderVkeys, webSuite),
  ),
});

// ── submissions ──

const submission = encodeSubmission({
  oldSize: 3,
  proof: consistencyProof(3, 5, read),
  note: signed,
});
write('submission.json', {
  about:
    'The body of add-checkpoint from size 3 to 5. Refused ones are read by a receiver that follows this log alone.',
  oldSize: 3,
  classicalOnly: encodeSubmission({
    oldSize: 3,
    proof: consistencyProof(3, 5, read),
    note: classical,
  }),
  body: submission,
  refused: await refused(
    {
      'old size larger than the size': submission.replace('old 3', 'old 6'),
      'leading zero': submission.replace('old 3', 'old 03'),
      'two spaces': submission.replace('old 3', 'old  3'),
      'capital letter': submission.replace('old 3', 'Old 3'),
      'no empty line': submission.replace('\n\n', '\n'),
      '64 hashes': submission.replace('\n\n', `\n${`${encodeBase64(LEAVES[0]!)}\n`.repeat(60)}\n`),
      'another log': encodeSubmission({ oldSize: 0, proof: [], note: unrelated }),
      'the post-quantum signature stripped': encodeSubmission({
        oldSize: 3,
        proof: consistencyProof(3, 5, read),
        note: classical,
      }),
    },
    (body) => openSubmission(body, (origin) => (origin === LOG_NAME ? logVkeys : undefined), webSuite),
  ),
});

// ── uploads ──

const upload = (headOf: Omit<UploadHead, 'origin' | 'ticket'>, ticket: Uint8Array = new Uint8Array()) =>
  encodeUpload({
    head: { origin: LOG_NAME, ticket, ...headOf },
    packages: [...packageRanges(headOf)].map((range) =>
      packageOf(range, ENTRIES.slice(range.start, range.end), headOf.end, read),
    ),
  });
const uploaded = upload({ start: 3, end: 5 });
write('upload.json', {
  about: 'The body of add-entries with entries 3 and 4 of five, in hexadecimal.',
  start: 3,
  end: 5,
  body: hex(uploaded),
  withTicket: hex(upload({ start: 0, end: 5 }, encodeUtf8('ticket'))),
  nothing: hex(upload({ start: 5, end: 5 })),
  refused: await refused(
    {
      'start after end': hex(uploaded).replace('0000000000000003', '0000000000000006'),
      'end 2^53': hex(uploaded).replace('0000000000000005', '0020000000000000'),
      'not one whole package': hex(uploaded.subarray(0, -1)),
      'a byte after the last package': `${hex(uploaded)}00`,
      '64 hashes': `${hex(uploaded).slice(0, -2)}40${'00'.repeat(2048)}`,
      'cut in the origin': hex(uploaded.subarray(0, 10)),
      'cut in the ticket': hex(uploaded.subarray(0, 39)),
      'empty origin': '0000000000000000000000000000000000000000',
      'origin that is not UTF-8': hex(uploaded).replace('0014612e', '0014ff2e'),
    },
    (body) => parseUpload(Uint8Array.fromHex(body)),
  ),
});

// ── policies ──

const policy: Policy = {
  logs: logVkeys.map((key) => ({ vkey: key, url: 'https://a.example/parley/' })),
  witnesses: [
    { name: 'beta-ed', vkey: ed.vkey },
    { name: 'beta-pq', vkey: pq.vkey },
  ],
  groups: [{ name: 'beta', threshold: 'all', members: ['beta-ed', 'beta-pq'] }],
  quorum: 'beta',
};
const policyText = encodePolicy(policy);
const noQuorum = policyText.replace('quorum beta\n', '');
write('policy.json', {
  about: 'The policy that takes cosignature.json.',
  policy: policyText,
  none: encodePolicy({ logs: [], witnesses: [], groups: [], quorum: 'none' }),
  refused: await refused(
    {
      'no quorum line': noQuorum,
      'two quorum lines': `${policyText}quorum beta\n`,
      'quorum of an unknown name': `${noQuorum}quorum gamma\n`,
      'no final line feed': policyText.slice(0, -1),
      'an empty line': `\n${policyText}`,
      'a comment': `# trust\n${policyText}`,
      'two spaces': policyText.replace('quorum beta', 'quorum  beta'),
      'a tab': policyText.replace('quorum beta', 'quorum\tbeta'),
      'a space at the end': policyText.replace('quorum beta', 'quorum beta '),
      'a group before a witness': policyText.replace(/(.*witness beta-pq.*\n)(.*group.*\n)/, '$2$1'),
      'a group of an unknown name': policyText.replace('all beta-ed beta-pq', 'all beta-ed beta-pk'),
      'a member twice': policyText.replace('all beta-ed beta-pq', 'all beta-ed beta-ed'),
      'a member in two groups': policyText.replace('quorum', 'group gamma any beta-ed\nquorum'),
      'threshold 0': policyText.replace('beta all', 'beta 0'),
      'threshold 3 of 2': policyText.replace('beta all', 'beta 3'),
      'no members': policyText.replace('all beta-ed beta-pq', 'all'),
      'the name none': policyText.replaceAll('beta-ed', 'none'),
      'a name twice': policyText.replace('witness beta-pq', 'witness beta-ed'),
      'a public key twice': policyText.replace('group', `witness beta-2 ${encodeVkey(ed.vkey)}\ngroup`),
      'a public key twice, under another name and type': policyText.replace(
        'group',
        `witness beta-2 ${encodeVkey((await fixedSigner('c.example/w', 0x04, 1)).vkey)}\ngroup`,
      ),
      'a log with the key of a cosigner': policyText.replace(/^log \S+/, `log ${encodeVkey(ed.vkey)}`),
      'a witness with the key of a log': policyText.replace(/beta-ed \S+\n/, `beta-ed ${vkey}\n`),
    },
    parsePolicy,
  ),
});

// ── evidence ──

const sign = (size: number, root: Uint8Array) => signCheckpoint({ origin: LOG_NAME, size, root }, logSigners, TIME);
const forked = LEAVES.with(2, leafHash(encodeUtf8('tree')));
const fork = await sign(5, rootOf(forked.slice(0, 5)));
const cosignedAs = async (size: number, time: number) => {
  const note = await openCheckpoint(await sign(size, rootAt(size)), logVkeys, webSuite);
  if (!note.ok) throw new Error(note.refusal.detail);
  let lines = '';
  for (const signer of holderSigners) lines += await cosign(note.checkpoint, signer, time);
  return note.checkpoint.note + lines;
};
const twoRoots: Evidence = { kind: 'two-roots', a: signed, b: fork };
const leafProof = (leaves: Uint8Array[], size: number, note: string) => ({
  leaf: encodeBase64url(leaves[2]!),
  proof: encodeProof({ index: 2, hashes: inclusionProof(2, size, readerOf(leaves)), note }),
});
const twoLeaves: Evidence = {
  kind: 'two-leaves',
  a: leafProof(LEAVES, 5, signed),
  b: leafProof(forked, 7, await sign(7, rootOf(forked.slice(0, 7)))),
};
const goingBack: Evidence = {
  kind: 'going-back',
  a: await cosignedAs(3, TIME + 60),
  b: await cosignedAs(5, TIME),
};
write('evidence.json', {
  about: 'Each convicts the log (two-roots, two-leaves) or its holder (going-back). The refused ones convict nobody.',
  'two-roots': encodeEvidence(twoRoots),
  'two-leaves': encodeEvidence(twoLeaves),
  'going-back': encodeEvidence(goingBack),
  refused: await refused(
    {
      'one checkpoint twice': encodeEvidence({ ...twoRoots, b: twoRoots.a }),
      'two sizes': encodeEvidence({ ...twoRoots, b: await sign(3, rootAt(3)) }),
      'a checkpoint that one key signed': encodeEvidence({ ...twoRoots, b: classical }),
      'one leaf twice': encodeEvidence({ ...twoLeaves, b: twoLeaves.a }),
      'a leaf that is not in the tree': encodeEvidence({
        ...twoLeaves,
        a: { ...twoLeaves.a, leaf: encodeBase64url(forked[2]!) },
      }),
      'a larger size later': encodeEvidence({
        kind: 'going-back',
        a: await cosignedAs(5, TIME + 60),
        b: await cosignedAs(3, TIME),
      }),
      'two sizes at one time': encodeEvidence({
        kind: 'going-back',
        a: await cosignedAs(3, TIME),
        b: goingBack.b,
      }),
      'another version': encodeEvidence(twoRoots).replace('evidence/1', 'evidence/2'),
      'a member more': encodeEvidence(twoRoots).replace('"kind"', '"c":1,"kind"'),
      'a space': encodeEvidence(twoRoots).replace('"kind":', '"kind": '),
      'an unknown kind': encodeEvidence(twoRoots).replace('two-roots', 'three-roots'),
    },
    (input) => openEvidence(input, input.includes('going-back') ? holderVkeys : logVkeys, webSuite),
  ),
});
