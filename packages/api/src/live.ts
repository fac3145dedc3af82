// Live changes: Server-Sent Events. Each event's id is `<run>.<seq>`; a client that reconnects sends the last one it saw as
// Last-Event-ID and gets what it missed, or `reload` when the node no longer has that much memory (or was restarted).

import { z } from 'zod';
import { ActId, Origin, Size } from './values.ts';

export const changeKinds = ['filed', 'held', 'receipted', 'folded', 'erased', 'alarm'] as const;

export const Change = z
  .object({
    seq: z.int().min(0),
    kind: z.enum(changeKinds),
    log: Origin.optional(),
    from: Size.optional(),
    to: Size.optional(),
    subjects: z.array(ActId).optional().describe('Absent where any may have changed, or many have.'),
  })
  .describe(
    'Something changed: acts filed in our log; entries held of another; a log receipted; subjects folded anew; words or content erased; an alarm. Read again what it names.',
  );

export type Change = z.infer<typeof Change>;

export const deskParts = ['drafts', 'notes', 'options', 'assignments', 'duty', 'numbers', 'policy'] as const;

export const DeskChange = z
  .object({ part: z.enum(deskParts) })
  .describe(
    'Something of the desk changed that the officer at this stream may see. Nothing else is said of it: read that part again. These events have no id and are not kept; whoever opens a stream anew reads its desk anew.',
  );

export type DeskChange = z.infer<typeof DeskChange>;
export type DeskPart = DeskChange['part'];

/** Names of the events on the stream; `data` of `change` is a Change, of `desk` a DeskChange, of the others an empty object. */
export const liveEvents = {
  opened: 'opened',
  change: 'change',
  desk: 'desk',
  reload: 'reload',
  stopping: 'stopping',
} as const;

/** A comment line is sent this often, so that both ends notice a dead connection. */
export const HEARTBEAT_SECONDS = 15;
