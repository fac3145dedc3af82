// The routes by which administrators run accounts, and the first one comes to be. None shows any content.

import { INVITATION_DAYS } from '@parley/api/access';
import { refuse } from '@parley/record/refusal';
import { sendJson } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import { closed, noAccount } from './accounts.ts';
import type { AccessServing } from './serve.ts';
import { accountView, DONE, invitationView } from './shown.ts';

/** What administrators do. */
export function serveAccounts({ take, answer, access, rp }: AccessServing): void {
  const { accounts, invitations, trail, now } = access;
  const get = (id: string) => {
    const account = accounts.get(id);
    return account === undefined ? undefined : accountView(access, account);
  };
  answer('accounts', () => ({ items: accounts.list().map((account) => accountView(access, account)) }));
  answer('account', ({ id }) => get(id));

  take('openAccount', (_request, reply, _params, _query, viewer, { days = INVITATION_DAYS, ...asked }) => {
    const opened = accounts.open(asked, now());
    if (!opened.ok) return refuseWith(reply, opened.refusal);
    const made = invitations.make({ account: opened.id, device: false, direct: false }, days, now());
    if (!made.ok) return refuseWith(reply, made.refusal);
    trail.note({ what: 'account.open', account: viewer.account, subject: opened.id, role: asked.role });
    return sendJson(reply, { account: get(opened.id)!, invitation: invitationView(made, rp()) });
  });
  take('changeAccount', (_request, reply, { id }, _query, viewer, change) => {
    const changed = accounts.change(id, change);
    if (!changed.ok) return refuseWith(reply, changed.refusal);
    trail.note({ what: 'account.change', account: viewer.account, subject: id, desks: change.desks?.join(' ') });
    return sendJson(reply, get(id)!);
  });
  take('closeAccount', (_request, reply, { id }, _query, viewer) => {
    const done = access.closeAccount(id);
    if (!done.ok) return refuseWith(reply, done.refusal);
    trail.note({ what: 'account.close', account: viewer.account, subject: id });
    return sendJson(reply, DONE);
  });
  take('inviteAccount', (_request, reply, { id }, _query, viewer, { days = INVITATION_DAYS }) => {
    const account = accounts.get(id);
    if (account === undefined) return refuseWith(reply, noAccount('invite the person of').refusal);
    if (account.closedAt !== null) return refuseWith(reply, closed('invite the person of', account).refusal);
    const device = access.keyring.passkeysOf(id).length > 0;
    const made = invitations.make({ account: id, device, direct: false }, days, now());
    if (!made.ok) return refuseWith(reply, made.refusal);
    trail.note({ what: 'invitation.make', account: viewer.account, subject: made.id, to: id });
    return sendJson(reply, invitationView(made, rp()));
  });
  take('withdrawInvitation', (_request, reply, { id }, _query, viewer) => {
    const account = invitations.withdraw(id);
    if (account === undefined)
      return refuseWith(reply, refuse('http.not_found', 'withdraw an invitation: none of that id is unopened').refusal);
    trail.note({ what: 'invitation.withdraw', account: viewer.account, subject: id, to: account });
    return sendJson(reply, DONE);
  });
  take('unlinkProvider', (_request, reply, { id }, _query, viewer) => {
    if (accounts.get(id) === undefined) return refuseWith(reply, noAccount('unlink').refusal);
    accounts.link(id, undefined);
    trail.note({ what: 'account.unlink', account: viewer.account, subject: id });
    return sendJson(reply, DONE);
  });
  take('firstAdministrator', (request, reply, _params, _query, viewer, { name }) => {
    const opened = accounts.open({ name, role: 'administrator' }, now());
    if (!opened.ok) return refuseWith(reply, opened.refusal);
    // By the setup secret nobody else can confirm; another administrator’s guest waits as everybody does.
    const made = invitations.make({ account: opened.id, device: false, direct: viewer === undefined }, 1, now());
    if (!made.ok) return refuseWith(reply, made.refusal);
    trail.note({
      what: 'account.open',
      account: viewer?.account,
      subject: opened.id,
      role: 'administrator',
      by: viewer === undefined ? 'setup' : undefined,
      address: request.ip,
    });
    return sendJson(reply, invitationView(made, rp()));
  });
}
