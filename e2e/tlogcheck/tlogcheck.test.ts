/**
 * The writer below is written from the definitions (MTH as the recursion of RFC 6962), not from the verifier's
 * streaming code, and really signs. The worked example is that of the format notes: five entries, seeds of equal bytes.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { encodeCosignedSubtree, encodeCosignedText, parseCheckpoint, parseNote, parseVerifierKey } from './note.ts';
import { isQuorum, openCheckpoint, parsePolicy } from './policy.ts';
import { openSource, type Source } from './source.ts';
import { checkProof, checkTree, type Finding } from './tlogcheck.ts';
import { encodeTilePath, hashLeaf, hashNode, parseBundle, TileTree } from './tree.ts';

// ---- a writer of logs

type Files = Map<string, Buffer>;

type Signer = { name: string; type: 1 | 4 | 6; privateKey: KeyObject; vkey: string; keyId: Buffer };

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function makeSigner(name: string, type: 1 | 4 | 6, seedByte: number): Signer {
  const prefix = type === 6 ? '3034020100300b060960864801650304031104228020' : '302e020100300506032b657004220420';
  const der = Buffer.concat([Buffer.from(prefix, 'hex'), Buffer.alloc(32, seedByte)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(type === 6 ? -1312 : -32);
  const material = Buffer.concat([Buffer.of(type), publicKey]);
  const keyId = sha256(name, '\n', material).subarray(0, 4);
  return { name, type, privateKey, keyId, vkey: `${name}+${hex(keyId)}+${base64(material)}` };
}

const origin = 'a.example/k7q2/alpha';
const log = makeSigner(origin, 1, 1);
const logPq = makeSigner(origin, 6, 9);
const betaEd = makeSigner('b.example/k7q2/beta-holder', 4, 2);
const betaPq = makeSigner('b.example/k7q2/beta-holder', 6, 3);
const stranger = makeSigner('c.example/stranger', 4, 7);
const exampleTime = 1795392060n;

const policyText = `# the accord between alpha and beta
log ${log.vkey} https://a.example/parley/
witness alpha-pq\t${logPq.vkey}   # the log itself, as a cosigner
witness beta-ed ${betaEd.vkey}
witness beta-pq ${betaPq.vkey} https://b.example/

group beta all beta-ed beta-pq
group both 2 beta alpha-pq
quorum both
`;
const policy = parsePolicy(Buffer.from(policyText));

function rootOf(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0]!;
  const k = splitOf(leaves.length);
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** The largest power of two below n. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The recursion P of the subtree consistency proof; with e = s + 1 the inclusion path of s. */
function proveSubtree(s: number, e: number, leaves: Buffer[], known = true): Buffer[] {
  const n = leaves.length;
  if (s === 0 && e === n) return known ? [] : [rootOf(leaves)];
  const k = splitOf(n);
  const left = leaves.slice(0, k);
  const right = leaves.slice(k);
  if (e <= k) return [...proveSubtree(s, e, left, known), rootOf(right)];
  if (k <= s) return [...proveSubtree(s - k, e - k, right, known), rootOf(left)];
  return [...proveSubtree(0, e - k, right, false), rootOf(left)];
}

function line(signer: Signer, signature: Uint8Array): string {
  return `\u2014 ${signer.name} ${base64(Buffer.concat([signer.keyId, signature]))}\n`;
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

function signLine(signer: Signer, text: string, time = exampleTime): string {
  if (signer.type === 1) return line(signer, sign(null, Buffer.from(text), signer.privateKey));
  const [from = '', size = '', root = ''] = text.split('\n');
  const message =
    signer.type === 4
      ? Buffer.from(`cosignature/v1\ntime ${time}\n${text}`)
      : Buffer.concat([
          Buffer.from('subtree/v1\n\0'),
          Buffer.of(Buffer.byteLength(signer.name)),
          Buffer.from(signer.name),
          uint64(time),
          Buffer.of(Buffer.byteLength(from)),
          Buffer.from(from),
          uint64(0n),
          uint64(BigInt(size)),
          Buffer.from(root, 'base64'),
        ]);
  return line(signer, Buffer.concat([uint64(time), sign(null, message, signer.privateKey)]));
}

const allSigners = [log, logPq, betaEd, betaPq];

function writeCheckpoint(leaves: Buffer[], signers = allSigners, extensions = ''): Buffer {
  const text = `${origin}\n${leaves.length}\n${base64(rootOf(leaves))}\n${extensions}`;
  return Buffer.from(`${text}\n${signers.map((signer) => signLine(signer, text)).join('')}`);
}

const leafOf = (entry: Uint8Array) => sha256(Buffer.of(0), entry);

function encodeEntry(entry: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(entry.length >> 8, entry.length & 255), entry]);
}

