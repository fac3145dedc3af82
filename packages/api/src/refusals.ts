// One table from refusal code to HTTP: the status, a title of the kind of refusal, and what would be in order when the refusal itself
// does not say. Codes of acts come from record and docket, mean the same in the log, and are explained by the docket's own table; codes
// of http.*, view.*, httpsig.*, node.*, access.*, desk.*, founding.*, need.* and of reviews (report.*, score.*, series.*, progress.*, quotation.*) are this interface's own.
//
// 400 the bytes are not what they should be   401 who asks is not shown   403 shown, but without the power   404 nothing there
// 409 in order once more, against the state as it is now   413 too large   422 well-formed, and a rule says no   421 for
// another log   410 it was there, once   429 not so fast   503 later, unchanged

import type { Rule } from '@parley/docket/refusals';
import { rules } from '@parley/docket/rules';
import { accessRefusals, type AccessCode } from './access-refusals.ts';
import { deskRefusals, type DeskCode } from './desk-refusals.ts';
import { foundingRefusals, type FoundingRefusalCode } from './founding-refusals.ts';
import { needRefusals, type NeedCode } from './need-refusals.ts';

export type { AccessCode, DeskCode, NeedCode };

type Entry = { status: number; title: string; remedy?: string };

/** Refusals of the HTTP interface itself. */
export type HttpCode =
  | 'http.malformed'
  | 'http.query'
  | 'http.media_type'
  | 'http.too_large'
  | 'http.timeout'
  | 'http.token_missing'
  | 'http.token_unknown'
  | 'http.token_scope'
  | 'http.not_found'
  | 'http.busy'
  | 'http.stopping'
  | 'http.fault'
  | 'http.disk_full'
  | 'view.many';

/** Refusals of the content of exhibits. */
export type ContentCode = 'content.too_large' | 'content.digest' | 'content.range';

/** Refusals that pass, of what may be in order: the same act may be sent again. */
export type NodeCode = 'node.busy' | 'node.stopping' | 'node.recovering' | 'node.key_absent';

/** Refusals of RFC 9421 signatures on the exchange. */
export type SignatureCode =
  | 'httpsig.missing'
  | 'httpsig.malformed'
  | 'httpsig.components'
  | 'httpsig.parameters'
  | 'httpsig.key_unknown'
  | 'httpsig.clock_skew'
  | 'httpsig.digest'
  | 'httpsig.invalid'
  | 'httpsig.replayed';

/** Refusals of what is asked for a review: reports, scorecards, assessments, quotations. */
export type ReviewCode =
  | 'report.nothing'
  | 'report.too_large'
  | 'score.nothing'
  | 'series.csv'
  | 'series.header'
  | 'series.row'
  | 'series.json'
  | 'series.incident'
  | 'series.size'
  | 'progress.date'
  | 'progress.window'
  | 'progress.empty'
  | 'progress.group'
  | 'progress.compare'
  | 'quotation.many';

const OWN: Record<
  | HttpCode
  | ContentCode
  | NodeCode
  | SignatureCode
  | ReviewCode
  | AccessCode
  | DeskCode
  | FoundingRefusalCode
  | NeedCode,
  Entry
