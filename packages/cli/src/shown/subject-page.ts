// A subject as a page for a reader: how it stands, its points and who answered them, deadlines, what is owed because of other subjects, proposals,
// then every act in order, word for word, and last what the rules gave no effect.

import type { JsonObject } from '@parley/record/json';
import type { DeadlineAt } from '@parley/docket/asof';
import type { MappedPoint, NamedExhibits } from '@parley/docket/case/map';
import type { Need } from '@parley/docket/commitment/needs';
import type { Proposal, SubjectState } from '@parley/docket/kind';
import type { WaitAt } from '@parley/docket/obligations/waits';
import { rules } from '@parley/docket/rules';
import { lengthWords } from '@parley/docket/scorecard/wording';
import { codeName } from '@parley/docket/vocabulary/codes';
import { labelOf, labels } from '@parley/docket/vocabulary/label';
import { deadlineName, standingName } from '@parley/docket/vocabulary/states';
import type { HeldDocket } from '#record/docket';
import type { Naming } from '#shown/naming';
import type { Page } from '#shown/page';
import { codesOf, saidOf } from '#shown/said';
import type { ActShown, ObligationAt, SubjectShown } from '#shown/subject';

const NOT_UNDERSTOOD = 'act.type_unknown';

/** What follows from another subject, beside deadlines, which have names of their own. */
const facts = labels(`
closed | closed by a joint finding | 由共同结论结案
condition-met | condition met | 条件已满足
exhibit-held | exhibit held by the other side | 对方已持有证据
answered | answered elsewhere | 已在他处答复
averted | averted | 已避免
`);

const reasons = labels(`
not-assessed | not assessed | 未评估
partly | partly fulfilled | 部分履行
not | not fulfilled | 未履行
cannot-be-assessed | cannot be assessed | 无法评估
disputed | disputed | 有异议
`);

export class SubjectPage {
  #page: Page;
  #naming: Naming;
  #docket: HeldDocket;
  #all: boolean;

  /** `all`: texts in every language they have. */
  constructor(page: Page, naming: Naming, docket: HeldDocket, all: boolean) {
    this.#page = page;
    this.#naming = naming;
    this.#docket = docket;
    this.#all = all;
  }

  write(shown: SubjectShown): void {
    this.#head(shown);
    this.#points(shown);
    this.#needs(shown);
    this.#deadlines(shown.deadlines);
    this.#obligations(shown.obligations);
    this.#proposals(shown.subject.state);
    this.#waits(shown.waits);
    this.#acts(shown);
    this.#withoutEffect(shown.acts);
  }