function writeTiles(files: Files, kind: string, items: Buffer[]): void {
  for (let n = 0; n * 256 < items.length; n += 1) {
    const tile = items.slice(n * 256, n * 256 + 256);
    const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
    const groups = digits.replace(/...(?=.)/g, 'x$&/');
    const partial = tile.length < 256 ? `.p/${tile.length}` : '';
    files.set(`tile/${kind}/${groups}${partial}`, Buffer.concat(tile));
  }
}

function writeLog(entries: Uint8Array[], signers = allSigners): Files {
  const files: Files = new Map();
  const leaves = entries.map(leafOf);
  files.set('policy', Buffer.from(policyText));
  files.set('checkpoint', writeCheckpoint(leaves, signers));
  writeTiles(files, 'entries', entries.map(encodeEntry));
  let row: Buffer[] = leaves;
  for (let level = 0; row.length > 0; level += 1) {
    writeTiles(files, String(level), row);
    const above: Buffer[] = [];
    for (let i = 0; i + 256 <= row.length; i += 256) above.push(rootOf(row.slice(i, i + 256)));
    row = above;
  }
  return files;
}

const makeEntries = (size: number) => Array.from({ length: size }, (_, i) => Buffer.from(i.toString(36)));

// ---- reading it back

const fromFiles =
  (files: Files): Source =>
  async (path) =>
    files.get(path) ?? null;

async function findingsOf(findings: AsyncIterable<Finding>): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of findings) all.push(finding);
  return all;
}

function failuresOf(findings: Finding[]): string[] {
  return findings.filter(({ verdict }) => verdict === 'fail').map(({ text }) => text);
}

async function failuresOfTree(files: Files, by = policy): Promise<string[]> {
  return failuresOf(await findingsOf(checkTree(fromFiles(files), by)));
}

async function assertAccepted(files: Files, by = policy): Promise<Finding[]> {
  const findings = await findingsOf(checkTree(fromFiles(files), by));
  assert.deepEqual(failuresOf(findings), []);
  assert.match(findings.at(-1)!.text, /^root: recomputed/);
  return findings;
}

async function assertRefused(files: Files, expected: RegExp, by = policy): Promise<void> {
  const failures = await failuresOfTree(files, by);
  assert.ok(failures.length > 0, 'accepted');
  assert.match(failures.join('\n'), expected);
}

const changed = (files: Files, path: string, bytes: Buffer | null): Files => {
  const copy = new Map(files);
  if (bytes === null) copy.delete(path);
  else copy.set(path, bytes);
  return copy;
};

const flipped = (bytes: Buffer, at: number, mask: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at]! ^= mask;
  return copy;
};

const words = ['one', 'two', 'three', 'four', 'five'].map((word) => Buffer.from(word));
const fiveLeaves = words.map(leafOf);

