// What a reader of an accord should not overlook: what can be seen from the terms alone, by rules that a lawyer would also have. Nothing here
// forbids anything, and nothing here replaces reading.

import type { AccordParty } from '@parley/record/accord';
import type { FoundingText } from '#accord/founding/text';
import { templateOf, digestOfTemplate } from '#accord/templates/templates';
import { signaturesDemanded } from '#authority';
import { defaultTerms, type Offices, type Terms } from '#terms';
import { labelOf, type Label } from '#vocabulary/label';
import { actNames } from '#vocabulary/acts';

/** `about`: the member that it is about, dotted. `code` is stable. */
export type Warning = { code: string; about: string; says: Label };

type Agreed = { terms: Terms; offices: Offices };

/** Of a founding: everything. */
export function warningsOf(text: FoundingText, agreed: Agreed, reader?: string): Warning[] {
  return [
    ...agreedWarnings(agreed),
    ...documentWarnings(text, agreed),
    ...text.accord.parties.flatMap((party) => [...partyWarnings(party)]),
    ...readerWarnings(text, agreed, reader),
  ];
}

/** Of terms and offices alone, as an amendment has them. */
export function agreedWarnings({ terms, offices }: Agreed): Warning[] {
  return [...termWarnings(terms), ...officeWarnings(offices)];
}

function warn(code: string, about: string, en: string, zh: string): Warning {
  return { code, about, says: { en, zh } };
}

function* termWarnings(terms: Terms): Generator<Warning> {
  const { allowances, floors, calendars } = terms;
  for (const [about, allowance] of allowancesIn(allowances, 'terms.allowances')) {
    const floor = about.includes('.hotline.') ? floors.hotlineHours : floors.deadlineHours;
    if ('hours' in allowance && allowance.hours < floor)
      yield warn(
        'below-floor',
        about,
        `${allowance.hours} hours is below the floor and counts as ${floor} hours`,
        `${allowance.hours}小时低于下限，按${floor}小时计`,
      );
  }
  if (terms.clock === 'scripted')
    yield warn(
      'scripted-clock',
      'terms.clock',
      'the clock follows a script: this accord is for an exercise, and its times prove nothing',
      '时钟依脚本运行：本协约仅供演练，其时间不具证明力',
    );
  if (calendars.nonWorkingDaysMax > defaultTerms.calendars.nonWorkingDaysMax)
    yield warn(
      'long-holidays',
      'terms.calendars.nonWorkingDaysMax',
      `a party may declare ${calendars.nonWorkingDaysMax} days of a year non-working, and time limits in working days grow with them`,
      `一方可宣布一年中${calendars.nonWorkingDaysMax}天为非工作日，以工作日计的期限随之延长`,
    );
  if (calendars.nonWorkingRunMax > defaultTerms.calendars.nonWorkingRunMax)
    yield warn(
      'long-run',
      'terms.calendars.nonWorkingRunMax',
      `a party may be closed for ${calendars.nonWorkingRunMax} days in a row`,
      `一方可连续${calendars.nonWorkingRunMax}天不办公`,
    );
  if (terms.returnsMax > 2)
    yield warn(
      'many-returns',
      'terms.returnsMax',
      `a request may be returned ${terms.returnsMax} times, and each pauses the reply`,
      `请求可被退回${terms.returnsMax}次，每次均暂停答复期限`,
    );
  if (terms.proposalDays < 7)
    yield warn(
      'short-proposals',
      'terms.proposalDays',
      `a proposal lapses after ${terms.proposalDays} days: a minister may be away for longer`,
      `提议在${terms.proposalDays}天后失效：负责人外出可能更久`,
    );
  if (floors.hotlineHours > 4)
    yield warn(
      'slow-hotline',
      'terms.floors.hotlineHours',
      `nobody need answer the hotline within less than ${floors.hotlineHours} hours`,
      `热线在${floors.hotlineHours}小时内无人须应答`,
    );
  if (terms.cadence.sessionDays === undefined)
    yield warn('no-sessions', 'terms.cadence', 'no rhythm of sessions is agreed', '未约定会议周期');
  if (terms.cadence.checkDays === undefined)
    yield warn('no-checks', 'terms.cadence', 'no rhythm of communication checks is agreed', '未约定通联检查周期');
}

function* allowancesIn(value: object, about: string): Generator<[string, { hours: number } | { workingDays: number }]> {
  for (const [name, inner] of Object.entries(value) as [string, object][]) {
    if ('hours' in inner || 'workingDays' in inner) yield [`${about}.${name}`, inner as { hours: number }];
    else yield* allowancesIn(inner, `${about}.${name}`);
  }
}

