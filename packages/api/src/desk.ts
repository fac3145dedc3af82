// The desk: a party's private workspace on its node. Drafts of acts with every version, releases, internal notes, options under consideration,
// who deals with what, who is on duty, and the party's own file numbers. Nothing of it is ever exchanged, exported or logged.
//
// A release names exactly one text: the SHA-256 of `draftText(content)`. A passkey confirms that same digest, so whoever changes a comma
// needs it released anew.

import { z } from 'zod';
import { encodeBase64url } from '@parley/record/base64';
import { sha256Text } from '@parley/record/hash';
import { encodeCanonical, type Json } from '@parley/record/json';
import { measureActs } from '@parley/docket/measure/acts';
import { Filed, Filing } from './acts.ts';
import { pageOf, paging, wholeNumber, yesOrNo } from './paging.ts';
import { Account, By, DeskId, Office } from './desk-values.ts';
import {
  DeskName,
  Colleague,
  ColleagueList,
  NAMED_AT_ONCE_MAX,
  SubjectName,
  SubjectNames,
  Assignment,
  AssignmentPage,
  DutyMade,
  Duty,
  DutyPage,
  FileNumberSet,
  FileNumber,
  FileNumberPage,
} from './duties.ts';
import type { Route } from './route.ts';
import { ActId, Digest, JsonObject, Kid, Seconds } from './values.ts';

// ── limits ──

/** Bytes of a draft's canonical text: an act's words of 256 KiB are base64url, so no act carries more. */
export const DRAFT_BYTES_MAX = 262_144;
/** Bytes of a request that carries a draft, spelled as the client likes. */
export const DRAFT_REQUEST_BYTES_MAX = 2 * DRAFT_BYTES_MAX;
/** Versions of one draft: saved every ten seconds, half a day without a pause. */
export const VERSIONS_MAX = 5_000;
/** Bytes of all versions of one draft together. */
export const VERSIONS_BYTES_MAX = 67_108_864;
/** Slots of one requirement, and so the officers it may ask for. */
export const RELEASES_MAX = 16;
const TEXT_CHARACTERS_MAX = 20_000;
const MENTIONS_MAX = 50;

// ── values ──

const Line = z.string().min(1).max(300).describe('One line of text.');
const Prose = z.string().max(TEXT_CHARACTERS_MAX).describe('Plain text.');
const Mentions = z.array(Account).max(MENTIONS_MAX).describe('Accounts that it is brought to the attention of.');
const Version = z.int().min(1).describe('Counted from 1.');
const Base = Version.describe('The version that was read. Anything newer is not overwritten: the refusal carries it.');

// ── drafts ──

export const DraftContent = z
  .strictObject({
    type: z.string().max(64).optional().describe('Act type.'),
    subject: z.string().max(64).optional().describe('Id of the act that opened the subject.'),
    re: z.array(JsonObject).max(64).optional().describe('Acts it answers: `{log, i, h}`.'),
    body: JsonObject.optional().describe('What rules read.'),
    words: JsonObject.optional().describe('What people read: by value, without salts.'),
    exhibits: z.array(JsonObject).max(16).optional().describe('Content it deposits: `{h, n, ct}`.'),
    seals: z.array(JsonObject).max(16).optional().describe('Content it seals: `{c, n, ct}`.'),
  })
  .describe('What an act is to say. While it is being drafted any member may be absent, or not in order yet.');

export type DraftContent = z.infer<typeof DraftContent>;

/** The text of a draft: canonical JSON. Throws TypeError for a fraction, a lone surrogate, or what is nested too deep. */
export function draftText(content: DraftContent): string {
  return encodeCanonical(content as Json);
}

/** What a release and a passkey's confirmation name: SHA-256 of a text as `draftText` gives it, base64url. */
export function digestOfText(text: string): string {
  return encodeBase64url(sha256Text(text));
}

export const Attachment = z
  .strictObject({
    digest: Digest.describe('Of content put at /api/v1/exhibits/content/{digest}; it is kept while the draft is open.'),
    name: Line,
    bytes: z.int().min(0),
    mediaType: z.string().max(129),
  })
  .describe('A file that belongs to a draft.');

