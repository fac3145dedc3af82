// The routes of signing in and confirming. Whoever fails learns that it failed: not whether the passkey, the account or the person exists. What is
// unknown is checked as long as what is known.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { accountConfirmation, CHALLENGE_S, SIGN_IN_IDLE_S, SIGN_IN_S, type SignIn } from '@parley/api/access';
import { paths } from '@parley/api/paths';
import { statusOf, type AccessCode } from '@parley/api/refusals';
import { refuse, type Refusal } from '@parley/record/refusal';
import { sendJson } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import { Ceremonies } from './ceremonies.ts';
import { ceremonyCookie, sessionCookie, setCeremonyCookie, setSessionCookie } from './cookie.ts';
import { nobodysPasskey, openUsed, requestOptions } from './passkeys.ts';
import type { Asked } from './provider.ts';
import { newSecret } from './secret.ts';
import type { AccessServing } from './serve.ts';
import { DONE, tooMany } from './shown.ts';
import type { Method, SignInRow } from './signins.ts';
import type { Person } from './viewer.ts';

export function serveSignIn(serving: AccessServing): void {
  const { take, answer, access, rp, demo } = serving;
  const { signIns, keyring, accounts, attempts, trail, confirmations, random, now } = access;
  const challenges = new Ceremonies<undefined>(random);

  const begin = (request: FastifyRequest, reply: FastifyReply, account: string, method: Method, passkey?: string) => {
    const before = sessionCookie(request.headers.cookie);
    const agent = request.headers['user-agent'] ?? '';
    const { id, secret } = signIns.begin({
      account,
      method,
      address: request.ip,
      agent,
      before,
      ...(passkey !== undefined && { passkey }),
    });
    trail.note({ what: 'sign-in', account, subject: id, method, address: request.ip });
    setSessionCookie(reply, secret, SIGN_IN_S);
    return signIns.still(secret)!;
  };
  const view = (person: Person) => signInView(serving, person, signIns.get(person.session)!);
  const fail = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal, account?: string) => {
    trail.note({ what: 'sign-in.refused', account, code: refusal.code, address: request.ip });
    return refuseWith(reply, refusal);
  };

  answer('signInWays', () => ({
    provider: serving.provider === undefined ? null : { issuer: serving.provider.issuer },
    demo: demo?.list() ?? [],
  }));
  answer('signIn', (_params, _query, viewer) => view(viewer));
  take('signOut', (_request, reply, _params, _query, viewer) => {
    trail.note({ what: 'sign-out', account: viewer.account, subject: viewer.session });
    signIns.end(viewer.session);
    setSessionCookie(reply, '', 0);
    return sendJson(reply, DONE);
  });

  take('passkeyOptions', async (_request, reply) => {
    const { secret } = newSecret(random);
    const begun = challenges.begin(secret, undefined, now());
    if (!begun.ok) return refuseWith(reply, begun.refusal);
    setCeremonyCookie(reply, secret, CHALLENGE_S);
    return sendJson(reply, { options: await requestOptions(rp(), begun.challenge) });
  });
  take('passkeySignIn', async (request, reply, _params, _query, _viewer, { credential }) => {
    const address = request.ip;
    const taken = challenges.take(ceremonyCookie(request.headers.cookie), now());
    setCeremonyCookie(reply, '', 0);
    if (!taken.ok) return refuseWith(reply, taken.refusal);
    const wait = attempts.wait(credential.id, address, now());
    if (wait > 0) return refuseWith(reply, tooMany('sign in', wait));
    const passkey = keyring.findPasskey(credential.id);
    const opened = await openUsed(rp(), credential, taken.challenge, passkey ?? nobodysPasskey(credential.id));
    const account = passkey === undefined ? undefined : accounts.get(passkey.account);
    if (passkey === undefined || opened === undefined || account?.closedAt !== null || passkey.state === 'refused') {
      attempts.failed(credential.id, address, now());
      return fail(request, reply, REFUSED, passkey?.account);
    }
    if (passkey.state === 'waiting') return fail(request, reply, WAITING, passkey.account);
    attempts.succeeded(credential.id, address);
    keyring.usedPasskey(passkey.id, opened.counter, now());
    return sendJson(reply, view(begin(request, reply, account.id, 'passkey', passkey.id)));
  });

  take('demoSignIn', (request, reply, _params, _query, _viewer, { who }) => {
    const account = demo?.account(who);
    if (account === undefined)
      return refuseWith(
        reply,
        refuse('access.not_demo', 'sign in by a click: this node is no demonstration, or has nobody of that name')
          .refusal,
      );
    return sendJson(reply, view(begin(request, reply, account, 'demo')));
  });

  take('demoKeys', async (_request, reply, _params, _query, viewer) => {
    // Only to whom a click signed in: somebody with a passkey has a key that nobody gives away.
    if (demo === undefined || signIns.get(viewer.session)?.method !== 'demo')
      return refuseWith(
        reply,
        refuse(
          'access.not_demo',
          'give out a key: this node is no demonstration, or did not sign this person in by a click',
        ).refusal,
      );
    const given = await demo.keysOf(viewer.account);
    if (!given.ok) return refuseWith(reply, given.refusal);
    trail.note({ what: 'demo.keys', account: viewer.account });
    return sendJson(reply, { keys: given.keys });
  });

  take('confirmOptions', async (_request, reply, _params, _query, viewer, { what }) => {
    if (demo !== undefined && signIns.get(viewer.session)?.method === 'demo') {
      confirmations.confirmDemo(viewer, what);
      return sendJson(reply, DONE);
    }
    const asked = await confirmations.ask(viewer, what, rp());
    if (!asked.ok) return refuseWith(reply, asked.refusal);
    const { nonce, options } = asked;
    return sendJson(reply, { nonce, options });
  });
  take('confirm', async (request, reply, _params, _query, viewer, { credential }) => {
    const address = request.ip;
    const wait = attempts.wait(`confirm ${viewer.account}`, address, now());
    if (wait > 0) return refuseWith(reply, tooMany('confirm', wait));
    const confirmed = await confirmations.confirm(viewer, credential, rp());
    if (!confirmed.ok) {
      attempts.failed(`confirm ${viewer.account}`, address, now());
      trail.note({ what: 'confirm.refused', account: viewer.account, code: confirmed.refusal.code, address });
      return refuseWith(reply, confirmed.refusal);
    }
    trail.note({ what: 'confirm', account: viewer.account, subject: confirmed.what });
    return sendJson(reply, DONE);
  });

  take('signIns', (_request, reply, _params, { all }, viewer) => {
    if (all !== undefined && viewer.role !== 'administrator')
      return refuseWith(
        reply,
        refuse('access.not_administrator', 'list everybody’s sign-ins: that is for an administrator').refusal,
      );
    const rows = signIns.list(all === undefined ? viewer.account : undefined);
    return sendJson(reply, {
      items: rows.map(({ id, account, method, since, usedAt, address, agent }) => ({
        id,
        account,
        name: accounts.get(account)!.name,
        method,
        since,
        usedAt,
        endsAt: since + SIGN_IN_S,
        address,
        agent,
        own: id === viewer.session,
      })),
    });
  });
  take('endSignIn', (_request, reply, { id }, _query, viewer) => {
    const found = signIns.get(id);
    if (found === undefined || (found.account !== viewer.account && viewer.role !== 'administrator'))
      return refuseWith(reply, refuse('http.not_found', 'end a sign-in: there is none of that id').refusal);
    trail.note({ what: 'sign-in.end', account: viewer.account, subject: id, of: found.account });
    signIns.end(id);
    return sendJson(reply, DONE);
  });

  serveProvider(serving, begin);
}

