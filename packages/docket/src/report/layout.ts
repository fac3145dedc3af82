// The report as a document: headings, facts, tables and texts, in the order in which a co-chair reads them. Renderers know these four and
// nothing of the docket, so that HTML and PDF say the same.

import type { DeadlineState } from '#asof';
import type { HeldText, ReportAct, ReportDeadline, ReportSubject, StatusReport } from '#report/model';
import { encodeMoment } from '#report/moment';
import { actNames, kindNames, kindPlurals } from '#vocabulary/acts';
import { codeName } from '#vocabulary/codes';
import { labelOf, type Label } from '#vocabulary/label';
import { memberName } from '#vocabulary/members';
import { deadlineName, deadlineStates, RIGHTS, standingName } from '#vocabulary/states';
import { orderOf, wordName } from '#vocabulary/words';

/** What a cell shows: a name of ours in both languages, or a text of an officer's in those it has; `null` text: not held. */
export type Cell = { label: Label } | { text: HeldText };

export type Block =
  /** `level` 1–3; `tone` of what stands under it; `id`: where links lead */
  | { block: 'heading'; level: 1 | 2 | 3; cells: Cell[]; id?: string }
  /** `act`: what follows was said by one act, whose first row names it */
  | { block: 'facts'; rows: [label: Label, cell: Cell][]; act?: true }
  | { block: 'table'; head: Label[]; rows: { cells: Cell[]; tone?: Tone }[] }
  /** officers' texts, each with who says it */
  | { block: 'texts'; rows: { label: Label; text: HeldText }[] }
  | { block: 'note'; label: Label };

export type Tone = 'late' | 'open' | 'done';

const both = (text: string): Label => ({ en: text, zh: text });
const cell = (en: string, zh: string): Cell => ({ label: { en, zh } });
const same = (text: string): Cell => ({ label: both(text) });
const NONE = cell('—', '—');

const PRESUMPTION: Label = {
  en: 'Every entry is an allegation, or an answer to one, unless its outcome says otherwise. Whoever is accused is presumed innocent until proven guilty. Acknowledged is not accepted.',
  zh: '除非结果另有说明，每项录入均为指控或对指控的答复。任何被指控者未经证明有罪均推定无罪。确认收悉不等于接受。',
};

const ORIGIN: Label = {
  en: 'Both nodes compute this report from the two logs alone. Whoever holds the exported record can compute it again and compare it byte by byte.',
  zh: '本报告由双方节点仅依据双方日志计算得出。任何持有导出记录者均可重新计算并逐字节比对。',
};

export function layOut(report: StatusReport): Block[] {
  const names = new Map(report.parties.map(({ id, names: text }) => [id, nameOf(id, text)]));
  const party = (id: string): Label => names.get(id) ?? both(id);
  const titles = new Map(report.subjects.map((subject) => [subject.id, subject]));
  const page = new Page(party, titles);
  const cases = report.subjects.filter(({ kind }) => kind === 'case');
  const placed = new Set(cases.map(({ id }) => id));
  const blocks: Block[] = [
    { block: 'heading', level: 1, cells: [cell('Status report', '进展报告')] },
    {
      block: 'facts',
      rows: [
        [{ en: 'Accord', zh: '协约' }, { text: report.accord.title }],
        [
          { en: 'Parties', zh: '各方' },
          { label: { en: join(report, party, 'en', ', '), zh: join(report, party, 'zh', '、') } },
        ],
        [{ en: 'Review date', zh: '审议日期' }, same(encodeMoment(report.reviewAt))],
        [{ en: 'Docket digest', zh: '案卷摘要值' }, same(report.digest)],
      ],
    },
    { block: 'note', label: PRESUMPTION },
    heading({ en: 'What is owed', zh: '应履行事项' }),
    summaryOf(report, party),
  ];
  const overdue = overdueOf(report, page);
  blocks.push(heading({ en: 'Overdue on either side', zh: '双方逾期事项' }), ...overdue);
  blocks.push(heading({ en: 'Due and held', zh: '应办与已办' }), occasionsOf(report), updatesOf(report, party));
  blocks.push(...actionsOf(report, party));
  if (cases.length > 0) blocks.push(heading(kindPlurals.get('case')!));
  for (const subject of cases) {
    blocks.push(...page.subject(subject, 2));
    for (const other of report.subjects) {
      if (placed.has(other.id) || !other.about.includes(subject.id)) continue;
      placed.add(other.id);
      blocks.push(...page.subject(other, 3));
    }
  }
  for (const [kind, name] of kindPlurals) {
    const rest = report.subjects.filter((subject) => subject.kind === kind && !placed.has(subject.id));
    if (rest.length === 0) continue;
    blocks.push(heading(name));
    for (const subject of rest) blocks.push(...page.subject(subject, 3));
  }
  if (report.disregarded.length > 0) {
    blocks.push(heading({ en: 'Signed, and without effect', zh: '已签署但无效力' }), {
      block: 'table',
      head: [{ en: 'Party', zh: '一方' }, both('№'), { en: 'Act', zh: '行为' }, { en: 'Rule', zh: '规则' }],
      rows: report.disregarded.map(({ party: by, index, type, code }) => ({
        cells: [
          { label: party(by) },
          same(String(index)),
          type === null ? NONE : { label: labelOf(actNames, type) },
          same(code),
        ],
      })),
    });
  }
  blocks.push(
    heading({ en: 'What this was computed from', zh: '计算依据' }),
    { block: 'note', label: ORIGIN },
    {
      block: 'table',
      head: [
        { en: 'Log', zh: '日志' },
        { en: 'Size', zh: '条目数' },
        { en: 'Root', zh: '根哈希' },
        { en: 'Cosigned', zh: '共签' },
      ],
      rows: report.checkpoints.map(({ origin, size, root, by }) => ({
        cells: [
          same(origin),
          same(String(size)),
          same(root),
          same(by.map((one) => `${one.by} ${encodeMoment(one.time)}`).join(', ')),
        ],
      })),
    },
  );
  return blocks;
}

