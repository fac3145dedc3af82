// A subject as a page for a reader: how it stands, its points and who answered them, deadlines, what is owed because of other subjects, proposals,
// then every act in order, word for word, and last what the rules gave no effect.

import type { JsonObject } from '@parley/record/json';
import type { MappedPoint, NamedExhibits } from '@parley/docket/case/map';
import type { HypothesesState } from '@parley/docket/finding/hypotheses';
import type { Need } from '@parley/docket/commitment/needs';
import { codeName } from '@parley/docket/vocabulary/codes';
import { labelOf, labels } from '@parley/docket/vocabulary/label';
import { standingName } from '@parley/docket/vocabulary/states';
import { writeAct, writeDisregarded } from '#shown/act';
import type { Naming } from '#shown/naming';
import { writeDeadlines, writeObligations, writeProposals, writeWaits } from '#shown/owed';
import type { Page } from '#shown/page';
import type { ActShown, SubjectShown } from '#shown/subject';

const NOT_UNDERSTOOD = 'act.type_unknown';

const reasons = labels(`
not-assessed | not assessed | 未评估
partly | partly fulfilled | 部分履行
not | not fulfilled | 未履行
cannot-be-assessed | cannot be assessed | 无法评估
disputed | disputed | 有异议
`);

const days = labels(`
by | to be averted | 可避免至
effective | to be in force | 拟生效
review | to be reviewed | 拟复审
sunset | to end | 拟终止
`);

export class SubjectPage {
  #page: Page;
  #naming: Naming;
  #all: boolean;

  /** `all`: texts in every language they have. */
  constructor(page: Page, naming: Naming, all: boolean) {
    this.#page = page;
    this.#naming = naming;
    this.#all = all;
  }

  write(shown: SubjectShown): void {
    this.#head(shown);
    this.#points(shown);
    this.#needs(shown);
    this.#unsaid(shown);
    this.#competing(shown);
    writeDeadlines(this.#page, this.#naming, shown.deadlines);
    writeObligations(this.#page, this.#naming, shown.obligations);
    writeProposals(this.#page, this.#naming, shown.subject.state, shown.asOf);
    writeWaits(this.#page, this.#naming, shown.waits);
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
      if (refers.includes(one.id)) continue;
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

  // ── days of a measure, rival hypotheses ──

  #unsaid({ unsaid = [] }: SubjectShown): void {
    if (unsaid.length === 0) return;
    const n = this.#naming;
    this.#page.heading(n.say('Passed, and nothing was said of it', '已过而未作任何说明'));
    this.#page.facts(unsaid.map(({ day, at }) => [n.of(labelOf(days, day)), n.moment(at)]));
  }

  #competing({ competing = [], subject: { state }, acts }: SubjectShown): void {
    const n = this.#naming;
    const from = new Map((state as HypothesesState).hypotheses?.map((one) => [one.no, one.from]));
    for (const { party, hypotheses, exhibits } of competing) {
      this.#page.heading(
        n.say(`By the ratings of ${party}, least against it first`, `按 ${party} 的评定，反证最少者在前`),
      );
      if (exhibits.length === 0) {
        this.#page.line(n.say('nothing was rated', '尚未评定'), 2);
        continue;
      }
      this.#page.fullTable(
        [
          n.say('rank', '名次'),
          n.say('hypothesis', '假设'),
          n.say('kind', '种类'),
          n.say('against', '反证'),
          n.say('inconsistent', '不符'),
          n.say('consistent', '相符'),
          n.say('unrated', '未评'),
        ],
        hypotheses.map(({ no, kind, rank, against, inconsistent, consistent, unrated }) => [
          rank === null ? '—' : String(rank),
          `${no}: ${this.#numbered(acts, from.get(no)!, 'hypotheses', no)}`,
          n.of(codeName('kind', kind)),
          ...[against, inconsistent, consistent, unrated].map(String),
        ]),
        2,
      );
      for (const { exhibit, apart, pairs, decisive } of exhibits) {
        const which = n.ref(exhibit);
        const tells = n.say(
          `${which}: tells ${apart} of ${pairs} pairs apart${decisive ? '; without it others would come first' : ''}`,
          `${which}：可区分 ${pairs} 对中的 ${apart} 对${decisive ? '；若无此件，居首者将不同' : ''}`,
        );
        this.#page.line(tells, 2);
      }
    }
  }

  // ── acts ──

  #acts({ acts, subject: { state } }: SubjectShown): void {
    this.#page.heading(this.#naming.say('What was said, in order', '所述内容（按顺序）'));
    for (const act of acts) {
      this.#page.space();
      writeAct(this.#page, this.#naming, act, state, this.#all);
    }
  }

  #withoutEffect(acts: readonly ActShown[]): void {
    const n = this.#naming;
    const without = acts.filter(({ disregarded }) => disregarded !== undefined);
    const [unknown, others] = [
      without.filter(({ disregarded }) => disregarded === NOT_UNDERSTOOD),
      without.filter(({ disregarded }) => disregarded !== NOT_UNDERSTOOD),
    ];
    if (others.length > 0) this.#page.heading(n.say('Signed, and without effect', '已签署但无效力'));
    for (const act of others) writeDisregarded(this.#page, n, act);
    if (unknown.length > 0) this.#page.heading(n.say('Not understood by this version', '本版本无法理解'));
    for (const { party, index, type, id } of unknown)
      this.#page.line(`${party} ${index}  ${type ?? ''}  [${id.slice(0, 8)}]`, 2);
  }
}
