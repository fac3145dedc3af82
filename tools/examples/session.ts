// One round of the dialogue: dates declined and countered, an agenda, joint minutes, one side's own account beside them, an action done,
// and what was said in public.

import { chinese, english, text, type Step } from './telling.ts';

export const sessionChapter: Step[] = [
  {
    at: '2026-04-27 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'session.convene',
    name: 'session',
    body: ({ at }) => ({
      to: 'oskeld',
      round: 1,
      from: '2026-05-12',
      until: '2026-05-13',
      format: 'in-person',
      level: 'director',
      expires: at('2026-05-06 12:00'),
      marking: { tlp: 'green' },
    }),
    words: {
      ...english,
      title: text('First round of the dialogue', '第一轮对话'),
      place: text('Port Averin, Lorvane', '洛尔文，埃弗林港'),
      statement: text('Lorvane proposes to host the first round.', '洛尔文提议主办第一轮对话。'),
    },
    example:
      'Dates for a round of the dialogue are proposed; the act opens the session. A counter-proposal names it in counters.',
  },
  {
    at: '2026-04-28 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'decline',
    on: 'session',
    body: ({ id }) => ({ of: id('session') }),
    words: {
      ...chinese,
      reasons: text(
        'Our delegation is bound elsewhere until 15 May. We propose a week later.',
        '我方代表团5月15日前另有安排。提议推迟一周。',
      ),
    },
    example:
      'The other side refuses an exact proposed text, with its reasons. (Of one’s own proposal, it withdraws it.)',
  },
  {
    at: '2026-04-28 02:10',
    party: 'oskeld',
    by: ['liaison'],
    type: 'session.convene',
    name: 'other dates',
    on: 'session',
    body: ({ id, at }) => ({
      to: 'lorvane',
      round: 1,
      from: '2026-05-19',
      until: '2026-05-20',
      format: 'in-person',
      level: 'director',
      counters: id('session'),
      expires: at('2026-05-08 12:00'),
      marking: { tlp: 'green' },
    }),
    words: { ...chinese, place: text('Port Averin, Lorvane', '洛尔文，埃弗林港') },
  },
  {
    at: '2026-04-28 09:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'endorse',
    on: 'session',
    body: ({ id }) => ({ of: id('other dates') }),
  },
  {
    at: '2026-05-04 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'session.agenda',
    name: 'agenda',
    on: 'session',
    body: ({ id, at }) => ({
      items: [
        { no: 1, kind: 'case', about: { case: id('case') } },
        { no: 2, kind: 'hotline-review', about: { hotline: id('hotline item') } },
        { no: 3, kind: 'other' },
      ],
      expires: at('2026-05-15 12:00'),
    }),
    words: {
      ...english,
      items: [
        {
          no: 3,
          text: text('Notice to hosting companies of servers used in intrusions', '向托管公司通报涉入侵服务器'),
        },
      ],
      statement: text('Half a day for the first item.', '第一项拟用半天。'),
    },
    example:
      'An agenda is proposed: items that name a subject of the docket speak for themselves, the others have words under their number.',
  },
  {
    at: '2026-05-05 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'endorse',
    on: 'session',
    body: ({ id }) => ({ of: id('agenda') }),
  },
  {
    at: '2026-05-19 07:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'session.attend',
    on: 'session',
    body: { count: 6, level: 'director', deputy: true, powers: ['agree-minutes', 'undertake'] },
    words: {
      ...chinese,
      persons: [
        { name: '高文博 (Gao Wenbo)', role: text('Deputy director, in place of Shen Yulan', '副司长，代沈玉岚') },
        { name: '唐睿 (Tang Rui)', role: text('Liaison officer', '联络官') },
      ],
    },
    example: 'A side says that it is there: how many, on what level, with which powers. Names are words.',
  },
  {
    at: '2026-05-19 07:10',
    party: 'lorvane',
    by: ['liaison'],
    type: 'session.attend',
    on: 'session',
    body: { count: 5, level: 'director' },
  },
  {
    at: '2026-05-20 12:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'session.minutes',
    name: 'minutes',
    on: 'session',
    body: ({ id, at }) => ({
      from: '2026-05-19',
      until: '2026-05-20',
      items: [
        { no: 1, outcome: 'differed' },
        { no: 2, outcome: 'discussed' },
        { no: 3, outcome: 'agreed' },
      ],
      decisions: [{ no: 1, about: { commitment: id('commitment') } }],
      actions: [{ no: 1, owner: 'oskeld', due: '2026-06-12', about: { case: id('case') } }],
      expires: at('2026-05-29 12:00'),
      marking: { tlp: 'amber' },
    }),
    words: {
      ...chinese,
      items: [
        {
          no: 1,
          text: text(
            'Both sides agree on how the gateway was entered. They differ on who did it and on the letter of 30 January.',
            '双方对网关如何被进入看法一致，对行为人及1月30日信函看法不一。',
          ),
        },
        { no: 2, text: text('The desk that was not staffed is now staffed.', '此前无人值守的处室现已有人值守。') },
        { no: 3, text: text('Oskeld undertakes to give notice within five days.', '奥斯凯尔德承诺在五日内通报。') },
      ],
      decisions: [
        {
          no: 1,
          text: text(
            'The commitment of today is taken note of and will be endorsed.',
            '注意到今日的承诺，将予以签署同意。',
          ),
        },
      ],
      actions: [
        {
          no: 1,
          text: text(
            'Oskeld looks for the letter of 30 January in the closed mailbox.',
            '奥斯凯尔德在已停用的信箱中查找1月30日的信函。',
          ),
        },
      ],
    },
    example:
      'Joint minutes are proposed: the outcome of each item of the agenda, decisions, and actions with their owner and day.',
  },
  {
    at: '2026-05-21 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'endorse',
    on: 'session',
    body: ({ id }) => ({ of: id('minutes') }),
  },
  {
    at: '2026-05-21 09:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'session.record',
    on: 'session',
    body: { item: 1, speaker: 'oskeld', marking: { tlp: 'amber' } },
    words: {
      ...english,
      said: text('“The letter may have reached us.”', '“该信函可能已送达我方。”'),
      heardAs: text('We understood this as a possibility, not as an admission.', '我方将此理解为一种可能，而非承认。'),
    },
    example:
      'One side’s own account of an item: the words that were spoken, and, apart from them, how they were understood.',
  },
  {
    at: '2026-05-21 14:00',
    party: 'lorvane',
    by: ['head'],
    type: 'statement.issue',
    name: 'statement',
    body: ({ id, at }) => ({
      to: 'oskeld',
      occasion: 'session',
      about: [{ session: id('session') }],
      quotations: [{ no: 1 }],
      marking: { tlp: 'clear' },
      expires: at('2026-05-28 12:00'),
    }),
    words: {
      ...english,
      title: text('Joint statement on the first round', '关于第一轮对话的联合声明'),
      text: text(
        'Lorvane and Oskeld met in Port Averin on 19 and 20 May 2026. “We do not agree on everything, and we have said so on the record,” the heads of delegation said.',
        '洛尔文与奥斯凯尔德于2026年5月19日和20日在埃弗林港会晤。“我们并非事事一致，并已就此记录在案。”两位代表团团长表示。',
      ),
      occasion: text('End of the first round', '第一轮对话结束'),
      quotations: [
        {
          no: 1,
          text: text(
            'We do not agree on everything, and we have said so on the record,',
            '我们并非事事一致，并已就此记录在案。',
          ),
          speaker: 'The heads of both delegations',
        },
      ],
    },
    example:
      'A public statement, word for word, always marked clear; with expires the other side is asked to make it a joint one.',
  },
  {
    at: '2026-05-22 02:00',
    party: 'oskeld',
    by: ['head'],
    type: 'endorse',
    on: 'statement',
    body: ({ id }) => ({ of: id('statement') }),
  },
  {
    at: '2026-06-05 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'session.action',
    on: 'session',
    body: ({ id }) => ({ minutes: id('minutes'), no: 1, state: 'done' }),
    words: {
      ...chinese,
      statement: text(
        'The letter was found, unopened; a copy went to both delegations.',
        '信函已找到，未曾拆阅；副本已送交双方代表团。',
      ),
    },
    example: 'The owner of an action of the joint minutes says how it stands.',
  },
];
