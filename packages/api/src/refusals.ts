// One table from refusal code to HTTP: the status, a title of the kind of refusal, and what would be in order when the refusal itself
// does not say. Codes of acts come from record and docket and mean the same in the log; codes of http.* and httpsig.* are this
// interface's own.
//
// 400 the bytes are not what they should be   401 who asks is not shown   403 shown, but without the power   404 nothing there
// 409 in order once more, against the state as it is now   413 too large   422 well-formed, and a rule says no   503 later, unchanged

export type Entry = { status: number; title: string; remedy?: string };

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
  | 'http.disk_full';

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

const MALFORMED: Entry = {
  status: 400,
  title: 'The act’s bytes are not in order',
  remedy: 'Compose the act again in its one canonical form; spec/ describes it byte by byte.',
};

const TABLE: Record<string, Entry> = {
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
    title: 'A token is needed to read',
    remedy: 'Send Authorization: Bearer <token>, with a token issued by this node.',
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
    remedy: 'Send the same again after Retry-After seconds; nothing was filed.',
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

  'act.too_large': {
    status: 413,
    title: 'The act is too large',
    remedy: 'An entry is at most 32 KiB and its words 256 KiB; deposit what is larger as an exhibit.',
  },
  'act.malformed': MALFORMED,
  'act.header': MALFORMED,
  'act.kids': MALFORMED,
  'act.not_canonical': MALFORMED,
  'act.payload': MALFORMED,
  'act.key_unknown': {
    status: 403,
    title: 'No officer has this key',
    remedy: 'Sign with the key by which the officer was appointed.',
  },
  'act.signature': {
    status: 403,
    title: 'The officer’s signature is not valid',
    remedy: 'Sign these exact bytes again.',
  },
  'act.no_power': {
    status: 403,
    title: 'The office has no power for this act',
    remedy: 'Have it signed by an officer whose office may, and by as many as the accord asks for.',
  },
  'act.keys_stale': {
    status: 409,
    title: 'The roster moved while the act was signed',
    remedy: 'Compose the act again with the current `keys`, and sign it.',
  },
};

const UNLISTED: Entry = { status: 422, title: 'Not in order' };

/** The HTTP status of a refusal code; a rule's code that the table does not name is 422. */
export function statusOf(code: string): number {
  return entryOf(code).status;
}

export function titleOf(code: string): string {
  return entryOf(code).title;
}

/** What would be in order, in one sentence, when the refusal does not say so itself. */
export function remedyOf(code: string): string | undefined {
  return entryOf(code).remedy;
}

/** Every code the table names, in its order. */
export function listedCodes(): string[] {
  return Object.keys(TABLE);
}

function entryOf(code: string): Entry {
  return Object.hasOwn(TABLE, code) ? TABLE[code]! : UNLISTED;
}
