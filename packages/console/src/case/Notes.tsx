import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '#api/call';
import { reading } from '#api/queries';
import { deskId } from '#desk/id';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Notes.module.css';

/** What our desk keeps to itself about a subject: notes, options, drafts. Nothing of it is ever exchanged, or printed with the case. */
export function Notes({ subject }: { subject: string }) {
  const { t } = useLingui();
  const naming = useNaming();
  const notes = useQuery(reading('deskNotes', { query: { subject, limit: '100' } }));
  const options = useQuery(reading('options', { query: { subject } }));
  const drafts = useQuery(reading('drafts', { query: { subject } }));
  const number = useQuery(reading('fileNumbers', { query: { subject } }));
  const open = (drafts.data?.items ?? []).filter(({ state }) => state === 'drafting' || state === 'asked');
  const own = number.data?.items[0];
  return (
    <section className={classes.private} aria-label={t`Private notes`}>
      <h2>
        <Trans>Private · our desk only · never exchanged</Trans>
      </h2>
      {own !== undefined && (
        <p className={classes.by}>
          <Trans>Our file number {own.number}</Trans>
        </p>
      )}
      {notes.error !== null && <Refusal error={notes.error} />}
      {notes.data?.items.length === 0 && (
        <p className={classes.by}>
          <Trans>
            No notes yet. What is written here stays on our node: the other side, and the record, never see it.
          </Trans>
        </p>
      )}
      <ul className={classes.notes}>
        {notes.data?.items.map(({ id, text, by, savedAt }) => (
          <li key={id}>
            <p className={classes.text}>{text}</p>
            <p className={classes.by}>
              {by.name}, <Moment at={savedAt} />
            </p>
          </li>
        ))}
      </ul>
      {(options.data?.items ?? []).length > 0 && (
        <>
          <h3>
            <Trans>Options under consideration</Trans>
          </h3>
          <ul className={classes.notes}>
            {options.data!.items.map(({ id, title, kind }) => (
              <li key={id}>
                {title} <span className={classes.by}>{naming.of(codeName('kind', kind))}</span>
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
      <Write subject={subject} />
    </section>
  );
}

function Write({ subject }: { subject: string }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const client = useQueryClient();
  const [text, setText] = useState('');
  // One id for one note: sent twice, it is one.
  const [id, setId] = useState(deskId);
  const [open, setOpen] = useState(false);
  const write = useMutation({
    mutationFn: () => call('makeDeskNote', { body: { id, subject, text } }),
    onSuccess: () => {
      setText('');
      setId(deskId());
      setOpen(false);
      announce(t`The note was added`);
      return client.invalidateQueries({ queryKey: ['deskNotes'] });
    },
  });
  if (!open) {
    return (
      <Button variant="outline" size="compact-md" className={classes.write} onClick={() => setOpen(true)}>
        <Trans>Add a note</Trans>
      </Button>
    );
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') write.mutate();
      }}
    >
      <Textarea
        label={t`A note for our desk`}
        value={text}
        autosize
        minRows={3}
        autoFocus
        data-autofocus
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {write.error !== null && <Refusal error={write.error} />}
      <div className={classes.actions}>
        <Button type="submit" size="compact-md" loading={write.isPending} disabled={text.trim() === ''}>
          <Trans>Keep the note</Trans>
        </Button>
        <Button variant="subtle" size="compact-md" onClick={() => setOpen(false)}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
