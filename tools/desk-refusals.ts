// Examples of the refusals of the desk.

import type { DeskCode } from '@parley/api/refusals';

export const deskExamples: Readonly<Record<DeskCode, { example: string }>> = {
  'desk.content': { example: 'A draft holds the number 0.5.' },
  'desk.stale': { example: 'An officer has a draft open in two tabs, and saves first in one, then in the other.' },
  'desk.closed': { example: 'A draft is saved after it was filed.' },
  'desk.full': { example: 'A draft has been saved five thousand times.' },
  'desk.id_taken': { example: 'Two programs make drafts under the same id.' },
  'desk.account': { example: 'A note mentions an account that was never made.' },
  'desk.attachment': { example: 'A file is attached to a draft before its upload has ended.' },
  'desk.subject': { example: 'A note is written on a case that this node does not hold.' },
  'desk.thread': { example: 'A note on one case answers a note on another.' },
  'desk.not_author': { example: 'An officer rewrites a colleague’s note.' },
  'desk.changed': { example: 'The legal adviser releases version 7 while the author saves version 8.' },
  'desk.no_release': { example: 'An acknowledgement is sent for release, and the policy asks for none.' },
  'desk.not_releaser': { example: 'A liaison officer releases what the policy leaves to the head and the chancery.' },
  'desk.not_released': { example: 'An allegation is filed that one of the two offices has not released.' },
  'desk.differs': { example: 'A word is changed between the release and the signature.' },
  'desk.payload': { example: 'The second officer signs at another time, so that the two payloads differ.' },
  'desk.policy': { example: 'A policy asks for three releases, and names two offices.' },
  'desk.policy_stale': { example: 'Two policies are proposed, and the other one takes force first.' },
  'desk.policy_locked': { example: 'A policy is proposed at a node that has none yet.' },
  'desk.duty': { example: 'A turn of duty ends before it begins.' },
  'desk.number_taken': { example: 'CERT-2026/17 is given to a second case.' },
};
