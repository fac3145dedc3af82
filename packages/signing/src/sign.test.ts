import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openAct, parseAct } from '@parley/record/act';
import { parseAccord } from '@parley/record/accord';
import { encodeUtf8 } from '@parley/record/bytes';
import { webEd25519Signer } from '@parley/record/ed25519';
import { webSuite } from '@parley/record/suite';
import { defaultTerms } from '@parley/docket/terms';
import { composeAct, type Composing } from '#compose';
import { contentText, type Content } from '#content';
import { officerKey, type OfficerKey } from '#keys/officer-key';
import { lintContent } from '#lint';
import { encodeSigned, openSigned, signAct, type Shown } from '#sign';
import { check } from '#testing/checks';
import { readMaterial } from '#testing/material';

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const material = readMaterial();
const founded = parseAccord(material.accord);
assert.ok(founded.ok);
const { log } = material.examples.find(({ type }) => type === 'request.make')!;
const other = log.replaceAll('lorvane', 'oskeld');
const third = log.replaceAll('lorvane', 'third');
const root = `${'A'.repeat(43)}=`;

const composing: Composing = { accord: founded.accordId, log, keys: 7, seen: { [other]: { n: 3, root } } };
const NOW = 1_775_000_000;
const content: Content = {
  type: 'request.make',
  body: { to: 'oskeld', category: 'status-update', urgency: 'routine' },
  words: { title: { en: 'A question', zh: '问题' }, asked: { en: 'How far is it?', zh: '进展如何？' } },
};
const shown: Shown = { content, composing, terms: defaultTerms };

async function key(n: number): Promise<OfficerKey> {
  const { publicKey, sign } = await webEd25519Signer(new Uint8Array(32).fill(n));
  return officerKey(publicKey, sign);
}

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? 'ok' : result.refusal.code;

function composed(one: Content = content, under = composing) {
  const made = composeAct(one, under, NOW, random);
  assert.ok(made.ok, JSON.stringify(made));
  return made.act;
}

test('every vector of the record and every example of the specification is made again, byte for byte', async () => {
  const { wrong, compared } = await check(material);
  assert.deepEqual(wrong, []);
  assert.ok(compared > 200, String(compared));
});

test('one officer signs a compact act, a second makes it general, in whatever order', async () => {
  const [first, second, last] = [await key(1), await key(2), await key(3)];
  const keys = new Map([first, second, last].map(({ kid, publicKey }) => [kid, publicKey]));
  const one = await signAct(composed(), shown, first);
  assert.ok(one.ok);
  const compact = encodeSigned(one.act);
  assert.match(compact.act, /^[\w-]+\.[\w-]+\.[\w-]+$/);
  let handed = compact;
  for (const next of [last, second]) {
    const received = await openSigned(handed, keys);
    assert.ok(received.ok);
    assert.equal(contentText(received.content), contentText(content));
    const signed = await signAct(received.act, shown, next);
    assert.ok(signed.ok);
    handed = encodeSigned(signed.act);
  }
  const opened = await openAct(encodeUtf8(handed.act), keys, webSuite);
  assert.deepEqual(opened.ok && opened.act.kids, [first.kid, second.kid, last.kid].toSorted());
  assert.deepEqual(handed.words.toSorted(), compact.words.toSorted());
});

test('nobody signs what says something else than was shown', async () => {
  const others: Content[] = [
    { ...content, type: 'contact.check' },
    { ...content, subject: 'B'.repeat(42) + 'A' },
    { ...content, body: { ...content.body, urgency: 'urgent' } },
    { ...content, words: { ...content.words, asked: { en: 'How far is it? ', zh: '进展如何？' } } },
    { ...content, words: { title: content.words['title']! } },
    { ...content, re: [{ log: other, i: 1, h: 'B'.repeat(42) + 'A' }] },
    { ...content, exhibits: [{ h: 'B'.repeat(42) + 'A', n: 1, ct: 'text/plain' }] },
    { ...content, seals: [{ c: 'B'.repeat(42) + 'A', n: 1, ct: 'text/plain' }] },
  ];
  const signer = await key(1);
  for (const another of others)
    assert.equal(codeOf(await signAct(composed(another), shown, signer)), 'sign.content', JSON.stringify(another));
  const act = composed();
  const without = { ...act, disclosures: act.disclosures.slice(1) };
  assert.equal(codeOf(await signAct(without, shown, signer)), 'sign.content');
  const same = { ...content, re: [], exhibits: [], seals: [] };
  assert.equal(codeOf(await signAct(composed(), { ...shown, content: same }, signer)), 'ok');
});

