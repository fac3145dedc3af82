// The routes of invitations and enrolment. Deciding is done elsewhere; here it is noted before it is answered.

import type { FastifyReply } from 'fastify';
import { accountConfirmation, ENROLMENT_S, INVITATION_DAYS } from '@parley/api/access';
import { refuse } from '@parley/record/refusal';
import { sendJson } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import { enrolmentCookie, setEnrolmentCookie } from './cookie.ts';
import type { AccessServing } from './serve.ts';
import { accountView, DONE, enrolmentRow, enrolmentView, invitationView, tooMany } from './shown.ts';
import type { Person } from './viewer.ts';

/** Invitations and enrolment. */
export function serveEnrolment({ take, answer, access, rp }: AccessServing): void {
  const { enrolments, attempts, trail, now } = access;

  take('openInvitation', (request, reply, _params, _query, _viewer, { secret }) => {
    const address = request.ip;
    const begun = enrolments.begin(secret, now());
    if (!begun.ok) {
      const wait = begun.refusal.code === 'access.invitation_unknown' ? attempts.wait('invitation', address, now()) : 0;
      attempts.failed('invitation', address, now());
      if (wait > 0) return refuseWith(reply, tooMany('open an invitation', wait));
      trail.note({ what: 'invitation.refused', code: begun.refusal.code, address });
      return refuseWith(reply, begun.refusal);
    }
    const { browser, enrolment } = begun;
    trail.note({ what: 'invitation.open', account: enrolment.account.id, subject: enrolment.id, address });
    setEnrolmentCookie(reply, browser, ENROLMENT_S);
    return sendJson(reply, enrolmentView(enrolment));
  });
  take('enrolment', (request, reply) => {
    const browser = enrolmentCookie(request.headers.cookie);
    const enrolment = browser === undefined ? undefined : enrolments.ofBrowser(browser, now());
    return enrolment === undefined ? refuseWith(reply, NO_ENROLMENT) : sendJson(reply, enrolmentView(enrolment));
  });
  take('enrolmentOptions', async (request, reply) => {
    const browser = enrolmentCookie(request.headers.cookie);
    if (browser === undefined) return refuseWith(reply, NO_ENROLMENT);
    const asked = await enrolments.options(browser, rp(), now());
    if (!asked.ok) return refuseWith(reply, asked.refusal);
    const { options, keyChallenge } = asked;
    return sendJson(reply, { options, keyChallenge });
  });
  take('enrol', async (request, reply, _params, _query, _viewer, body) => {
    const browser = enrolmentCookie(request.headers.cookie);
    if (browser === undefined) return refuseWith(reply, NO_ENROLMENT);
    const finished = await enrolments.finish(browser, body, rp(), now());
    const address = request.ip;
    if (!finished.ok) {
      trail.note({ what: 'enrolment.refused', code: finished.refusal.code, address });
      return refuseWith(reply, finished.refusal);
    }
    const { enrolment } = finished;
    if (enrolment.account.role === 'administrator' && enrolment.state === 'confirmed') access.setup.spend();
    trail.note({
      what: 'enrolment.finish',
      account: enrolment.account.id,
      subject: enrolment.id,
      fingerprint: enrolment.fingerprint ?? undefined,
      address,
    });
    // Whoever enrolled looks in again, to see whether it was confirmed.
    setEnrolmentCookie(reply, browser, ENROLMENT_SEEN_S);
    return sendJson(reply, enrolmentView(enrolment));
  });

  take('enrolments', (_request, reply, _params, _query, viewer) => {
    if (viewer.role !== 'administrator' && !access.mayAppoint(viewer))
      return refuseWith(
        reply,
        refuse('access.no_power', 'list enrolments: that is for officers who appoint others, and administrators')
          .refusal,
      );
    const items = enrolments.list(now()).map((one) => enrolmentRow(access, one, viewer));
    return sendJson(reply, { items });
  });
  const decide = (
    name: 'confirmEnrolment' | 'refuseEnrolment',
    id: string,
    fingerprint: string | undefined,
    viewer: Person,
    reply: FastifyReply,
  ) => {
    const found = enrolments.get(id, now());
    if (found === undefined)
      return refuseWith(reply, refuse('http.not_found', 'decide an enrolment: there is none of that id').refusal);
    const may = access.mayDecide(viewer, found.account.role);
    const confirming = name === 'confirmEnrolment';
    const decided = may.ok
      ? confirming
        ? enrolments.confirm(id, fingerprint, now())
        : enrolments.refuse(id, now())
      : may;
    trail.note({
      what: confirming ? 'enrolment.confirm' : 'enrolment.refuse',
      account: viewer.account,
      subject: id,
      code: decided.ok ? undefined : decided.refusal.code,
    });
    return decided.ok ? sendJson(reply, DONE) : refuseWith(reply, decided.refusal);
  };
  take('confirmEnrolment', (_request, reply, { id }, _query, viewer, { fingerprint }) =>
    decide('confirmEnrolment', id, fingerprint, viewer, reply),
  );
  take('refuseEnrolment', (_request, reply, { id }, _query, viewer) =>
    decide('refuseEnrolment', id, undefined, viewer, reply),
  );
  answer('ownAccount', (_params, _query, viewer) => accountView(access, access.accounts.get(viewer.account)!));
  take('inviteDevice', (_request, reply, _params, _query, viewer) => {
    const confirmed = access.confirmations.spend(viewer, accountConfirmation('invite-device', viewer.session));
    if (!confirmed.ok) return refuseWith(reply, confirmed.refusal);
    const made = access.invitations.make(
      { account: viewer.account, device: true, direct: false },
      INVITATION_DAYS,
      now(),
    );
    if (!made.ok) return refuseWith(reply, made.refusal);
    trail.note({ what: 'invitation.make', account: viewer.account, subject: made.id });
    return sendJson(reply, invitationView(made, rp()));
  });
  take('removePasskey', (_request, reply, { id }, _query, viewer) => {
    const passkey = access.keyring.getPasskey(id);
    if (passkey === undefined || (passkey.account !== viewer.account && viewer.role !== 'administrator'))
      return refuseWith(reply, refuse('http.not_found', 'remove a passkey: there is none of that id').refusal);
    if (passkey.account === viewer.account) {
      const confirmed = access.confirmations.spend(viewer, accountConfirmation('remove-passkey', viewer.session));
      if (!confirmed.ok) return refuseWith(reply, confirmed.refusal);
    }
    trail.note({ what: 'passkey.remove', account: viewer.account, subject: passkey.account, passkey: id });
    access.keyring.removePasskey(id);
    access.signIns.endByPasskey(id);
    return sendJson(reply, DONE);
  });
}

/** How long the browser that enrolled may ask how it stands. */
const ENROLMENT_SEEN_S = 7 * 86_400;

const NO_ENROLMENT = refuse('http.not_found', 'enrol: this browser has opened no invitation').refusal;
