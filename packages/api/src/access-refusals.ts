// Refusals of who asks and how: signing in, enrolment, accounts. A stranger learns nothing by them of who has an account here.

export type AccessCode =
  | 'access.signed_out'
  | 'access.cross_site'
  | 'access.not_officer'
  | 'access.not_in_office'
  | 'access.not_administrator'
  | 'access.no_power'
  | 'access.unconfirmed'
  | 'access.refused'
  | 'access.waiting'
  | 'access.challenge'
  | 'access.too_many'
  | 'access.invitation_unknown'
  | 'access.invitation_expired'
  | 'access.invitation_used'
  | 'access.passkey'
  | 'access.passkey_known'
  | 'access.key_known'
  | 'access.key_proof'
  | 'access.key_expected'
  | 'access.fingerprint'
  | 'access.not_waiting'
  | 'access.closed'
  | 'access.limit'
  | 'access.setup'
  | 'access.no_provider'
  | 'access.provider'
  | 'access.not_demo'
  | 'access.demo_still';

export const accessRefusals: Record<AccessCode, { status: number; title: string; remedy: string }> = {
  'access.signed_out': {
    status: 401,
    title: 'Nobody is signed in',
    remedy: 'Sign in again; a sign-in ends after half an hour without use, and after twelve hours.',
  },
  'access.cross_site': {
    status: 403,
    title: 'The request does not come from a page of this node',
    remedy: 'Open the node’s own address in the browser and do it there; a program sends a token instead.',
  },
  'access.not_officer': {
    status: 403,
    title: 'Administrators see no content',
    remedy: 'Ask an officer; an administrator’s account never becomes an officer’s.',
  },
  'access.not_in_office': {
    status: 403,
    title: 'No key of this account is in office',
    remedy: 'Ask an officer who appoints others to file the appointment of your key.',
  },
  'access.not_administrator': {
    status: 403,
    title: 'Only an administrator runs the node',
    remedy: 'Ask an administrator of the node.',
  },
  'access.no_power': {
    status: 403,
    title: 'The office may not do this',
    remedy:
      'Ask an officer whose office may sign officer.appoint, or use parley account confirm on the node’s machine.',
  },
  'access.unconfirmed': {
    status: 403,
    title: 'A passkey has not confirmed this',
    remedy: 'Confirm exactly this with your passkey, and send it within two minutes.',
  },
  'access.refused': {
    status: 403,
    title: 'The sign-in is refused',
    remedy: 'Use a passkey that was enrolled at this node; if it was lost, ask an administrator for an invitation.',
  },
  'access.waiting': {
    status: 403,
    title: 'The enrolment has not been confirmed yet',
    remedy: 'Read your fingerprint out to an officer who appoints others, by telephone or in person.',
  },
  'access.challenge': {
    status: 409,
    title: 'The challenge was used, is too old, or is another browser’s',
    remedy: 'Begin again; a challenge is good once, for two minutes, in the browser that asked for it.',
  },
  'access.too_many': {
    status: 429,
    title: 'Too many attempts',
    remedy: 'Wait for Retry-After seconds.',
  },
  'access.invitation_unknown': {
    status: 404,
    title: 'There is no such invitation',
    remedy: 'Open the address exactly as it was given to you, to its last character.',
  },
  'access.invitation_expired': {
    status: 410,
    title: 'The invitation has expired',
    remedy: 'Ask whoever invited you for another.',
  },
  'access.invitation_used': {
    status: 410,
    title: 'The invitation was opened before',
    remedy: 'If that was not you, tell whoever invited you at once; in any case ask for another.',
  },
  'access.passkey': {
    status: 422,
    title: 'The passkey’s answer is not in order',
    remedy: 'Try again on this node’s own page, with a passkey that asks for a PIN, a fingerprint or a face.',
  },
  'access.passkey_known': {
    status: 422,
    title: 'This passkey is enrolled already',
    remedy: 'Make a new passkey, or sign in with this one.',
  },
  'access.key_known': {
    status: 422,
    title: 'This officer key was offered before',
    remedy: 'Make a new key; a key belongs to one officer and one device, for ever.',
  },
  'access.key_proof': {
    status: 422,
    title: 'Nothing shows that the officer key is held',
    remedy: 'Send the Ed25519 public key, and its signature over the text of this enrolment.',
  },
  'access.key_expected': {
    status: 422,
    title: 'Officers enrol a key, administrators do not',
    remedy: 'Send a key if the enrolment says that it needs one, and none otherwise.',
  },
  'access.fingerprint': {
    status: 422,
    title: 'The fingerprints differ',
    remedy:
      'Compare again by telephone or in person; if they still differ, refuse the enrolment: it is somebody else’s.',
  },
  'access.not_waiting': {
    status: 409,
    title: 'The enrolment does not wait for this',
    remedy: 'Look at how it stands.',
  },
  'access.closed': {
    status: 409,
    title: 'The account is closed',
    remedy: 'Make a new account; a closed one stays closed.',
  },
  'access.limit': {
    status: 409,
    title: 'The account has as many as it may have',
    remedy: 'Remove one that is no longer used.',
  },
  'access.setup': {
    status: 401,
    title: 'The setup secret is not good here',
    remedy: 'Use the secret that parley init printed; once an administrator has enrolled it is worthless.',
  },
  'access.no_provider': {
    status: 404,
    title: 'This node has no identity provider',
    remedy: 'Sign in with a passkey, or name the provider in node.json as docs/signing-in.md says.',
  },
  'access.provider': {
    status: 503,
    title: 'The identity provider does not answer',
    remedy: 'Sign in with a passkey, or try again later; the node’s log names the fault.',
  },
  'access.not_demo': {
    status: 404,
    title: 'This node is no demonstration',
    remedy: 'Sign in with a passkey.',
  },
  'access.demo_still': {
    status: 409,
    title: 'The clock of this demonstration stands still',
    remedy: 'Read here; to sign, run parley demo, whose clock passes into real time at the end of its story.',
  },
};
