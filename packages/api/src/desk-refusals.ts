// Refusals of the desk. They are told to the officer who asked, and to nobody else.

export type DeskCode =
  | 'desk.content'
  | 'desk.stale'
  | 'desk.closed'
  | 'desk.full'
  | 'desk.id_taken'
  | 'desk.account'
  | 'desk.attachment'
  | 'desk.subject'
  | 'desk.thread'
  | 'desk.not_author'
  | 'desk.changed'
  | 'desk.no_release'
  | 'desk.not_releaser'
  | 'desk.not_released'
  | 'desk.differs'
  | 'desk.payload'
  | 'desk.policy'
  | 'desk.policy_stale'
  | 'desk.policy_locked'
  | 'desk.duty'
  | 'desk.number_taken';

export const deskRefusals: Record<DeskCode, { status: number; title: string; remedy: string }> = {
  'desk.content': {
    status: 422,
    title: 'A draft cannot hold this',
    remedy: 'Write whole numbers and well-formed text, at most 16 levels deep and 256 KiB long.',
  },
  'desk.stale': {
    status: 409,
    title: 'Somebody saved it meanwhile',
    remedy: 'Read the newer version, which the refusal carries, and save again over that one; nothing was lost.',
  },
  'desk.closed': {
    status: 409,
    title: 'The draft was filed, or discarded',
    remedy: 'Begin a new draft with its text.',
  },
  'desk.full': {
    status: 409,
    title: 'There are as many as the desk keeps',
    remedy:
      'Begin a new draft with the text; the old one keeps its versions. Of proposals, release or replace one first.',
  },
  'desk.id_taken': {
    status: 409,
    title: 'Something else has this id',
    remedy: 'Send 16 new random bytes as the id, or none.',
  },
  'desk.account': {
    status: 422,
    title: 'No officer has this account',
    remedy: 'Name the account of an officer of this node.',
  },
  'desk.attachment': {
    status: 422,
    title: 'The node does not hold the attached content',
    remedy: 'Put the content first, then attach it by its digest.',
  },
  'desk.subject': {
    status: 422,
    title: 'There is no such subject',
    remedy: 'Name the id of the act that opened a case, a request or another subject.',
  },
  'desk.thread': {
    status: 422,
    title: 'The thread is none of this subject',
    remedy: 'Answer a note on the same subject, or begin a thread.',
  },
  'desk.not_author': {
    status: 403,
    title: 'A note is rewritten by its author',
    remedy: 'Answer it with a note of your own.',
  },
  'desk.changed': {
    status: 409,
    title: 'The draft changed after it was read',
    remedy: 'Read it again, and release the text as it is now if you still agree.',
  },
  'desk.no_release': {
    status: 422,
    title: 'Nothing asks for a release of this',
    remedy: 'Sign it and file it; our release policy names no office for this act type.',
  },
  'desk.not_releaser': {
    status: 403,
    title: 'The office does not release this',
    remedy: 'Ask an officer of one of the offices that the release policy names.',
  },
  'desk.not_released': {
    status: 403,
    title: 'The act was not released',
    remedy: 'Write it as a draft at the desk and have it released by the offices that our release policy names.',
  },
  'desk.differs': {
    status: 422,
    title: 'The signed act is not the one that was drafted',
    remedy: 'Sign the draft as it is now, to the letter.',
  },
  'desk.payload': {
    status: 409,
    title: 'The officers sign different payloads',
    remedy: 'Sign the very payload that the draft carries, or end its signing and begin anew.',
  },
  'desk.policy': {
    status: 422,
    title: 'The release policy could never be met',
    remedy: 'Name offices of the accord, and ask for no more releases than it names offices.',
  },
  'desk.policy_stale': {
    status: 409,
    title: 'The release policy changed meanwhile',
    remedy: 'Read the policy in force and propose again.',
  },
  'desk.policy_locked': {
    status: 403,
    title: 'The release policy says of nobody that they may change it',
    remedy: 'Have it changed with parley desk policy on the node’s machine.',
  },
  'desk.duty': {
    status: 422,
    title: 'The turn of duty is not in order',
    remedy: 'Let it end after it begins, within a year, and not overlap another of the same person at that desk.',
  },
  'desk.number_taken': {
    status: 409,
    title: 'Another subject has this file number',
    remedy: 'Give a number that none of our files has; the refusal names the subject.',
  },
};
