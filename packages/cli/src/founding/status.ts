// How far a founding has come: before both have signed, what is missing; after, whether both logs are open, received, and the line checked.

import { hasParty, isFounding } from '@parley/node/founding/party';
import { Founding } from '@parley/node/founding/founding';
import { lineOnRecord } from '@parley/node/founding/line';
import { isComplete } from '@parley/docket/accord/founding/envelope';
import type { Result } from '@parley/record/refusal';
import { HeldDocket } from '#record/docket';

/** `done`: there is nothing more to wait for. Times in seconds; null: not yet. */
export type Status = {
  stage: 'nothing' | 'drafted' | 'seated' | 'signed' | 'founded';
  done: boolean;
  party: string;
  accord: string | null;
  parties: {
    id: string;
    signed: boolean;
    /** when the other side received accord.found */
    received: number | null;
    registrar: boolean;
    /** its own check of the line, answered by the other side */
    check: 'none' | 'sent' | 'answered';
  }[];
};

export async function statusOf(dir: string): Promise<Result<{ status: Status }>> {
  if (isFounding(dir)) return statusBefore(dir);
  const after = statusAfter(dir);
  // Until the node has run once there is no docket to look into, but what was signed.
  return after.ok || !hasParty(dir) ? after : statusBefore(dir);
}

async function statusBefore(dir: string): Promise<Result<{ status: Status }>> {
  const opened = await Founding.open(dir);
  if (!opened.ok) return opened;
  const { founding } = opened;
  try {
    const kept = await founding.kept();
    const negotiation = kept?.negotiation;
    const seats = negotiation?.text.accord.parties ?? [];
    const signed = negotiation?.signed ?? {};
    const stage =
      negotiation !== undefined && isComplete(negotiation)
        ? 'founded'
        : seats.length === 0
          ? 'nothing'
          : seats.length === 1
            ? 'drafted'
            : Object.keys(signed).length === 0
              ? 'seated'
              : 'signed';
    const parties = seats.map(({ id }) => ({
      id,
      signed: Object.hasOwn(signed, id),
      received: null,
      registrar: false,
      check: 'none' as const,
    }));
    const accord = negotiation !== undefined && seats.length === 2 ? negotiation.accordId : null;
    // Both have signed, and the folder has not got its accord: whoever looks next puts it there.
    if (negotiation !== undefined && isComplete(negotiation)) await founding.conclude();
    return { ok: true, status: { stage, done: false, party: founding.own.party.id, accord, parties } };
  } finally {
    founding.close();
  }
}

function statusAfter(dir: string): Result<{ status: Status }> {
  const opened = HeldDocket.open(dir);
  if (!opened.ok) return opened;
  const { docket } = opened;
  try {
    const { said, done } = lineOnRecord(docket, docket.now);
    const parties = [...said].map(([id, { signed, receivedAt, registrar, check }]) => ({
      id,
      signed,
      received: receivedAt,
      registrar,
      check: check.state,
    }));
    const { house } = docket;
    return {
      ok: true,
      status: { stage: 'founded', done, party: docket.record.party, accord: house.accord, parties },
    };
  } finally {
    docket.close();
  }
}