const saved = {
  title: Line.optional().describe('For the desk’s own lists.'),
  content: DraftContent,
  mentions: Mentions.optional(),
  attachments: z.array(Attachment).max(100).optional(),
};

export const DraftMade = z.strictObject({ id: DeskId.optional(), ...saved }).describe('A draft to begin.');
export const DraftSaved = z
  .strictObject({ version: Base, ...saved })
  .describe('A draft to save. Absent members are emptied.');
export const DraftNamed = z.strictObject({ digest: Digest }).describe('Exactly one text.');

export const Requirement = z
  .strictObject({
    need: z
      .union([z.enum(['all', 'any']), z.int().min(1).max(RELEASES_MAX)])
      .describe('How many of the offices: every one, one, or so many.'),
    offices: z
      .array(Office)
      .min(1)
      .max(RELEASES_MAX)
      .describe('An office that stands here twice asks for two officers of it. Each person counts for one.'),
  })
  .describe('Who must release.');

export type Requirement = z.infer<typeof Requirement>;

export const Release = z
  .object({
    by: By,
    offices: z.array(Office).describe('Those that the person holds now, of the ones asked for.'),
    digest: Digest,
    at: Seconds,
    endedAt: Seconds.optional().describe('Recalled, or void since the text changed.'),
    counts: z.boolean().describe('For the text as it is, by an officer who is in office.'),
  })
  .describe('One officer’s release of one text.');

export const Signing = z
  .object({
    payload: z.string().describe('The canonical text that all sign.'),
    words: z.array(z.string()).describe('Its disclosures.'),
    kids: z.array(Kid).describe('Who has signed.'),
  })
  .describe('An act that waits for more signatures.');

export const DRAFT_STATES = ['drafting', 'asked', 'filed', 'discarded'] as const;

const draftRow = {
  id: DeskId,
  title: z.string(),
  state: z.enum(DRAFT_STATES).describe('asked: sent for release.'),
  type: z.string().optional(),
  subject: z.string().optional(),
  version: Version,
  digest: Digest.describe('Of its text, for a release.'),
  madeBy: By,
  madeAt: Seconds,
  savedBy: By,
  savedAt: Seconds,
  mentions: Mentions,
  needed: Requirement.nullable().describe('What our release policy asks for this type; null: nothing.'),
  released: z.boolean().describe('Nothing is missing of it.'),
  waitsOnMe: z.boolean().describe('Sent for release, and my release would bring it nearer.'),
  act: ActId.optional().describe('As what it was filed.'),
  filedAt: Seconds.optional(),
};

export const DraftRow = z.object(draftRow).describe('A draft in a list.');
export const Draft = z
  .object({
    ...draftRow,
    content: DraftContent,
    attachments: z.array(Attachment),
    releases: z.array(Release).describe('All there were, the newest first.'),
    signing: Signing.optional(),
  })
  .describe('A draft.');
export const DraftPage = pageOf(DraftRow).describe('Drafts, the newest first.');

const version = { version: Version, digest: Digest, savedBy: By, savedAt: Seconds };
export const DraftVersion = z
  .object({ ...version, title: z.string(), content: DraftContent })
  .describe('One version of a draft.');
export const DraftVersionPage = pageOf(z.object(version)).describe('Versions of a draft, the newest first.');

export const DraftFinding = z
  .object({
    code: z.string(),
    weight: z.enum(['refused', 'advice']),
    path: z.string().describe('Member of the words or of the body, with dots.'),
    detail: z.string(),
  })
  .describe('What a check at filing comes to.');

/** Contents that are asked about at once: an act of every type there is, in a few wordings. */
export const CONSIDERED_MAX = 512;

export const Considering = z
  .strictObject({ contents: z.array(DraftContent).min(1).max(CONSIDERED_MAX) })
  .describe('What might be said.');
