import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { reading } from '#api/queries';
import { useColleagues } from '#desk/parts';
import classes from './Restricted.module.css';

const WhoSees = lazy(async () => ({ default: (await import('#need/WhoSees.tsx')).WhoSees }));

/** Who on our side sees a subject, in a few words; opens who that is, and what whoever holds the power may change. */
export function Restricted({ subject }: { subject: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const { data } = useQuery({ ...reading('whoSees', { params: { subject } }), retry: false });
  const { inOffice, read } = useColleagues();
  // Its place is there before it is read: nothing moves when it comes.
  if (data === undefined || !read) return <span className={classes.room} aria-hidden="true" />;
  const all = data.seenBy.length >= inOffice.length;
  const restricted = data.restrictions.length > 0;
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        className={classes.control}
        data-restricted={restricted || undefined}
        title={t`Who on our side sees it`}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        {restricted ? (
          <Trans>
            Restricted: <Plural value={data.seenBy.length} one="# sees it" other="# see it" />
          </Trans>
        ) : all ? (
          <Trans>Our officers see it</Trans>
        ) : (
          <Trans>
            {data.seenBy.length} of our {inOffice.length} officers see it
          </Trans>
        )}
      </Button>
      {wanted && (
        <Suspense fallback={null}>
          <WhoSees seen={data} opened={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
