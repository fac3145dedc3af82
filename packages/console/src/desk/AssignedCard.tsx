import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call, type Answer } from '#api/call';
import { useSubjectNames } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Moment } from '#ui/Moment.tsx';
import classes from './AssignedCard.module.css';

type Assignment = Answer<'assignments'>['items'][number];

/** It lies over the corner of the page, so that nothing on it moves. */
export function AssignedCard({
  assigned,
  more,
  onLater,
}: {
  assigned: readonly Assignment[];
  more: boolean;
  onLater: () => void;
}) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [first] = assigned as [Assignment, ...Assignment[]];
  const { subject, account, by, at } = first;
  const names = useSubjectNames([subject]);
  const others = assigned.length - 1;
  useEffect(() => {
    announce(t`${by.name} has assigned you something`);
  }, [subject]);
  const note = useMutation({
    mutationFn: () => call('noteAssignment', { params: { subject, account } }),
    onSuccess: () => announce(t`Noted`),
    onSettled: () => client.invalidateQueries({ queryKey: ['assignments'] }),
  });
  if (!names.read) return null;
  return (
    <aside className={classes.card} aria-label={t`Assigned to you`}>
      <p className={classes.title}>
        <Trans>Assigned to you</Trans>
      </p>
      <Subject id={subject} name={names.get(subject)} />
      <p className={classes.by}>
        <Trans>
          by {by.name}, <Moment at={at} />
        </Trans>
      </p>
      {note.error !== null && <Refusal error={note.error} />}
      <div className={classes.actions}>
        <Button size="compact-sm" loading={note.isPending} onClick={() => note.mutate()}>
          <Trans>Take note</Trans>
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={onLater}>
          <Trans>Not now</Trans>
        </Button>
        {others > 0 && (
          <ButtonLink size="compact-sm" variant="subtle" to={pages.desk}>
            {more ? (
              <Trans>More on the desk</Trans>
            ) : (
              <Plural value={others} one="# more on the desk" other="# more on the desk" />
            )}
          </ButtonLink>
        )}
      </div>
    </aside>
  );
}
