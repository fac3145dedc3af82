// The accord, the parties and the contents of exhibits. Lorvane, Oskeld, their officers, and every company, address and event named in
// this folder are invented; domains end in .example and addresses are of the ranges kept for documentation.

import type { JsonObject } from '@parley/record/json';
import { defaultOffices, defaultTerms } from '@parley/docket/terms';
import { text } from './telling.ts';

/** Of each party, by the names that the story has for them. */
export const OFFICERS = ['head', 'second', 'chancery', 'liaison', 'registrar'];

export type PartyId = 'lorvane' | 'oskeld';

type Party = {
  id: PartyId;
  names: JsonObject;
  languages: string[];
  domain: string;
  addresses: string[];
  hue: number;
};

export const PARTIES: Party[] = [
  {
    id: 'lorvane',
    names: text('Lorvane', '洛尔文'),
    languages: ['en'],
    domain: 'lorvane.example',
    addresses: ['https://parley.lorvane.example'],
    hue: 210,
  },
  {
    id: 'oskeld',
    names: text('Oskeld', '奥斯凯尔德'),
    languages: ['zh'],
    domain: 'oskeld.example',
    addresses: ['https://parley.oskeld.example'],
    hue: 30,
  },
];

export const offices = defaultOffices;

export const terms = { ...defaultTerms, languages: ['en', 'zh'], markingFloor: 'green' } as JsonObject;

export const accordTerms: JsonObject = {
  title: text(
    'Accord of Lorvane and Oskeld on the review of cyber-intrusions',
    '洛尔文与奥斯凯尔德关于审议网络入侵的协约',
  ),
  dated: '2026-03-01',
  text: text(
    'Lorvane and Oskeld are invented, and so is all that is said under this accord. They review allegations of cyber-intrusion together and answer each other in good time.',
    '洛尔文与奥斯凯尔德均属虚构，依本协约所述一切亦属虚构。双方共同审议网络入侵指控，并及时相互答复。',
  ),
  quotas: { entriesPerDay: 1000, bytesPerDay: 16_777_216 },
  terms,
};

/** The content of each exhibit, and what was read out on the hotline, by its name in the story. */
export const contents: Record<string, string> = {
  'gateway log': `2026-02-11T01:42:07Z vpn-gw1 login ok user=svc-maint from=203.0.113.44
2026-02-11T01:58:31Z vpn-gw1 session user=svc-maint bytes_out=1843200000 to=203.0.113.44
2026-02-12T02:03:19Z vpn-gw1 login ok user=svc-maint from=203.0.113.44
`,
  'implant report': `Analysis of svcnet.dll as found on scada-hist2 of Lantern Grid.
It reports to relay7.brackwater.example (203.0.113.44) every 600 seconds and was built on 2026-01-28.
`,
  'server records, whole': `203.0.113.44 rented 2026-01-20 paid by voucher, customer 7731
203.0.113.45 rented 2025-06-02 paid by card, customer 1204
`,
  'server records, redacted': `203.0.113.44 rented 2026-01-20 paid by voucher, customer 7731
`,
  'hotline notice':
    'Oskeld to Lorvane, rung 1: your act on our takedown request of 20 April 2026 is overdue. Please answer on your node.',
  'second implant report': `svcnet.dll was found again on 2026-07-02, built on 2026-06-11, reporting to relay9.brackwater.example (203.0.113.71).
`,
};
