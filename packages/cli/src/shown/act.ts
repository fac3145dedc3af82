// An act as lines of a page: who signed it, how far its delivery went, what it says word for word, and what was added beside it since.

import type { SubjectState } from '@parley/docket/kind';
import { rules } from '@parley/docket/rules';
import { codesOf, toldOf } from '@parley/docket/vocabulary/told';
import type { Naming } from '#shown/naming';
import type { Page } from '#shown/page';
import { writeSaid } from '#shown/said';
import type { ActShown } from '#shown/subject';

/** `all`: texts in every language they have. */
export function writeAct(page: Page, n: Naming, act: ActShown, state: SubjectState, all: boolean): void {
  const { facts, texts } = toldOf(act, n, { all });
  const none = act.disregarded === undefined ? '' : n.say(' — WITHOUT EFFECT', ' — 无效力');
  page.line(`${n.moment(act.iat)}  ${act.party} ${act.index}  ${n.act(act.type)}  [${act.id.slice(0, 8)}]${none}`, 2);
  writeSaid(page, { facts: [...deliveryOf(n, act), ...facts, ...besideOf(n, act, state)], texts }, 4);
}

function deliveryOf(
  n: Naming,
  { signers, delivery, service, disregarded, detail, doubts }: ActShown,
): [string, string][] {
  const rows: [string, string][] = signers.map(({ kid, office, name }) => [
    n.say('signed by', '签署人'),
    `${name ?? n.say('(name not held)', '（姓名未持有）')}, ${office === null ? n.say('not appointed', '未任命') : codesOf('office', office, n)} (${kid.slice(0, 8)})`,
  ]);
  if (disregarded !== undefined) rows.push([n.say('no effect', '无效力'), `${disregarded}: ${n.detail(detail ?? '')}`]);
  for (const { kid, since } of doubts) {
    rows.push([
      n.say('in doubt', '存疑'),
      n.say(
        `the key ${kid.slice(0, 8)} may have been another’s since ${n.moment(since)}`,
        `密钥 ${kid.slice(0, 8)} 自 ${n.moment(since)} 起可能为他人所用`,
      ),
    ]);
  }
  const { received, seen, acknowledged, answered, published } = delivery;
  for (const { party, at } of received) rows.push([n.say('received', '收悉'), `${party} ${n.moment(at)}`]);
  if (received.length === 0) {
    rows.push([
      n.say('received', '收悉'),
      published ? n.say('by nobody yet', '尚无人收悉') : n.say('not yet published', '尚未发布'),
    ]);
  }
  if (service?.how === 'constructive') {
    rows.push([
      n.say('served', '送达'),
      n.say(`${n.moment(service.at)}, by a witness’s cosignature`, `${n.moment(service.at)}，依见证方共签推定`),
    ]);
  }
  for (const { party, at, act } of seen)
    rows.push([n.say('seen', '阅悉'), `${party} ${n.moment(at)} (${act.slice(0, 8)})`]);
  for (const [label, answer] of [
    [n.say('acknowledged', '确认'), acknowledged],
    [n.say('answered', '答复'), answered],
  ] as const) {
    if (answer === undefined) continue;
    rows.push([label, `${answer.at === undefined ? '' : `${n.moment(answer.at)} `}(${answer.act.slice(0, 8)})`]);
  }
  return rows;
}

/** What was added beside the act, and what of its words is not here. */
function besideOf(
  n: Naming,
  { id, notHeld }: ActShown,
  { notes, translations, corrections, erasures }: SubjectState,
): [string, string][] {
  const rows: [string, string][] = [];
  for (const note of notes.filter(({ about }) => about === id)) {
    rows.push([n.say('note', '备注'), `${note.party}: ${codesOf('kind', note.kind, n)} (${note.id.slice(0, 8)})`]);
  }
  for (const one of translations.filter(({ of }) => of === id)) {
    const authentic = one.authentic ? n.say(', equally authentic', '，同等作准') : '';
    rows.push([n.say('translated', '译文'), `${one.language}, ${one.party}${authentic} (${one.id.slice(0, 8)})`]);
  }
  for (const one of corrections.filter(({ of }) => of === id)) {
    rows.push([n.say('corrected', '更正'), `${one.party} (${one.id.slice(0, 8)})`]);
  }
  const erased = new Set<string>();
  for (const one of erasures.filter(({ of }) => of === id)) {
    for (const digest of one.words) erased.add(digest);
    const confirmed = one.confirmations.map(({ party }) => party).join(', ');
    const what = [
      ...(one.words.length > 0 ? [n.say(`${one.words.length} of its words`, `文字 ${one.words.length} 处`)] : []),
      ...(one.exhibit ? [n.say('its content', '内容')] : []),
    ].join(', ');
    rows.push([
      n.say('erasure', '删除'),
      `${one.party}: ${what}, ${codesOf('reason', one.reason, n)} (${one.id.slice(0, 8)})${confirmed === '' ? n.say(', not confirmed', '，未确认') : n.say(`, confirmed by ${confirmed}`, `，${confirmed} 已确认`)}`,
    ]);
  }
  for (const digest of notHeld) {
    rows.push([
      n.say('words', '文字'),
      `${erased.has(digest) ? n.say('erased', '已删除') : n.say('not held', '未持有')} (${digest.slice(0, 8)})`,
    ]);
  }
  return rows;
}

/** An act without effect: its code, why, the rule, and what would be in order. */
export function writeDisregarded(
  page: Page,
  n: Naming,
  {
    party,
    index,
    type,
    id,
    disregarded: code = '',
    detail = '',
  }: Pick<ActShown, 'party' | 'index' | 'type' | 'id' | 'disregarded' | 'detail'>,
): void {
  const rule = Object.hasOwn(rules, code) ? rules[code] : undefined;
  page.line(`${party} ${index}  ${n.act(type)}  [${id.slice(0, 8)}]`, 2);
  const rows: [string, string][] = [
    [n.say('code', '代码'), code],
    [n.say('why', '原因'), n.detail(detail)],
  ];
  if (rule !== undefined) rows.push([n.say('rule', '规则'), rule.rule], [n.say('in order', '合规做法'), rule.remedy]);
  page.facts(rows, 4);
}
