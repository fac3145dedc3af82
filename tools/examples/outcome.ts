// What came of it: rival hypotheses, a joint finding and a separate one, a measure and its lifting, a commitment and its assessment, a remedy.

import { chinese, english, text, type Step } from './telling.ts';

export const outcomeChapter: Step[] = [
  {
    at: '2026-04-02 08:00',
    party: 'lorvane',
    by: ['head'],
    type: 'measure.announce',
    name: 'measure',
    body: ({ id }) => ({
      to: 'oskeld',
      kind: 'designation',
      orientation: 'both',
      state: 'announced',
      targets: [{ no: 1, kind: 'organisation' }],
      cases: [id('case')],
      exhibits: [id('log extract')],
      proportionality: {
        scope: 'low',
        scale: 'moderate',
        duration: 'low',
        intensity: 'low',
        complexity: 'moderate',
        sophistication: 'moderate',
        impact: 'moderate',
      },
      figures: [{ no: 1, of: 'assets-frozen', unit: 'usd', low: 0, high: 40_000 }],
      effective: '2026-05-01',
      review: '2026-08-03',
      sunset: '2026-12-31',
      appeal: true,
      marking: { tlp: 'green' },
    }),
    words: {
      ...english,
      reference: 'LV/SAN/2026/2',
      sources: ['Official gazette of Lorvane, 2 April 2026'],
      title: text('Designation of Greywater', '将“灰水”列入名单'),
      text: text(
        'Dealings with Greywater are forbidden in Lorvane from 1 May 2026.',
        '自2026年5月1日起，在洛尔文禁止与“灰水”进行任何往来。',
      ),
      basis: text('Cyber Measures Act of Lorvane, section 7.', '洛尔文《网络措施法》第7条。'),
      authority: text('The Minister of Foreign Affairs', '外交部长'),
      proportionality: text(
        'It touches the group alone and ends by itself at the end of the year.',
        '仅涉及该团伙，并于年底自行终止。',
      ),
      appeal: text(
        'To the administrative court of Port Averin, within 30 days.',
        '可在30日内向埃弗林港行政法院提出申诉。',
      ),
      targets: [{ no: 1, name: 'Greywater' }],
      figures: [
        {
          no: 1,
          source: 'Estimate of the treasury of Lorvane, 31 March 2026',
          meaning: text('Funds that are expected to be frozen.', '预计将被冻结的资金。'),
        },
      ],
    },
    example:
      'A measure is announced before it takes effect, so that the other side can be heard: its kind, legal basis, proportionality, review and end.',
  },
  {
    at: '2026-04-09 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'measure.contest',
    on: 'measure',
    body: { grounds: ['attribution', 'proportionality'] },
    words: {
      ...chinese,
      objections: text(
        'The inquiry is not over, and nothing joins the customer to the group. A designation now is premature.',
        '调查尚未结束，亦无材料将该客户与该团伙相联系。此时列名为时过早。',
      ),
      speaker: '外交部 (Ministry of Foreign Affairs)',
    },
    example: 'The side that a measure is announced against is heard: on which grounds it objects, and why.',
  },
  {
    at: '2026-04-28 03:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'remedy.claim',
    name: 'remedy',
    body: ({ id }) => ({
      to: 'lorvane',
      kind: 'takedown',
      on: { from: '2026-04-27', precision: 'day' },
      case: id('case'),
      figures: [{ no: 1, of: 'servers', unit: 'hosts', low: 14, high: 14 }],
      marking: { tlp: 'green' },
    }),
    words: {
      ...chinese,
      title: text('Servers taken off the net', '服务器已断网'),
      claim: text(
        'On 27 April all servers rented by customer 7731 were taken off the net and imaged.',
        '4月27日，7731号客户租用的全部服务器已断网并制作镜像。',
      ),
      figures: [
        {
          no: 1,
          source: 'Protocol of the cyber police of Oskeld, 27 April 2026',
          meaning: text('Servers that were taken off the net.', '已断网的服务器数量。'),
        },
      ],
    },
    example:
      'A party claims a remedy, with a sourced figure and a date as precise as it is known. It counts as nothing until the other side has a view.',
  },
  {
    at: '2026-05-04 09:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'remedy.view',
    on: 'remedy',
    body: { view: 'accepted' },
    words: {
      ...english,
      reasons: text(
        'None of the 14 addresses has answered since 27 April; we looked daily.',
        '自4月27日起，14个地址均无响应；我方每日核查。',
      ),
    },
    example: 'The other side says what it makes of a claimed remedy, and on what it relies.',
  },
  {
    at: '2026-05-01 08:00',
    party: 'lorvane',
    by: ['head'],
    type: 'measure.vary',
    on: 'measure',
    body: { state: 'in-force', reason: 'other', from: '2026-05-01' },
    words: { ...english, reason: text('In force as announced.', '按公告生效。') },
  },
  {
    at: '2026-05-06 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'hypotheses.rate',
    name: 'matrix',
    body: ({ id }) => ({
      to: 'oskeld',
      case: id('case'),
      hypotheses: [
        { no: 1, kind: 'criminal' },
        { no: 2, kind: 'state-tolerated' },
      ],
      ratings: [
        { hypothesis: 1, exhibit: id('records'), rating: 'consistent', weight: 'high' },
        { hypothesis: 2, exhibit: id('records'), rating: 'consistent', weight: 'low' },
        { hypothesis: 2, exhibit: id('log extract'), rating: 'not-applicable' },
      ],
    }),
    words: {
      ...english,
      title: text('Who was behind it', '幕后是谁'),
      hypotheses: [
        { no: 1, text: text('Thieves who wanted to sell the plans.', '意图出售图纸的窃贼。') },
        { no: 2, text: text('Thieves whom the authorities let be.', '为主管部门所容忍的窃贼。') },
      ],
      reasoning: text(
        'Cash and vouchers speak for thieves, and hardly against the second.',
        '现金和凭证指向窃贼，但难以排除第二种可能。',
      ),
    },
    example:
      'The first ratings open the matrix of a case: rival hypotheses, and how each exhibit speaks to each of them.',
  },
  {
    at: '2026-05-08 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'hypotheses.rate',
    on: 'matrix',
    body: ({ id }) => ({
      ratings: [{ hypothesis: 2, exhibit: id('records'), rating: 'inconsistent', weight: 'medium' }],
    }),
    words: {
      ...chinese,
      reasoning: text('Who is tolerated has no need of vouchers.', '受容忍者无须使用凭证。'),
    },
  },
  {
    at: '2026-05-20 08:00',
    party: 'oskeld',
    by: ['head'],
    type: 'commitment.undertake',
    name: 'commitment',
    body: ({ at }) => ({
      to: 'lorvane',
      elements: [
        { no: 1, element: 'cooperation' },
        { no: 2, element: 'time' },
      ],
      criteria: [
        { no: 1, element: 1, by: 'share', indicator: 'notices-given' },
        { no: 2, element: 2, by: 'count' },
      ],
      from: '2026-05-21',
      until: '2026-11-20',
      reportDays: 30,
      code: 'notice-to-hosts',
      expires: at('2026-05-29 12:00'),
      marking: { tlp: 'green' },
    }),
    words: {
      ...chinese,
      title: text('Notice to hosting companies', '向托管公司通报'),
      text: text(
        'Each side gives notice to the hosting company of a server within five days after the other has shown that the server was used in an intrusion.',
        '一方证明某服务器被用于入侵后，另一方应在五日内通知其托管公司。',
      ),
      criteria: [
        {
          no: 1,
          text: text(
            'Share of shown servers whose company was given notice.',
            '已通报公司的服务器占已证明服务器的比例。',
          ),
        },
        { no: 2, text: text('Notices given later than five days.', '逾五日才发出的通报数量。') },
      ],
    },
    example:
      'A commitment that binds both once it is endorsed: its elements, and the criteria by which each will be judged, fixed before anything is judged.',
  },
  {
    at: '2026-05-21 10:00',
    party: 'lorvane',
    by: ['head'],
    type: 'endorse',
    on: 'commitment',
    body: ({ id }) => ({ of: id('commitment') }),
  },
  {
    at: '2026-05-21 11:00',
    party: 'lorvane',
    by: ['head'],
    type: 'measure.stand-down',
    name: 'stand-down of the measure',
    on: 'measure',
    body: ({ id, at }) => ({
      when: { commitment: id('commitment') },
      satisfaction: 'lorvane',
      expires: at('2026-06-05 12:00'),
    }),
    words: {
      ...english,
      text: text(
        'Lorvane lifts the designation when it has found the commitment of 20 May fulfilled.',
        '洛尔文认定5月20日承诺已履行时，即撤销列名。',
      ),
    },
    example:
      'A proposal to lift a measure when a commitment is fulfilled, or a request met, to the satisfaction of a side that is named.',
  },
  {
    at: '2026-05-22 03:00',
    party: 'oskeld',
    by: ['head'],
    type: 'endorse',
    on: 'measure',
    body: ({ id }) => ({ of: id('stand-down of the measure') }),
  },
  {
    at: '2026-05-22 08:00',
    party: 'lorvane',
    by: ['head'],
    type: 'finding.propose',
    name: 'joint finding',
    body: ({ id, at }) => ({
      to: 'oskeld',
      case: id('case'),
      points: [
        { no: 1, conclusion: 'established' },
        { no: 2, conclusion: 'established' },
        { no: 3, conclusion: 'undetermined' },
      ],
      attribution: [{ no: 1, layer: 'infrastructure', likelihood: 'almost-certain', confidence: 'high' }],
      standard: 'balance-of-probabilities',
      reasons: [{ no: 1, exhibits: [id('log extract'), id('records')] }],
      hypotheses: [
        { no: 1, kind: 'criminal', verdict: 'preferred' },
        { no: 2, kind: 'state-tolerated', verdict: 'not-excluded' },
      ],
      remedies: [{ no: 1, kind: 'cessation' }],
      marking: { tlp: 'amber' },
      expires: at('2026-06-05 12:00'),
    }),
    words: {
      ...english,
      title: text('Finding on the intrusion at Lantern Grid', '关于灯塔电网入侵事件的结论'),
      text: text(
        'The gateway was entered and plans were taken from a server rented in Oskeld. Who rented it could not be determined.',
        '网关遭进入，图纸经由在奥斯凯尔德租用的服务器被取走。租用者身份未能确定。',
      ),
      points: [
        { no: 3, text: text('The records end with a voucher bought in cash.', '记录止于一张以现金购买的凭证。') },
      ],
      attribution: [{ no: 1, text: text('The server of customer 7731.', '7731号客户的服务器。') }],
      reasons: [
        {
          no: 1,
          text: text('The log and the rental records agree to the minute.', '日志与租用记录精确吻合至分钟。'),
        },
      ],
      hypotheses: [
        { no: 1, text: text('Thieves who wanted to sell the plans.', '意图出售图纸的窃贼。') },
        { no: 2, text: text('Thieves whom the authorities let be.', '为主管部门所容忍的窃贼。') },
      ],
    },
    example:
      'A joint finding is proposed: a conclusion on each point by a stated standard, with reasons that rest on exhibits and the hypotheses that were not preferred.',
  },
  {
    at: '2026-05-25 02:00',
    party: 'oskeld',
    by: ['head'],
    type: 'endorse',
    on: 'joint finding',
    body: ({ id }) => ({ of: id('joint finding') }),
    words: {
      ...chinese,
      statement: text(
        'Endorsed as it stands. On point 4 see our separate finding.',
        '按原文签署同意。关于第四点，见我方单独结论。',
      ),
    },
    example: 'The other side signs the exact proposed text, by its act id; nothing it says beside changes that text.',
  },
  {
    at: '2026-05-27 02:00',
    party: 'oskeld',
    by: ['head'],
    type: 'finding.record',
    body: ({ id }) => ({
      to: 'lorvane',
      case: id('case'),
      points: [{ no: 4, conclusion: 'not-established' }],
      standard: 'balance-of-probabilities',
      reasons: [{ no: 1 }],
      marking: { tlp: 'amber' },
    }),
    words: {
      ...chinese,
      title: text('Separate finding on point 4', '关于第四点的单独结论'),
      text: text('That the authorities knew is not established.', '主管部门知情一节未获证实。'),
      reasons: [
        {
          no: 1,
          text: text('The letter lay unread in a mailbox that was closed.', '信函置于已停用的信箱中，未被阅读。'),
        },
      ],
    },
    example: 'A finding of one side alone, on the point on which the two do not agree; it stays separate for good.',
  },
  {
    at: '2026-06-15 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'commitment.report',
    on: 'commitment',
    body: {
      elements: [
        { no: 1, claimed: 'done' },
        { no: 2, claimed: 'done' },
      ],
    },
    words: {
      ...chinese,
      sources: ['Register of notices of the response team of Oskeld, 12 June 2026'],
      report: text(
        'Three servers were shown to us; three notices were given, the last on the fourth day.',
        '共获证明三台服务器；已发出三份通报，最迟一份于第四日发出。',
      ),
      elements: [{ no: 2, text: text('None was late.', '无一逾期。') }],
    },
    example: 'Who is bound by a commitment reports, element by element, how far it claims to be.',
  },
  {
    at: '2026-06-19 08:00',
    party: 'lorvane',
    by: ['head'],
    type: 'commitment.assess',
    name: 'assessment',
    on: 'commitment',
    body: {
      elements: [
        { no: 1, verdict: 'fulfilled', criterion: 1, confidence: 'high' },
        { no: 2, verdict: 'fulfilled', criterion: 2, confidence: 'moderate' },
      ],
      marking: { tlp: 'green' },
    },
    words: {
      ...english,
      reasons: text('Judged by the criteria of 20 May and by nothing else.', '仅依5月20日所定标准评判。'),
      elements: [
        { no: 1, text: text('All three companies confirm that they were told.', '三家公司均确认已获通报。') },
        {
          no: 2,
          text: text(
            'The days are as Oskeld reports them; we saw two of the three letters.',
            '日期以奥斯凯尔德所报为准；三封函件中我方见到两封。',
          ),
        },
      ],
    },
    example: 'A party’s own verdict on each element, by a criterion that was fixed beforehand, and how sure it is.',
  },
  {
    at: '2026-06-22 08:00',
    party: 'lorvane',
    by: ['head'],
    type: 'measure.vary',
    on: 'measure',
    body: ({ id }) => ({ state: 'lifted', reason: 'stand-down', met: id('assessment'), from: '2026-06-22' }),
    words: {
      ...english,
      reason: text('Lifted as the stand-down of 21 May says.', '依5月21日撤销安排予以撤销。'),
    },
    example: 'Who announced a measure lifts it, and names the act that met the condition.',
  },
];
