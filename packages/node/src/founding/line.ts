// The line between the two: whether both logs are open and received, whether each side's communication check was answered, who is there, and how far
// the clocks are apart. Before the founding there is nothing to check, and it says so.

import type { FoundingLine } from '@parley/api/founding';
import { REGISTRAR } from '@parley/docket/accord/founding/opening';
import { signaturesDemanded } from '@parley/docket/authority';
import type { House } from '@parley/docket/roster';
import type { SubjectState } from '@parley/docket/kind';
import type { AccordParty } from '@parley/record/accord';
import type { z } from 'zod';
import type { DocketReader } from '../docket/reader.ts';
import type { HeardClock } from '../exchange/transport.ts';
import type { Founding } from './founding.ts';

export type Line = z.input<typeof FoundingLine>;
type Side = Line['sides'][number];

/** A folded accord, and what its node shows of it. */
export type Folded = { house: House; reader: Pick<DocketReader, 'subjects'> };

/** What one side has said of the line on the record. */
export type Said = Pick<Side, 'signed' | 'openedAt' | 'receivedAt' | 'registrar' | 'check' | 'officers' | 'contacts'>;

const UNCHECKED: Side['check'] = { state: 'none', sentAt: null, answeredAt: null };

/** What the docket holds of each party, in the accord's order; `done`: nothing of it is missing that the nodes do by themselves. */
export function lineOnRecord({ house, reader }: Folded, now: number): { said: Map<string, Said>; done: boolean } {
  const checks = reader.subjects({ kind: 'contact' }).items;
  const said = new Map(
    house.state.parties.map(({ id, founded, officers, contacts }): [string, Said] => {
      const found = house.state.acts.find(({ type, party }) => type === 'accord.found' && party === id);
      const inOffice = officers.filter(
        ({ relieved, from, until }) => relieved === null && from <= now && (until === null || until > now),
      );
      return [
        id,
        {
          signed: founded !== null,
          openedAt: found?.signedAt ?? null,
          receivedAt: found?.receivedAt ?? null,
          registrar: inOffice.some(({ office }) => office === REGISTRAR),
          check: checkOf(checks.find(({ openedBy }) => openedBy === id)?.state as SubjectState | undefined),
          officers: inOffice.filter(({ office }) => office !== REGISTRAR).length,
          contacts: contacts && { receivedAt: contacts.receivedAt, roundTheClock: isRoundTheClock(contacts.body) },
        },
      ];
    }),
  );
  // Where the nodes' own officers may not, people check the line when they like.
  const checking = signaturesDemanded(house.versions.at(-1)!.offices, REGISTRAR, 'contact.check') === 1;
  const done = [...said.values()].every(
    ({ receivedAt, registrar, check }) =>
      receivedAt !== null && registrar && (check.state === 'answered' || (check.state === 'none' && !checking)),
  );
  return { said, done };
}

function checkOf(state: SubjectState | undefined): Side['check'] {
  const sent = state?.acts.find(({ type }) => type === 'contact.check');
  if (sent === undefined) return UNCHECKED;
  const answer = state!.acts.find(({ type }) => type === 'contact.answer');
  return {
    state: answer === undefined ? 'sent' : 'answered',
    sentAt: sent.signedAt,
    answeredAt: answer?.signedAt ?? null,
  };
}

/** Whether some desk is there at every hour of every day. */
function isRoundTheClock(body: House['state']['versions'][number]['terms']): boolean {
  const desks = body['desks'] as { hours?: unknown; workingDaysOnly?: true }[];
  return desks.some(({ hours, workingDaysOnly }) => hours === undefined && workingDaysOnly === undefined);
}

/** What a running node knows beside its record. */
export type Heard = {
  folded: Folded;
  party: string;
  parties: readonly AccordParty[];
  now: number;
  reachable: (party: string) => boolean;
  clockOf: (party: string) => HeardClock | undefined;
};

export function lineAfter({ folded, party, parties, now, reachable, clockOf }: Heard): Line {
  const { house } = folded;
  const { said, done } = lineOnRecord(folded, now);
  return {
    stage: 'founded',
    party,
    accord: house.accord,
    inForceAt: house.state.inForceAt,
    now,
    done,
    sides: oursFirst(
      parties.map(({ id, names }) => {
        const own = id === party;
        return {
          id,
          own,
          names,
          ...said.get(id)!,
          reachable: own ? null : reachable(id),
          clock: own ? null : (clockOf(id) ?? null),
        };
      }),
    ),
  };
}

export async function lineBefore(founding: Founding, now: number): Promise<Line> {
  const { id: party, names } = founding.own.party;
  const negotiation = (await founding.kept())?.negotiation;
  const seats: readonly Pick<AccordParty, 'id' | 'names'>[] = negotiation?.text.accord.parties ?? [];
  const seated = seats.some(({ id }) => id === party);
  return {
    stage: 'founding',
    party,
    accord: seats.length === 2 ? negotiation!.accordId : null,
    inForceAt: null,
    now,
    done: false,
    sides: oursFirst(
      [...(seated ? [] : [{ id: party, names }]), ...seats].map(({ id, names: called }) => ({
        id,
        own: id === party,
        names: called,
        signed: negotiation !== undefined && Object.hasOwn(negotiation.signed, id),
        openedAt: null,
        receivedAt: null,
        registrar: false,
        check: UNCHECKED,
        officers: 0,
        contacts: null,
        reachable: null,
        clock: null,
      })),
    ),
  };
}

function oursFirst(sides: Side[]): Side[] {
  return sides.toSorted((a, b) => Number(b.own) - Number(a.own));
}
