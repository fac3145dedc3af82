// The house: founding, officers, calendars, desks, a check of the line, an amendment, a new key, an officer who leaves.

import type { JsonObject } from '@parley/record/json';
import { defaultTerms } from '@parley/docket/terms';
import { terms, type PartyId } from './setting.ts';
import { chinese, english, text, type Step, type Telling } from './telling.ts';

function appoints(at: string, party: PartyId, officer: string, office: string, name: string): Telling {
  return {
    at,
    party,
    by: ['root'],
    type: 'officer.appoint',
    body: ({ key, at: when }) => ({ key: key(party, officer), office, from: when('2026-03-02 09:00') }),
    words: { name },
  };
}

export const house: Step[] = [
  {
    at: '2026-03-02 09:00',
    party: 'lorvane',
    by: ['root'],
    type: 'accord.found',
    body: ({ accordId }) => ({ accepts: accordId }),
    words: {
      ...english,
      statement: text(
        'Lorvane accepts the accord as it was signed on 1 March 2026.',
        '洛尔文接受2026年3月1日签署的协约文本。',
      ),
    },
    example:
      'The first act of every log: the party accepts the accord by its id, signed by the root key that the accord names.',
  },
  {
    at: '2026-03-02 09:05',
    party: 'oskeld',
    by: ['root'],
    type: 'accord.found',
    body: ({ accordId }) => ({ accepts: accordId }),
    words: { ...chinese, statement: text('Oskeld accepts the accord.', '奥斯凯尔德接受本协约。') },
  },
  appoints('2026-03-02 09:10', 'lorvane', 'head', 'head', 'Ilse Maran'),
  appoints('2026-03-02 09:11', 'lorvane', 'second', 'head', 'Piers Coldwell'),
  appoints('2026-03-02 09:12', 'lorvane', 'chancery', 'chancery', 'Nadia Orrin'),
  {
    at: '2026-03-02 09:15',
    party: 'lorvane',
    by: ['chancery'],
    type: 'officer.appoint',
    body: ({ key, at }) => ({
      key: key('lorvane', 'liaison'),
      office: 'liaison',
      from: at('2026-03-02 09:15'),
      until: at('2028-03-01 23:00'),
    }),
    words: {
      ...english,
      reference: 'LV/CH/2026/4',
      name: 'Tomas Verrin',
      title: text('Liaison officer of the national response team', '国家应急小组联络官'),
      reason: text('First appointment, for two years.', '首次任命，任期两年。'),
    },
    example:
      'An officer of the chancery appoints a liaison for a stated time: the key and the office are body, the name is a word that can be withheld.',
  },
  appoints('2026-03-02 09:16', 'lorvane', 'registrar', 'registrar', 'Registry of the cyber desk'),
  appoints('2026-03-02 09:20', 'oskeld', 'head', 'head', '沈玉岚 (Shen Yulan)'),
  appoints('2026-03-02 09:21', 'oskeld', 'second', 'head', '高文博 (Gao Wenbo)'),
  appoints('2026-03-02 09:22', 'oskeld', 'chancery', 'chancery', '罗晴 (Luo Qing)'),
  appoints('2026-03-02 09:23', 'oskeld', 'liaison', 'liaison', '唐睿 (Tang Rui)'),
  appoints('2026-03-02 09:24', 'oskeld', 'registrar', 'registrar', '网络事务登记处 (Registry)'),
  {
    at: '2026-03-03 08:00',
    party: 'lorvane',
    by: ['chancery'],
    type: 'calendar.publish',
    body: ({ at }) => ({
      year: 2026,
      nonWorking: ['2026-01-01', '2026-05-14', '2026-05-15', '2026-08-17', '2026-12-25'],
      makeUp: ['2026-05-16'],
      closingMinute: 1020,
      offsets: [
        { fromUtc: at('2025-12-31 23:00'), offsetMinutes: 60 },
        { fromUtc: at('2026-03-29 01:00'), offsetMinutes: 120 },
        { fromUtc: at('2026-10-25 01:00'), offsetMinutes: 60 },
      ],
    }),
    words: {
      ...english,
      title: text('Working days of Lorvane in 2026', '洛尔文2026年工作日'),
      days: {
        '2026-05-14': text('Charter Day', '宪章日'),
        '2026-05-15': text('Bridge day, made up on Saturday 16 May', '桥休日，5月16日星期六补班'),
        '2026-08-17': text('Harvest Monday', '收获节星期一'),
      },
    },
    example:
      'The working days of one party in one year, with its offsets from UTC, so that both nodes count its working days alike without a time zone database.',
  },
  {
    at: '2026-03-03 08:30',
    party: 'oskeld',
    by: ['chancery'],
    type: 'calendar.publish',
    body: ({ at }) => ({
      year: 2026,
      nonWorking: ['2026-01-01', '2026-06-19'],
      makeUp: [],
      closingMinute: 1050,
      offsets: [{ fromUtc: at('2025-12-31 16:00'), offsetMinutes: 480 }],
    }),
  },
  {
    at: '2026-03-03 09:00',
    party: 'lorvane',
    by: ['chancery'],
    type: 'contact.publish',
    body: {
      desks: [
        {
          no: 1,
          desk: 'technical',
          zone: 'Etc/GMT-1',
          languages: ['en', 'zh'],
          channels: [
            { no: 1, by: 'node' },
            { no: 2, by: 'telephone' },
          ],
        },
        {
          no: 2,
          desk: 'policy',
          hours: [{ fromMinute: 540, untilMinute: 1020 }],
          workingDaysOnly: true,
          zone: 'Etc/GMT-1',
          languages: ['en'],
          channels: [{ no: 1, by: 'e-mail' }],
        },
      ],
      second: 2,
    },
    words: {
      ...english,
      desks: [
        {
          no: 1,
          name: text('Duty officer of the response team, round the clock', '应急小组值班官员，全天候'),
          channels: [{ no: 2, address: 'telephone: the number handed over on 1 March 2026' }],
        },
        {
          no: 2,
          name: text('Cyber desk of the foreign ministry', '外交部网络事务处'),
          channels: [{ no: 1, address: 'cyber-desk@mfa.lorvane.example' }],
        },
      ],
      persons: [{ desk: 2, name: 'Nadia Orrin' }],
    },
    example:
      'The desks of a party: when each is staffed, in which languages, on which channels in the order to be tried. Addresses and names are words.',
  },
  {
    at: '2026-03-04 10:00',
    party: 'lorvane',
    by: ['chancery'],
    type: 'party.address',
    body: {
      addresses: ['https://parley.lorvane.example', 'https://203.0.113.9:8443'],
      tls: ['rRSonQMPHXnUCX9rGdhK1VYy2mL1FkeTJkGIrqnDLuM'],
    },
    words: {
      ...english,
      reason: text('A second address, for when the name does not resolve.', '增设第二个地址，供域名无法解析时使用。'),
    },
    example:
      'Where the node of a party is reached from now on, and by which public key it is known: the whole lists, not a difference.',
  },
  {
    at: '2026-03-05 09:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'contact.check',
    name: 'check',
    body: { to: 'lorvane', nonce: 'c2YyN3FkbDk4MXh6b2twMA' },
    words: {
      ...chinese,
      title: text('First monthly check of the line', '首次月度通联检查'),
      statement: text('Please answer with the nonce as sent.', '请按所发随机数原样答复。'),
    },
    example: 'Does the other side answer what it is sent: a check with a nonce, which the answer repeats.',
  },
  {
    at: '2026-03-05 09:40',
    party: 'lorvane',
    by: ['registrar'],
    type: 'contact.answer',
    on: 'check',
    body: { nonce: 'c2YyN3FkbDk4MXh6b2twMA' },
    words: { ...english, statement: text('Received by the duty officer.', '值班官员已收到。') },
    example: 'The answer to a check, with its nonce; a registrar may sign it.',
  },
  {
    at: '2026-03-09 10:00',
    party: 'lorvane',
    by: ['head', 'second'],
    type: 'accord.amend',
    name: 'amendment',
    body: ({ at }) => ({
      terms: { ...terms, cadence: { ...defaultTerms.cadence, checkDays: 30 } as JsonObject },
      from: at('2026-04-01 00:00'),
      expires: at('2026-03-31 12:00'),
    }),
    words: {
      ...english,
      title: text('Checks of the line every 30 days', '每30天进行一次通联检查'),
      reason: text(
        'The first check showed that a quarter is too long to find out that a line is dead.',
        '首次检查表明，一个季度过长，无法及时发现线路中断。',
      ),
    },
    example:
      'A proposal to amend the accord, signed by two heads: the whole of the new terms, from when they govern, and until when it can be endorsed.',
  },
  {
    at: '2026-03-12 06:00',
    party: 'oskeld',
    by: ['head'],
    type: 'endorse',
    body: ({ id }) => ({ of: id('amendment') }),
  },
  {
    at: '2026-03-16 08:00',
    party: 'lorvane',
    by: ['root'],
    type: 'party.rekey',
    body: ({ key }) => ({ role: 'http', key: key('lorvane', 'new-http') }),
    words: {
      ...english,
      reason: text('The node moved to another machine.', '节点已迁移至另一台机器。'),
    },
    example:
      'A new key for one of the roles of a party, signed by its root key alone; here the key that signs exchanges between nodes.',
  },
  {
    at: '2026-07-01 02:00',
    party: 'oskeld',
    by: ['chancery'],
    type: 'officer.relieve',
    body: ({ kid }) => ({ kid: kid('oskeld', 'liaison'), reason: 'transferred' }),
    words: {
      ...chinese,
      reason: text('Transferred to another ministry; the key was destroyed.', '已调任其他部委；密钥已销毁。'),
    },
    example: 'An officer leaves: from here on the key signs nothing that has effect, and what it signed before stays.',
  },
];
