// Refusals of need-to-know. What one may not see is answered like what is not there; so there is no code for that.

export type NeedCode = 'need.whole' | 'need.account' | 'need.office';

export const needRefusals: Record<NeedCode, { status: number; title: string; remedy: string }> = {
  'need.whole': {
    status: 403,
    title: 'It is made of the whole record, and not all of that may be seen',
    remedy: 'Ask somebody who sees the whole record to make it.',
  },
  'need.account': {
    status: 422,
    title: 'Only officers are named for a restricted subject',
    remedy: 'Name accounts of officers that are not closed.',
  },
  'need.office': {
    status: 422,
    title: 'The accord has no such office',
    remedy: 'Name offices of the accord as it is in force.',
  },
};
