// Two states: the model of September 2015, with what it lacked. Timely responses, investigation and mitigation within national law, updates, no
// theft of trade secrets for commercial gain, a dialogue at ministerial level twice a year, and a hotline for requests that are stuck.

import { defaultOffices, defaultTerms } from '#terms';
import { amendment, confidence, deadlines, ending, languages, noAdmission, record } from '#accord/templates/articles';
import { textOf, type Template } from '#accord/templates/template';

export const states: Template = {
  name: 'states',
  purpose: {
    en: 'two states: timely answers, a dialogue twice a year, a hotline for what is stuck',
    zh: '两国之间：及时答复、每年两次对话、处理积压事项的热线',
  },
  title: {
    en: 'Accord on the review of allegations of malicious cyber activity',
    zh: '关于审议恶意网络活动指控的协约',
  },
  text: textOf([
    {
      en: [
        'Requests',
        'The Parties give timely responses to requests for information and assistance concerning malicious cyber activities. Consistent with their national laws and relevant international obligations, they cooperate with requests to investigate cybercrimes, to collect electronic evidence and to mitigate malicious cyber activity emanating from their territory, and they give updates on the status and the results of those investigations, as appropriate.',
      ],
      zh: [
        '请求',
        '双方对有关恶意网络活动的信息与协助请求作出及时回应。双方依据各自国内法和有关国际义务，就调查网络犯罪、收集电子证据、减少源自其领土的恶意网络活动的请求开展合作，并酌情通报调查的进展与结果。',
      ],
    },
    {
      en: [
        'Theft of secrets',
        'Neither Party’s government conducts or knowingly supports cyber-enabled theft of intellectual property, including trade secrets or other confidential business information, with the intent of providing competitive advantages to companies or commercial sectors.',
      ],
      zh: [
        '窃取秘密',
        '任何一方政府均不从事或在知情情况下支持网络窃取知识产权，包括窃取商业秘密以及其他机密商业信息，以使其企业或商业行业获得竞争优势。',
      ],
    },
    {
      en: [
        'Dialogue',
        'A joint dialogue led on each side at ministerial level reviews allegations, and the timeliness and the quality of responses to requests of either side. It meets twice a year. Where its members do not agree on what was said, each side’s own account stands beside the joint minutes.',
      ],
      zh: [
        '对话机制',
        '由双方部级官员牵头的联合对话机制审议有关指控，并审查对任何一方请求的回应是否及时与优质。对话每年举行两次。对会上所言各执一词时，各方记述与联合纪要并列存档。',
      ],
    },
    {
      en: [
        'Hotline',
        'A hotline escalates issues that arise in the course of responding to such requests. It is answered by a person who repeats in his own words what he was told. It may be used without a request only in a crisis, and then says so.',
      ],
      zh: [
        '热线',
        '设立热线，用以升级处理在回应上述请求过程中出现的问题。接听者须为自然人，并以自己的话复述所闻。仅在危机时可不涉请求而使用，并须如实说明。',
      ],
    },
    {
      en: [
        'Measures',
        'This Accord does not affect the measures that a Party may take under its law and under international law, retrospectively or prospectively. A Party that announces a measure states its legal basis, its aim and how it may be ended, and the other Party may contest it in the record.',
      ],
      zh: [
        '措施',
        '本协约不影响一方依其国内法和国际法采取追溯性或前瞻性措施。一方宣布措施时，应说明其法律依据、目的及终止方式，另一方可在记录中提出异议。',
      ],
    },
    {
      en: [
        'Sovereignty and law',
        'Nothing in this Accord obliges a Party to act against its law, its security or its public order, or to disclose a source. A Party that refuses a request on such a ground names the ground. Mutual legal assistance follows the treaties that govern it.',
      ],
      zh: [
        '主权与法律',
        '本协约不要求任何一方违反其法律、安全或公共秩序行事，亦不要求披露来源。一方以此类理由拒绝请求时，应指明理由。司法协助依有关条约办理。',
      ],
    },
    record,
    deadlines,
    noAdmission,
    confidence,
    languages,
    amendment,
    ending(180),
  ]),
  quotas: { entriesPerDay: 5_000, bytesPerDay: 268_435_456 },
  terms: { ...defaultTerms, languages: ['en', 'zh'] },
  // What one officer endorses binds the party: it takes two, whatever is endorsed.
  offices: {
    ...defaultOffices,
    head: { signs: { '*': 1, 'accord.*': 2, endorse: 2 } },
    liaison: { signs: { ...defaultOffices['liaison']!.signs, endorse: 2 } },
    registrar: { signs: { 'exhibit.held': 1, 'hotline.notice': 1, 'contact.check': 1, 'contact.answer': 1 } },
  },
};