/** Of words that are not held, nobody can say which they are. */
const WORDS: Label = { en: 'Words', zh: '文字内容' };

function heading(label: Label): Block {
  return { block: 'heading', level: 2, cells: [{ label }] };
}

function nameOf(id: string, text: Record<string, string>): Label {
  const zh = Object.keys(text).find((language) => language.startsWith('zh'));
  const en = text['en'] ?? Object.values(text)[0] ?? id;
  return { en, zh: zh === undefined ? en : text[zh]! };
}

function join(report: StatusReport, party: (id: string) => Label, language: 'en' | 'zh', by: string): string {
  return report.parties.map(({ id }) => party(id)[language]).join(by);
}

const COUNTED: DeadlineState[] = ['running', 'paused', 'met', 'met late', 'due', 'lapsed', 'void'];

function summaryOf(report: StatusReport, party: (id: string) => Label): Block {
  return {
    block: 'table',
    head: [{ en: 'Owed by', zh: '义务方' }, ...COUNTED.map((state) => labelOf(deadlineStates, state))],
    rows: report.summary.map(({ party: id, owes }) => ({
      cells: [{ label: party(id) }, ...COUNTED.map((state) => same(String(owes[state])))],
    })),
  };
}

function overdueOf(report: StatusReport, page: Page): Block[] {
  const rows = report.subjects.flatMap((subject) =>
    allDeadlines(subject)
      .filter(({ for: owed, state }) => (state === 'due' || state === 'lapsed') && !RIGHTS.has(owed))
      .map((deadline) => ({ subject, deadline })),
  );
  rows.sort((a, b) => a.deadline.dueAt! - b.deadline.dueAt! || (a.subject.id < b.subject.id ? -1 : 1));
  if (rows.length === 0) return [{ block: 'note', label: { en: 'Nothing is overdue.', zh: '无逾期事项。' } }];
  return [
    {
      block: 'table',
      head: [
        { en: 'Owed by', zh: '义务方' },
        { en: 'What', zh: '事项' },
        { en: 'In', zh: '所属' },
        { en: 'Due', zh: '到期' },
        { en: 'State', zh: '状态' },
      ],
      rows: rows.map(({ subject, deadline }) => ({
        tone: 'late',
        cells: [
          page.party(deadline.owedBy),
          { label: deadlineName(deadline.for) },
          { text: subject.title },
          same(encodeMoment(deadline.dueAt!)),
          { label: stateLabel(deadline) },
        ],
      })),
    },
  ];
}

const OCCASIONS: Record<string, Label> = {
  session: { en: 'Sessions', zh: '会议' },
  check: { en: 'Communication checks', zh: '通联检查' },
  drill: { en: 'Hotline drills', zh: '热线演练' },
};