describe('worked example', () => {
  const text = `${origin}\n5\ngy5gl3aksFyiCO95a/1vLXz88A3dRq+0l9Sxte8ZqZQ=\n`;
  const logLine = `\u2014 ${origin} yzQW4znPpCpLBKy3sbMoLADFoeVuRixda4ixbQNoxS7YGociIWeM399wZMSq6qjrCkJD6EohzNNLChuCIrb/rixgmQo=\n`;
  const holderLine = `\u2014 b.example/k7q2/beta-holder atPf9wAAAABrA4I8gNoSptBAww45Ko3KY9iacraLJPGX0n2WwB4nC2cELAh3Eg1peUQ+LTSdiEIZTaU0+hpX7yM7C8KI4RYCoRCtAQ==\n`;
  const printed = Buffer.from(`${text}\n${logLine}${holderLine}`);

  test('keys (1.2)', () => {
    const key = parseVerifierKey(`${origin}+cb3416e3+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c`);
    assert.equal(hex(key.publicKey), '8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c');
    assert.deepEqual([key.name, key.keyId, key.type], [origin, 'cb3416e3', 1]);
    const holder = parseVerifierKey('b.example/k7q2/beta-holder+6ad3dff7+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU');
    assert.deepEqual([holder.keyId, holder.type], ['6ad3dff7', 4]);
    const pq = parseVerifierKey(betaPq.vkey);
    assert.equal(pq.keyId, 'ccdf2e87');
    assert.equal(hex(sha256(pq.publicKey)), 'df5b5f45decfb203862a372b2fe7047bdbfdd7c54b39e8bff3f4b5442795f54b');
    assert.match(betaPq.vkey, /\+ccdf2e87\+Bo2k/);
    assert.deepEqual(
      [log.vkey, betaEd.vkey].map((vkey) => parseVerifierKey(vkey).keyId),
      ['cb3416e3', '6ad3dff7'],
    );
  });

  test('hashes (1.3)', () => {
    assert.deepEqual(words.map(hashLeaf).map(hex), [
      'd0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9',
      'ab1ab7f07c7c8fe0eff4ba6faa53c7e4412e91a599153e8aa4e01beece5b7825',
      '671f146c5e471e8a1a83a3c214ce4ba907b8f3a5888d14cc8cd3ce75bb12ef94',
      'f715ab3faa5d071e6e2ac4bb994d5bf735943dcc3799da0d085e7980cfb9336a',
      'ccc29ae0e02a77b0f4578c1ac17493d79cf4262104929ac804f91fc4e7ac5af0',
    ]);
    const roots = [0, 2, 3, 4, 5].map((size) => {
      const tree = new TileTree();
      for (const leaf of fiveLeaves.slice(0, size)) tree.append(leaf);
      return hex(tree.root());
    });
    assert.deepEqual(roots, [
      hex(Buffer.from('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=', 'base64')),
      '4f55f619d9215235778b2b9f17d6f4915b16171214d152381293669764de722e',
      '5aac771c899ac292e74bf1afe2e6e302f8b55883b2d1bf197b46a6bea6dabca9',
      'cd8d65377e6fad76003e2c5749de7d2ec536f71509b6e5b8a3674d360e58d82a',
      '832e609776a4b05ca208ef796bfd6f2d7cfcf00ddd46afb497d4b1b5ef19a994',
    ]);
    assert.equal(
      hex(hashNode(fiveLeaves[2]!, fiveLeaves[3]!)),
      '167eb1643f6c3d628bc200a8faa64b300a85961d0c31fe72b4ce798e18c2a663',
    );
  });

  test('checkpoint and Ed25519 cosignature as printed (1.4, 1.6)', async () => {
    const trust = parsePolicy(Buffer.from(`log ${log.vkey}\nwitness b ${betaEd.vkey}\nquorum b\n`));
    const opened = openCheckpoint(printed, trust);
    assert.equal(opened.checkpoint.size, 5);
    assert.deepEqual([...opened.cosigned], [['b', exampleTime]]);
    assert.equal(signLine(log, text) + signLine(betaEd, text), logLine + holderLine);
    await assertAccepted(changed(writeLog(words), 'checkpoint', printed), trust);
  });

  test('cosigned messages (1.6)', () => {
    const message = encodeCosignedText(exampleTime, text);
    assert.equal(message.length, 99);
    assert.equal(hex(sha256(message)), 'f3668b847ed1c8df7fc1c8dd76619deb8344fd3c96367612c72ca55c1e81a98d');
    const checkpoint = parseCheckpoint(parseNote(printed));
    const subtree = encodeCosignedSubtree(betaPq.name, exampleTime, checkpoint);
    assert.equal(subtree.length, 116);
    assert.equal(
      hex(subtree),
      '737562747265652f76310a00' +
        `1a${hex(Buffer.from('b.example/k7q2/beta-holder'))}` +
        '000000006b03823c' +
        '14612e6578616d706c652f6b3771322f616c706861' +
        '0000000000000000' +
        '0000000000000005' +
        '832e609776a4b05ca208ef796bfd6f2d7cfcf00ddd46afb497d4b1b5ef19a994',
    );
    const blob = Buffer.from(signLine(betaPq, text).split(' ')[2]!, 'base64');
    assert.equal(blob.length, 2432);
  });

  test('tile paths and the bundle (1.5)', async () => {
    assert.equal(encodeTilePath(0, 5, 256), 'tile/0/005');
    assert.equal(encodeTilePath(1, 1234067, 256), 'tile/1/x001/x234/067');
    assert.equal(encodeTilePath('entries', 1000, 7), 'tile/entries/x001/000.p/7');
    const files = writeLog(words);
    const bundle = files.get('tile/entries/000.p/5')!;
    assert.equal(hex(bundle), '00036f6e65000374776f000574687265650004666f7572000466697665');
    assert.deepEqual(parseBundle(bundle, 5, 'bundle').map(String), words.map(String));
    assert.equal(files.get('tile/0/000.p/5')!.length, 160);
    await assertAccepted(files);
  });

  test('proof 3 → 5, origin hash and upload (1.7, 1.8)', () => {
    assert.deepEqual(proveSubtree(0, 3, fiveLeaves).map(base64), [
      'Zx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75Q=',
      '9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o=',
      'T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=',
      'zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=',
    ]);
    assert.equal(hex(sha256(origin)), 'be661f20ad1deaae4a806f83d68794ef050c2c3bf715624298ae0e8a9cb5f1e0');
    assert.deepEqual(proveSubtree(0, 5, fiveLeaves), []);
    const packaged = Buffer.from('0004666f7572000466697665', 'hex');
    assert.deepEqual(parseBundle(packaged, 2, 'package').map(String), ['four', 'five']);
  });

  test('proof and policy (1.9)', async () => {
    const proof = Buffer.from(`c2sp.org/tlog-proof@v1
index 2
9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o=
T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=
zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=

${writeCheckpoint(fiveLeaves).toString()}`);
    const trust = parsePolicy(
      Buffer.from(`log ${log.vkey} https://a.example/parley/
witness beta-ed ${betaEd.vkey}
witness beta-pq ${betaPq.vkey}
group beta all beta-ed beta-pq
quorum beta
`),
    );
    const findings = await findingsOf(checkProof(proof, Buffer.from('three'), trust));
    assert.deepEqual(failuresOf(findings), []);
    assert.equal(findings.at(-1)!.text, 'inclusion: the entry is number 2 of 5');
    assert.equal(failuresOf(await findingsOf(checkProof(proof, Buffer.from('Three'), trust))).length, 1);
  });
});

