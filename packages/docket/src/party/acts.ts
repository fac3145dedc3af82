// A party's own house: who speaks for it, by which keys and addresses it is reached, and on which days it works.

import { z } from 'zod';
import { Bytes32, Code, Day, Kid, Language, Ordinal, Seconds, numbered } from '#code';
import { commonWords, Line, Text } from '#text';

/** A raw ML-DSA-44 public key, 1312 bytes: the one string of a body longer than 64 characters, since a rule reads it. */
const MldsaKey = z
  .string()
  .max(1750)
  .regex(/^[A-Za-z0-9_-]{1750}$/);

/** `http` or `https`, a host, a port, a short path: what the other nodes connect to. */
const Address = z
  .string()
  .max(64)
  .regex(/^https?:\/\/[a-z0-9.:[\]-]{1,56}(\/[a-z0-9/-]{0,40})?$/);

const Offset = z.strictObject({ fromUtc: Seconds, offsetMinutes: z.int().min(-840).max(840) });

export const partyActs = {
  'officer.appoint': {
    body: z.strictObject({
      key: Bytes32,
      office: Code,
      from: Seconds,
      until: Seconds.optional(),
      /** the officer in whose place this one signs, for the stated time */
      deputyOf: Kid.optional(),
    }),
    words: z.strictObject({ ...commonWords, name: Line, title: Text.optional(), reason: Text.optional() }),
  },
  'officer.relieve': {
    body: z.strictObject({
      kid: Kid,
      reason: z.enum(['end-of-term', 'transferred', 'resigned', 'key-lost', 'key-compromised', 'other']),
      compromisedSince: Seconds.optional(),
    }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  'party.rekey': {
    body: z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('root'), key: Bytes32 }),
      z.strictObject({ role: z.literal('http'), key: Bytes32 }),
      z.strictObject({ role: z.literal('log'), ed25519: Bytes32, mldsa44: MldsaKey }),
      z.strictObject({ role: z.literal('holder'), ed25519: Bytes32, mldsa44: MldsaKey }),
    ]),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  'party.address': {
    /** both in place of what was said before; `tls`: SHA-256 of the public keys by which alone certificates are known, absent: by authorities */
    body: z.strictObject({
      addresses: z.array(Address).min(1).max(10),
      tls: z.array(Bytes32).min(1).max(8).optional(),
    }),
    words: z.strictObject({ ...commonWords, reason: Text.optional() }),
  },
  'contact.publish': {
    body: z.strictObject({
      desks: numbered(
        z.strictObject({
          no: Ordinal,
          desk: z.enum(['policy', 'technical', 'law-enforcement']),
          /** minutes of the local day, one or more stretches; absent: round the clock */
          hours: z
            .array(z.strictObject({ fromMinute: z.int().min(0).max(1439), untilMinute: z.int().min(1).max(1440) }))
            .max(7)
            .optional(),
          workingDaysOnly: z.literal(true).optional(),
          zone: z
            .string()
            .max(64)
            .regex(/^[A-Za-z0-9_+-]{1,32}(\/[A-Za-z0-9_+-]{1,32}){0,2}$/),
          languages: z.array(Language).min(1).max(20),
          /** in the order they are to be tried; what each leads to is in the words under the same number */
          channels: numbered(
            z.strictObject({
              no: Ordinal,
              by: z.enum(['node', 'telephone', 'e-mail', 'messenger', 'secure-line', 'post', 'embassy', 'other']),
            }),
          ),
        }),
      ).min(1),
      /** the desk a second person is reached at, to authenticate what the first said */
      second: Ordinal.optional(),
    }),
    words: z.strictObject({
      ...commonWords,
      desks: z
        .array(
          z.strictObject({
            no: Ordinal,
            name: Text.optional(),
            channels: z.array(z.strictObject({ no: Ordinal, address: Line })).max(20),
          }),
        )
        .max(200),
      /** who answers at which desk */
      persons: z
        .array(z.strictObject({ desk: Ordinal, name: Line }))
        .max(200)
        .optional(),
    }),
  },
  'calendar.publish': {
    /** Monday to Friday are working days but for `nonWorking`; Saturday and Sunday are not but for `makeUp` */
    body: z.strictObject({
      year: z.int().min(1970).max(9999),
      nonWorking: z.array(Day).max(366),
      makeUp: z.array(Day).max(366),
      /** minute of the local day at which the office closes; absent: 24:00 */
      closingMinute: z.int().min(1).max(1440).optional(),
      /** the first is in force when the year begins */
      offsets: z.array(Offset).min(1).max(20),
    }),
    words: z.strictObject({ ...commonWords, title: Text.optional(), days: z.record(Day, Text).optional() }),
  },
} as const;