function occasionsOf({ occasions: all }: StatusReport): Block {
  const occasions = all.filter(({ due, held, nextDueAt }) => due > 0 || held > 0 || nextDueAt !== null);
  if (occasions.length === 0) {
    return { block: 'note', label: { en: 'The accord has no cadence.', zh: '协约未约定周期。' } };
  }
  return {
    block: 'table',
    head: [
      { en: 'What', zh: '事项' },
      { en: 'Due', zh: '应办' },
      { en: 'Held', zh: '已办' },
      { en: 'In time', zh: '按时' },
      { en: 'Late', zh: '逾期' },
      { en: 'Missed', zh: '未办' },
      { en: 'Next due', zh: '下次到期' },
    ],
    rows: occasions.map(({ what, due, held, inTime, late, missed, nextDueAt }) => ({
      ...(missed > 0 ? { tone: 'late' as const } : {}),
      cells: [
        { label: OCCASIONS[what]! },
        ...[due, held, inTime, late, missed].map((count) => same(String(count))),
        momentCell(nextDueAt),
      ],
    })),
  };
}

function updatesOf({ summary }: StatusReport, party: (id: string) => Label): Block {
  return {
    block: 'table',
    head: [
      { en: 'Updates on requests, by', zh: '请求进展通报，义务方' },
      { en: 'Due', zh: '应办' },
      { en: 'Given', zh: '已办' },
    ],
    rows: summary.map(({ party: id, updates }) => ({
      cells: [{ label: party(id) }, same(String(updates.due)), same(String(updates.given))],
    })),
  };
}

function actionsOf({ actions, reviewAt }: StatusReport, party: (id: string) => Label): Block[] {
  if (actions.length === 0) return [];
  const today = encodeMoment(reviewAt).slice(0, 10);
  return [
    heading({ en: 'Action items', zh: '行动事项' }),
    {
      block: 'table',
      head: [
        { en: 'Due', zh: '到期' },
        { en: 'Owner', zh: '责任方' },
        { en: 'What', zh: '事项' },
        { en: 'State', zh: '状态' },
      ],
      rows: actions.map(({ owner, due, state, text }) => ({
        ...(state !== 'done' && due < today ? { tone: 'late' as const } : {}),
        cells: [
          same(due),
          { label: party(owner) },
          { text },
          { label: state === 'open' ? { en: 'open', zh: '待办' } : codeName('state', state) },
        ],
      })),
    },
  ];
}

function allDeadlines({ deadlines, obligations }: ReportSubject): ReportDeadline[] {
  return [...deadlines, ...obligations.flatMap(({ deadline }) => (deadline === null ? [] : [deadline]))];
}

function stateLabel({ for: owed, state, heldAt }: ReportDeadline): Label {
  // A right that was not used ended; nobody is late with it.
  if (RIGHTS.has(owed) && (state === 'lapsed' || state === 'due')) return { en: 'not used', zh: '未行使' };
  const { en, zh } = labelOf(deadlineStates, state);
  if (state !== 'due' || heldAt === null) return { en, zh };
  return { en: `${en} ${encodeMoment(heldAt)}`, zh: `${zh}（${encodeMoment(heldAt)}）` };
}

class Page {
  #party: (id: string) => Label;
  #subjects: ReadonlyMap<string, ReportSubject>;

  constructor(party: (id: string) => Label, subjects: ReadonlyMap<string, ReportSubject>) {
    this.#party = party;
    this.#subjects = subjects;
  }

