// What is shown of accounts, enrolments and invitations: the answers of the API.

import type { z } from 'zod';
import type { Account as AccountView, Enrolment, EnrolmentRow } from '@parley/api/access';
import { refuse, type Refusal } from '@parley/record/refusal';
import type { Access } from './access.ts';
import type { AccountRow } from './accounts.ts';
import type { EnrolmentRecord } from './enrolments.ts';
import { invitationAddress, type MadeInvitation } from './invitations.ts';
import type { RelyingParty } from './passkeys.ts';
import type { Person } from './viewer.ts';

export const DONE = { done: true } as const;

export function tooMany(doing: string, seconds: number): Refusal {
  return refuse('access.too_many', `${doing}: too many attempts from this address failed; wait ${seconds} seconds`, {
    retryAfter: seconds,
  }).refusal;
}

export function enrolmentView(enrolment: EnrolmentRecord): z.input<typeof Enrolment> {
  const { id, account, device, state, expiresAt, fingerprint, appointed } = enrolment;
  const { name, role } = account;
  return { id, name, role, needsKey: role === 'officer', device, state, expiresAt, fingerprint, appointed };
}

export function enrolmentRow(access: Access, one: EnrolmentRecord, viewer: Person): z.input<typeof EnrolmentRow> {
  const { id, account, device, finishedAt, decidedAt, fingerprint, publicKey, appointed } = one;
  return {
    id,
    account: account.id,
    name: account.name,
    role: account.role,
    device,
    state: one.state === 'confirmed' || one.state === 'refused' ? one.state : 'waiting',
    finishedAt: finishedAt!,
    decidedAt,
    fingerprint: fingerprint!,
    publicKey,
    appointed,
    mayDecide: one.state === 'waiting' && access.mayDecide(viewer, account.role).ok,
  };
}

export function invitationView({ id, account, secret, expiresAt }: MadeInvitation, rp: RelyingParty) {
  return { id, account, secret, expiresAt, address: invitationAddress(rp.origins[0]!, secret) };
}

export function accountView(access: Access, account: AccountRow): z.input<typeof AccountView> {
  const { id, name, role, desks, openedAt, closedAt, provider } = account;
  return {
    id,
    name,
    role,
    desks,
    openedAt,
    closedAt,
    provider: provider !== null,
    passkeys: access.keyring
      .passkeysOf(id)
      .map(({ id: passkey, addedAt, usedAt, state, backedUp }) => ({ id: passkey, addedAt, usedAt, state, backedUp })),
    keys: access.keyring.keysOf(id).map(({ kid, publicKey, enrolledAt, state, office, relieved }) => ({
      kid,
      publicKey,
      enrolledAt,
      state,
      office,
      relieved,
    })),
    invitations: access.invitations.of(id),
  };
}
