import { useLingui } from '@lingui/react/macro';

/** What one says with an act, by its type, where its name alone may not tell whoever chooses. */
export function useWhat(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    'case.allege': t`What we say that they did or let happen, point by point`,
    'request.make': t`Something that we want of them, with a time to answer`,
    'contact.check': t`Whether their contact answers, and how soon`,
    'finding.propose': t`What we propose that both sides find`,
    'finding.record': t`What we find, on our own`,
    'hypotheses.rate': t`Rival explanations, rated against the evidence`,
    'measure.announce': t`A measure that we threaten, announce or take`,
    'commitment.undertake': t`What we bind ourselves to, and how it is to be judged`,
    'remedy.claim': t`What we want made good`,
    'statement.issue': t`What we say in public`,
    'hotline.raise': t`What cannot wait: it rings until it is answered`,
    'session.convene': t`A round of talks, with its days and its level`,
    'exhibit.deposit': t`A file that they may read from now on`,
    'exhibit.seal': t`A file that we commit to now and show later`,
    note: t`A reading or a reservation, on the record`,
    translate: t`What was said, in another language`,
    correct: t`A slip in what we said`,
    erasure: t`Words of ours that both sides are to delete`,
    endorse: t`What they propose is agreed`,
    decline: t`What they propose is not agreed`,
  };
}
