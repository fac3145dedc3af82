// The founding as this page keeps it: every answer of its routes is how it stands now.

import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, type Answer, type Asked } from '#api/call';
import { queries, reading } from '#api/queries';
import { pages } from '#pages';
import { useAnnounce } from '#ui/Announcer.tsx';

type View = Answer<'founding'>;

const key = reading('founding', {}).queryKey;

/** The page and the check of the line show at once what came of it. */
export function keep(view: View): void {
  queries.setQueryData(key, view);
  void queries.invalidateQueries({ queryKey: ['foundingLine'] });
}

/** Takes in an envelope or what a link gives, and says what was new in it. */
export function useTaking(before: View, onTaken?: () => void) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (body: Asked<'foundingTake'>['body']) => call('foundingTake', { body }),
    onSuccess: (after) => {
      keep(after);
      announce(newsOf(before, after) === 'none' ? t`Nothing new in it` : t`Taken in`);
      onTaken?.();
      // What they drafted is read first.
      if (before.review === undefined) void navigate({ to: pages.founding, search: { step: 'read' } });
    },
  });
}

export type News = 'none' | 'rounds' | 'signed';

export function newsOf({ review: before }: View, { review: after }: View): News {
  if (after === undefined) return 'none';
  const count = (parties: readonly { signed: boolean }[] = []) => parties.filter(({ signed }) => signed).length;
  if (count(after.parties) > count(before?.parties)) return 'signed';
  const last = (rounds: readonly { at: number; by: string }[] = []) =>
    `${rounds.length} ${rounds.at(-1)?.at} ${rounds.at(-1)?.by}`;
  return last(after.rounds) === last(before?.rounds) ? 'none' : 'rounds';
}