describe('a tree', () => {
  for (const size of [0, 1, 2, 5, 255, 256, 257, 511, 512, 513, 1000]) {
    test(`of size ${size} is accepted`, async () => {
      await assertAccepted(writeLog(makeEntries(size)));
    });
  }

  test('of size 70000 is accepted, and refused where a byte differs', async () => {
    const files = writeLog(makeEntries(70_000));
    const findings = await assertAccepted(files);
    const levels = findings.map(({ text }) => text).filter((text) => text.startsWith('tiles'));
    assert.deepEqual(levels, [
      'tiles of level 0: 273 full and one of width 112',
      'tiles of level 1: 1 full and one of width 17',
      'tiles of level 2: 0 full and one of width 1',
    ]);
    const paths = [
      'tile/entries/000',
      'tile/entries/272',
      'tile/entries/273.p/112',
      'tile/0/100',
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ];
    for (const path of paths) {
      const bytes = files.get(path)!;
      await assertRefused(changed(files, path, flipped(bytes, bytes.length - 1, 0x01)), /./);
      await assertRefused(changed(files, path, null), /not there/);
    }
  });

  test('may have entries that are empty, and of 65535 bytes', async () => {
    await assertAccepted(writeLog([Buffer.alloc(0), Buffer.alloc(0xffff, 7), Buffer.alloc(0)]));
  });

  test('may serve a full tile for a partial one', async () => {
    const files = writeLog(makeEntries(300));
    const grown = writeLog(makeEntries(600));
    for (const path of ['tile/0/001', 'tile/entries/001']) {
      files.delete(`${path}.p/44`);
      files.set(path, grown.get(path)!);
    }
    await assertAccepted(files);
    const forked = writeLog(makeEntries(600).map((entry, i) => (i === 299 ? Buffer.from('x') : entry)));
    await assertRefused(changed(files, 'tile/0/001', forked.get('tile/0/001')!), /hash 43 is not that of entry 299/);
    const short = grown.get('tile/0/001')!.subarray(0, 44 * 32);
    await assertRefused(changed(files, 'tile/0/001', short), /1408 bytes, expected 8192/);
    const bundle = grown.get('tile/entries/001')!;
    await assertRefused(changed(files, 'tile/entries/001', bundle.subarray(0, 300)), /entries\/001/);
  });

  for (const size of [1, 5]) {
    test(`of size ${size} is refused with any bit flipped`, async () => {
      const files = writeLog(makeEntries(size));
      for (const [path, bytes] of files) {
        if (path === 'policy') continue;
        for (let at = 0; at < bytes.length; at += 1) {
          const copy = changed(files, path, flipped(bytes, at, 1 << (at % 8)));
          assert.ok((await failuresOfTree(copy)).length > 0, `${path}: byte ${at}`);
        }
      }
    });
  }

  for (const size of [255, 256, 257]) {
    test(`of size ${size} is refused with a bit flipped in any tile`, async () => {
      const files = writeLog(makeEntries(size));
      for (const [path, bytes] of files) {
        if (path === 'policy' || path === 'checkpoint') continue;
        for (let at = 0; at < bytes.length; at += 7) {
          const copy = changed(files, path, flipped(bytes, at, 1 << (at % 8)));
          assert.ok((await failuresOfTree(copy)).length > 0, `${path}: byte ${at}`);
        }
      }
    });
  }

  test('is refused with any file missing, short or long', async () => {
    for (const size of [1, 5, 255, 256, 257]) {
      const files = writeLog(makeEntries(size));
      for (const [path, bytes] of files) {
        if (path === 'policy') continue;
        await assertRefused(changed(files, path, null), /not there/);
        for (const cut of [0, 1, bytes.length - 32, bytes.length - 1]) {
          if (cut >= 0) await assertRefused(changed(files, path, bytes.subarray(0, cut)), /./);
        }
        await assertRefused(changed(files, path, Buffer.concat([bytes, Buffer.of(0)])), /./);
        await assertRefused(changed(files, path, Buffer.concat([bytes, bytes])), /./);
      }
    }
  });

  test('is refused whose checkpoint, rightly signed, is of other entries', async () => {
    const files = writeLog(makeEntries(300));
    const other = writeLog(makeEntries(300).toReversed());
    await assertRefused(changed(files, 'checkpoint', other.get('checkpoint')!), /^root: the entries give/);
    const smaller = writeLog(makeEntries(299));
    await assertRefused(changed(files, 'checkpoint', smaller.get('checkpoint')!), /299|43/);
  });
});