/** Without these a party could not do what the accord is for. */
const NEEDED = [
  'case.allege',
  'case.position',
  'request.make',
  'request.reply',
  'hotline.acknowledge',
  'endorse',
] as const;
const NODE_SAYS = ['exhibit.held', 'contact.check', 'contact.answer'] as const;
function* officeWarnings(offices: Offices): Generator<Warning> {
  const signers = (type: string) =>
    Object.keys(offices).flatMap((office) => signaturesDemanded(offices, office, type) ?? []);
  const name = (type: string) => labelOf(actNames, type);
  for (const type of NEEDED) {
    if (signers(type).length === 0)
      yield warn(
        'nobody-signs',
        'offices',
        `no office may sign ${type} (${name(type).en})`,
        `无职位可签署 ${type}（${name(type).zh}）`,
      );
  }
  if (signers('officer.appoint').length === 0)
    yield warn(
      'root-appoints',
      'offices',
      'no office may appoint officers: the root key has to be fetched for each',
      '无职位可任命官员：每次任命均须取出根密钥',
    );
  const amending = signers('accord.amend');
  if (amending.length === 0)
    yield warn('unchangeable', 'offices', 'no office may propose other terms', '无职位可提议变更条款');
  else if (Math.min(...amending) < 2)
    yield warn(
      'one-amends',
      'offices',
      'one officer alone may propose other terms for a party',
      '一名官员即可代表一方提议变更条款',
    );
  // The power to endorse is one: it takes as many for other terms as for the date of a meeting.
  const alone = Object.keys(offices).filter((office) => signaturesDemanded(offices, office, 'endorse') === 1);
  if (alone.length > 0)
    yield warn(
      'one-endorses',
      'offices',
      `one officer alone may endorse whatever is proposed, other terms too, in the office of ${alone.join(', ')}`,
      `下列职位的一名官员即可附议任何提议，包括变更条款：${alone.join('、')}`,
    );
  for (const type of NODE_SAYS) {
    if (signaturesDemanded(offices, 'registrar', type) !== 1)
      yield warn(
        'node-silent',
        'offices.registrar',
        `the node’s own officer may not sign ${type}: somebody has to do it by hand`,
        `节点自身官员不得签署 ${type}：须由人员办理`,
      );
  }
  for (const office of Object.keys(offices)) {
    if (office === 'registrar' && signaturesDemanded(offices, office, 'case.allege') !== undefined)
      yield warn(
        'node-speaks',
        'offices.registrar',
        'the node’s own officer may sign what people should: whoever has the node speaks for the party',
        '节点自身官员可签署本应由人员签署的行为：控制节点者即可代表该方',
      );
  }
}

function* documentWarnings({ accord, template }: FoundingText, { terms }: Agreed): Generator<Warning> {
  if (accord.witnesses.length === 0)
    yield warn(
      'no-witness',
      'witnesses',
      'no independent witness: that a party withheld its log cannot be proven to third parties',
      '无独立见证人：一方扣留日志之事无法向第三方证明',
    );
  else if (accord.quorum === 0)
    yield warn('no-quorum', 'quorum', 'witnesses are named and none has to cosign', '已列见证人，但无须任何见证人联署');
  const { entriesPerDay, bytesPerDay } = accord.quotas;
  if (entriesPerDay < 200)
    yield warn(
      'small-quota',
      'quotas.entriesPerDay',
      `${entriesPerDay} acts a day are few: a busy day is not received whole`,
      `每日${entriesPerDay}项行为过少：繁忙之日无法全部收悉`,
    );
  if (bytesPerDay < 16_777_216)
    yield warn(
      'small-quota',
      'quotas.bytesPerDay',
      `${bytesPerDay} bytes a day are few: words and exhibits of one case may exceed them`,
      `每日${bytesPerDay}字节过少：一案的文字与证据即可能超出`,
    );
  for (const tag of terms.languages) {
    if (!Object.keys(accord.text).some((one) => one === tag || one.startsWith(`${tag}-`)))
      yield warn('untranslated', 'text', `the text is not there in ${tag}`, `正文缺少 ${tag} 文本`);
  }
  const from = template && templateOf(template.name);
  if (template !== undefined && (from === undefined || digestOfTemplate(from) !== template.digest))
    yield warn(
      'other-template',
      'template',
      `it says that it comes from the template ${template.name}, in an edition that this Parley does not have`,
      `其称源自模板 ${template.name}，但本软件没有该版本`,
    );
}

function* partyWarnings({ id, domain, addresses }: AccordParty): Generator<Warning> {
  for (const address of addresses) {
    const about = `parties.${id}.addresses`;
    const { protocol, hostname } = new URL(address);
    if (protocol !== 'https:')
      yield warn(
        'not-encrypted',
        about,
        `${address} is not https: who is on the line reads along`,
        `${address} 并非 https：线路上的他人可以读取`,
      );
    if (hostname !== domain && !hostname.endsWith(`.${domain}`))
      yield warn(
        'elsewhere',
        about,
        `${address} is not under the domain ${domain}`,
        `${address} 不在域名 ${domain} 之下`,
      );
  }
}

function* readerWarnings({ accord }: FoundingText, { terms }: Agreed, reader: string | undefined): Generator<Warning> {
  const own = accord.parties.find(({ id }) => id === reader);
  if (own === undefined) return;
  if (!own.languages.some((tag) => terms.languages.includes(tag)))
    yield warn(
      'not-our-language',
      'terms.languages',
      `the other party need not write in any language of ${own.id}`,
      `对方无须使用 ${own.id} 的任何语言书写`,
    );
  if (!own.languages.some((tag) => Object.keys(accord.text).includes(tag)))
    yield warn('not-our-text', 'text', `the text is in no language of ${own.id}`, `正文未使用 ${own.id} 的任何语言`);
}