test('nobody signs for another log, on other keys, or to have seen what the node does not hold', async () => {
  const signer = await key(1);
  const cases: [Partial<Composing>, string][] = [
    [{ log: other, seen: {} }, 'sign.elsewhere'],
    [{ keys: 8 }, 'sign.elsewhere'],
    [{ keys: undefined }, 'sign.elsewhere'],
    [{ seen: { [other]: { n: 4, root } } }, 'sign.seen'],
    [{ seen: { [other]: { n: 3, root: `${'B'.repeat(42)}A=` } } }, 'sign.seen'],
    [{ seen: { [third]: { n: 1, root } } }, 'sign.seen'],
    [{ seen: { [other]: { n: 2, root } } }, 'ok'],
    [{ seen: {} }, 'ok'],
  ];
  for (const [change, code] of cases) {
    const { keys: _, ...rest } = composing;
    const under = 'keys' in change && change.keys === undefined ? rest : { ...composing, ...change };
    assert.equal(codeOf(await signAct(composed(content, under), shown, signer)), code, JSON.stringify(change));
  }
});

test('nobody signs twice, or with a key that is not what it says', async () => {
  const signer = await key(1);
  const once = await signAct(composed(), shown, signer);
  assert.ok(once.ok);
  assert.equal(codeOf(await signAct(once.act, shown, signer)), 'sign.twice');
  const another = await key(2);
  assert.equal(codeOf(await signAct(composed(), shown, { ...signer, kid: another.kid })), 'key.signature');
  assert.equal(codeOf(await signAct(composed(), shown, { ...signer, sign: another.sign })), 'key.signature');
  const refusing = { ...signer, sign: () => Promise.reject(new Error('the owner said no')) };
  assert.equal(codeOf(await signAct(composed(), shown, refusing)), 'key.refused');
});

test('the lint speaks before anybody signs, and what it refuses is not signed', async () => {
  const german = { ...content, words: { title: { de: 'Eine Frage' } } };
  const findings = lintContent(german, defaultTerms, NOW);
  assert.ok(findings.some(({ code }) => code === 'words.language'));
  const refused = await signAct(composed(german), { ...shown, content: german }, await key(1));
  assert.equal(codeOf(refused), 'sign.lint');
  const codes = (one: Content) => lintContent(one, defaultTerms, NOW).map(({ code }) => code);
  assert.deepEqual(codes({ ...content, type: 'no.such' }), ['act.type_unknown']);
  assert.ok(codes({ ...content, body: { to: 'oskeld' } }).includes('act.body'));
});

test('what no act can carry is refused before anybody is asked', () => {
  const bad: Content[] = [
    { ...content, body: { to: 'Nörd land' } },
    { ...content, body: { to: 1.5 } },
    { ...content, type: 'Request' },
    { ...content, subject: 'short' },
    { ...content, words: { body: 'a name of the payload' } },
    { ...content, words: { title: '\ud800' } },
    { ...content, words: { title: 'x'.repeat(300_000) } },
    { ...content, words: Object.fromEntries(['a', 'b', 'c'].map((name) => [name, 'x'.repeat(100_000)])) },
    { ...content, exhibits: [{ h: 'no digest', n: 1, ct: 'text/plain' }] },
  ];
  for (const one of bad)
    assert.equal(codeOf(composeAct(one, composing, NOW, random)), 'compose.content', JSON.stringify(one).slice(0, 99));
  assert.equal(codeOf(composeAct(content, composing, 1.5, random)), 'compose.content');
});

test('an act that others signed is opened only with all its words, and signatures of our officers', async () => {
  const [first, second] = [await key(1), await key(2)];
  const signed = await signAct(composed(), shown, first);
  assert.ok(signed.ok);
  const { act, words } = encodeSigned(signed.act);
  const keys = new Map([[first.kid, first.publicKey]]);
  assert.equal(codeOf(await openSigned({ act, words }, keys)), 'ok');
  assert.equal(codeOf(await openSigned({ act, words: words.slice(1) }, keys)), 'sign.malformed');
  assert.equal(codeOf(await openSigned({ act, words: [...words, words[0]!] }, keys)), 'sign.malformed');
  assert.equal(codeOf(await openSigned({ act, words: ['x'] }, keys)), 'sign.malformed');
  assert.equal(codeOf(await openSigned({ act, words }, new Map([[second.kid, second.publicKey]]))), 'sign.malformed');
  assert.equal(codeOf(await openSigned({ act: act.slice(0, -2), words }, keys)), 'sign.malformed');
  assert.ok(parseAct(encodeUtf8(act)).ok);
});
