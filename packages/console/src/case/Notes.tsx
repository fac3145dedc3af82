import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reading } from '#api/queries';
import { Dealing } from '#desk/Dealing.tsx';
import { Threads, Write } from '#desk/Threads.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Notes.module.css';

/** What our desk keeps to itself about a subject: notes, options, drafts. Nothing of it is ever exchanged, or printed with the case. */
export function Notes({ subject }: { subject: string }) {
  const { t } = useLingui();
  const naming = useNaming();
  const notes = useQuery(reading('deskNotes', { query: { subject, limit: '100' } }));
  const options = useQuery(reading('options', { query: { subject, state: 'considered' } }));
  const drafts = useQuery(reading('drafts', { query: { subject } }));
  const open = (drafts.data?.items ?? []).filter(({ state }) => state === 'drafting' || state === 'asked');
  return (
    <section className={classes.private} aria-label={t`Private notes`}>
      <h2>
        <Trans>Private · our desk only · never exchanged</Trans>
      </h2>
      <Dealing subject={subject} />
      {notes.error !== null && <Refusal error={notes.error} />}
      {notes.data?.items.length === 0 && (
        <p className={classes.by}>
          <Trans>
            No notes yet. What is written here stays on our node: the other side, and the record, never see it.
          </Trans>
        </p>
      )}
      <Threads notes={notes.data?.items ?? []} />
      {(options.data?.items ?? []).length > 0 && (
        <>
          <h3>
            <Trans>Options under consideration</Trans>
          </h3>
          <ul className={classes.notes}>
            {options.data!.items.map(({ id, title, kind }) => (
              <li key={id}>
                <Link to={pages.options}>{title}</Link>{' '}
                <span className={classes.by}>{naming.of(codeName('kind', kind))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {open.length > 0 && (
        <>
          <h3>
            <Trans>Drafts in hand</Trans>
          </h3>
          <ul className={classes.notes}>
            {open.map(({ id, title, type }) => (
              <li key={id}>
                <Link to={pages.sign} params={{ draft: id }}>
                  {title === '' ? (type ?? t`a draft`) : title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <AddNote subject={subject} />
    </section>
  );
}

function AddNote({ subject }: { subject: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return open ? (
    <Write subject={subject} label={t`A note for our desk`} onDone={() => setOpen(false)} />
  ) : (
    <Button variant="outline" size="compact-md" className={classes.write} onClick={() => setOpen(true)}>
      <Trans>Add a note</Trans>
    </Button>
  );
}
