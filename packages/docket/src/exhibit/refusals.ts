// The codes of an exhibit's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const exhibitRefusals = {
  'exhibit.addressee': {
    rule: 'An exhibit is deposited, or sealed, for another party of the accord, and disclosed to other parties, each named once.',
    remedy: 'Name parties of the accord that are not your own, each once.',
    example: 'A party discloses an exhibit to a state that has not signed the accord.',
  },
  'exhibit.size_class': {
    rule: 'A seal tells its content’s size by a class alone: a power of two, at least 4096 bytes.',
    remedy: 'Give the next power of two that is not smaller than the content, and at least 4096.',
    example: 'A seal gives its size as 48 213 bytes instead of 65 536.',
  },
  'exhibit.day': {
    rule: 'Days exist, and a copy is destroyed on the day on which that is said, or earlier.',
    remedy: 'Give a day of the calendar; say that a copy was destroyed once it is.',
    example: 'Copies are to be destroyed by the 30th of February.',
  },
  'exhibit.not_depositor': {
    rule: 'Only the depositor discloses what it sealed, and withdraws its exhibit.',
    remedy: 'Ask the depositor for it, or note what is wrong with the exhibit.',
    example: 'The party that a seal is meant for says that it discloses it.',
  },
  'exhibit.not_addressee': {
    rule: 'Only the party that an exhibit is for says that it holds it, has opened it, and what it was used for.',
    remedy: 'Wait for the other side’s act, or note what is missing.',
    example: 'The depositor says that the exhibit has arrived.',
  },
  'exhibit.not_sealed': {
    rule: 'What was deposited openly is not disclosed.',
    remedy: 'Nothing: its content is there for the other side; deposit it for another party by an act of its own.',
    example: 'A party discloses a log extract that it deposited last week.',
  },
  'exhibit.disclosed': {
    rule: 'A seal is disclosed to the same parties once, unless one of them found that the disclosure did not open it.',
    remedy: 'Nothing: it is disclosed to them; correct a typing error in its words.',
    example: 'A seal is disclosed to the same party on Monday and again on Tuesday.',
  },
  'exhibit.larger': {
    rule: 'What is disclosed is not larger than the class that its seal gave.',
    remedy: 'Disclose what was sealed.',
    example: 'A seal of the class of 4096 bytes is disclosed with a content of 9000.',
  },
  'exhibit.met': {
    rule: 'A disclosure whose reason is that the condition was met, and no other, names the act that met it, and its seal has a condition.',
    remedy: 'Name the act that met the condition of the seal, or give another reason and no such act.',
    example: 'A seal without a condition is disclosed because its condition was met.',
  },
  'exhibit.not_committed': {
    rule: 'What is held has the digest of the deposit, or of a disclosure to the holder.',
    remedy: 'Compare the content with the digests that the depositor committed to; say nothing while none is right.',
    example: 'A registrar says that it holds a file that no act of the exhibit commits to.',
  },
  'exhibit.held': {
    rule: 'What was deposited, or disclosed, is said to be held once.',
    remedy: 'Nothing: it is on the record as held.',
    example: 'A registrar says twice that the same deposit is here.',
  },
  'exhibit.verdict': {
    rule: 'Who holds what was disclosed says whether it opens the seal; of a deposit there is no seal to open.',
    remedy:
      'Compute the seal digest from salt and content and say whether it is the one that was sealed; leave it out for a deposit.',
    example: 'A registrar holds a disclosure and does not say whether it opens the seal.',
  },
  'exhibit.not_held': {
    rule: 'An exhibit is opened and used once a content of it is held.',
    remedy: 'Let the registrar say first that the content is here.',
    example: 'A desk opens an exhibit whose content has not arrived.',
  },
  'exhibit.opened': {
    rule: 'A desk notes its first access, and notes it again only of a content that came to be held since.',
    remedy: 'Nothing: the first access is on the record.',
    example: 'The technical desk notes that it has opened an exhibit a second time.',
  },
  'exhibit.withdrawn': {
    rule: 'An exhibit is withdrawn once.',
    remedy: 'Nothing: it is withdrawn.',
    example: 'A depositor withdraws an exhibit that it has withdrawn.',
  },
  'exhibit.destroys_unknown': {
    rule: 'A party destroys what it held: the other side what it said to hold, the depositor what it deposited, disclosed or sealed.',
    remedy: 'Name the digest of a content that was there.',
    example: 'A party says that it has destroyed a file that it never said to hold.',
  },
  'exhibit.destroyed': {
    rule: 'A party says once that it has destroyed a content, unless that came to it again.',
    remedy: 'Nothing: it is on the record as destroyed.',
    example: 'A party destroys the same log extract twice.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof exhibitRefusals>();
