// The accord and who speaks under it: parties, officers by index, calendars; and what a client needs to compose an act now.

import { z } from 'zod';
import { ActId, Index, JsonObject, Kid, Origin, PartyId, Seconds, Size, Text } from './values.ts';

export const AccordView = z
  .object({
    id: z
      .string()
      .regex(/^[a-z2-7]{52}$/)
      .describe('Accord id: SHA-256 of the founding document, base32.'),
    party: PartyId.describe('Whose node this is.'),
    document: JsonObject.describe('The founding document; /exchange/…/accord.json serves its exact bytes.'),
    inForceAt: Seconds.nullable().describe('When each log held accord.found and every other party had received it.'),
    terms: JsonObject.describe('The terms in force.'),
    offices: JsonObject.describe('The offices and their powers in force.'),
    versions: z
      .array(
        z.object({
          id: z.string().describe('The amendment that made it; the accord id for what was founded.'),
          from: Seconds.describe('It governs acts signed from then on.'),
          inForceAt: Seconds,
          terms: JsonObject,
          offices: JsonObject,
        }),
      )
      .describe('Terms and offices, every version, in the order in which they came in force.'),
  })
  .describe('The accord this node serves.');

export const Party = z
  .looseObject({
    id: PartyId,
    own: z.boolean().describe('This node’s own party.'),
    origin: Origin,
    names: Text,
    languages: z.array(z.string()),
    hue: z.int().min(0).max(359),
    addresses: z.array(z.string()),
  })
  .describe('A party of the accord.');

export const PartyList = z.object({ items: z.array(Party) }).describe('The parties, in the accord’s order.');

const nullable = Seconds.nullable();

export const Officer = z
  .object({
    party: PartyId,
    kid: Kid,
    id: ActId.describe('The appointing act.'),
    office: z.string(),
    from: Seconds,
    until: nullable.describe('null: no end was set.'),
    deputyOf: Kid.nullable().describe('The officer that this one stands in for.'),
    appointed: Index.describe('Index of the appointing act in the party’s log.'),
    relieved: Index.nullable().describe('Index of the relieving act; null: in office.'),
    compromisedSince: nullable,
    words: JsonObject.describe('Words of the appointing act that are held: the officer’s name.'),
  })
  .describe('An officer: a key with an office, from one index of the party’s log to another.');

export const OfficerList = z.object({ items: z.array(Officer) }).describe('All officers ever appointed.');

export const CalendarEntry = z
  .object({
    party: PartyId,
    id: ActId.describe('The publishing act.'),
    year: z.int(),
    publishedAt: nullable.describe('When every other party had received it.'),
    body: JsonObject.describe('Non-working days, make-up days, closing time and offsets, as published.'),
  })
  .describe('A party’s working calendar for a year, as it published it.');

export const CalendarList = z.object({ items: z.array(CalendarEntry) }).describe('The published calendars.');

export const Composing = z
  .object({
    accord: z.string(),
    log: Origin.describe('Our log, for `log`.'),
    keys: Index.optional().describe(
      'For `keys`: index of the newest accord, officer or party act in our log; absent while the log is empty.',
    ),
    seen: z
      .record(z.string(), z.object({ n: Size, root: z.string() }))
      .describe('For `seen`: by origin, the newest checkpoint held.'),
    held: z
      .record(z.string(), z.object({ size: Size, time: Seconds }))
      .describe('By origin, our holder’s newest cosignature: what `request.note-silence` names as held.'),
    now: Seconds.describe('The node’s clock, for `iat`.'),
  })
  .describe('What the payload of an act needs, as of now. The client adds body, words and a random nonce.');
