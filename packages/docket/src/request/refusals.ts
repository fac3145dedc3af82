// The codes of a request's refusals, each with its rule and what would be in order.

import { refuser, type Rule } from '#refusals';

export const requestRefusals = {
  'request.addressee': {
    rule: 'A request is made of another party of the accord.',
    remedy: 'Name a party of the accord that is not your own.',
  },
  'request.not_requester': {
    rule: 'Only the requester completes or withdraws its request, or notes silence on it.',
    remedy: 'Reply to the request, or return it.',
  },
  'request.not_addressee': {
    rule: 'Only the addressee acknowledges a request, returns it or replies to it.',
    remedy: 'Complete the request, withdraw it, or note something on it.',
  },
  'request.acknowledged': {
    rule: 'A request is acknowledged once.',
    remedy: 'Nothing: it is acknowledged.',
  },
  'request.answered': {
    rule: 'After the final reply a request is neither returned, replied to, completed nor withdrawn.',
    remedy: 'Make another request, or note something on this one.',
  },
  'request.returned': {
    rule: 'A request that was returned waits for its completion before it is returned again.',
    remedy: 'Wait for the completion, or reply.',
  },
  'request.not_returned': {
    rule: 'Only a request that was returned is completed.',
    remedy: 'Nothing is missing; wait for the reply.',
  },
  'request.withdrawn': {
    rule: 'A requester that has withdrawn its request does nothing more with it.',
    remedy: 'Make another request.',
  },
  'request.silence_answered': {
    rule: 'Silence is noted only where the log as it was held has no answer.',
    remedy: 'Nothing: it was answered.',
  },
  'request.silence_early': {
    rule: 'Silence is noted once the deadline has run out: the log was held without the answer at or after the due time.',
    remedy: 'Wait until the deadline is due and the log has been cosigned again.',
  },
  'request.silence_unseen': {
    rule: 'Who notes silence has seen the log at least as far as it is said to have been held.',
    remedy: 'Compose the act again with the head that the node holds.',
  },
  'request.silence_contradicted': {
    rule: 'No cosignature of the requester covers more of the log at an earlier time than the one that is named.',
    remedy: 'Name a checkpoint as it was cosigned.',
  },
  'request.silence_unproven': {
    rule: 'At filing, the node knows the cosignature that is named.',
    remedy: 'Name a checkpoint that the own holder has cosigned.',
  },
} as const satisfies Record<string, Rule>;

export const refuse = refuser<typeof requestRefusals>();
