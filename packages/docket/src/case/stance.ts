// What a respondent may say of a case as a whole; what each means is its own word, and none is read as another.

export const STANCES = [
  'deny',
  'deny-evidence-insufficient',
  'neither-confirm-nor-deny',
  'accept',
  'accept-in-part',
  'criminal-not-state',
  'outside-scope',
  'cannot-assess',
  'counter-allege',
  'no-comment',
] as const;