  #head({ asOf, subject, referredBy, acts }: SubjectShown): void {
    const { id, kind, openedBy, to, openedAt, standing, open, category, refers } = subject;
    const n = this.#naming;
    const opening = acts.find((act) => act.id === id);
    this.#page.heading(`${n.kind(kind)}: ${n.title(subject)}`);
    const rows: [string, string][] = [
      ['id', id],
      [n.say('from', '提出方'), n.party(openedBy)],
      [n.say('to', '对方'), n.party(to)],
      [opening?.service === null ? n.say('signed', '签署') : n.say('received', '收悉'), n.moment(openedAt)],
      [
        n.say('stands', '现状'),
        `${n.of(standingName(kind, standing))}, ${open ? n.say('open', '未结') : n.say('closed', '已结')}`,
      ],
      [n.say('as of', '截至'), n.moment(asOf)],
    ];
    if (category !== undefined) rows.splice(4, 0, [n.say('category', '类别'), n.of(codeName('category', category))]);
    for (const one of refers) rows.push([n.say('about', '涉及'), n.ref(one)]);
    for (const one of referredBy) {
      const stands = n.of(standingName(one.kind, one.standing));
      rows.push([
        n.say('see also', '另见'),
        `${n.kind(one.kind)} ${n.short(one.id)} “${n.title(one)}” (${one.openedBy}, ${stands})`,
      ]);
    }
    this.#page.facts(rows);
  }

  // ── points, elements ──

  #points({ map, acts }: SubjectShown): void {
    if (map === undefined) return;
    const n = this.#naming;
    const rows: [MappedPoint, string][] = [
      ...map.agreed.map((point): [MappedPoint, string] => [point, 'agreed']),
      ...map.contested.map((point): [MappedPoint, string] => [point, 'contested']),
      ...map.cannotSay.map((point): [MappedPoint, string] => [point, 'cannot-say']),
      ...map.unanswered.map((point): [MappedPoint, string] => [point, 'unanswered']),
    ];
    this.#page.heading(n.say('Points', '要点'));
    if (rows.length > 0) {
      this.#page.fullTable(
        [
          n.say('no', '序号'),
          n.say('point', '要点'),
          n.say('kind', '种类'),
          n.say('answer', '答复'),
          n.say('exhibits of the claimant', '提出方证据'),
          n.say('of the respondent', '对方证据'),
        ],
        rows
          .toSorted(([a], [b]) => a.no - b.no)
          .map(([{ no, kind, from, exhibits }, view]) => [
            String(no),
            this.#numbered(acts, from, 'points', no),
            n.of(codeName('kind', kind)),
            n.of(codeName('view', view)),
            this.#exhibits(exhibits.claimant),
            this.#exhibits(exhibits.respondent),
          ]),
        2,
      );
    }
    this.#whole(map.whole);
  }

  #whole({ claimant, respondent }: NamedExhibits): void {
    const n = this.#naming;
    for (const exhibit of claimant)
      this.#page.line(
        n.say(`of the claimant for the whole case: ${n.ref(exhibit)}`, `提出方就全案提出：${n.ref(exhibit)}`),
        2,
      );
    for (const exhibit of respondent)
      this.#page.line(
        n.say(`of the respondent for the whole case: ${n.ref(exhibit)}`, `对方就全案提出：${n.ref(exhibit)}`),
        2,
      );
  }

  #exhibits(ids: readonly string[]): string {
    return ids.length === 0 ? '—' : ids.map((id) => this.#naming.short(id)).join(' ');
  }

  /** The text of a numbered item in the words of an act. */
  #numbered(acts: readonly ActShown[], act: string, member: string, no: number): string {
    const items = acts.find(({ id }) => id === act)?.words[member];
    const item = Array.isArray(items) ? items.find((one) => (one as JsonObject | null)?.['no'] === no) : undefined;
    const text = (item as { text?: Record<string, string> } | undefined)?.text;
    return text === undefined ? this.#naming.say('(words not held)', '（文字未持有）') : this.#naming.text(text);
  }

  #needs({ needs, subject, acts }: SubjectShown): void {
    if (needs === undefined) return;
    const n = this.#naming;
    this.#page.heading(n.say('What do you still need to see?', '还需要看到什么？'));
    if (needs.length === 0)
      return this.#page.line(
        n.say('nothing: every criterion is met, or it binds nobody', '无：各项标准均已达到，或对任何一方均无约束力'),
        2,
      );
    for (const need of needs) this.#need(need, subject.id, acts);
  }

  #need({ obligor, of, element, criterion, why, verdict, claimed }: Need, id: string, acts: readonly ActShown[]): void {
    const n = this.#naming;
    this.#page.line(
      n.say(
        `${of} needs to see from ${obligor}: element ${element.no}, by criterion ${criterion.no} (${n.of(codeName('by', criterion.by))})`,
        `${of} 尚需 ${obligor} 表明：要素 ${element.no}，标准 ${criterion.no}（${n.of(codeName('by', criterion.by))}）`,
      ),
      2,
    );
    this.#page.facts(
      [
        [n.say('element', '要素'), this.#numbered(acts, id, 'elements', element.no)],
        [n.say('criterion', '标准'), this.#numbered(acts, id, 'criteria', criterion.no)],
        [n.say('why', '原因'), n.of(labelOf(reasons, why)) + (verdict === null ? '' : ` (${verdict.slice(0, 8)})`)],
        [
          n.say('claimed', '对方主张'),
          claimed === null
            ? n.say('nothing', '无')
            : `${n.of(codeName('claimed', claimed.claimed))} (${claimed.by.slice(0, 8)})`,
        ],
      ],
      4,
    );
  }

  // ── deadlines ──

  #deadlines(deadlines: readonly DeadlineAt[]): void {
    if (deadlines.length === 0) return;
    const n = this.#naming;
    this.#page.heading(n.say('Deadlines', '期限'));
    this.#page.fullTable(
      [
        n.say('owed', '应履行'),
        n.say('by', '义务方'),
        n.say('called for by', '依据'),
        n.say('since', '起算'),
        n.say('due', '到期'),
        n.say('done', '完成'),
        n.say('state', '状态'),
      ],
      deadlines.map((one) => [
        n.of(deadlineName(one.for)),
        one.owedBy,
        one.of.slice(0, 8),
        n.moment(one.startsAt),
        n.moment(one.dueAt),
        n.moment(one.stoppedAt),
        n.state(one.for, one.state, one.heldAt),
      ]),
      2,
    );
    for (const one of deadlines)
      for (const remark of this.#remarks(one)) this.#page.line(`${n.of(deadlineName(one.for))}: ${remark}`, 2);
  }

  /** Gross and net, more time, and what is not settled yet. */
  #remarks({ startsAt, dueAt, grossDueAt, stoppedAt, pauses, extensions, provisional, owedBy }: DeadlineAt): string[] {
    const n = this.#naming;
    const remarks = pauses.map(({ from, to }) =>
      n.say(
        `paused ${n.moment(from)} to ${to === null ? 'now' : n.moment(to)}`,
        `${n.moment(from)} 至 ${to === null ? '现在' : n.moment(to)} 暂停`,
      ),
    );
    if (grossDueAt !== null && grossDueAt !== dueAt)
      remarks.push(
        n.say(`without the pause it would be due ${n.moment(grossDueAt)}`, `如无暂停，${n.moment(grossDueAt)} 到期`),
      );
    if (stoppedAt !== null && startsAt !== null && pauses.length > 0) {
      const paused = pauses.reduce(
        (sum, { from, to }) => sum + Math.max(0, Math.min(to ?? stoppedAt, stoppedAt) - from),
        0,
      );
      const gross = n.of(lengthWords(stoppedAt - startsAt));
      const net = n.of(lengthWords(stoppedAt - startsAt - paused));
      remarks.push(n.say(`took ${gross} gross, ${net} net`, `毛用时 ${gross}，净用时 ${net}`));
    }
    for (const { id, at } of extensions)
      remarks.push(
        n.say(`extended by ${id.slice(0, 8)} at ${n.moment(at)}`, `${n.moment(at)} 由 ${id.slice(0, 8)} 延长`),
      );
    if (provisional.length > 0) {
      const years = provisional.join(', ');
      remarks.push(
        n.say(
          `provisional: ${owedBy} has not published its calendar of ${years}`,
          `暂定：${owedBy} 尚未公布 ${years} 年日历`,
        ),
      );
    }
    return remarks;
  }

  #obligations(obligations: readonly ObligationAt[]): void {
    if (obligations.length === 0) return;
    const n = this.#naming;
    this.#page.heading(n.say('Because of other subjects', '因其他事项而生'));
    for (const { what, because, since, deadline } of obligations) {
      const name = facts.has(what) ? n.of(labelOf(facts, what)) : n.of(deadlineName(what));
      const rows: [string, string][] = [
        [n.say('because of', '缘由'), n.ref(because)],
        [n.say('since', '自'), n.moment(since)],
      ];
      if (deadline !== null) rows.push([n.say('deadline', '期限'), n.owed(deadline)]);
      this.#page.line(name, 2);
      this.#page.facts(rows, 4);
      if (deadline !== null) for (const remark of this.#remarks(deadline)) this.#page.line(remark, 4);
    }
  }

  #proposals({ proposals, sides }: SubjectState): void {
    if (proposals.length === 0) return;
    const n = this.#naming;
    this.#page.heading(n.say('Proposals and answers', '提议与答复'));
    for (const proposal of proposals) {
      this.#page.line(`${n.act(proposal.type)} ${proposal.id.slice(0, 8)} (${proposal.party})`, 2);
      this.#page.facts([[n.say('stands', '现状'), this.#proposal(proposal, sides)], ...this.#answers(proposal)], 4);
    }
  }

  #proposal(
    { party, expires, inForceAt, withdrawn, declines, endorsements }: Proposal,
    sides: readonly string[],
  ): string {
    const n = this.#naming;
    if (inForceAt !== null) return n.say(`in force since ${n.moment(inForceAt)}`, `${n.moment(inForceAt)} 起生效`);
    if (withdrawn !== null) return n.say('withdrawn', '已撤回');
    if (declines.some((one) => one.party !== party)) return n.say('declined', '已拒绝');
    if (endorsements.length > 0) return n.say('endorsed, not yet in force', '已同意，尚未生效');
    const other = sides.find((side) => side !== party)!;
    return expires < this.#docket.now
      ? n.say(
          `expired ${n.moment(expires)} without an answer of ${other}`,
          `${n.moment(expires)} 到期，${other} 未答复`,
        )
      : n.say(`waits for ${other} until ${n.moment(expires)}`, `待 ${other} 答复，至 ${n.moment(expires)}`);
  }

  #answers({ endorsements, declines, withdrawn }: Proposal): [string, string][] {
    const n = this.#naming;
    return [
      ...endorsements.map(({ id, party, coveredAt }): [string, string] => [
        n.say('endorsed', '同意'),
        `${party} ${id.slice(0, 8)} ${coveredAt === null ? n.say('(not received)', '（未收悉）') : n.moment(coveredAt)}`,
      ]),
      ...declines.map(({ id, party }): [string, string] => [n.say('declined', '拒绝'), `${party} ${id.slice(0, 8)}`]),
      ...(withdrawn === null ? [] : [[n.say('withdrawn', '撤回'), withdrawn.id.slice(0, 8)] as [string, string]]),
    ];
  }

  #waits(waits: readonly WaitAt[]): void {
    if (waits.length === 0) return;
    const n = this.#naming;
    this.#page.heading(n.say('Waits now', '目前等待'));
    this.#page.facts(waits.map((wait) => [n.say(`on ${wait.party}`, `等待 ${wait.party}`), waitText(wait, n)]));
  }

  // ── acts ──

  #acts({ acts, subject: { state } }: SubjectShown): void {
    this.#page.heading(this.#naming.say('What was said, in order', '所述内容（按顺序）'));
    for (const act of acts) {
      this.#page.space();
      this.#act(act, state);
    }
  }

  #act(act: ActShown, state: SubjectState): void {
    const n = this.#naming;
    const { facts: codes, texts } = saidOf(act, n, this.#all);
    const none = act.disregarded === undefined ? '' : n.say(' — WITHOUT EFFECT', ' — 无效力');
    this.#page.line(
      `${n.moment(act.iat)}  ${act.party} ${act.index}  ${n.act(act.type)}  [${act.id.slice(0, 8)}]${none}`,
      2,
    );
    this.#page.facts([...this.#delivery(act), ...codes, ...this.#beside(act, state)], 4);
    for (const [label, text] of texts) {
      this.#page.line(`${label}:`, 4);
      this.#page.quote(text, 4);
    }
  }

  #delivery({ signers, delivery, service, disregarded, detail }: ActShown): [string, string][] {
    const n = this.#naming;
    const rows: [string, string][] = signers.map(({ kid, office, name }) => [
      n.say('signed by', '签署人'),
      `${name ?? n.say('(name not held)', '（姓名未持有）')}, ${office === null ? n.say('not appointed', '未任命') : codesOf('office', office, n)} (${kid.slice(0, 8)})`,
    ]);
    if (disregarded !== undefined) rows.push([n.say('no effect', '无效力'), `${disregarded}: ${detail ?? ''}`]);
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
      if (answer !== undefined) rows.push([label, `${n.moment(answer.at)} (${answer.act.slice(0, 8)})`]);
    }
    return rows;
  }

  /** What was added beside the act, and what of its words is not here. */
  #beside({ id, notHeld }: ActShown, { notes, translations, corrections, erasures }: SubjectState): [string, string][] {
    const n = this.#naming;
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

  #withoutEffect(acts: readonly ActShown[]): void {
    const n = this.#naming;
    const without = acts.filter(({ disregarded }) => disregarded !== undefined);
    const [unknown, others] = [
      without.filter(({ disregarded }) => disregarded === NOT_UNDERSTOOD),
      without.filter(({ disregarded }) => disregarded !== NOT_UNDERSTOOD),
    ];
    if (others.length > 0) this.#page.heading(n.say('Signed, and without effect', '已签署但无效力'));
    for (const act of others) disregardedLines(this.#page, n, act);
    if (unknown.length > 0) this.#page.heading(n.say('Not understood by this version', '本版本无法理解'));
    for (const { party, index, type, id } of unknown)
      this.#page.line(`${party} ${index}  ${type ?? ''}  [${id.slice(0, 8)}]`, 2);
  }
}

