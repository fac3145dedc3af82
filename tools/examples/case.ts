// The case: what was alleged and answered about the intrusion at Lantern Grid, and a second allegation that was a mistake.

import { chinese, english, text, type Step } from './telling.ts';

export const caseChapter: Step[] = [
  {
    at: '2026-03-10 09:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.allege',
    name: 'case',
    body: {
      respondent: 'oskeld',
      claimant: 'cert',
      points: [
        { no: 1, kind: 'access' },
        { no: 2, kind: 'taking' },
        { no: 3, kind: 'actor' },
      ],
      engages: 'outside-any-commitment',
      activity: { from: '2026-02-11', to: '2026-02-12', precision: 'day' },
      conduct: ['compromise', 'theft'],
      victims: [{ no: 1, kind: 'organisation', sector: 'energy' }],
      attribution: [
        {
          no: 1,
          layer: 'infrastructure',
          likelihood: 'very-likely',
          confidence: 'high',
          grounds: [{ no: 1, ground: 'infrastructure-reuse' }],
        },
        { no: 2, layer: 'group', likelihood: 'likely', confidence: 'moderate' },
      ],
      techniques: { attack: '18', ids: ['T1133', 'T1041'] },
      figures: [{ no: 1, of: 'data-taken', unit: 'bytes', low: 1_700_000_000, high: 1_900_000_000, approximate: true }],
      marking: { tlp: 'amber', pap: 'green', use: 'may-be-used-in-proceedings' },
    },
    words: {
      ...english,
      reference: 'LV-CERT-2026-0117',
      sources: ['Incident report 2026-0117 of the response team of Lorvane, 3 March 2026'],
      title: text('Intrusion at Lantern Grid', '灯塔电网遭入侵'),
      summary: text(
        'Somebody entered the remote maintenance gateway of Lantern Grid on two nights in February 2026 and took network plans.',
        '2026年2月的两个夜晚，有人进入灯塔电网的远程维护网关并取走网络图纸。',
      ),
      points: [
        {
          no: 1,
          text: text(
            'The maintenance gateway was entered with the stolen password of a service account.',
            '维护网关被人以窃得的服务账户密码进入。',
          ),
        },
        { no: 2, text: text('Network plans were copied to 203.0.113.44.', '网络图纸被复制到203.0.113.44。') },
        {
          no: 3,
          text: text(
            'The group called Greywater did it, from servers rented in Osekld.',
            '行为人是被称为“灰水”的团伙，使用在奥斯凯尔德租用的服务器。',
          ),
        },
      ],
      victims: [{ no: 1, name: 'Lantern Grid' }],
      attribution: [
        {
          no: 1,
          text: text('A server of Brackwater Hosting in Oskeld.', '位于奥斯凯尔德的布拉克沃特托管公司的一台服务器。'),
          rival: text('The server may itself have been broken into.', '该服务器本身也可能遭到入侵。'),
          grounds: [
            {
              no: 1,
              text: text(
                'The same address was used against two other operators in January.',
                '同一地址曾于1月被用于攻击另外两家运营商。',
              ),
            },
          ],
        },
        { no: 2, name: 'Greywater', namer: 'Response team of Lorvane' },
      ],
      figures: [
        {
          no: 1,
          source: 'Gateway log of Lantern Grid, bytes sent in the session of 11 February 2026',
          meaning: text('Bytes that left the gateway.', '从网关流出的字节数。'),
        },
      ],
      evidence: text('The log of the gateway, deposited with this allegation.', '网关日志，随本指控一并交存。'),
    },
    example:
      'An allegation in numbered points. What rules and statistics read is body; the accounts, the names, and the source of the figure are words under the same numbers.',
  },
  {
    at: '2026-03-11 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'case.acknowledge',
    on: 'case',
    body: { desk: 'technical' },
    words: {
      ...chinese,
      statement: text(
        'Received and under examination. This says nothing about the substance.',
        '已收到，正在核查。此确认不涉及实质内容。',
      ),
    },
    example: 'The respondent says that it received the allegation, and nothing more: acknowledged is not accepted.',
  },
  {
    at: '2026-03-12 10:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.allege',
    name: 'second case',
    body: { respondent: 'oskeld', claimant: 'company', points: [{ no: 1, kind: 'access' }], marking: { tlp: 'amber' } },
    words: {
      ...english,
      title: text('Access to a gateway of Lantern Grid', '进入灯塔电网网关'),
      points: [{ no: 1, text: text('The gateway was entered.', '网关被人进入。') }],
      evidence: text('Report of the technician who found it, by name.', '发现此事的技术人员（列明姓名）的报告。'),
    },
  },
  {
    at: '2026-03-13 09:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.link',
    on: 'second case',
    body: ({ id }) => ({ relation: 'duplicates', case: id('case') }),
    words: {
      ...english,
      reason: text('Both tell of the gateway in February.', '两者所述均为2月的网关事件。'),
    },
    example: 'Either side says how one case stands to another, by the id of the act that opened the other.',
  },
  {
    at: '2026-03-13 09:10',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.withdraw',
    on: 'second case',
    body: { reason: 'duplicate' },
    words: {
      ...english,
      reason: text('Filed twice by mistake; the first allegation stands.', '误作重复提交；首次指控仍然有效。'),
    },
    example: 'The claimant withdraws an allegation and says why; what it said stays on the record.',
  },
  {
    at: '2026-03-13 09:30',
    party: 'lorvane',
    by: ['chancery'],
    type: 'erasure',
    name: 'erasure',
    on: 'second case',
    body: ({ id, word }) => ({ of: id('second case'), words: [word('second case', 'evidence')], reason: 'person' }),
    words: {
      ...english,
      reason: text('The words named a private person without need.', '所涉文字无必要地列出了私人姓名。'),
    },
    example:
      'The author asks all holders to delete one disclosure of its own act, by its digest in _sd; the signed act stays and still verifies.',
  },
  {
    at: '2026-03-16 02:00',
    party: 'oskeld',
    by: ['chancery'],
    type: 'erasure',
    on: 'second case',
    body: ({ id }) => ({ confirms: id('erasure') }),
  },
  {
    at: '2026-03-24 03:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'case.position',
    name: 'position',
    on: 'case',
    body: {
      stance: 'criminal-not-state',
      points: [
        { no: 1, view: 'agree' },
        { no: 2, view: 'cannot-say' },
        { no: 3, view: 'contest' },
      ],
      marking: { tlp: 'amber' },
    },
    words: {
      ...chinese,
      speaker: '网络事务司 (Department of Cyber Affairs)',
      statement: {
        zh: '我方核实该服务器曾被用于进入网关。租用者使用预付凭证，未发现与任何国家机关有关；目前属刑事案件。对第三点不予认同：未见将该租用者与所称团伙相联系的证据。',
      },
      points: [
        {
          no: 3,
          text: text(
            'Nothing shown so far joins the customer to the group that is named.',
            '迄今所示材料均未将该客户与所称团伙联系起来。',
          ),
        },
      ],
      rival: text('The customer may have resold the server.', '该客户可能已将服务器转租。'),
    },
    example:
      'The respondent takes a stance on the case and a view on each point. Its statement is in its own language alone; see the example of translate.',
  },
  {
    at: '2026-03-26 09:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'translate',
    on: 'case',
    body: ({ id }) => ({ of: id('position'), language: 'en' }),
    words: {
      ...english,
      members: [
        {
          path: 'statement',
          text: {
            en: 'We have verified that the server was used to enter the gateway. Who rented it paid with prepaid vouchers, and no link to any organ of a state was found; at present it is a criminal matter. We do not share point 3: we have seen no evidence that joins the customer to the group that is named.',
          },
        },
      ],
      translator: text('Language service of the foreign ministry of Lorvane', '洛尔文外交部语言服务处'),
    },
    example:
      'A translation of another act’s words, member by member. It is not authentic: the original decides, since no authentic is said.',
  },
  {
    at: '2026-03-30 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.restate',
    name: 'restatement',
    on: 'case',
    body: ({ id }) => ({
      points: [{ no: 4, kind: 'knowledge' }],
      evidence: true,
      exhibits: [id('log extract'), id('sealed report')],
      marking: { tlp: 'amber' },
    }),
    words: {
      ...english,
      points: [
        {
          no: 4,
          text: text(
            'The authorities of Oskeld were told of the server on 30 January 2026 and let it run.',
            '奥斯凯尔德主管部门于2026年1月30日已获告知该服务器，却任其继续运行。',
          ),
        },
      ],
      sources: ['Letter of the response team of Lorvane, 30 January 2026'],
      reason: text(
        'A letter was found that the first allegation did not know of.',
        '发现了首次指控时未掌握的一封信函。',
      ),
      evidence: text('The disclosed report on the implant.', '已披露的植入程序报告。'),
    },
    example: 'The claimant adds a point and evidence: a number not used before is a new point, which is unanswered.',
  },
  {
    at: '2026-03-31 03:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'note',
    on: 'case',
    body: ({ id }) => ({ about: id('restatement'), kind: 'clarification' }),
    words: {
      ...chinese,
      title: text('On the letter of 30 January', '关于1月30日的信函'),
      text: text(
        'The letter went to an address that was closed in 2024. We ask for a copy before we answer point 4.',
        '该信函寄往2024年已停用的地址。请先提供副本，我方再就第四点作答。',
      ),
    },
    example: 'A note on an act of the subject: it is read by people and changes nothing.',
  },
  {
    at: '2026-04-01 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'correct',
    on: 'case',
    body: ({ id }) => ({ of: id('case') }),
    words: {
      ...english,
      members: [
        {
          path: 'points.2.text',
          text: { en: 'The group called Greywater did it, from servers rented in Oskeld.' },
        },
      ],
      reason: text('A typing error: Osekld for Oskeld.', '打字错误：Oskeld误作Osekld。'),
    },
    example:
      'The author corrects a typing error in its own words, by the path of the member; the original stays as it was signed.',
  },
  {
    at: '2026-05-26 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.close',
    name: 'closing',
    on: 'case',
    body: ({ id }) => ({ reason: 'finding', finding: id('joint finding') }),
    words: {
      ...english,
      reason: text('Closed by the joint finding of 25 May 2026.', '依2026年5月25日的共同结论结案。'),
    },
    example:
      'A case is closed by a joint finding, which is named. (With expires, and without a finding, a closing is a proposal.)',
  },
  {
    at: '2026-07-06 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'case.reopen',
    on: 'case',
    body: ({ id }) => ({ of: id('closing'), ground: 'new-activity', exhibits: [id('second report')] }),
    words: {
      ...english,
      reason: text(
        'The same implant was found again on 2 July, built after the finding was agreed.',
        '7月2日再次发现同一植入程序，其编译时间晚于结论达成之时。',
      ),
    },
    example: 'Either side reopens a case: it names the act that closed it, and on what ground.',
  },
];
