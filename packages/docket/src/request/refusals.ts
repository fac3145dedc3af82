// The codes of a request's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const requestRefusals = {
  'request.addressee': {
    rule: 'A request is made of another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
    example: 'The request names the party that files it.',
  },
  'request.not_requester': {
    rule: 'Only the requester completes, withdraws or supersedes its request, notes silence on it, rates a reply and reports its use.',
    remedy: 'Reply to the request, or return it.',
    example: 'The addressee files a withdrawal of a request that was made of it.',
  },
  'request.not_addressee': {
    rule: 'Only the addressee acknowledges a request, returns it, tells how it stands, takes more time, replies and rates its own reply.',
    remedy: 'Complete the request, withdraw it, or note something on it.',
    example: 'The requester files a reply to its own request.',
  },
  'request.acknowledged': {
    rule: 'A request is acknowledged once.',
    remedy: 'Nothing: it is acknowledged.',
    example: 'A second officer of the addressee acknowledges what the first has acknowledged.',
  },
  'request.answered': {
    rule: 'After the final reply a request is neither returned, updated, extended, replied to, completed, withdrawn nor superseded.',
    remedy: 'Make another request, or note something on this one.',
    example: 'The requester withdraws a request whose final reply it holds.',
  },
  'request.returned': {
    rule: 'A request that was returned waits for its completion before it is returned again.',
    remedy: 'Wait for the completion, or reply.',
    example: 'The addressee returns a request a second time before the first return was answered.',
  },
  'request.not_returned': {
    rule: 'Only a request that was returned is completed.',
    remedy: 'Nothing is missing; wait for the reply.',
    example: 'The requester supplies identifiers that nobody asked for.',
  },
  'request.withdrawn': {
    rule: 'A request that its requester has withdrawn or superseded is not completed, not ended again, and no silence is noted on it.',
    remedy: 'Make another request.',
    example: 'The requester supersedes a request that it withdrew the day before.',
  },
  'request.self_supersede': {
    rule: 'A request is superseded by another one.',
    remedy: 'Name the request that takes its place.',
    example: 'The act names the very request it is filed on as the successor.',
  },
  'request.extended': {
    rule: 'The reply is extended by right once.',
    remedy: 'Propose the extension to the requester.',
    example: 'The addressee takes five more working days by right a second time.',
  },
  'request.extension_long': {
    rule: 'An extension by right is at most as long as the accord allows, in the same unit.',
    remedy: 'Take what the accord allows, or propose the extension to the requester.',
    example: 'The addressee takes ten working days by right, where the accord allows five.',
  },
  'request.reply_unknown': {
    rule: 'What is rated, or whose use is reported, is a reply to the request.',
    remedy: 'Name the act id of a reply.',
    example: 'The rating names the act that acknowledged the request.',
  },
  'request.use_unasked': {
    rule: 'The use of a reply is reported where the reply made that a condition.',
    remedy: 'Nothing: no report is owed; note what was done with it if it should be known.',
    example: 'A use report names a reply that was given without conditions.',
  },
  'request.silence_answered': {
    rule: 'Silence is noted only where the log as it was held has no answer.',
    remedy: 'Nothing: it was answered.',
    example: 'The notice names a checkpoint of ten entries, and the reply is the ninth.',
  },
  'request.silence_early': {
    rule: 'Silence is noted once the deadline has run out: the log was held without the answer at or after the due time.',
    remedy: 'Wait until the deadline is due and the log has been cosigned again.',
    example: 'The notice names a checkpoint that was cosigned an hour before the reply was due.',
  },
  'request.silence_contradicted': {
    rule: 'No cosignature of the requester covers more of the log at an earlier time than the one that is named.',
    remedy: 'Name a checkpoint as it was cosigned.',
    example: 'The notice says six entries were all there was on Friday; on Thursday the same holder cosigned eight.',
  },
  'request.silence_unproven': {
    rule: 'At filing, the node knows the cosignature that is named.',
    remedy: 'Name a checkpoint that the own holder has cosigned.',
    example: 'The notice names a time at which the own holder cosigned nothing.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof requestRefusals>();