/** An act without effect: its code, why, the rule, and what would be in order. */
export function disregardedLines(
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
    [n.say('why', '原因'), detail],
  ];
  if (rule !== undefined) rows.push([n.say('rule', '规则'), rule.rule], [n.say('in order', '合规做法'), rule.remedy]);
  page.facts(rows, 4);
}

type Waits = Pick<WaitAt, 'what' | 'for' | 'state' | 'dueAt'> & { points?: number[] | undefined };

/** What somebody waits for, in words. */
export function waitText({ what, for: owed, state, dueAt, points }: Waits, n: Naming): string {
  const until =
    state === 'open'
      ? n.say('without an end', '无期限')
      : state === 'overdue'
        ? n.say(`overdue since ${n.moment(dueAt)}`, `${n.moment(dueAt)} 起逾期`)
        : n.say(`until ${n.moment(dueAt)}`, `至 ${n.moment(dueAt)}`);
  const comma = n.say(', ', '，');
  if (what === 'proposal') return `${n.say('endorse or decline: ', '同意或拒绝：')}${n.act(owed)}${comma}${until}`;
  if (what === 'points') {
    const numbers = (points ?? []).join(n.say(', ', '、'));
    return n.say(`answer to points ${numbers}, ${until}`, `答复要点 ${numbers}，${until}`);
  }
  return `${n.of(deadlineName(owed))}${comma}${until}`;
}
