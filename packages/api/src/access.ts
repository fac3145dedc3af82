// Who may ask: accounts, invitations, enrolment, signing in, confirmation by passkey.
//
//     invited   an administrator (or the command line) makes an account and an invitation to it; its secret stands after the # of an address,
//               so that no server and no log on the way sees it
//     open      the invitation is opened, once, in one browser; that browser now enrols, within half an hour
//     waiting   it made a passkey, and for an officer a key; both are worth nothing yet
//     confirmed somebody who may compared the fingerprint with the person by another channel; the passkey signs in from here on
//     appointed an act `officer.appoint` of our log names the key: the office, and what it may do, come from there alone
//
// A passkey’s answer goes to the node as the browser’s own `toJSON()` gives it. Challenges are good once, for two minutes, in the browser that
// asked for them.

import { z } from 'zod';
import { encodeBase64url } from '@parley/record/base64';
import { sha256Text } from '@parley/record/hash';
import { json, none, type Route } from './route.ts';
import { Digest, Kid, Seconds } from './values.ts';

export const NAME_CHARACTERS_MAX = 100;
/** How long a browser has for an enrolment, from the opening of the invitation. */
export const ENROLMENT_S = 1800;
/** How long a challenge, and a confirmation, is good. */
export const CHALLENGE_S = 120;
/** A sign-in ends after so long without use, and after so long in any case. */
export const SIGN_IN_IDLE_S = 1800;
export const SIGN_IN_S = 43_200;
/** How long an invitation is good, unless it is said. */
export const INVITATION_DAYS = 7;
export const INVITATION_DAYS_MAX = 31;

const Secret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe('32 random bytes, unpadded base64url.');
const Id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/)
  .describe('An id of this node; no counterpart sees it.');
export const AccountName = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u)
  .min(1)
  .max(NAME_CHARACTERS_MAX)
  .describe('What the person is called on this node: one line.');
export const Role = z
  .enum(['officer', 'administrator'])
  .describe(
    'An officer sees content, and has the powers of the roster; an administrator runs the node, and sees none.',
  );
export const Desk = z.enum(['policy', 'technical', 'law-enforcement']);
const Desks = z.array(Desk).max(3).describe('The desks that the person works at.');
const SignInMethod = z.enum(['passkey', 'provider', 'demo']);

const ByteText = z
  .string()
  .max(8192)
  .regex(/^[A-Za-z0-9_-]*$/);

/** What `navigator.credentials.create` gave, as JSON. */
export const MadePasskey = z
  .looseObject({
    id: ByteText,
    rawId: ByteText,
    type: z.literal('public-key'),
    response: z.looseObject({ clientDataJSON: ByteText, attestationObject: ByteText }),
    clientExtensionResults: z.looseObject({}),
  })
  .describe('RegistrationResponseJSON of WebAuthn.');

/** What `navigator.credentials.get` gave, as JSON. */
export const UsedPasskey = z
  .looseObject({
    id: ByteText,
    rawId: ByteText,
    type: z.literal('public-key'),
    response: z.looseObject({ clientDataJSON: ByteText, authenticatorData: ByteText, signature: ByteText }),
    clientExtensionResults: z.looseObject({}),
  })
  .describe('AuthenticationResponseJSON of WebAuthn.');

const CreationOptions = z
  .looseObject({ challenge: z.string() })
  .describe('PublicKeyCredentialCreationOptionsJSON: give it to the browser as it is.');
const RequestOptions = z
  .looseObject({ challenge: z.string() })
  .describe('PublicKeyCredentialRequestOptionsJSON: give it to the browser as it is.');

const Done = z.object({ done: z.literal(true) }).describe('It is done.');

// ── signing in ──

export const SignInWays = z
  .object({
    provider: z.object({ issuer: z.string() }).nullable().describe('The identity provider; null: there is none.'),
    demo: z
      .array(
        z.object({
          who: z.string().describe('What POST /api/v1/session/demo takes.'),
          name: z.string(),
          office: z.string().nullable().describe('null: the administrator.'),
        }),
      )
      .describe('Whom one click signs in as; empty outside the demonstration.'),
  })
  .describe('How one signs in at this node. A passkey always does.');

