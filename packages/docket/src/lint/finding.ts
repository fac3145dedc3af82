// What a check at filing comes to.

/** The codes of filing, each with its rule in the table of all codes. */
export type LintCode =
  | 'act.words'
  | 'words.language'
  | 'words.language_unknown'
  | 'words.unmatched'
  | 'words.untold'
  | 'words.unsourced'
  | 'words.person'
  | 'words.seal_salt'
  | 'date.unknown'
  | 'date.ahead'
  | 'marking.floor'
  | 'marking.absent'
  | 'request.incomplete';

/** `refused`: the act is not filed so; `advice`: shown to the officer, who may file all the same. */
export type Finding = {
  code: LintCode;
  weight: 'refused' | 'advice';
  /** member of the words or of the body, with dots */
  path: string;
  detail: string;
};

export function refused(code: LintCode, path: string, detail: string): Finding {
  return { code, weight: 'refused', path, detail };
}

export function advice(code: LintCode, path: string, detail: string): Finding {
  return { code, weight: 'advice', path, detail };
}