> = {
  'http.malformed': {
    status: 400,
    title: 'The request cannot be read',
    remedy: 'Send the body that /api/openapi.json describes.',
  },
  'http.query': {
    status: 400,
    title: 'A parameter is not in order',
    remedy: 'Send parameters as /api/openapi.json describes them.',
  },
  'http.media_type': {
    status: 415,
    title: 'The body’s media type is not taken here',
    remedy: 'Send Content-Type: application/json.',
  },
  'http.too_large': {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send a smaller body; large content is an exhibit, not words.',
  },
  'http.timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    remedy: 'Send it again; an act that was filed after all is answered as filed.',
  },
  'http.token_missing': {
    status: 401,
    title: 'A token or a sign-in is needed',
    remedy: 'Sign in, or send Authorization: Bearer <token>, with a token issued by this node.',
  },
  'http.token_unknown': {
    status: 401,
    title: 'The token is not good here',
    remedy: 'Ask the node’s administrator for a token; it may have expired or been revoked.',
  },
  'http.token_scope': {
    status: 403,
    title: 'The token is for something else',
    remedy: 'Use a token whose scope fits: read for the API, auditor for the exchange tree.',
  },
  'http.not_found': { status: 404, title: 'Nothing is there' },
  'http.busy': {
    status: 503,
    title: 'The node has as much in hand as it takes',
    remedy: 'Send the same again after Retry-After seconds.',
  },
  'http.stopping': {
    status: 503,
    title: 'The node is stopping',
    remedy: 'Send the same again after Retry-After seconds; nothing was filed.',
  },
  'http.fault': {
    status: 500,
    title: 'The node failed',
    remedy:
      'Send the same again; an act that was filed after all is answered as filed. The node’s log names the fault.',
  },
  'http.disk_full': {
    status: 503,
    title: 'The node’s disk is full',
    remedy: 'The node’s administrator must make room; nothing was filed and nothing filed was lost.',
  },

  'view.many': {
    status: 409,
    title: 'As many views are kept as one person may keep',
    remedy: 'Drop a view that is no longer used.',
  },
  'content.too_large': {
    status: 413,
    title: 'The content is larger than the node takes',
    remedy:
      'Send at most 1 MiB (1,048,576 bytes): a part of the material, or an extract of it, as an exhibit of its own.',
  },
  'content.digest': {
    status: 422,
    title: 'The content is not the one that its digest names',
    remedy: 'Send the very bytes whose SHA-256 is in the address; if they changed on the way, send them again.',
  },
  'content.range': {
    status: 416,
    title: 'The content has no such part',
    remedy: 'Ask for a range within its length, which Content-Range tells.',
  },

  'node.busy': {
    status: 503,
    title: 'As many acts wait to be filed as the node takes',
    remedy: 'Send the same act again after Retry-After seconds; nothing was filed.',
  },
  'node.stopping': {
    status: 503,
    title: 'The node is stopping',
    remedy: 'Send the same act again when it is back; nothing was filed.',
  },
  'node.recovering': {
    status: 503,
    title: 'The node asks its counterparts for the newest head of its own log before it signs anything',
    remedy: 'Send the same act again; if no counterpart answers, the node’s administrator decides.',
  },
  'node.key_absent': {
    status: 409,
    title: 'A key is put in force only if the node holds it',
    remedy: 'Put the new keys into the node’s folder first, as parley rekey does, and send the same act again.',
  },

  'httpsig.missing': {
    status: 401,
    title: 'The exchange needs a signed request',
    remedy: 'Sign the request by the party’s http key (RFC 9421), as spec/http.md says.',
  },
  'httpsig.malformed': { status: 401, title: 'The request’s signature cannot be read' },
  'httpsig.components': { status: 401, title: 'The signature does not cover what it must' },
  'httpsig.parameters': { status: 401, title: 'The signature’s parameters are not in order' },
  'httpsig.key_unknown': { status: 401, title: 'No party of the accord has this http key' },
  'httpsig.clock_skew': {
    status: 401,
    title: 'The two clocks differ too much',
    remedy: 'Sign again with a created time near this answer’s `time`, and set the clock right.',
  },
  'httpsig.digest': { status: 401, title: 'The body is not the one that was signed' },
  'httpsig.invalid': { status: 401, title: 'The signature is not valid for this request' },
  'httpsig.replayed': {
    status: 401,
    title: 'The request was made before',
    remedy: 'Sign again with a new nonce.',
  },

  'report.nothing': {
    status: 422,
    title: 'Nothing had been received by anybody at that date',
    remedy: 'Give a review date after the first receipt, or none.',
  },
  'report.too_large': {
    status: 422,
    title: 'The record is more than the node takes into memory to answer',
    remedy: 'Use the commands parley report, score or progress on the node’s machine; they have its whole memory.',
  },
  'score.nothing': {
    status: 422,
    title: 'Nothing has been received by anybody',
    remedy: 'Ask again after the first receipt.',
  },
  'series.csv': {
    status: 422,
    title: 'A series is not CSV',
    remedy: 'Write fields, quotation marks and line ends as RFC 4180 says; the detail names the line.',
  },
  'series.header': {
    status: 422,
    title: 'The header of a series is not in order',
    remedy: 'Begin with the columns that docs/progress.md names; `date` must be among them.',
  },
  'series.row': {
    status: 422,
    title: 'A row of a series is not in order',
    remedy: 'Write it as docs/progress.md says; the detail names the line and what stands there.',
  },
  'series.json': {
    status: 422,
    title: 'Incidents are not JSON',
    remedy: 'Send a JSON array, or one object a line.',
  },
  'series.incident': {
    status: 422,
    title: 'An incident is not coded in VERIS',
    remedy: 'Code it as verisframework.org says; the detail names what is missing.',
  },
  'series.size': {
    status: 413,
    title: 'A series is too long',
    remedy: 'Add up what has the same date, or keep only what is counted.',
  },
  'progress.date': {
    status: 422,
    title: 'A day is none',
    remedy: 'Write a day that exists, as 2015-09-25.',
  },
  'progress.window': {
    status: 422,
    title: 'The accord is not within the window',
    remedy: 'Let the window begin before the accord, end after it, and span forty years at most.',
  },
  'progress.empty': {
    status: 422,
    title: 'The series has no rows',
    remedy: 'Send a series with at least one dated row.',
  },
  'progress.group': {
    status: 422,
    title: 'No row is filed under that group',
    remedy: 'Name a group that occurs in the series; the detail lists them.',
  },
  'progress.compare': {
    status: 422,
    title: 'The comparison is none',
    remedy: 'Compare a group with another, with `others`, or with another series.',
  },
  'quotation.many': {
    status: 422,
    title: 'A text has more quotations than the node looks for at once',
    remedy: 'Send the text in parts of at most 100 quotations.',
  },

  ...accessRefusals,
  ...deskRefusals,
  ...foundingRefusals,
  ...needRefusals,
};