export const Considered = z
  .object({
    items: z.array(
      z.object({
        refusal: z
          .object({ code: z.string(), detail: z.string() })
          .optional()
          .describe('Why it would be refused, as a preview of it would say; absent: it would be filed.'),
      }),
    ),
  })
  .describe('What a preview would say of each, in the order in which they were asked.');

export const Preview = z
  .object({
    version: Version,
    digest: Digest,
    content: DraftContent,
    findings: z.array(DraftFinding),
    refusal: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .describe(
        'Why it would be refused, were it signed now by officers who have the power; absent: it would be filed.',
      ),
    offices: z.array(Office).describe('Those that may sign it.'),
    signatures: z.int().min(0).describe('How many officers must sign it, at least; 0: no office may.'),
  })
  .describe('What filing would say of a draft, as far as can be said before it is signed.');

// ── the release policy ──

const Pattern = z
  .string()
  .regex(/^(\*|[a-z][a-z0-9-]{0,31}(\.(\*|[a-z][a-z0-9-]{0,31}))?)$/)
  .describe('An act type, `case.*`, or `*`: the narrowest counts.');

export const ReleasePolicy = z
  .strictObject({
    acts: z.record(Pattern, Requirement).describe('By pattern; an act type that none fits needs no release.'),
    change: Requirement.optional().describe('Who may change this policy; absent: only the machine’s administrator.'),
  })
  .describe('Who releases what. It is this party’s own, and nobody else sees it.');

export type ReleasePolicy = z.infer<typeof ReleasePolicy>;

export const PolicyProposal = z
  .object({
    digest: Digest,
    policy: ReleasePolicy,
    by: By,
    at: Seconds,
    releases: z.array(Release),
  })
  .describe('A policy that waits for its releases.');

export const PolicyView = z
  .object({
    policy: ReleasePolicy,
    version: z.int().min(0).describe('0: there never was one.'),
    since: Seconds.nullable(),
    proposals: z.array(PolicyProposal),
  })
  .describe('The release policy in force, and what is proposed instead.');

export const PolicyProposed = z
  .strictObject({ policy: ReleasePolicy, version: z.int().min(0).describe('Of the policy it is to replace.') })
  .describe('A policy to propose. Its digest is that of its canonical JSON.');

// ── notes ──

export const NoteMade = z
  .strictObject({
    id: DeskId.optional(),
    subject: ActId,
    thread: DeskId.optional().describe('The note it answers; absent: it begins a thread.'),
    text: Prose.min(1),
    mentions: Mentions.optional(),
  })
  .describe('An internal note.');
export const NoteSaved = z
  .strictObject({ version: Base, text: Prose.min(1), mentions: Mentions.optional() })
  .describe('A note as its author rewrites it.');
export const DeskNote = z
  .object({
    id: DeskId,
    subject: ActId,
    thread: DeskId.describe('The note that began the thread: itself, if it did.'),
    text: Prose,
    mentions: Mentions,
    version: Version,
    by: By,
    at: Seconds,
    savedAt: Seconds,
  })
  .describe('An internal note: what the desk thinks, never what the party says.');
export const DeskNotePage = pageOf(DeskNote).describe('Notes, the newest first.');
export const NoteVersionPage = pageOf(z.object({ version: Version, text: Prose, savedAt: Seconds })).describe(
  'A note as it was, the newest first.',
);

// ── options ──

const { kind, orientation } = measureActs['measure.announce'].body.shape;
export const OPTION_STATES = ['considered', 'set-aside', 'drafted'] as const;

const option = {
  title: Line,
  kind: kind.describe('Kind of measure.'),
  orientation: orientation.optional(),
  subjects: z.array(ActId).max(50).optional().describe('What it would answer.'),
  basis: Prose.optional().describe('Legal basis.'),
  proportionality: Prose.optional(),
  reciprocity: z
    .strictObject({ risk: z.enum(['low', 'moderate', 'high']).optional(), text: Prose.optional() })
    .optional()
    .describe('What the other side may do in turn.'),
  text: Prose.optional(),
};