  party(id: string): Cell {
    return { label: this.#party(id) };
  }

  subject(subject: ReportSubject, level: 2 | 3): Block[] {
    const { id, kind, title, sides, openedAt, standing, category } = subject;
    const name = labelOf(kindNames, kind);
    const [from, to] = [this.#party(sides[0]), this.#party(sides[1])];
    const rows: [Label, Cell][] = [
      [
        { en: 'From → to', zh: '提出方 → 对方' },
        { label: { en: `${from.en} → ${to.en}`, zh: `${from.zh} → ${to.zh}` } },
      ],
      [{ en: 'Received', zh: '收悉' }, same(encodeMoment(openedAt))],
    ];
    if (category !== '-') rows.push([memberName('category'), { label: codeName('category', category) }]);
    rows.push([{ en: 'Stands', zh: '现状' }, { label: standingName(kind, standing) }]);
    const about = subject.about.filter((one) => this.#subjects.has(one)).map((one) => this.#subjects.get(one)!);
    for (const other of about) rows.push([labelOf(kindNames, other.kind), { text: other.title }]);
    return [
      { block: 'heading', level, cells: [{ label: name }, { text: title }], id },
      { block: 'facts', rows },
      ...this.#points(subject),
      ...this.#deadlines(subject),
      ...this.#acts(subject),
    ];
  }

  #points({ points }: ReportSubject): Block[] {
    if (points.length === 0) return [];
    return [
      {
        block: 'table',
        head: [both('№'), { en: 'Point', zh: '要点' }, { en: 'Answer', zh: '答复' }],
        rows: points.map(({ no, view, text }) => ({
          cells: [same(String(no)), { text }, { label: codeName('view', view) }],
        })),
      },
    ];
  }

  #deadlines(subject: ReportSubject): Block[] {
    const deadlines = allDeadlines(subject).filter(({ state }) => state !== 'not started');
    if (deadlines.length === 0) return [];
    return [
      {
        block: 'table',
        head: [
          { en: 'Owed', zh: '应履行' },
          { en: 'By', zh: '义务方' },
          { en: 'Since', zh: '起算' },
          { en: 'Due', zh: '到期' },
          { en: 'Done', zh: '完成' },
          { en: 'State', zh: '状态' },
        ],
        rows: deadlines.map((deadline) => ({
          ...(RIGHTS.has(deadline.for) ? {} : toneOf(deadline.state)),
          cells: [
            { label: deadlineName(deadline.for) },
            this.party(deadline.owedBy),
            momentCell(deadline.startsAt),
            dueCell(deadline),
            momentCell(deadline.stoppedAt),
            { label: stateLabel(deadline) },
          ],
        })),
      },
    ];
  }

  #acts({ id, acts }: ReportSubject): Block[] {
    return acts.flatMap((act): Block[] => {
      const name = labelOf(actNames, act.type);
      const by = this.#party(act.party);
      const said = saidOf(act);
      const at = encodeMoment(act.signedAt);
      const received =
        act.receivedAt === null
          ? { en: 'not received', zh: '未收悉' }
          : { en: `received ${encodeMoment(act.receivedAt)}`, zh: `收悉 ${encodeMoment(act.receivedAt)}` };
      const texts = act.texts
        .filter(([member]) => member !== 'title' || act.id !== id)
        .toSorted((a, b) => orderOf(a[0]) - orderOf(b[0]))
        .map(([member, no, text]) => ({ label: member === '' ? WORDS : wordName(member, no), text }));
      return [
        {
          block: 'facts',
          act: true,
          rows: [
            [
              { en: `${by.en}: ${name.en}`, zh: `${by.zh}：${name.zh}` },
              { label: { en: `signed ${at}, ${received.en}`, zh: `签署 ${at}，${received.zh}` } },
            ],
            ...said,
            ...this.#proposal(act),
          ],
        },
        ...(texts.length === 0 ? [] : [{ block: 'texts' as const, rows: texts }]),
      ];
    });
  }

  #proposal({ proposal }: ReportAct): [Label, Cell][] {
    if (proposal === null) return [];
    const { expires, inForceAt, declinedBy, withdrawn } = proposal;
    const label = { en: 'Proposal', zh: '提议' };
    if (inForceAt !== null) {
      return [
        [
          label,
          cell(`endorsed, in force since ${encodeMoment(inForceAt)}`, `已同意，${encodeMoment(inForceAt)} 起生效`),
        ],
      ];
    }
    if (withdrawn) return [[label, cell('withdrawn', '已撤回')]];
    if (declinedBy.length > 0) {
      const names = declinedBy.map((id) => this.#party(id));
      return [
        [
          label,
          cell(`declined by ${names.map(({ en }) => en).join(', ')}`, `${names.map(({ zh }) => zh).join('、')}已拒绝`),
        ],
      ];
    }
    return [[label, cell(`open until ${encodeMoment(expires)}`, `有效至 ${encodeMoment(expires)}`)]];
  }
}

function toneOf(state: DeadlineState): { tone?: Tone } {
  if (state === 'due' || state === 'lapsed') return { tone: 'late' };
  if (state === 'running' || state === 'paused') return { tone: 'open' };
  return state === 'met' ? { tone: 'done' } : {};
}

function momentCell(seconds: number | null): Cell {
  return seconds === null ? NONE : same(encodeMoment(seconds));
}

function dueCell({ dueAt, provisional }: ReportDeadline): Cell {
  if (dueAt === null) return NONE;
  const at = encodeMoment(dueAt);
  if (provisional.length === 0) return same(at);
  const years = provisional.join(', ');
  return cell(`${at}, provisional: calendar of ${years} not published`, `${at}（暂定：${years} 年日历尚未公布）`);
}

function saidOf({ says }: ReportAct): [Label, Cell][] {
  return says.map(([member, values]) => [
    memberName(member),
    {
      label: {
        en: values.map((value) => valueLabel(member, value).en).join(', '),
        zh: values.map((value) => valueLabel(member, value).zh).join('、'),
      },
    },
  ]);
}

const YES: Label = { en: 'yes', zh: '是' };
const NO: Label = { en: 'no', zh: '否' };

function valueLabel(member: string, value: string | number): Label {
  if (value === 'yes') return YES;
  if (value === 'no') return NO;
  return typeof value === 'number' ? both(String(value)) : codeName(member, value);
}
