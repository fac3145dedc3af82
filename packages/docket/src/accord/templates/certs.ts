// Two computer emergency response teams: indicators and mitigation within days, few formalities, incident handlers who sign alone.

import { defaultOffices, defaultTerms } from '#terms';
import { amendment, confidence, deadlines, ending, languages, noAdmission, record } from '#accord/templates/articles';
import { textOf, type Template } from '#accord/templates/template';

const { allowances } = defaultTerms;

export const certs: Template = {
  name: 'certs',
  purpose: {
    en: 'two CERTs: indicators and mitigation in days, checks every month',
    zh: '两个应急响应组织：数日内交换指标并缓解，每月通联检查',
  },
  title: {
    en: 'Accord on the handling of incidents between two response teams',
    zh: '关于两个应急响应组织处理事件的协约',
  },
  text: textOf([
    {
      en: [
        'Purpose',
        'The teams inform one another of incidents that appear to originate in, or to affect, the other’s constituency, exchange indicators and samples, and ask one another to mitigate. Each acts within its mandate and cannot promise what its constituents decide.',
      ],
      zh: [
        '宗旨',
        '双方就看似源自或影响对方服务范围的事件相互通报，交换指标与样本，并相互请求缓解。各方在其职权内行事，不就其服务对象的决定作出承诺。',
      ],
    },
    {
      en: [
        'Handling',
        'Markings follow the Traffic Light Protocol 2.0. What carries no marking is handled as AMBER. Samples travel in encrypted archives only. Personal data are given only where a handler needs them, and are named in the fields meant for them.',
      ],
      zh: [
        '处理',
        '标记采用交通灯协议 2.0。未加标记者按 AMBER 处理。样本仅以加密压缩包传递。个人数据仅在处理人员确有需要时提供，并置于专设字段。',
      ],
    },
    {
      en: [
        'Feedback',
        'A team that was given indicators says within the time limit whether they were seen, whether they were useful and what was done. Both rate one another’s replies.',
      ],
      zh: ['反馈', '收到指标的一方在期限内说明是否发现、是否有用以及所采取的行动。双方相互评价答复。'],
    },
    {
      en: [
        'Contact',
        'Each team publishes contacts that are answered at all hours, and a second way to authenticate them. The line is checked every month, and both are shown whether the other answered.',
      ],
      zh: [
        '联络',
        '各方公布全天候有人应答的联络方式，以及验证身份的第二途径。线路每月检查一次，双方均可见对方是否应答。',
      ],
    },
    {
      en: [
        'Attribution',
        'The teams describe techniques and infrastructure. Attribution to a state or a person is left to those whose office it is, and what a team says is no such attribution.',
      ],
      zh: ['溯源', '双方描述技术手段与基础设施。对国家或个人的归因由主管机关作出，双方所言不构成此类归因。'],
    },
    record,
    deadlines,
    noAdmission,
    confidence,
    languages,
    amendment,
    ending(30),
  ]),
  quotas: { entriesPerDay: 20_000, bytesPerDay: 1_073_741_824 },
  terms: {
    ...defaultTerms,
    languages: ['en', 'zh'],
    allowances: {
      ...allowances,
      case: { acknowledge: { hours: 24 }, position: { workingDays: 10 } },
      request: {
        acknowledge: { hours: 24 },
        reply: {
          information: { workingDays: 3 },
          preservation: { hours: 24 },
          mitigation: { workingDays: 2 },
          investigation: { workingDays: 15 },
          'electronic-evidence': { workingDays: 15 },
          takedown: { workingDays: 2 },
          'indicator-sharing': { workingDays: 2 },
          'status-update': { workingDays: 2 },
          'legal-assistance': { workingDays: 30 },
        },
        update: { workingDays: 5 },
        useReport: { workingDays: 10 },
      },
      hotline: { acknowledge: { hours: 1 }, respond: { hours: 12 } },
    },
    hotlineRungs: ['duty-officer', 'head-of-operations', 'director'],
    cadence: { sessionDays: 365, checkDays: 30, drillDays: 183 },
    markingFloor: 'green',
    floors: { deadlineHours: 12, hotlineHours: 1 },
    proposalDays: 14,
    contactsReviewDays: 183,
    required: { ...defaultTerms.required, 'electronic-evidence': ['asked', 'identifiers', 'basis'] },
  },
  offices: {
    director: { signs: { '*': 1 } },
    chancery: defaultOffices['chancery']!,
    handler: defaultOffices['liaison']!,
    registrar: { signs: { 'exhibit.held': 1, 'hotline.notice': 1, 'contact.check': 1, 'contact.answer': 1 } },
  },
};
