// The hotline: the request that was met with silence, put to a human who says back what was understood.

import { chinese, english, text, type Step } from './telling.ts';

export const hotlineChapter: Step[] = [
  {
    at: '2026-04-22 04:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'hotline.raise',
    name: 'hotline item',
    body: ({ id, at }) => ({
      to: 'lorvane',
      about: { request: id('takedown request') },
      rung: 1,
      by: at('2026-04-23 12:00'),
      marking: { tlp: 'green' },
    }),
    words: {
      ...chinese,
      title: text('The takedown request of 20 April', '4月20日的下架请求'),
      observed: text(
        'Our request was not acknowledged in 48 hours; the page is still there.',
        '我方请求48小时内未获确认；该网页仍在线。',
      ),
      asked: text('Please say who deals with it, and have the page taken down.', '请告知由谁处理，并将该网页下架。'),
      otherwise: text('We will raise it to the head of the desk.', '否则我方将提交至处室负责人。'),
      answering: text('By act, or by telephone to the duty officer.', '以行文或致电值班官员答复。'),
    },
    example:
      'A stuck request is put to a human on a rung of the hotline: what was observed, what is asked, and what follows otherwise.',
  },
  {
    at: '2026-04-22 04:10',
    party: 'oskeld',
    by: ['registrar'],
    type: 'hotline.notice',
    on: 'hotline item',
    body: ({ digest }) => ({
      rung: 1,
      channel: 'telephone',
      digest: digest('hotline notice'),
      result: 'delivered',
    }),
    words: {
      ...chinese,
      statement: text('Read to the duty officer, who wrote it down.', '已向值班官员宣读，对方作了记录。'),
    },
    example: 'A registrar says on which channel notice was given, the digest of what was sent, and with what result.',
  },
  {
    at: '2026-04-22 07:30',
    party: 'lorvane',
    by: ['liaison'],
    type: 'hotline.acknowledge',
    on: 'hotline item',
    body: { rung: 1 },
    words: {
      ...english,
      readBack: text(
        'You asked on 20 April that the page at 198.51.100.20 be taken down, heard nothing, and want to know who deals with it.',
        '贵方于4月20日请求将198.51.100.20上的网页下架，未获答复，希望知道由谁处理。',
      ),
      persons: [{ name: 'Tomas Verrin' }],
    },
    example: 'A named human acknowledges an item and says back what was understood, in his or her own words.',
  },
  {
    at: '2026-04-22 07:40',
    party: 'lorvane',
    by: ['liaison'],
    type: 'hotline.respond',
    on: 'hotline item',
    body: { answer: 'will-do' },
    words: {
      ...english,
      text: text(
        'The request lay with a desk that was not staffed on Monday. The hosting company was called just now.',
        '该请求曾送达星期一无人值守的处室。刚才已致电托管公司。',
      ),
    },
    example: 'The addressee answers what was asked on the hotline.',
  },
  {
    at: '2026-04-24 02:00',
    party: 'oskeld',
    by: ['liaison'],
    type: 'hotline.stand-down',
    name: 'stand-down of the hotline',
    on: 'hotline item',
    body: ({ at }) => ({ expires: at('2026-05-08 00:00') }),
    words: {
      ...chinese,
      summary: text(
        'The page is gone, and the request was answered. Nothing is left to do.',
        '该网页已下线，请求已获答复。无余事待办。',
      ),
    },
    example:
      'A proposal to end an item of the hotline, with a common summary; it ends once the other side endorses it.',
  },
  {
    at: '2026-04-24 08:00',
    party: 'lorvane',
    by: ['liaison'],
    type: 'endorse',
    on: 'hotline item',
    body: ({ id }) => ({ of: id('stand-down of the hotline') }),
  },
];