/** At the provider: `link` is the sign-in that asked to be linked, undefined: somebody signs in. */
type AtProvider = Asked & { link: Person | undefined };

function serveProvider(
  { take, access, rp, provider }: AccessServing,
  begin: (request: FastifyRequest, reply: FastifyReply, account: string, method: Method) => Person,
): void {
  const { accounts, keyring, signIns, trail, confirmations, random, now } = access;
  const asked = new Ceremonies<AtProvider>(random);
  const redirect = () => new URL(paths.providerBack, rp().origins[0]).href;

  const leave = async (reply: FastifyReply, link: Person | undefined) => {
    if (provider === undefined) return refuseWith(reply, NO_PROVIDER);
    const begun = await provider.begin(redirect());
    if (!begun.ok) return refuseWith(reply, begun.refusal);
    const { secret } = newSecret(random);
    const open = asked.begin(secret, { ...begun.asked, link }, now());
    if (!open.ok) return refuseWith(reply, open.refusal);
    setCeremonyCookie(reply, secret, CHALLENGE_S);
    return sendJson(reply, { location: begun.location });
  };
  take('providerSignIn', (_request, reply) => leave(reply, undefined));
  take('linkProvider', (_request, reply, _params, _query, viewer) => {
    const confirmed = confirmations.spend(viewer, accountConfirmation('link-provider', viewer.session));
    return confirmed.ok ? leave(reply, viewer) : refuseWith(reply, confirmed.refusal);
  });
  take('unlinkOwnProvider', (_request, reply, _params, _query, viewer) => {
    const confirmed = confirmations.spend(viewer, accountConfirmation('unlink-provider', viewer.session));
    if (!confirmed.ok) return refuseWith(reply, confirmed.refusal);
    accounts.link(viewer.account, undefined);
    trail.note({ what: 'account.unlink', account: viewer.account, subject: viewer.account });
    return sendJson(reply, DONE);
  });

  take('providerBack', async (request, reply) => {
    if (provider === undefined) return refuseWith(reply, NO_PROVIDER);
    const taken = asked.take(ceremonyCookie(request.headers.cookie), now());
    setCeremonyCookie(reply, '', 0);
    if (!taken.ok) return onward(reply, taken.refusal);
    const { link, ...told } = taken.told;
    const { search } = new URL(request.url, 'http://node');
    const finished = await provider.finish(new URL(`${redirect()}${search}`), told);
    if (!finished.ok) return note(request, reply, finished.refusal);
    const { person } = finished;
    if (link !== undefined) {
      // The sign-in that asked may have ended meanwhile, and its account with it.
      if (signIns.get(link.session) === undefined || accounts.get(link.account)?.closedAt !== null)
        return note(request, reply, REFUSED, link.account);
      const linked = accounts.link(link.account, person);
      if (!linked.ok) return note(request, reply, linked.refusal, link.account);
      trail.note({ what: 'account.link', account: link.account, subject: link.account });
      return onward(reply);
    }
    const account = accounts.ofProvider(person);
    if (account === undefined) return note(request, reply, REFUSED);
    if (!keyring.passkeysOf(account.id).some(({ state }) => state === 'confirmed'))
      return note(request, reply, WAITING, account.id);
    begin(request, reply, account.id, 'provider');
    return onward(reply);
  });
  const note = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal, account?: string) => {
    trail.note({ what: 'sign-in.refused', account, code: refusal.code, method: 'provider', address: request.ip });
    return onward(reply, refusal);
  };
}