describe('a checkpoint', () => {
  const files = writeLog(words);
  const body = (signers: Signer[]) => changed(files, 'checkpoint', writeCheckpoint(fiveLeaves, signers));
  const withText = (text: string, signers = allSigners) =>
    changed(files, 'checkpoint', Buffer.from(`${text}\n${signers.map((signer) => signLine(signer, text)).join('')}`));
  const root = base64(rootOf(fiveLeaves));
  const good = files.get('checkpoint')!.toString();

  test('needs the quorum, and each cosigner in it', async () => {
    await assertAccepted(body([betaPq, stranger, betaEd, logPq, log]));
    for (const missing of [logPq, betaEd, betaPq]) {
      await assertRefused(body(allSigners.filter((signer) => signer !== missing)), /quorum both: not satisfied/);
    }
    await assertRefused(body([logPq, betaEd, betaPq]), /no signature of its log/);
    const none = parsePolicy(Buffer.from(policyText.replace('quorum both', 'quorum none')));
    await assertAccepted(body([log]), none);
    const any = parsePolicy(Buffer.from(policyText.replace('beta all', 'beta any')));
    await assertAccepted(body([log, logPq, betaPq]), any);
    await assertRefused(body([log, betaPq]), /quorum both/, any);
  });

  test("is refused when a known key's line is wrong, even beyond the quorum", async () => {
    const none = parsePolicy(Buffer.from(policyText.replace('quorum both', 'quorum none')));
    const text = `${origin}\n5\n${root}\n`;
    const wrong = signLine(betaEd, `${origin}\n4\n${root}\n`);
    const bytes = Buffer.from(`${text}\n${signLine(log, text)}${wrong}`);
    await assertRefused(changed(files, 'checkpoint', bytes), /beta-holder 6ad3dff7.*does not verify/, none);
    const untimed = Buffer.from(`${text}\n${signLine(log, text)}${signLine(betaPq, text, 0n)}`);
    await assertRefused(changed(files, 'checkpoint', untimed), /time 0/, none);
    const late = Buffer.from(`${text}\n${signLine(log, text)}${signLine(betaEd, text, 2n ** 63n)}`);
    await assertRefused(changed(files, 'checkpoint', late), /time 9223372036854775808/, none);
  });

  test('may have extension lines, which ML-DSA-44 does not cover', async () => {
    await assertAccepted(withText(`${origin}\n5\n${root}\nextension\n`));
    const text = `${origin}\n5\n${root}\n`;
    const lines = signLine(log, `${text}more\n`) + signLine(betaPq, text);
    const by = parsePolicy(Buffer.from(`log ${log.vkey}\nwitness b ${betaPq.vkey}\nquorum b`));
    await assertAccepted(changed(files, 'checkpoint', Buffer.from(`${text}more\n\n${lines}`)), by);
  });

  const texts: [string, string, RegExp][] = [
    ['a leading zero', `${origin}\n05\n${root}\n`, /not a decimal/],
    ['a hexadecimal size', `${origin}\n0x5\n${root}\n`, /not a decimal/],
    ['no size', `${origin}\n\n${root}\n`, /empty line/],
    ['a size above 2^53 - 1', `${origin}\n9007199254740992\n${root}\n`, /above 2\^53/],
    ['a short root', `${origin}\n5\n${base64(Buffer.alloc(31))}\n`, /31 bytes/],
    ['a root without padding', `${origin}\n5\n${root.slice(0, -1)}\n`, /canonical/],
    ['a root with trailing bits', `${origin}\n5\n${root.replace('Q=', 'R=')}\n`, /canonical/],
    ['an empty line', `${origin}\n5\n${root}\n\nx\n`, /empty line/],
    ['two lines', `${origin}\n5\n`, /fewer than three/],
    ['another origin', `a.example/other\n5\n${root}\n`, /no log of the policy/],
    ['a carriage return', `${origin}\r\n5\r\n${root}\r\n`, /control character/],
    ['a byte order mark', `\ufeff${origin}\n5\n${root}\n`, /no log of the policy/],
  ];
  for (const [what, text, expected] of texts) {
    test(`is refused with ${what}`, async () => assertRefused(withText(text), expected));
  }

  const edits: [string, (text: string) => string | Buffer, RegExp][] = [
    ['no final LF', (text) => text.slice(0, -1), /final LF/],
    ['an empty last line', (text) => `${text}\n`, /signature/],
    ['no signature', (text) => text.slice(0, text.indexOf('\n\n') + 2), /no signature lines/],
    ['a line repeated', (text) => text + signLine(log, text.slice(0, text.indexOf('\n\n') + 1)), /two signature lines/],
    ['a hyphen for the dash', (text) => text.replace('\u2014', '-'), /not a signature line/],
    ['two spaces', (text) => text.replace('\u2014 ', '\u2014  '), /not a signature line/],
    ['a name with +', (text) => `${text}\u2014 a+b AAAAAAA=\n`, /not a signature line/],
    ['a name with a no-break space', (text) => `${text}\u2014 a\u00a0b AAAAAAA=\n`, /not a signature line/],
    ['unknown base64 that is not canonical', (text) => `${text}\u2014 a AAAAAAB=\n`, /canonical/],
    ['URL base64', (text) => `${text}\u2014 a ____AAA=\n`, /canonical/],
    ['bytes that are not UTF-8', (text) => Buffer.concat([Buffer.from([0xff]), Buffer.from(text)]), /not UTF-8/],
  ];
  for (const [what, edit, expected] of edits) {
    test(`is refused with ${what}`, async () =>
      assertRefused(changed(files, 'checkpoint', Buffer.from(edit(good) as string)), expected));
  }

  test('may carry a hundred lines of unknown keys', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `\u2014 unknown-${i} AAAAAAA=\n`).join('');
    await assertAccepted(changed(files, 'checkpoint', Buffer.from(good + lines)));
  });
});

