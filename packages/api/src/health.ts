// How the node is: briefly and without a token for whoever restarts processes, in full for the operator.

import { z } from 'zod';
import { ExhibitsHealth } from './exhibits.ts';
import { Origin, PartyId, Seconds, Size, Text } from './values.ts';

export const Alive = z.object({ status: z.literal('ok') }).describe('The process answers.');

export const Ready = z
  .object({ ready: z.boolean(), reasons: z.array(z.string()) })
  .describe('Whether the node can do its work; if not, why.');

export const Alarm = z
  .object({
    log: Origin.describe('The log that it is about.'),
    kind: z.string().describe('What kind of evidence; `unproven` convicts nobody and is shown for what it is.'),
    object: z.string().describe('The evidence, as anyone can check it with the log’s keys alone.'),
    foundAt: Seconds,
  })
  .describe('A contradiction in what a party signed, or two heads offered without proof.');

export const CounterpartView = z
  .object({
    party: PartyId,
    heldSize: Size.describe('How much of their log we hold and have cosigned.'),
    pendingSize: Size.describe('The size of the newest checkpoint that they offered.'),
    offeredSize: Size.describe('How much of our log they have been offered.'),
    receiptSize: Size.describe('How much of our log they hold and have cosigned.'),
    receiptTime: Seconds.describe('When they last cosigned our log, by their clock; 0: never.'),
    shownAt: Seconds.optional().describe(
      'When they last showed us the newest head of their log, by our clock. Absent: not since this node was started.',
    ),
    reachable: z.boolean().describe('Whether they answered when they were last asked.'),
    cosigning: z.boolean().describe('Whether we still cosign their log.'),
    refusal: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .describe('Why they, or we, last refused to hold.'),
  })
  .describe('How the exchange with a counterpart stands.');

export const CounterpartList = z.object({ items: z.array(CounterpartView) }).describe('The counterparts.');

export const Health = z
  .object({
    ready: z.boolean(),
    signing: z
      .enum(['on', 'asking', 'refilling', 'stopped'])
      .describe(
        'asking: counterparts are being asked for the newest head of our log; refilling: what this copy lacks is fetched back; stopped: our log was signed twice over.',
      ),
    size: Size.describe('Entries in our log.'),
    publishedSize: Size.describe('Entries that a signed checkpoint covers.'),
    alarms: z.array(Alarm),
    counterparts: z.array(CounterpartView),
    exhibits: ExhibitsHealth.optional().describe('Absent where a node keeps no content.'),
  })
  .describe('The node in full.');

export const Running = z
  .object({
    version: z.string(),
    startedAt: Seconds.describe('When this process was started.'),
    now: Seconds.describe('What the machine’s clock says: deadlines are judged by it.'),
    reasons: z.array(z.string()).describe('Why it cannot do its work; empty: it can.'),
    disk: z
      .object({ free: Size.describe('Bytes that the node may still write.'), total: Size })
      .optional()
      .describe('Of the file system that holds the node’s folder. Absent: it does not say.'),
    databaseBytes: Size,
    contentBytes: Size.describe('Content of exhibits.'),
    certificateUntil: Seconds.optional().describe('When the certificate of its own address ends. Absent: it has none.'),
    counterparts: z.array(
      CounterpartView.pick({ party: true, reachable: true, shownAt: true }).extend({
        names: Text.describe('What the accord calls the party, by language.'),
        theyLack: Size.describe('Entries of our log that they have not cosigned.'),
        weLack: Size.describe('Entries of theirs that they have offered and we do not hold.'),
      }),
    ),
  })
  .describe('How the node runs, for whoever looks after it: nothing of what the record says.');