const REFUSED = refuse<AccessCode>(
  'access.refused',
  'sign in: this is not somebody whom this node knows, or the answer is not one to its challenge',
).refusal;
const WAITING = refuse<AccessCode>(
  'access.waiting',
  'sign in: nobody has compared the fingerprint of this enrolment yet',
).refusal;
const NO_PROVIDER = refuse<AccessCode>('access.no_provider', 'sign in at the provider: node.json names none').refusal;

/**
 * A page that goes on to the console by itself. A redirection would count as the provider’s own, and the strict cookie that was just set would
 * stay behind. A refusal goes along as its code, after the #.
 */
function onward(reply: FastifyReply, refusal?: Refusal): FastifyReply {
  const target = refusal === undefined ? '/' : `/sign-in#${refusal.code}`;
  return reply
    .code(refusal === undefined ? 200 : statusOf(refusal.code))
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${target}"><title>Parley</title><p><a href="${target}">Continue</a></p></html>\n`,
    );
}

function signInView(
  { access, party, position }: AccessServing,
  person: Person,
  { method, since, usedAt }: SignInRow,
): z.input<typeof SignIn> {
  const { account, name, role, session, kids, offices, desks } = person;
  return {
    session,
    account,
    name,
    role,
    party,
    method,
    kids,
    offices,
    desks,
    mayAppoint: access.mayAppoint(person),
    since,
    idleUntil: usedAt + SIGN_IN_IDLE_S,
    endsAt: since + SIGN_IN_S,
    ...(position !== undefined && { position: position() }),
  };
}