describe('a policy', () => {
  const head = `log ${log.vkey}\nwitness a ${betaEd.vkey}\nwitness b ${betaPq.vkey}\nwitness c ${logPq.vkey}\n`;

  test('counts its groups', () => {
    const nested = parsePolicy(Buffer.from(`${head}group ab any a b\ngroup all 2 ab c\nquorum all`));
    assert.equal(isQuorum(nested, new Set(['a', 'b'])), false);
    assert.equal(isQuorum(nested, new Set(['b', 'c'])), true);
    const one = parsePolicy(Buffer.from(`${head}quorum a`));
    assert.equal(isQuorum(one, new Set(['b', 'c'])), false);
    assert.equal(isQuorum(one, new Set(['a'])), true);
  });

  const material = betaEd.vkey.split('+').slice(2).join('+');
  const wrongs: [string, string, RegExp][] = [
    ['no quorum', head, /no quorum/],
    ['two quorums', `${head}quorum a\nquorum none\n`, /second quorum/],
    ['an undefined quorum', `${head}quorum d\n`, /not defined/],
    ['an undefined member', `${head}group g all a d\nquorum g\n`, /not defined before/],
    ['a member used twice', `${head}group g any a b\ngroup h all a c\nquorum h\n`, /used twice/],
    ['a threshold of 0', `${head}group g 0 a b\nquorum g\n`, /threshold 0/],
    ['a threshold too high', `${head}group g 3 a b\nquorum g\n`, /threshold 3/],
    ['a threshold of 02', `${head}group g 02 a b\nquorum g\n`, /not a decimal/],
    ['a name taken', `${head}group a any b c\nquorum a\n`, /taken/],
    ['the name none', `log ${log.vkey}\nwitness none ${betaEd.vkey}\nquorum none\n`, /taken/],
    ['a key twice', `${head}witness d ${betaEd.vkey}\nquorum a\n`, /seen before/],
    ["a log's key as a witness", `log ${log.vkey}\nwitness d ${log.vkey}\nquorum d\n`, /seen before/],
    ['a witness of type 0x01', `witness d ${makeSigner('d', 1, 8).vkey}\nquorum d\n`, /type 0x01/],
    ['a wrong key ID', `witness d d+00000000+${material}\nquorum d\n`, /hashes to/],
    ['an upper-case key ID', `${head.replace('6ad3dff7', '6AD3DFF7')}quorum a\n`, /lowercase/],
    ['a short key', `witness d d+00000000+BAAA\nquorum d\n`, /2 bytes, expected 32/],
    ['an unknown keyword', `${head}quorums a\n`, /unknown keyword/],
  ];
  for (const [what, text, expected] of wrongs) {
    test(`is refused with ${what}`, () => {
      assert.throws(() => parsePolicy(Buffer.from(text)), expected);
    });
  }
});

