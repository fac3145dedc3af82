// An abuse desk and a hosting provider: many short requests to take down, to preserve and to say who is behind a customer, answered in hours.

import { defaultOffices, defaultTerms } from '#terms';
import { amendment, confidence, deadlines, ending, languages, noAdmission, record } from '#accord/templates/articles';
import { textOf, type Template } from '#accord/templates/template';

const { allowances } = defaultTerms;

export const abuse: Template = {
  name: 'abuse',
  purpose: {
    en: 'an abuse desk and a hosting provider: take-downs and preservation in hours',
    zh: '滥用投诉受理方与托管服务商：数小时内处置与保全',
  },
  title: {
    en: 'Accord on reports of abuse between a reporter and a hosting provider',
    zh: '关于投诉方与托管服务商之间滥用报告的协约',
  },
  text: textOf([
    {
      en: [
        'Purpose',
        'The Reporter reports abuse of services that the Provider hosts: command servers, phishing, malware, stolen data. The Provider acts as its terms of service and its law allow, and says in the record what it did. Either Party may report to the other.',
      ],
      zh: [
        '宗旨',
        '投诉方就服务商所托管服务的滥用行为提出报告：控制服务器、钓鱼、恶意软件、被窃数据。服务商依其服务条款与法律处置，并在记录中说明所为。双方均可向对方报告。',
      ],
    },
    {
      en: [
        'What a report contains',
        'A request to take down names the identifiers concerned, with the time in UTC at which they were observed, and what was observed. A report that lacks them is returned once, with what is missing.',
      ],
      zh: [
        '报告内容',
        '处置请求应列明所涉标识、观察到的协调世界时及所观察的情况。缺项的报告可退回一次，并说明所缺内容。',
      ],
    },
    {
      en: [
        'Customers',
        'The Provider may hear its customer before it acts, unless that would defeat the purpose; the Reporter says when it would. Data of customers are given only on a legal basis that the request names. The Provider is not made to monitor generally.',
      ],
      zh: [
        '客户',
        '服务商可在处置前听取客户意见，但将使目的落空者除外，投诉方应说明此情形。客户数据仅依请求所载法律依据提供。服务商不因此承担一般性监测义务。',
      ],
    },
    {
      en: [
        'Preservation',
        'On request the Provider keeps a copy of what it would otherwise delete, for the time in the terms. Preserving is not handing over: that needs a request of its own.',
      ],
      zh: ['保全', '应请求，服务商在条款所定期间保存本应删除内容的副本。保全不等于交付，交付须另行请求。'],
    },
    {
      en: [
        'Mistakes',
        'Whoever finds that a report was wrong says so, and what was taken down on its account is restored. A Reporter whose reports are often wrong is told so by their ratings, which both Parties see.',
      ],
      zh: ['错误', '发现报告有误者应予说明，据此处置的内容予以恢复。报告屡有错误者，由双方可见的评价予以反映。'],
    },
    record,
    deadlines,
    noAdmission,
    confidence,
    languages,
    amendment,
    ending(30),
  ]),
  quotas: { entriesPerDay: 50_000, bytesPerDay: 1_073_741_824 },
  terms: {
    ...defaultTerms,
    languages: ['en', 'zh'],
    allowances: {
      ...allowances,
      case: { acknowledge: { hours: 24 }, position: { workingDays: 10 } },
      request: {
        acknowledge: { hours: 12 },
        reply: {
          information: { workingDays: 5 },
          preservation: { hours: 12 },
          mitigation: { hours: 48 },
          investigation: { workingDays: 10 },
          'electronic-evidence': { workingDays: 10 },
          takedown: { hours: 24 },
          'indicator-sharing': { workingDays: 5 },
          'status-update': { workingDays: 3 },
          'legal-assistance': { workingDays: 20 },
        },
        update: { workingDays: 5 },
        useReport: { workingDays: 20 },
      },
      hotline: { acknowledge: { hours: 2 }, respond: { hours: 12 } },
    },
    hotlineRungs: ['abuse-desk', 'duty-manager', 'head-of-trust'],
    cadence: { sessionDays: 183, checkDays: 30 },
    markingFloor: 'green',
    floors: { deadlineHours: 4, hotlineHours: 1 },
    proposalDays: 14,
    preservationDays: 90,
    required: {
      ...defaultTerms.required,
      takedown: ['asked', 'identifiers', 'necessity'],
      'electronic-evidence': ['asked', 'necessity', 'basis', 'identifiers'],
    },
  },
  offices: {
    management: { signs: { '*': 1, 'accord.*': 2 } },
    chancery: defaultOffices['chancery']!,
    desk: defaultOffices['liaison']!,
    registrar: { signs: { 'exhibit.held': 1, 'hotline.notice': 1, 'contact.check': 1, 'contact.answer': 1 } },
  },
};
