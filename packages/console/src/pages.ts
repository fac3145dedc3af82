// Where the console's pages are: every link is one of these.

export const pages = {
  today: '/',
  docket: '/docket',
  case: '/docket/$case',
  act: '/acts/$act',
  requests: '/requests',
  request: '/requests/$request',
  hotline: '/hotline',
  sessions: '/sessions',
  measures: '/measures',
  commitments: '/commitments',
  progress: '/progress',
  exhibits: '/exhibits',
  record: '/record',
  compose: '/compose',
  desk: '/desk',
  notes: '/desk/notes',
  options: '/desk/options',
  assignments: '/desk/assignments',
  duty: '/desk/duty',
  numbers: '/desk/numbers',
  releases: '/desk/releases',
  need: '/desk/need',
  draft: '/desk/$draft',
  sign: '/desk/$draft/sign',
  accord: '/accord',
  enrolments: '/settings/enrolments',
  people: '/settings/people',
  settings: '/settings',
  invitation: '/invitation',
  signIn: '/sign-in',
  setup: '/setup',
  founding: '/founding',
} as const;

/** Where somebody wanted to go before signing in: a path of ours, never another site. */
export function returnPath(asked: unknown): string {
  return typeof asked === 'string' && /^\/(?![/\\])[^\p{Cc}]*$/u.test(asked) && !asked.startsWith(pages.signIn)
    ? asked
    : pages.today;
}