export const SignIn = z
  .object({
    session: Id.describe('The sign-in’s public id.'),
    account: Id,
    name: AccountName,
    role: Role,
    party: z.string(),
    method: SignInMethod,
    kids: z.array(Kid).describe('The account’s confirmed officer keys.'),
    offices: z.array(z.string()).describe('Offices that those keys hold now.'),
    desks: Desks,
    mayAppoint: z.boolean().describe('May confirm enrolments of officers.'),
    since: Seconds,
    idleUntil: Seconds.describe('Ends then, if it is not used before.'),
    endsAt: Seconds.describe('Ends then in any case.'),
    position: z
      .string()
      .optional()
      .describe(
        'Where the live stream stands: opened with this as Last-Event-ID, it misses nothing of what changes after this answer. Absent where there is no record yet.',
      ),
  })
  .describe('Who is signed in here, and as what.');

export const SignInRow = z
  .object({
    id: Id,
    account: Id,
    name: AccountName,
    method: SignInMethod,
    since: Seconds,
    usedAt: Seconds.describe('To the minute.'),
    endsAt: Seconds,
    address: z.string().describe('Where it was made from.'),
    agent: z.string().describe('What the browser called itself.'),
    own: z.boolean().describe('It is the very sign-in that asks.'),
  })
  .describe('A sign-in that has not ended.');

export const SignInList = z.object({ items: z.array(SignInRow) }).describe('Sign-ins, the newest first.');

export const PasskeyAsked = z.object({ options: RequestOptions }).describe('What the passkey is asked.');
export const PasskeyAnswer = z.strictObject({ credential: UsedPasskey }).describe('What it answered.');

export const ProviderAddress = z.object({ location: z.string() }).describe('Where the browser goes.');
export const DemoAsked = z.strictObject({ who: z.string().max(64) }).describe('One of those that `ways` lists.');
export const DemoKeys = z
  .object({
    keys: z.array(
      z.object({
        publicKey: Digest.describe('The raw Ed25519 public key.'),
        seed: Digest.describe('The private half: 32 bytes (RFC 8032 §5.1.5).'),
      }),
    ),
  })
  .describe(
    'The keys that the demonstration made for one of its officers, whole. No other node has an officer’s key to give.',
  );

// ── confirmation ──

export const ConfirmAsked = z
  .strictObject({ what: Digest.describe('What is confirmed: its SHA-256.') })
  .describe('Something that a passkey is to confirm.');
export const ConfirmOptions = z
  .union([
    z.object({ nonce: Secret, options: RequestOptions }),
    z.object({ done: z.literal(true) }).describe('In the demonstration: it is confirmed.'),
  ])
  .describe(
    'The challenge is SHA-256(nonce ‖ what), of 32 bytes each: what the passkey signs names what is confirmed.',
  );

// ── invitations and enrolment ──

export const InvitationOpening = z.strictObject({ secret: Secret }).describe('The secret of an invitation.');

export const Enrolment = z
  .object({
    id: Id,
    name: AccountName,
    role: Role,
    needsKey: z.boolean().describe('An officer key is enrolled with the passkey.'),
    device: z.boolean().describe('Another device of an account that has one.'),
    state: z.enum(['open', 'waiting', 'confirmed', 'refused', 'expired']),
    expiresAt: Seconds.describe('While it is open: until when it must be finished.'),
    fingerprint: Digest.nullable().describe(
      'What is compared by another channel: the kid of the officer key, or the SHA-256 of an administrator’s passkey.',
    ),
    appointed: z.boolean().describe('The key is in our roster.'),
  })
  .describe('An enrolment as the browser that makes it sees it.');

export const EnrolmentOptions = z
  .object({
    options: CreationOptions,
    keyChallenge: Digest.nullable().describe(
      'The 32 bytes over which the officer key shows that it is held; null where none is enrolled.',
    ),
  })
  .describe('What the new passkey is asked, and what the key signs.');

