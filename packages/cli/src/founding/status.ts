// How far a founding has come: before both have signed, what is missing; after, whether both logs are open, received, and the line checked.

import { hasParty, isFounding } from '@parley/node/founding/party';
import { Founding } from '@parley/node/founding/founding';
import { signaturesDemanded } from '@parley/docket/authority';
import { isComplete } from '@parley/docket/accord/founding/envelope';
import { REGISTRAR } from '@parley/docket/accord/founding/opening';
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
    const { house, reader } = docket;
    const { state } = house;
    const checks = reader.subjects({ kind: 'contact' }).items.toReversed();
    const parties = state.parties.map(({ id, founded, officers }) => {
      const found = state.acts.find(({ type, party }) => type === 'accord.found' && party === id);
      const check = checks.find(({ openedBy }) => openedBy === id);
      return {
        id,
        signed: founded !== null,
        received: found?.receivedAt ?? null,
        registrar: officers.some(({ office, relieved }) => office === REGISTRAR && relieved === null),
        check: check === undefined ? ('none' as const) : check.open ? ('sent' as const) : ('answered' as const),
      };
    });
    const { offices } = house.versions.at(-1)!;
    // Where the nodes' own officers may not, people check the line when they like.
    const checking = signaturesDemanded(offices, REGISTRAR, 'contact.check') === 1;
    const done = parties.every(
      ({ received, registrar, check }) =>
        received !== null && registrar && (check === 'answered' || (check === 'none' && !checking)),
    );
    return {
      ok: true,
      status: { stage: 'founded', done, party: docket.record.party, accord: house.accord, parties },
    };
  } finally {
    docket.close();
  }
}
