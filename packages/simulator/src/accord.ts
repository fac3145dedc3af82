// The accord of a run: invented parties, keys from chance, and limits of hours instead of weeks, so that a run of minutes sees some pass.

import type { Accord } from '@parley/record/accord';
import { parseAccord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { encodeCanonical, type JsonObject } from '@parley/record/json';
import { defaultOffices, defaultTerms, type Terms } from '@parley/docket/terms';
import type { Chance } from './chance.ts';
import type { KeyRing, SyncSigner } from './keys.ts';

export const PARTY_IDS = ['amber', 'birch', 'cedar'] as const;

/** 2026-06-01T00:00:00Z, in seconds. */
export const BEGINS_AT = 1_780_272_000;

export type Pair = { ed25519: SyncSigner; mldsa44: SyncSigner };

/** What a party alone has. */
export type Secrets = { root: SyncSigner; http: SyncSigner; log: Pair; holder: Pair };

export type Founding = {
  accordText: string;
  accordId: string;
  accord: Accord;
  secrets: ReadonlyMap<string, Secrets>;
};

/** `entriesPerDay`: what the accord lets a log grow in a day. */
export function foundAccord(
  parties: readonly string[],
  keys: KeyRing,
  chance: Chance,
  entriesPerDay: number,
): Founding {
  const secrets = new Map<string, Secrets>();
  for (const party of parties) {
    secrets.set(party, {
      root: keys.ed25519(),
      http: keys.ed25519(),
      log: { ed25519: keys.ed25519(), mldsa44: keys.mlDsa44() },
      holder: { ed25519: keys.ed25519(), mldsa44: keys.mlDsa44() },
    });
  }
  const accordText = encodeCanonical({
    v: 'parley/1',
    title: text('An accord of invented parties'),
    dated: '2026-06-01',
    text: text('They answer each other’s questions.'),
    parties: parties.map((id, place) => {
      const own = secrets.get(id)!;
      return {
        id,
        names: text(id),
        languages: ['en'],
        domain: `${id}.example`,
        addresses: [`http://127.0.0.1:${4180 + place}`],
        hue: 100 + place,
        keys: {
          root: encodeBase64url(own.root.publicKey),
          http: encodeBase64url(own.http.publicKey),
          log: publicPair(own.log),
          holder: publicPair(own.holder),
        },
      };
    }),
    witnesses: [],
    quorum: 0,
    quotas: { entriesPerDay, bytesPerDay: 10_000_000_000 },
    terms: hastyTerms(chance) as unknown as JsonObject,
    offices: defaultOffices as unknown as JsonObject,
  });
  const parsed = parseAccord(accordText);
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  return { accordText, accordId: parsed.accordId, accord: parsed.accord, secrets };
}

export function text(value: string): { en: string } {
  return { en: value };
}

function publicPair({ ed25519, mldsa44 }: Pair): { ed25519: string; mldsa44: string } {
  return { ed25519: encodeBase64url(ed25519.publicKey), mldsa44: encodeBase64url(mldsa44.publicKey) };
}

function hastyTerms(chance: Chance): Terms {
  const hours = () => ({ hours: chance.between(1, 12) });
  const { allowances } = defaultTerms;
  return {
    ...defaultTerms,
    floors: { deadlineHours: 1, hotlineHours: 1 },
    allowances: {
      ...allowances,
      case: { acknowledge: hours(), position: chance.happens(0.5) ? hours() : { workingDays: 1 } },
      request: {
        ...allowances.request,
        acknowledge: hours(),
        reply: { ...allowances.request.reply, information: hours(), takedown: hours(), mitigation: { workingDays: 1 } },
      },
    },
    returnsMax: chance.between(0, 2),
  };
}