function writeProof(leaves: Buffer[], index: number, checkpoint: Buffer, extra = ''): Buffer {
  const path = proveSubtree(index, index + 1, leaves).map((hash) => `${base64(hash)}\n`);
  return Buffer.from(`c2sp.org/tlog-proof@v1\n${extra}index ${index}\n${path.join('')}\n${checkpoint.toString()}`);
}

describe('a proof', () => {
  const failuresOfProof = async (proof: Buffer, entry: Uint8Array) =>
    failuresOf(await findingsOf(checkProof(proof, entry, policy)));

  test('of every entry of small trees is accepted, and of no other entry', async () => {
    for (const size of [1, 2, 3, 5, 8, 13]) {
      const entries = makeEntries(size);
      const leaves = entries.map(leafOf);
      const checkpoint = writeCheckpoint(leaves);
      for (const index of entries.keys()) {
        const proof = writeProof(leaves, index, checkpoint, 'extra AAEC\n');
        for (const [other, entry] of entries.entries()) {
          const failures = await failuresOfProof(proof, entry);
          assert.equal(failures.length, other === index ? 0 : 1, `${index}, ${other} of ${size}`);
        }
      }
    }
  });

  test('is refused with any bit flipped', async () => {
    const proof = writeProof(fiveLeaves, 3, writeCheckpoint(fiveLeaves));
    assert.deepEqual(await failuresOfProof(proof, words[3]!), []);
    for (let at = 0; at < proof.length; at += 1) {
      const failures = await failuresOfProof(flipped(proof, at, 1 << (at % 8)), words[3]!);
      assert.ok(failures.length > 0, `byte ${at}`);
    }
  });

  const good = writeProof(fiveLeaves, 3, writeCheckpoint(fiveLeaves)).toString();
  const edits: [string, (text: string) => string][] = [
    ['carriage returns', (text) => text.replaceAll('\n', '\r\n')],
    ['no version', (text) => text.slice(text.indexOf('\n') + 1)],
    ['a leading zero', (text) => text.replace('index 3', 'index 03')],
    ['another index', (text) => text.replace('index 3', 'index 2')],
    ['an index beyond the tree', (text) => text.replace('index 3', 'index 5')],
    ['extra behind the index', (text) => text.replace('index 3\n', 'index 3\nextra AAEC\n')],
    ['two extras', (text) => text.replace('index 3\n', 'extra AAEC\nextra AAEC\nindex 3\n')],
    ['a hash too few', (text) => text.replace(/(index 3\n).*\n/, '$1')],
    ['a hash too many', (text) => text.replace(/(index 3\n)(.*\n)/, '$1$2$2')],
    ['64 hashes', (text) => text.replace(/(index 3\n)(.*\n)/, (_, a, b) => a + b.repeat(62))],
    ['a cosigner missing', (text) => text.replace(/\u2014 b\.example.*\n/, '')],
    ['the final LF missing', (text) => text.slice(0, -1)],
  ];
  for (const [what, edit] of edits) {
    test(`is refused with ${what}`, async () => {
      const edited = edit(good);
      assert.notEqual(edited, good);
      assert.ok((await failuresOfProof(Buffer.from(edited), words[3]!)).length > 0);
    });
  }
});