export const EnrolmentAnswer = z
  .strictObject({
    credential: MadePasskey,
    key: z
      .strictObject({
        publicKey: Digest.describe('The raw Ed25519 public key.'),
        signature: z
          .string()
          .regex(/^[A-Za-z0-9_-]{86}$/)
          .describe(
            'Ed25519 over “parley/possession/v1”, kid, origin of the page and `keyChallenge`, with a zero byte between each two.',
          ),
      })
      .optional(),
  })
  .describe('The passkey, and the officer key with the proof that it is held.');

export const EnrolmentRow = z
  .object({
    id: Id,
    account: Id,
    name: AccountName,
    role: Role,
    device: z.boolean(),
    state: z.enum(['waiting', 'confirmed', 'refused']),
    finishedAt: Seconds,
    decidedAt: Seconds.nullable(),
    fingerprint: Digest,
    publicKey: Digest.nullable().describe('The raw Ed25519 key, as officer.appoint names it; null: an administrator.'),
    appointed: z.boolean(),
    mayDecide: z.boolean().describe('Whether whoever asks may confirm it.'),
  })
  .describe('An enrolment that was finished.');

export const EnrolmentList = z.object({ items: z.array(EnrolmentRow) }).describe('Enrolments, the newest first.');
export const Fingerprint = z
  .strictObject({ fingerprint: Digest })
  .describe('The fingerprint as the person read it out.');

// ── accounts ──

export const InvitationMade = z
  .object({
    id: Id,
    account: Id,
    secret: Secret.describe('Shown here and never again.'),
    address: z.string().describe('What is given to the person: the secret stands after the #.'),
    expiresAt: Seconds,
  })
  .describe('A new invitation.');

export const InvitationAsked = z
  .strictObject({ days: z.int().min(1).max(INVITATION_DAYS_MAX).optional() })
  .describe(`For how many days it is good; ${INVITATION_DAYS} if not said.`);

export const AccountAsked = z
  .strictObject({
    name: AccountName,
    role: Role,
    desks: Desks.optional(),
    days: z.int().min(1).max(INVITATION_DAYS_MAX).optional(),
  })
  .describe('A new account, with an invitation to it.');

export const AccountChange = z
  .strictObject({ name: AccountName.optional(), desks: Desks.optional() })
  .describe('What becomes different.');

const PasskeyRow = z.object({
  id: Id,
  addedAt: Seconds,
  usedAt: Seconds.nullable(),
  state: z.enum(['waiting', 'confirmed', 'refused']),
  backedUp: z.boolean().describe('The person’s devices share it among themselves.'),
});

const KeyRow = z.object({
  kid: Kid,
  publicKey: Digest,
  enrolledAt: Seconds,
  state: z.enum(['waiting', 'confirmed', 'refused']),
  office: z.string().nullable().describe('The office that it holds now; null: none.'),
  relieved: z.boolean(),
});

const InvitationRow = z.object({
  id: Id,
  madeAt: Seconds,
  expiresAt: Seconds,
  openedAt: Seconds.nullable(),
});

export const Account = z
  .object({
    id: Id,
    name: AccountName,
    role: Role,
    desks: Desks,
    openedAt: Seconds,
    closedAt: Seconds.nullable(),
    provider: z.boolean().describe('Linked to a person at the identity provider.'),
    passkeys: z.array(PasskeyRow),
    keys: z.array(KeyRow),
    invitations: z.array(InvitationRow),
  })
  .describe('A person as this node knows it.');

export const AccountMade = z.object({ account: Account, invitation: InvitationMade }).describe('The new account.');
export const AccountList = z.object({ items: z.array(Account) }).describe('All accounts, by name.');
export const AdministratorAsked = z.strictObject({ name: AccountName }).describe('The first administrator.');

