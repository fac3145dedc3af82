// Examples of the refusals of need-to-know.

export const needExamples: Readonly<Record<string, { example: string }>> = {
  'need.whole': { example: 'An officer who is not named for a restricted case asks for the status report.' },
  'need.account': { example: 'An administrator’s account is named for a restricted case.' },
  'need.office': {
    example: 'The power to restrict is given to the office `minister`, which the accord does not have.',
  },
};