describe('the command', () => {
  let folder = '';
  const files = writeLog(makeEntries(300));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tlogcheck-'));
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  });
  after(() => rm(folder, { recursive: true }));

  const run = (...args: string[]) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const main = join(import.meta.dirname, 'main.ts');
      execFile(process.execPath, [main, ...args], (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });

  test('checks a folder, with its own policy or a given one', async () => {
    const { status, stdout } = await run(folder);
    assert.equal(status, 0);
    assert.match(stdout, /^ok {3}root: recomputed from 300 entries$/m);
    const other = join(folder, 'other-policy');
    await writeFile(other, policyText.replace(betaEd.vkey, stranger.vkey));
    const refused = await run(folder, '--policy', other);
    assert.equal(refused.status, 1);
    assert.match(refused.stdout, /^FAIL quorum both/m);
  });

  test('checks an HTTP prefix, gzip encoded or not', async () => {
    let broken = '';
    const server = createServer((request, response) => {
      const path = (request.url ?? '').replace('/log/', '');
      const bytes = files.get(path);
      if (path === broken) response.writeHead(500).end();
      else if (bytes === undefined) response.writeHead(404).end('not found');
      else if (path.startsWith('tile/entries')) {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes));
      } else response.writeHead(200).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const prefix = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log/`;
      const { status, stdout } = await run(prefix);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /^ok {3}root: recomputed from 300 entries$/m);
      broken = 'tile/1/000.p/1';
      const failed = await run(prefix);
      assert.equal(failed.status, 1);
      assert.match(failed.stderr, /status 500/);
      await assert.rejects(openSource(prefix)(broken, 100), /status 500/);
      await assert.rejects(openSource(prefix)('tile/0/000', 100), /longer than 100 bytes/);
    } finally {
      server.close();
    }
  });

  test('checks a proof file', async () => {
    const leaves = makeEntries(300).map(leafOf);
    await writeFile(join(folder, 'a.tlog-proof'), writeProof(leaves, 77, files.get('checkpoint')!));
    await writeFile(join(folder, 'entry'), (77).toString(36));
    const args = ['--proof', join(folder, 'a.tlog-proof'), '--policy', join(folder, 'policy'), '--entry'];
    assert.equal((await run(...args, join(folder, 'entry'))).status, 0);
    const wrong = await run(...args, join(folder, 'policy'));
    assert.equal(wrong.status, 1);
    assert.match(wrong.stdout, /^FAIL inclusion/m);
  });

  test('says how it is called, and fails where there is nothing', async () => {
    const bare = await run();
    assert.equal(bare.status, 1);
    assert.match(bare.stderr, /usage/);
    const nowhere = await run(join(folder, 'nowhere'));
    assert.equal(nowhere.status, 1);
    assert.match(nowhere.stdout, /^FAIL policy: not there$/m);
    assert.equal((await run('--proof', join(folder, 'policy'))).status, 1);
  });
});