/** Schemas by the names that they have in the OpenAPI document. */
export const accessSchemas = {
  SignInWays,
  SignIn,
  SignInRow,
  SignInList,
  PasskeyAsked,
  PasskeyAnswer,
  ProviderAddress,
  DemoAsked,
  DemoKeys,
  ConfirmAsked,
  ConfirmOptions,
  InvitationOpening,
  Enrolment,
  EnrolmentOptions,
  EnrolmentAnswer,
  EnrolmentRow,
  EnrolmentList,
  Fingerprint,
  InvitationMade,
  InvitationAsked,
  AccountAsked,
  AccountChange,
  Account,
  AccountMade,
  AccountList,
  AdministratorAsked,
  Done,
} as const satisfies Record<string, z.ZodType>;

export const accessPaths = {
  signIn: '/api/v1/session',
  signInWays: '/api/v1/session/ways',
  passkeyOptions: '/api/v1/session/passkey/options',
  passkeySignIn: '/api/v1/session/passkey',
  providerSignIn: '/api/v1/session/provider',
  providerBack: '/api/v1/session/provider/back',
  demoSignIn: '/api/v1/session/demo',
  demoKeys: '/api/v1/session/demo/keys',
  confirmOptions: '/api/v1/session/confirm/options',
  confirm: '/api/v1/session/confirm',
  signIns: '/api/v1/sign-ins',
  oneSignIn: '/api/v1/sign-ins/{id}',
  openInvitation: '/api/v1/invitations/open',
  invitation: '/api/v1/invitations/{id}',
  enrolment: '/api/v1/enrolment',
  enrolmentOptions: '/api/v1/enrolment/options',
  enrolments: '/api/v1/enrolments',
  confirmEnrolment: '/api/v1/enrolments/{id}/confirm',
  refuseEnrolment: '/api/v1/enrolments/{id}/refuse',
  ownAccount: '/api/v1/account',
  ownProvider: '/api/v1/account/provider',
  inviteDevice: '/api/v1/account/invitations',
  accounts: '/api/v1/accounts',
  account: '/api/v1/accounts/{id}',
  inviteAccount: '/api/v1/accounts/{id}/invitations',
  accountProvider: '/api/v1/accounts/{id}/provider',
  passkey: '/api/v1/passkeys/{id}',
  firstAdministrator: '/api/v1/setup/administrator',
} as const;

/** The console’s page for an invitation; the secret follows after a #. */
export const INVITATION_PAGE = '/invitation';

/** By what a person changes how they sign in. */
type AccountChange = 'invite-device' | 'remove-passkey' | 'link-provider' | 'unlink-provider';

/** What a passkey confirms (`confirm`) before a person’s own such change. `session`: the sign-in’s id. */
export function accountConfirmation(doing: AccountChange, session: string): string {
  return encodeBase64url(sha256Text(`parley/${doing}/1\n${session}\n`));
}

const byId = z.strictObject({ id: Id });
const done = json(Done, 'Done.');

