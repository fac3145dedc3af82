// Refusals of founding an accord with a counterpart whom nobody trusts yet.

import type { FoundingCode } from '@parley/docket/accord/founding/envelope';

export type FoundingRefusalCode =
  | FoundingCode
  | 'founding.none'
  | 'founding.busy'
  | 'founding.early'
  | 'founding.folder'
  | 'founding.link'
  | 'founding.unreachable'
  | 'founding.their_refusal'
  | 'founding.not_invited';

export const foundingRefusals: Record<FoundingRefusalCode, { status: number; title: string; remedy: string }> = {
  'founding.too_large': {
    status: 413,
    title: 'The envelope is too large',
    remedy: 'Ask for the envelope again; one has at most 1 MiB.',
  },
  'founding.malformed': {
    status: 400,
    title: 'The envelope is no JSON',
    remedy: 'Ask for it again, as a file and not as text in a message: it was cut off or altered on its way.',
  },
  'founding.not_canonical': {
    status: 400,
    title: 'The envelope is not in canonical JSON',
    remedy: 'Take the file as it was made; an editor has written it anew.',
  },
  'founding.schema': {
    status: 400,
    title: 'The envelope is not in order',
    remedy: 'Ask the counterpart which version of Parley made it.',
  },
  'founding.text': {
    status: 422,
    title: 'The accord that is proposed is none',
    remedy: 'Correct the member that is named; docs/founding.md says what an accord has.',
  },
  'founding.full': {
    status: 422,
    title: 'An accord is founded between two',
    remedy: 'Found another accord with the third party.',
  },
  'founding.chain': {
    status: 422,
    title: 'A round does not follow the one before it',
    remedy: 'Ask the counterpart for the envelope as its node made it.',
  },
  'founding.untrue': {
    status: 422,
    title: 'A round says of its changes what is not so',
    remedy: 'Ask the counterpart; no Parley writes such a round.',
  },
  'founding.signature': {
    status: 422,
    title: 'A round is not signed by the node of its author',
    remedy: 'Ask the counterpart for the envelope as its node made it; this one was altered.',
  },
  'founding.key_changed': {
    status: 409,
    title: 'The counterpart’s keys are others than before',
    remedy: 'Ask by a second channel. If they made a new folder, begin the founding anew, and compare fingerprints.',
  },
  'founding.others_entry': {
    status: 422,
    title: 'A party may put itself in and speak for itself, and no other',
    remedy: 'Ask the counterpart to undo what it wrote in another’s name.',
  },
  'founding.template_changed': {
    status: 422,
    title: 'The template is the first round’s to name',
    remedy: 'Begin anew with the other template.',
  },
  'founding.acts': {
    status: 422,
    title: 'What is signed does not open a log under this text',
    remedy: 'Ask the counterpart to sign the text as it stands.',
  },
  'founding.wrong_party': {
    status: 409,
    title: 'The envelope is between other parties',
    remedy: 'Look whether it was meant for this node.',
  },
  'founding.own_altered': {
    status: 409,
    title: 'Somebody else stands in our place',
    remedy: 'Ask the counterpart whom it took for us: the name is taken, or somebody came in between.',
  },
  'founding.older': {
    status: 409,
    title: 'The envelope is older than what is kept',
    remedy: 'Send the counterpart what is kept here; it has missed it.',
  },
  'founding.crossed': {
    status: 409,
    title: 'Both have made a proposal at once',
    remedy: 'Agree whose stands; the other imports it with --replace, and proposes again.',
  },
  'founding.rewritten': {
    status: 409,
    title: 'A round that we know is written anew',
    remedy: 'Ask why. If they began again, import it with --replace and read it from the beginning.',
  },
  'founding.complete': {
    status: 409,
    title: 'The accord is signed by both',
    remedy: 'Change it by an amendment, in the record.',
  },
  'founding.signed': {
    status: 409,
    title: 'This party has signed, and does not go behind what it signed',
    remedy: 'Ask the counterpart to propose what you want; your signature falls away with it.',
  },
  'founding.alone': {
    status: 409,
    title: 'The counterpart has not put itself in',
    remedy: 'Send an invitation, and import what comes back.',
  },
  'founding.begun': {
    status: 409,
    title: 'A founding is under way in this folder',
    remedy: 'Go on with it; or draft anew with --anew, as long as it was never signed here.',
  },
  'founding.confirm': {
    status: 422,
    title: 'The fingerprint is not the counterpart’s',
    remedy: 'Have it read to you once more, from the paper of their init; if it still differs, somebody is in between.',
  },
  'founding.root': {
    status: 422,
    title: 'The key is not our root key',
    remedy: 'Open the key file that parley init made for this folder.',
  },
  'founding.none': {
    status: 409,
    title: 'No founding is under way',
    remedy: 'Draft an accord, or import the counterpart’s.',
  },
  'founding.busy': {
    status: 409,
    title: 'Somebody else changes the founding at the same time',
    remedy: 'Look at it again, and do it once more.',
  },
  'founding.early': {
    status: 422,
    title: 'The accord is signed by a clock that is ahead',
    remedy: 'Set the clock of the machine that signs, and sign the envelope there once more.',
  },
  'founding.folder': {
    status: 500,
    title: 'The folder is not one that founds an accord',
    remedy: 'Make one with parley init, or restore what is missing.',
  },
  'founding.link': {
    status: 422,
    title: 'The link is none',
    remedy: 'Copy it to its last character: <address>/founding/ and 43 characters.',
  },
  'founding.unreachable': {
    status: 502,
    title: 'The counterpart’s link cannot be reached',
    remedy: 'Ask whether its node runs; or exchange files instead.',
  },
  'founding.their_refusal': {
    status: 502,
    title: 'The counterpart’s node refused what was sent',
    remedy: 'The detail has its reason.',
  },
  'founding.not_invited': {
    status: 404,
    title: 'There is no such invitation',
    remedy: 'Ask for another link: this one is wrong, too old, or another was made since.',
  },
};