/** Refusals of acts that are answered with another status than 422. */
const STATUS: Record<string, number> = {
  'act.too_large': 413,
  'act.malformed': 400,
  'act.header': 400,
  'act.kids': 400,
  'act.not_canonical': 400,
  'act.payload': 400,
  'act.body': 400,
  'act.words': 400,
  'words.malformed': 400,
  'words.not_canonical': 400,
  'words.name': 400,
  'words.salt': 400,
  'words.unexpected': 400,
  'words.repeated': 400,
  'words.missing': 400,
  'words.too_large': 413,
  'act.wrong_accord': 421,
  'act.wrong_log': 421,
  'act.key_unknown': 403,
  'act.signature': 403,
  'act.not_appointed': 403,
  'act.relieved': 403,
  'act.window': 403,
  'act.no_power': 403,
  'act.signatures': 403,
  'act.not_a_side': 403,
  'party.root_only': 403,
  'case.not_claimant': 403,
  'case.not_respondent': 403,
  'request.not_requester': 403,
  'request.not_addressee': 403,
  'act.keys_stale': 409,
  'act.waits': 409,
  'act.repeated': 409,
  'accord.founded_already': 409,
  'calendar.published': 409,
  'case.acknowledged': 409,
  'request.acknowledged': 409,
  'request.answered': 409,
  'proposal.answered': 409,
};

/** Statuses of a rule's no that has no status of its own: the request was understood, and is not in order. */
const UNLISTED = 422;

/** The HTTP status of a refusal code. */
export function statusOf(code: string): number {
  return own(code)?.status ?? (Object.hasOwn(STATUS, code) ? STATUS[code]! : UNLISTED);
}

/** What kind of refusal it is, the same whenever it occurs: for acts, the rule. */
export function titleOf(code: string): string {
  return own(code)?.title ?? rule(code)?.rule ?? 'Not in order';
}

/** What would be in order, in one sentence, when the refusal does not say so itself. */
export function remedyOf(code: string): string | undefined {
  return own(code)?.remedy ?? rule(code)?.remedy;
}

/** Every code that is explained, this interface's first. */
export function listedCodes(): string[] {
  return [...Object.keys(OWN), ...Object.keys(rules)];
}

/** Codes with a status of their own, so that a test can hold them to the docket's table. */
export function codesWithStatus(): string[] {
  return Object.keys(STATUS);
}

function own(code: string): Entry | undefined {
  return Object.hasOwn(OWN, code) ? OWN[code as keyof typeof OWN] : undefined;
}

function rule(code: string): Rule | undefined {
  return Object.hasOwn(rules, code) ? rules[code] : undefined;
}