export const accessRoutes = {
  signInWays: {
    id: 'signInWays',
    method: 'GET',
    path: accessPaths.signInWays,
    access: 'open',
    need: 'none',
    summary: 'How one signs in here.',
    query: none,
    answers: json(SignInWays, 'The ways.'),
  },
  signIn: {
    id: 'signIn',
    method: 'GET',
    path: accessPaths.signIn,
    access: 'person',
    need: 'none',
    summary: 'Who is signed in.',
    query: none,
    answers: json(SignIn, 'The sign-in.'),
  },
  signOut: {
    id: 'signOut',
    method: 'DELETE',
    path: accessPaths.signIn,
    access: 'person',
    need: 'none',
    summary: 'End this sign-in.',
    query: none,
    answers: done,
  },
  passkeyOptions: {
    id: 'passkeyOptions',
    method: 'POST',
    path: accessPaths.passkeyOptions,
    access: 'open',
    need: 'none',
    summary: 'Begin to sign in by passkey: any that the person has for this node.',
    query: none,
    answers: json(PasskeyAsked, 'The challenge; a cookie binds it to this browser.'),
    refusals: ['access.too_many', 'http.busy'],
  },
  passkeySignIn: {
    id: 'passkeySignIn',
    method: 'POST',
    path: accessPaths.passkeySignIn,
    access: 'open',
    need: 'none',
    summary: 'Sign in by passkey.',
    query: none,
    body: PasskeyAnswer,
    answers: json(SignIn, 'Signed in; the cookie is set.'),
    refusals: ['http.malformed', 'access.challenge', 'access.refused', 'access.waiting', 'access.too_many'],
  },
  providerSignIn: {
    id: 'providerSignIn',
    method: 'POST',
    path: accessPaths.providerSignIn,
    access: 'open',
    need: 'none',
    summary: 'Begin to sign in at the identity provider.',
    query: none,
    answers: json(ProviderAddress, 'Where the browser goes.'),
    refusals: ['access.no_provider', 'access.provider', 'access.too_many', 'http.busy'],
  },
  providerBack: {
    id: 'providerBack',
    method: 'GET',
    path: accessPaths.providerBack,
    access: 'open',
    need: 'none',
    summary: 'Where the identity provider sends the browser back to.',
    answers: { 200: { description: 'A page that goes on to the console.', type: 'text/html; charset=utf-8' } },
    refusals: ['access.no_provider', 'access.provider', 'access.challenge', 'access.refused', 'access.waiting'],
  },
  demoSignIn: {
    id: 'demoSignIn',
    method: 'POST',
    path: accessPaths.demoSignIn,
    access: 'open',
    need: 'none',
    summary: 'In the demonstration alone: sign in by one click.',
    query: none,
    body: DemoAsked,
    answers: json(SignIn, 'Signed in; the cookie is set.'),
    refusals: ['http.malformed', 'access.not_demo'],
  },
  demoKeys: {
    id: 'demoKeys',
    method: 'POST',
    path: accessPaths.demoKeys,
    access: 'person',
    need: 'none',
    summary:
      'In the demonstration alone: the keys of the officer as whom one click signed in, for the browser to sign with.',
    query: none,
    answers: json(DemoKeys, 'The keys; none for the administrator.'),
    refusals: ['access.not_demo', 'access.demo_still'],
  },
  confirmOptions: {
    id: 'confirmOptions',
    method: 'POST',
    path: accessPaths.confirmOptions,
    access: 'person',
    need: 'none',
    summary: 'Begin to confirm something by passkey.',
    query: none,
    body: ConfirmAsked,
    answers: json(ConfirmOptions, 'The challenge, made of what is confirmed.'),
    refusals: ['http.malformed', 'http.busy'],
  },
  confirm: {
    id: 'confirm',
    method: 'POST',
    path: accessPaths.confirm,
    access: 'person',
    need: 'none',
    summary: 'Confirm it: the next request that needs exactly this, within two minutes, is taken.',
    query: none,
    body: PasskeyAnswer,
    answers: done,
    refusals: ['http.malformed', 'access.challenge', 'access.passkey', 'access.too_many'],
  },
  signIns: {
    id: 'signIns',
    method: 'GET',
    path: accessPaths.signIns,
    access: 'person',
    need: 'none',
    summary: 'One’s own sign-ins; `all`, for an administrator: everybody’s.',
    query: z.strictObject({ all: z.literal('true').optional() }),
    answers: json(SignInList, 'The sign-ins.'),
    refusals: ['access.not_administrator'],
  },
  endSignIn: {
    id: 'endSignIn',
    method: 'DELETE',
    path: accessPaths.oneSignIn,
    access: 'person',
    need: 'none',
    summary: 'End a sign-in of one’s own; an administrator ends any.',
    params: byId,
    query: none,
    answers: done,
    refusals: ['http.not_found'],
  },
  openInvitation: {
    id: 'openInvitation',
    method: 'POST',
    path: accessPaths.openInvitation,
    access: 'open',
    need: 'none',
    summary: 'Open an invitation, once: this browser enrols from here on.',
    query: none,
    body: InvitationOpening,
    answers: json(Enrolment, 'The enrolment; a cookie binds it to this browser.'),
    refusals: [
      'http.malformed',
      'access.invitation_unknown',
      'access.invitation_expired',
      'access.invitation_used',
      'access.too_many',
    ],
  },
  withdrawInvitation: {
    id: 'withdrawInvitation',
    method: 'DELETE',
    path: accessPaths.invitation,
    access: 'admin',
    need: 'none',
    summary: 'Withdraw an invitation that has not been opened.',
    params: byId,
    query: none,
    answers: done,
    refusals: ['http.not_found'],
  },
  enrolment: {
    id: 'enrolment',
    method: 'GET',
    path: accessPaths.enrolment,
    access: 'open',
    need: 'none',
    summary: 'How the enrolment of this browser stands.',
    query: none,
    answers: json(Enrolment, 'The enrolment.'),
    refusals: ['http.not_found'],
  },
  enrolmentOptions: {
    id: 'enrolmentOptions',
    method: 'POST',
    path: accessPaths.enrolmentOptions,
    access: 'open',
    need: 'none',
    summary: 'Begin to enrol: what the new passkey is asked, and what the officer key signs.',
    query: none,
    answers: json(EnrolmentOptions, 'The challenge.'),
    refusals: ['http.not_found', 'access.not_waiting', 'http.busy'],
  },
  enrol: {
    id: 'enrol',
    method: 'POST',
    path: accessPaths.enrolment,
    access: 'open',
    need: 'none',
    summary: 'Enrol the passkey, and the officer key.',
    query: none,
    body: EnrolmentAnswer,
    answers: json(Enrolment, 'Finished: it waits for confirmation, or needs none.'),
    refusals: [
      'http.malformed',
      'http.not_found',
      'access.not_waiting',
      'access.challenge',
      'access.passkey',
      'access.passkey_known',
      'access.key_expected',
      'access.key_proof',
      'access.key_known',
    ],
  },
  enrolments: {
    id: 'enrolments',
    method: 'GET',
    path: accessPaths.enrolments,
    access: 'person',
    need: 'none',
    summary: 'Enrolments that wait, and those decided last: for officers who appoint others, and administrators.',
    query: none,
    answers: json(EnrolmentList, 'The enrolments.'),
    refusals: ['access.no_power'],
  },
  confirmEnrolment: {
    id: 'confirmEnrolment',
    method: 'POST',
    path: accessPaths.confirmEnrolment,
    access: 'person',
    need: 'none',
    summary:
      'Confirm an enrolment, having compared the fingerprint: an officer who appoints others, of an officer; an administrator, of an administrator.',
    params: byId,
    query: none,
    body: Fingerprint,
    answers: done,
    refusals: ['http.malformed', 'http.not_found', 'access.no_power', 'access.fingerprint', 'access.not_waiting'],
  },
  refuseEnrolment: {
    id: 'refuseEnrolment',
    method: 'POST',
    path: accessPaths.refuseEnrolment,
    access: 'person',
    need: 'none',
    summary: 'Refuse an enrolment that waits: its passkey and its key are worth nothing.',
    params: byId,
    query: none,
    answers: done,
    refusals: ['http.not_found', 'access.no_power', 'access.not_waiting'],
  },
  ownAccount: {
    id: 'ownAccount',
    method: 'GET',
    path: accessPaths.ownAccount,
    access: 'person',
    need: 'none',
    summary: 'One’s own account: passkeys, keys, invitations.',
    query: none,
    answers: json(Account, 'The account.'),
  },
  linkProvider: {
    id: 'linkProvider',
    method: 'POST',
    path: accessPaths.ownProvider,
    access: 'person',
    need: 'none',
    summary: 'Begin to link one’s account to the person at the identity provider. Needs a confirmation by passkey.',
    query: none,
    answers: json(ProviderAddress, 'Where the browser goes.'),
    refusals: ['access.unconfirmed', 'access.no_provider', 'access.provider', 'http.busy'],
  },
  unlinkOwnProvider: {
    id: 'unlinkOwnProvider',
    method: 'DELETE',
    path: accessPaths.ownProvider,
    access: 'person',
    need: 'none',
    summary: 'Unlink one’s account from the identity provider. Needs a confirmation by passkey.',
    query: none,
    answers: done,
    refusals: ['access.unconfirmed'],
  },
  inviteDevice: {
    id: 'inviteDevice',
    method: 'POST',
    path: accessPaths.inviteDevice,
    access: 'person',
    need: 'none',
    summary: 'Invite a further device of one’s own. Needs a confirmation by passkey.',
    query: none,
    answers: json(InvitationMade, 'The invitation.'),
    refusals: ['access.unconfirmed', 'access.limit'],
  },
  removePasskey: {
    id: 'removePasskey',
    method: 'DELETE',
    path: accessPaths.passkey,
    access: 'person',
    need: 'none',
    summary:
      'Remove a passkey of one’s own, which needs a confirmation by passkey, or, as an administrator, any; what it signed in ends.',
    params: byId,
    query: none,
    answers: done,
    refusals: ['http.not_found', 'access.unconfirmed'],
  },
  accounts: {
    id: 'accounts',
    method: 'GET',
    path: accessPaths.accounts,
    access: 'admin',
    need: 'none',
    summary: 'All accounts.',
    query: none,
    answers: json(AccountList, 'The accounts.'),
  },
  openAccount: {
    id: 'openAccount',
    method: 'POST',
    path: accessPaths.accounts,
    access: 'admin',
    need: 'none',
    summary: 'Open an account, and invite the person to it.',
    query: none,
    body: AccountAsked,
    answers: json(AccountMade, 'The account and its invitation.'),
    refusals: ['http.malformed', 'access.limit'],
  },
  account: {
    id: 'account',
    method: 'GET',
    path: accessPaths.account,
    access: 'admin',
    need: 'none',
    summary: 'An account.',
    params: byId,
    query: none,
    answers: json(Account, 'The account.'),
    refusals: ['http.not_found'],
  },
  changeAccount: {
    id: 'changeAccount',
    method: 'PATCH',
    path: accessPaths.account,
    access: 'admin',
    need: 'none',
    summary: 'Change what the person is called, or the desks.',
    params: byId,
    query: none,
    body: AccountChange,
    answers: json(Account, 'The account as it is now.'),
    refusals: ['http.malformed', 'http.not_found', 'access.closed'],
  },
  closeAccount: {
    id: 'closeAccount',
    method: 'DELETE',
    path: accessPaths.account,
    access: 'admin',
    need: 'none',
    summary: 'Close an account for ever: its sign-ins end at once, its invitations are worth nothing.',
    params: byId,
    query: none,
    answers: done,
    refusals: ['http.not_found', 'access.closed'],
  },
  inviteAccount: {
    id: 'inviteAccount',
    method: 'POST',
    path: accessPaths.inviteAccount,
    access: 'admin',
    need: 'none',
    summary: 'Invite the person of an account again.',
    params: byId,
    query: none,
    body: InvitationAsked,
    answers: json(InvitationMade, 'The invitation.'),
    refusals: ['http.malformed', 'http.not_found', 'access.closed', 'access.limit'],
  },
  unlinkProvider: {
    id: 'unlinkProvider',
    method: 'DELETE',
    path: accessPaths.accountProvider,
    access: 'admin',
    need: 'none',
    summary: 'Unlink an account from the identity provider.',
    params: byId,
    query: none,
    answers: done,
    refusals: ['http.not_found'],
  },
  firstAdministrator: {
    id: 'firstAdministrator',
    method: 'POST',
    path: accessPaths.firstAdministrator,
    access: 'setup',
    need: 'none',
    summary: 'Open the account of an administrator, and invite them to it.',
    query: none,
    body: AdministratorAsked,
    answers: json(InvitationMade, 'The invitation.'),
    refusals: ['http.malformed', 'access.limit'],
  },
} as const satisfies Record<string, Route>;
