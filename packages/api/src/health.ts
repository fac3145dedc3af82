// How the node is: briefly and without a token for whoever restarts processes, in full for the operator.

import { z } from 'zod';
import { PartyId, Seconds, Size } from './values.ts';

export const Alive = z.object({ status: z.literal('ok') }).describe('The process answers.');

export const Ready = z
  .object({ ready: z.boolean(), reasons: z.array(z.string()) })
  .describe('Whether the node can do its work; if not, why.');

export const Alarm = z
  .looseObject({ code: z.string(), detail: z.string() })
  .describe('Something that a person must look at, such as evidence against a counterpart.');

export const CounterpartView = z
  .looseObject({
    party: PartyId,
    heldSize: Size.describe('How much of their log we hold.'),
    offeredSize: Size.optional().describe('The size of their newest checkpoint that we know of.'),
    receiptSize: Size.describe('How much of our log they hold.'),
    lastHeardAt: Seconds.optional(),
    lagEntries: Size.optional().describe('Entries they offered that we do not hold yet.'),
    state: z.string(),
  })
  .describe('How the exchange with a counterpart stands.');

export const CounterpartList = z.object({ items: z.array(CounterpartView) }).describe('The counterparts.');

export const Health = z
  .object({
    ready: z.boolean(),
    signing: z.enum(['on', 'asking', 'refilling', 'stopped']),
    alarms: z.array(Alarm),
    counterparts: z.array(CounterpartView),
  })
  .describe('The node in full.');
