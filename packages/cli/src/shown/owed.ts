// What is owed, as lines of a page: deadlines with their states, what follows from other subjects, proposals and who answered them, and what waits.

import type { DeadlineAt } from '@parley/docket/asof';
import type { Proposal, SubjectState } from '@parley/docket/kind';
import type { WaitAt } from '@parley/docket/obligations/waits';
import { lengthWords } from '@parley/docket/scorecard/wording';
import { labelOf, labels } from '@parley/docket/vocabulary/label';
import { deadlineName } from '@parley/docket/vocabulary/states';
import type { Naming } from '#shown/naming';
import type { Page } from '#shown/page';
import type { ObligationAt } from '#shown/subject';

/** What follows from another subject, beside deadlines, which have names of their own. */
const facts = labels(`
closed | closed by a joint finding | 由共同结论结案
condition-met | condition met | 条件已满足
exhibit-held | exhibit held by the other side | 对方已持有证据
answered | answered elsewhere | 已在他处答复
averted | averted | 已避免
`);

export function writeDeadlines(page: Page, n: Naming, deadlines: readonly DeadlineAt[]): void {
  if (deadlines.length === 0) return;
  page.heading(n.say('Deadlines', '期限'));
  page.fullTable(
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
    for (const remark of remarksOf(n, one))
      page.line(`${n.of(deadlineName(one.for))} (${one.of.slice(0, 8)}): ${remark}`, 2);
}

/** Gross and net, more time, and what is not settled yet. */
function remarksOf(
  n: Naming,
  { startsAt, dueAt, grossDueAt, stoppedAt, pauses, extensions, provisional, owedBy }: DeadlineAt,
): string[] {
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

export function writeObligations(page: Page, n: Naming, obligations: readonly ObligationAt[]): void {
  if (obligations.length === 0) return;
  page.heading(n.say('Because of other subjects', '因其他事项而生'));
  for (const { what, because, since, deadline } of obligations) {
    const name = facts.has(what) ? n.of(labelOf(facts, what)) : n.of(deadlineName(what));
    const rows: [string, string][] = [
      [n.say('because of', '缘由'), n.ref(because)],
      [n.say('since', '自'), n.moment(since)],
    ];
    if (deadline !== null) rows.push([n.say('deadline', '期限'), n.owed(deadline)]);
    page.line(name, 2);
    page.facts(rows, 4);
    if (deadline !== null) for (const remark of remarksOf(n, deadline)) page.line(remark, 4);
  }
}

export function writeProposals(page: Page, n: Naming, { proposals, sides }: SubjectState, now: number): void {
  if (proposals.length === 0) return;
  page.heading(n.say('Proposals and answers', '提议与答复'));
  for (const proposal of proposals) {
    page.line(`${n.act(proposal.type)} ${proposal.id.slice(0, 8)} (${proposal.party})`, 2);
    page.facts([[n.say('stands', '现状'), standsOf(n, proposal, sides, now)], ...answersOf(n, proposal)], 4);
  }
}

function standsOf(
  n: Naming,
  { party, expires, inForceAt, withdrawn, declines, endorsements }: Proposal,
  sides: readonly string[],
  now: number,
): string {
  if (inForceAt !== null) return n.say(`in force since ${n.moment(inForceAt)}`, `${n.moment(inForceAt)} 起生效`);
  if (withdrawn !== null) return n.say('withdrawn', '已撤回');
  if (declines.some((one) => one.party !== party)) return n.say('declined', '已拒绝');
  if (endorsements.length > 0) return n.say('endorsed, not yet in force', '已同意，尚未生效');
  const other = sides.find((side) => side !== party)!;
  return expires < now
    ? n.say(
        `expired ${n.moment(expires)}, neither endorsed nor declined by ${other}`,
        `${n.moment(expires)} 到期，${other} 既未同意也未拒绝`,
      )
    : n.say(`waits for ${other} until ${n.moment(expires)}`, `待 ${other} 答复，至 ${n.moment(expires)}`);
}

function answersOf(n: Naming, { endorsements, declines, withdrawn }: Proposal): [string, string][] {
  return [
    ...endorsements.map(({ id, party, coveredAt }): [string, string] => [
      n.say('endorsed', '同意'),
      `${party} ${id.slice(0, 8)} ${coveredAt === null ? n.say('(not received)', '（未收悉）') : n.moment(coveredAt)}`,
    ]),
    ...declines.map(({ id, party }): [string, string] => [n.say('declined', '拒绝'), `${party} ${id.slice(0, 8)}`]),
    ...(withdrawn === null ? [] : [[n.say('withdrawn', '撤回'), withdrawn.id.slice(0, 8)] as [string, string]]),
  ];
}

export function writeWaits(page: Page, n: Naming, waits: readonly WaitAt[]): void {
  if (waits.length === 0) return;
  page.heading(n.say('Waits now', '目前等待'));
  page.facts(waits.map((wait) => [n.say(`on ${wait.party}`, `等待 ${wait.party}`), waitText(wait, n)]));
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
    return n.say(
      `answer to ${points?.length === 1 ? 'point' : 'points'} ${numbers}, ${until}`,
      `答复要点 ${numbers}，${until}`,
    );
  }
  return `${n.of(deadlineName(owed))}${comma}${until}`;
}
