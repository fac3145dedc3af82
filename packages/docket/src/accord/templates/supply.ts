// A company and its supplier: what a supply contract’s security clause leaves open, namely what was reported, when, and what was answered.

import { defaultOffices, defaultTerms } from '#terms';
import { amendment, confidence, deadlines, ending, languages, noAdmission, record } from '#accord/templates/articles';
import { textOf, type Template } from '#accord/templates/template';

const { allowances } = defaultTerms;

export const supply: Template = {
  name: 'supply',
  purpose: {
    en: 'a company and its supplier: reports, evidence, remedies, beside the contract',
    zh: '企业与供应商：合同之外的通报、证据与补救',
  },
  title: {
    en: 'Accord on security incidents between a company and its supplier',
    zh: '关于企业与供应商之间安全事件的协约',
  },
  text: textOf([
    {
      en: [
        'Relation to the contract',
        'This Accord records what the Parties say to one another about security incidents in the goods and services supplied. It neither adds to nor takes from the liability under their contract. Where the contract demands notice in a form, an act of this Accord is notice in writing on the day of its receipt.',
      ],
      zh: [
        '与合同的关系',
        '本协约记录双方就所供货物与服务的安全事件相互所作的表示，不增减其合同项下的责任。合同要求以一定形式通知的，本协约项下的行为自收悉之日起视为书面通知。',
      ],
    },
    {
      en: [
        'Reports of incidents',
        'A Party that has reason to believe that the other is affected by an incident says so without undue delay, in the form of a case with numbered points. Points may be agreed one by one. Duties to notify authorities remain with whoever has them, and nothing here delays them.',
      ],
      zh: [
        '事件通报',
        '一方有理由认为对方受到事件影响时，应不加拖延地以编号要点的案件形式告知。各要点可逐一确认。向主管机关报告的义务由义务人承担，本协约不构成延误理由。',
      ],
    },
    {
      en: [
        'Evidence',
        'The Parties preserve logs and images that were asked for, and say what they hold. Evidence that contains secrets of third parties or the personal data of customers is sealed first and disclosed when the condition that was named is met.',
      ],
      zh: [
        '证据',
        '双方保全被请求的日志与镜像，并说明所持内容。含有第三方秘密或客户个人数据的证据先行封存，待所述条件成就时披露。',
      ],
    },
    {
      en: [
        'Remedies',
        'Corrections, rotations of secrets, replaced deliveries and payments are claimed as remedies, and count when the other Party has viewed them. A Party that finds them insufficient says in which point.',
      ],
      zh: ['补救', '修正、更换密钥、更换交付及付款作为补救提出，经对方审阅后计入。认为不足的一方应指明所涉要点。'],
    },
    {
      en: [
        'Coordinated disclosure',
        'A vulnerability that this record discloses is not published before the date that both endorsed, nor later than 90 days after its report unless both agree, or unless it is exploited already.',
      ],
      zh: [
        '协同披露',
        '本记录所涉漏洞不得早于双方附议之日公开，亦不得迟于报告后90日，双方另有约定或该漏洞已被利用者除外。',
      ],
    },
    record,
    deadlines,
    noAdmission,
    confidence,
    languages,
    amendment,
    ending(90),
  ]),
  quotas: { entriesPerDay: 2_000, bytesPerDay: 536_870_912 },
  terms: {
    ...defaultTerms,
    languages: ['en', 'zh'],
    allowances: {
      ...allowances,
      case: { acknowledge: { hours: 24 }, position: { workingDays: 10 } },
      request: {
        acknowledge: { hours: 24 },
        reply: {
          information: { workingDays: 5 },
          preservation: { hours: 24 },
          mitigation: { workingDays: 3 },
          investigation: { workingDays: 20 },
          'electronic-evidence': { workingDays: 10 },
          takedown: { workingDays: 3 },
          'indicator-sharing': { workingDays: 3 },
          'status-update': { workingDays: 3 },
          'legal-assistance': { workingDays: 20 },
        },
        update: { workingDays: 5 },
        useReport: { workingDays: 20 },
      },
      remedy: { view: { workingDays: 10 } },
    },
    hotlineRungs: ['security-team', 'account-manager', 'security-director', 'board'],
    cadence: { sessionDays: 91, checkDays: 91 },
    markingFloor: 'amber',
    proposalDays: 30,
    preservationDays: 90,
  },
  // What one officer endorses binds the party: it takes two, whatever is endorsed.
  offices: {
    executive: { signs: { '*': 1, 'accord.*': 2, endorse: 2 } },
    chancery: defaultOffices['chancery']!,
    security: { signs: { ...defaultOffices['liaison']!.signs, endorse: 2 } },
    registrar: { signs: { 'exhibit.held': 1, 'hotline.notice': 1, 'contact.check': 1, 'contact.answer': 1 } },
  },
};
