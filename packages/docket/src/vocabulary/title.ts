// Which of an opening act’s words say what its subject is about.

/** Members of words, the first that is there counts. */
export const TITLE_MEMBERS = [
  'title',
  'asked',
  'summary',
  'text',
  'claim',
  'statement',
  'description',
  'name',
] as const;