export const OptionMade = z.strictObject({ id: DeskId.optional(), ...option }).describe('An option to consider.');
export const OptionSaved = z
  .strictObject({ version: Base, state: z.enum(['considered', 'set-aside']).optional(), ...option })
  .describe('An option to save. Absent members are emptied.');
export const Option = z
  .object({
    id: DeskId,
    state: z.enum(OPTION_STATES),
    draft: DeskId.optional().describe('The draft it was turned into.'),
    version: Version,
    madeBy: By,
    madeAt: Seconds,
    savedBy: By,
    savedAt: Seconds,
    ...option,
  })
  .describe('A measure under consideration.');
export const OptionPage = pageOf(Option).describe('Options, the newest first.');
export const OptionDrafted = z
  .strictObject({ id: DeskId.optional().describe('Of the draft.') })
  .describe('An option to be turned into a draft.');

export const deskSchemas: Record<string, z.ZodType> = {
  DraftContent,
  DraftMade,
  DraftSaved,
  DraftNamed,
  Draft,
  DraftRow,
  DraftPage,
  DraftVersion,
  DraftVersionPage,
  Attachment,
  Requirement,
  Release,
  Signing,
  Preview,
  DraftFinding,
  Considering,
  Considered,
  ReleasePolicy,
  PolicyView,
  PolicyProposed,
  PolicyProposal,
  DeskNote,
  DeskNotePage,
  NoteMade,
  NoteSaved,
  NoteVersionPage,
  Option,
  OptionPage,
  OptionMade,
  OptionSaved,
  OptionDrafted,
  Colleague,
  ColleagueList,
  SubjectName,
  SubjectNames,
  Assignment,
  AssignmentPage,
  Duty,
  DutyPage,
  DutyMade,
  FileNumber,
  FileNumberPage,
  FileNumberSet,
};

// ── addresses ──

export const deskPaths = {
  drafts: '/api/v1/desk/drafts',
  draft: '/api/v1/desk/drafts/{draft}',
  draftVersions: '/api/v1/desk/drafts/{draft}/versions',
  draftVersion: '/api/v1/desk/drafts/{draft}/versions/{version}',
  draftPreview: '/api/v1/desk/drafts/{draft}/preview',
  considered: '/api/v1/desk/considered',
  draftAsk: '/api/v1/desk/drafts/{draft}/ask',
  draftRelease: '/api/v1/desk/drafts/{draft}/release',
  draftRecall: '/api/v1/desk/drafts/{draft}/recall',
  draftFile: '/api/v1/desk/drafts/{draft}/file',
  draftSigning: '/api/v1/desk/drafts/{draft}/signing',
  releasePolicy: '/api/v1/desk/policy',
  policyProposals: '/api/v1/desk/policy/proposals',
  policyRelease: '/api/v1/desk/policy/release',
  policyRecall: '/api/v1/desk/policy/recall',
  deskNotes: '/api/v1/desk/notes',
  deskNote: '/api/v1/desk/notes/{note}',
  deskNoteVersions: '/api/v1/desk/notes/{note}/versions',
  options: '/api/v1/desk/options',
  option: '/api/v1/desk/options/{option}',
  optionDraft: '/api/v1/desk/options/{option}/draft',
  colleagues: '/api/v1/desk/colleagues',
  subjectNames: '/api/v1/desk/subjects',
  assignments: '/api/v1/desk/assignments',
  assignment: '/api/v1/desk/assignments/{subject}/{account}',
  assignmentNoted: '/api/v1/desk/assignments/{subject}/{account}/noted',
  duties: '/api/v1/desk/duty',
  duty: '/api/v1/desk/duty/{duty}',
  fileNumbers: '/api/v1/desk/numbers',
  fileNumber: '/api/v1/desk/numbers/{subject}',
} as const;

// ── routes ──

type Asked = Omit<Route, 'method' | 'access'>;

function look<const R extends Omit<Asked, 'body'>>(route: R) {
  return { ...route, method: 'GET', access: 'desk' } as const;
}
function post<const R extends Asked>(route: R) {
  return { ...route, method: 'POST', access: 'desk' } as const;
}
function put<const R extends Asked>(route: R) {
  return { ...route, method: 'PUT', access: 'desk' } as const;
}
function remove<const R extends Asked>(route: R) {
  return { ...route, method: 'DELETE', access: 'desk' } as const;
}
function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, schema } };
}
/** Made, or there before under the same id. */
function made<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 201: { description, schema }, 200: { description: 'This very one was made before.', schema } };
}

const draftId = z.strictObject({ draft: DeskId });
const noteId = z.strictObject({ note: DeskId });
const optionId = z.strictObject({ option: DeskId });
const subjectId = z.strictObject({ subject: ActId });
const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...paging, ...shape });
const none = z.strictObject({});
const gone = ['http.not_found'];
const saving = ['http.malformed', 'http.too_large', 'desk.content', 'desk.subject', 'desk.account', 'desk.attachment'];

export const deskRoutes = {
  drafts: look({
    id: 'drafts',
    need: 'list',
    path: deskPaths.drafts,
    summary: 'Drafts of acts.',
    query: list({
      state: z.enum(DRAFT_STATES).optional(),
      type: z.string().max(64).optional().describe('Only drafts of this act type.'),
      subject: ActId.optional().describe('Only drafts of acts in this subject.'),
      by: Account.optional().describe('Only drafts that this account began.'),
      mentions: Account.optional().describe('Only drafts that mention this account.'),
      waitsOnMe: yesOrNo.optional().describe('Only drafts that wait for my release.'),
    }),
    answers: json(DraftPage, 'A page of drafts.'),
  }),
  makeDraft: post({
    id: 'makeDraft',
    need: 'subject',
    path: deskPaths.drafts,
    summary: 'Begin a draft.',
    query: none,
    body: DraftMade,
    answers: made(Draft, 'The draft.'),
    refusals: [...saving, 'desk.id_taken'],
  }),
  draft: look({
    id: 'draft',
    need: 'subject',
    path: deskPaths.draft,
    summary: 'A draft: its newest version, its releases, what it waits for.',
    params: draftId,
    query: none,
    answers: json(Draft, 'The draft.'),
    refusals: gone,
  }),
  saveDraft: put({
    id: 'saveDraft',
    need: 'subject',
    path: deskPaths.draft,
    summary: 'Save a draft over the version that was read. A changed text ends all releases and signatures of it.',
    params: draftId,
    query: none,
    body: DraftSaved,
    answers: json(Draft, 'The draft, saved.'),
    refusals: [...saving, ...gone, 'desk.stale', 'desk.closed', 'desk.full'],
  }),
  discardDraft: remove({
    id: 'discardDraft',
    need: 'subject',
    path: deskPaths.draft,
    summary: 'Set a draft aside for good. Its versions stay readable.',
    params: draftId,
    query: none,
    answers: json(Draft, 'The draft, discarded.'),
    refusals: [...gone, 'desk.closed'],
  }),
  draftVersions: look({
    id: 'draftVersions',
    need: 'subject',
    path: deskPaths.draftVersions,
    summary: 'Every version of a draft.',
    params: draftId,
    query: list({}),
    answers: json(DraftVersionPage, 'A page of versions.'),
    refusals: gone,
  }),
  draftVersion: look({
    id: 'draftVersion',
    need: 'subject',
    path: deskPaths.draftVersion,
    summary: 'A draft as it was.',
    params: z.strictObject({ draft: DeskId, version: wholeNumber(1, VERSIONS_MAX) }),
    query: none,
    answers: json(DraftVersion, 'The version.'),
    refusals: gone,
  }),
  previewDraft: look({
    id: 'previewDraft',
    need: 'subject',
    path: deskPaths.draftPreview,
    summary: 'What filing would say of the draft as it is.',
    params: draftId,
    query: none,
    answers: json(Preview, 'The preview.'),
    refusals: gone,
  }),
  consider: post({
    id: 'consider',
    need: 'subject',
    path: deskPaths.considered,
    summary: 'What would be in order now: what a preview would say of each of these, none of which is kept.',
    query: none,
    body: Considering,
    answers: json(Considered, 'What a preview would say of each.'),
    refusals: ['http.malformed', 'desk.subject'],
  }),
  askRelease: post({
    id: 'askRelease',
    need: 'subject',
    path: deskPaths.draftAsk,
    summary: 'Send a draft for release, as it is.',
    params: draftId,
    query: none,
    body: DraftNamed,
    answers: json(Draft, 'The draft, sent for release.'),
    refusals: ['http.malformed', ...gone, 'desk.changed', 'desk.closed'],
  }),
  releaseDraft: post({
    id: 'releaseDraft',
    need: 'subject',
    path: deskPaths.draftRelease,
    summary: 'Release a draft for signature: exactly the text of this digest, which a passkey has just confirmed.',
    params: draftId,
    query: none,
    body: DraftNamed,
    answers: json(Draft, 'The draft, with the release.'),
    refusals: [
      'http.malformed',
      ...gone,
      'desk.changed',
      'desk.closed',
      'desk.no_release',
      'desk.not_releaser',
      'access.unconfirmed',
    ],
  }),
  recallRelease: post({
    id: 'recallRelease',
    need: 'subject',
    path: deskPaths.draftRecall,
    summary: 'Take one’s own release back, until the act is filed. Signatures collected for it are destroyed.',
    params: draftId,
    query: none,
    body: DraftNamed,
    answers: json(Draft, 'The draft, without the release.'),
    refusals: ['http.malformed', ...gone, 'desk.closed', 'desk.not_released'],
  }),
  fileDraft: post({
    id: 'fileDraft',
    need: 'subject',
    path: deskPaths.draftFile,
    summary:
      'File the signed act of a released draft. If the accord demands more signatures, this one is kept until the others have signed. Sending it again is safe.',
    params: draftId,
    query: none,
    body: Filing,
    answers: {
      201: { description: 'Filed.', schema: Filed },
      200: { description: 'This very act was filed before.', schema: Filed },
      202: { description: 'Kept: more officers must sign the same payload.', schema: Signing },
    },
    refusals: [
      'http.malformed',
      'http.too_large',
      ...gone,
      'desk.not_released',
      'desk.differs',
      'desk.payload',
      'desk.closed',
      'node.busy',
      'act.malformed',
      'act.signature',
      'act.no_power',
      'act.keys_stale',
    ],
  }),
  endSigning: remove({
    id: 'endSigning',
    need: 'subject',
    path: deskPaths.draftSigning,
    summary: 'Destroy the signatures that were collected, so that signing can begin anew.',
    params: draftId,
    query: none,
    answers: json(Draft, 'The draft, unsigned.'),
    refusals: [...gone, 'desk.closed'],
  }),
  releasePolicy: look({
    id: 'releasePolicy',
    need: 'none',
    path: deskPaths.releasePolicy,
    summary: 'Who releases what, and what is proposed instead.',
    query: none,
    answers: json(PolicyView, 'The policy.'),
  }),
  proposePolicy: post({
    id: 'proposePolicy',
    need: 'none',
    path: deskPaths.policyProposals,
    summary: 'Propose another release policy.',
    query: none,
    body: PolicyProposed,
    answers: json(PolicyView, 'The policy, and the proposal.'),
    refusals: ['http.malformed', 'desk.policy', 'desk.policy_stale', 'desk.policy_locked', 'desk.full'],
  }),
  releasePolicyChange: post({
    id: 'releasePolicyChange',
    need: 'none',
    path: deskPaths.policyRelease,
    summary: 'Release a proposed policy, which a passkey has just confirmed. With the last release it is in force.',
    query: none,
    body: DraftNamed,
    answers: json(PolicyView, 'The policy.'),
    refusals: ['http.malformed', ...gone, 'desk.policy_stale', 'desk.not_releaser', 'access.unconfirmed'],
  }),
  recallPolicyRelease: post({
    id: 'recallPolicyRelease',
    need: 'none',
    path: deskPaths.policyRecall,
    summary: 'Take one’s own release of a proposed policy back.',
    query: none,
    body: DraftNamed,
    answers: json(PolicyView, 'The policy.'),
    refusals: ['http.malformed', ...gone, 'desk.not_released'],
  }),
  deskNotes: look({
    id: 'deskNotes',
    need: 'list',
    path: deskPaths.deskNotes,
    summary: 'Internal notes.',
    query: list({
      subject: ActId.optional().describe('Only notes on this subject.'),
      thread: DeskId.optional().describe('Only this thread.'),
      by: Account.optional(),
      mentions: Account.optional().describe('Only notes that mention this account.'),
    }),
    answers: json(DeskNotePage, 'A page of notes.'),
  }),
  makeDeskNote: post({
    id: 'makeDeskNote',
    need: 'subject',
    path: deskPaths.deskNotes,
    summary: 'Write an internal note.',
    query: none,
    body: NoteMade,
    answers: made(DeskNote, 'The note.'),
    refusals: ['http.malformed', 'desk.subject', 'desk.thread', 'desk.account', 'desk.id_taken'],
  }),
  saveDeskNote: put({
    id: 'saveDeskNote',
    need: 'subject',
    path: deskPaths.deskNote,
    summary: 'Rewrite one’s own note. What it said before is kept.',
    params: noteId,
    query: none,
    body: NoteSaved,
    answers: json(DeskNote, 'The note.'),
    refusals: ['http.malformed', ...gone, 'desk.not_author', 'desk.stale', 'desk.account', 'desk.full'],
  }),
  deskNoteVersions: look({
    id: 'deskNoteVersions',
    need: 'subject',
    path: deskPaths.deskNoteVersions,
    summary: 'What a note said before.',
    params: noteId,
    query: list({}),
    answers: json(NoteVersionPage, 'A page of versions.'),
    refusals: gone,
  }),
  options: look({
    id: 'options',
    need: 'list',
    path: deskPaths.options,
    summary: 'Measures under consideration.',
    query: list({
      state: z.enum(OPTION_STATES).optional(),
      kind: z.string().max(64).optional().describe('Only this kind of measure.'),
      subject: ActId.optional().describe('Only options that would answer this.'),
    }),
    answers: json(OptionPage, 'A page of options.'),
  }),
  makeOption: post({
    id: 'makeOption',
    need: 'subject',
    path: deskPaths.options,
    summary: 'Put an option down.',
    query: none,
    body: OptionMade,
    answers: made(Option, 'The option.'),
    refusals: ['http.malformed', 'desk.subject', 'desk.id_taken'],
  }),
  option: look({
    id: 'option',
    need: 'subject',
    path: deskPaths.option,
    summary: 'An option.',
    params: optionId,
    query: none,
    answers: json(Option, 'The option.'),
    refusals: gone,
  }),
  saveOption: put({
    id: 'saveOption',
    need: 'subject',
    path: deskPaths.option,
    summary: 'Save an option over the version that was read.',
    params: optionId,
    query: none,
    body: OptionSaved,
    answers: json(Option, 'The option, saved.'),
    refusals: ['http.malformed', ...gone, 'desk.subject', 'desk.stale'],
  }),
  draftOption: post({
    id: 'draftOption',
    need: 'subject',
    path: deskPaths.optionDraft,
    summary: 'Turn an option into a draft that announces the measure.',
    params: optionId,
    query: none,
    body: OptionDrafted,
    answers: made(Draft, 'The draft.'),
    refusals: ['http.malformed', ...gone, 'desk.id_taken'],
  }),
  colleagues: look({
    id: 'colleagues',
    need: 'none',
    path: deskPaths.colleagues,
    summary: 'The officers of this party, whom one mentions, assigns, puts on duty, or names for a restricted subject.',
    query: none,
    answers: json(ColleagueList, 'The officers.'),
  }),
  subjectNames: look({
    id: 'subjectNames',
    need: 'list',
    path: deskPaths.subjectNames,
    summary: 'What subjects are called, by their ids.',
    query: z.strictObject({
      of: z
        .string()
        .max(NAMED_AT_ONCE_MAX * 44)
        .transform((text) => (text === '' ? [] : text.split(',')))
        .pipe(z.array(ActId).max(NAMED_AT_ONCE_MAX))
        .describe('Ids, with commas between them.'),
    }),
    answers: json(SubjectNames, 'Their names.'),
  }),
  assignments: look({
    id: 'assignments',
    need: 'list',
    path: deskPaths.assignments,
    summary: 'Who deals with what.',
    query: list({
      subject: ActId.optional(),
      account: Account.optional(),
      noted: yesOrNo.optional().describe('Only those of which the person has taken note, or has not.'),
    }),
    answers: json(AssignmentPage, 'A page of assignments.'),
  }),
  assign: put({
    id: 'assign',
    need: 'subject',
    path: deskPaths.assignment,
    summary: 'Assign a subject to an account.',
    params: z.strictObject({ subject: ActId, account: Account }),
    query: none,
    answers: json(Assignment, 'The assignment.'),
    refusals: [...gone, 'desk.subject', 'desk.account'],
  }),
  endAssignment: remove({
    id: 'endAssignment',
    need: 'subject',
    path: deskPaths.assignment,
    summary: 'End an assignment.',
    params: z.strictObject({ subject: ActId, account: Account }),
    query: none,
    answers: json(Assignment, 'The assignment that was.'),
    refusals: gone,
  }),
  noteAssignment: put({
    id: 'noteAssignment',
    need: 'subject',
    path: deskPaths.assignmentNoted,
    summary: 'Take note of an assignment of one’s own.',
    params: z.strictObject({ subject: ActId, account: Account }),
    query: none,
    answers: json(Assignment, 'The assignment.'),
    refusals: gone,
  }),
  duties: look({
    id: 'duties',
    need: 'none',
    path: deskPaths.duties,
    summary: 'The duty roster.',
    query: list({
      desk: DeskName.optional(),
      account: Account.optional(),
      from: wholeNumber(0, 253_402_300_799).optional().describe('Only turns that end after this Unix time.'),
      until: wholeNumber(0, 253_402_300_799).optional().describe('Only turns that begin before this Unix time.'),
    }),
    answers: json(DutyPage, 'A page of turns of duty.'),
  }),
  makeDuty: post({
    id: 'makeDuty',
    need: 'none',
    path: deskPaths.duties,
    summary: 'Put somebody on duty.',
    query: none,
    body: DutyMade,
    answers: made(Duty, 'The turn of duty.'),
    refusals: ['http.malformed', 'desk.duty', 'desk.account', 'desk.id_taken'],
  }),
  endDuty: remove({
    id: 'endDuty',
    need: 'none',
    path: deskPaths.duty,
    summary: 'Strike a turn of duty.',
    params: z.strictObject({ duty: DeskId }),
    query: none,
    answers: json(Duty, 'The turn of duty that was.'),
    refusals: gone,
  }),
  fileNumbers: look({
    id: 'fileNumbers',
    need: 'list',
    path: deskPaths.fileNumbers,
    summary: 'Our own file numbers, by their beginnings.',
    query: list({
      q: z.string().max(100).optional().describe('Only numbers that begin so; capitals and spaces do not count.'),
      subject: ActId.optional(),
    }),
    answers: json(FileNumberPage, 'A page of file numbers.'),
  }),
  setFileNumber: put({
    id: 'setFileNumber',
    need: 'subject',
    path: deskPaths.fileNumber,
    summary: 'Give a subject our own file number.',
    params: subjectId,
    query: none,
    body: FileNumberSet,
    answers: json(FileNumber, 'The number.'),
    refusals: ['http.malformed', 'desk.subject', 'desk.number_taken'],
  }),
  removeFileNumber: remove({
    id: 'removeFileNumber',
    need: 'subject',
    path: deskPaths.fileNumber,
    summary: 'Take a subject’s file number away.',
    params: subjectId,
    query: none,
    answers: json(FileNumber, 'The number that was.'),
    refusals: gone,
  }),
} as const satisfies Record<string, Route>;
