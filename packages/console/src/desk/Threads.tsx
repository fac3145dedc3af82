import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { call, Refused, type Answer } from '#api/call';
import { reading } from '#api/queries';
import { deskId } from '#desk/id';
import { useColleagues } from '#desk/parts';
import { threadsOf } from '#desk/threads';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Threads.module.css';

export type Note = Answer<'deskNotes'>['items'][number];

/** The list of colleagues is long where one writes, and not before. */
const PeoplePicker = lazy(async () => ({ default: (await import('#desk/PeoplePicker.tsx')).PeoplePicker }));

/** Notes by their threads, the thread that was written in last at the head; within one, in the order in which they were written. */
export function Threads({ notes, head }: { notes: readonly Note[]; head?: (subject: string) => ReactNode }) {
  return (
    <ul className={classes.threads}>
      {threadsOf(notes).map((thread) => (
        <Thread key={thread.id} thread={thread} head={head} />
      ))}
    </ul>
  );
}

function Thread({
  thread: { id, subject, notes },
  head,
}: {
  thread: ReturnType<typeof threadsOf<Note>>[number];
  head: ((subject: string) => ReactNode) | undefined;
}) {
  const { t } = useLingui();
  const [answering, setAnswering] = useState(false);
  const [all, setAll] = useState(false);
  const whole = useQuery({ ...reading('deskNotes', { query: { thread: id, limit: '200' } }), enabled: all });
  const begins = notes[0]!.id === id;
  const shown = all && whole.data !== undefined ? (threadsOf(whole.data.items)[0]?.notes ?? notes) : notes;
  return (
    <li className={classes.thread}>
      {head !== undefined && <p className={classes.head}>{head(subject)}</p>}
      {!begins && !all && (
        <Button variant="subtle" size="compact-sm" className={classes.answer} onClick={() => setAll(true)}>
          <Trans>Show how it began</Trans>
        </Button>
      )}
      <ul className={classes.notes}>
        {shown.map((note) => (
          <OneNote key={note.id} note={note} />
        ))}
      </ul>
      {answering ? (
        <Write subject={subject} thread={id} label={t`An answer for our desk`} onDone={() => setAnswering(false)} />
      ) : (
        <Button variant="subtle" size="compact-sm" className={classes.answer} onClick={() => setAnswering(true)}>
          <Trans>Answer</Trans>
        </Button>
      )}
    </li>
  );
}

function OneNote({ note }: { note: Note }) {
  const { t } = useLingui();
  const { account } = useViewer();
  const { nameOf } = useColleagues();
  const [rewriting, setRewriting] = useState(false);
  const naming = useNaming();
  const { id, text, by, at, savedAt, version, mentions } = note;
  const names = mentions.map((one) => nameOf(one) ?? t`somebody who has left`).join(naming.say(', ', '、'));
  if (rewriting) {
    return (
      <li className={classes.note}>
        <Write subject={note.subject} note={note} label={t`Your note`} onDone={() => setRewriting(false)} />
      </li>
    );
  }
  return (
    <li className={classes.note}>
      <p className={classes.text}>{text}</p>
      <p className={classes.by}>
        {by.name}, <Moment at={at} />
        {by.account === account && (
          <>
            {' · '}
            <button type="button" className={classes.plain} onClick={() => setRewriting(true)}>
              <Trans>Rewrite</Trans>
            </button>
          </>
        )}
      </p>
      {mentions.length > 0 && (
        <p className={classes.by}>
          {mentions.includes(account) && <Tag tone="wait">{t`for you`}</Tag>} <Trans>For {names}</Trans>
        </p>
      )}
      {version > 1 && <Before id={id} count={version - 1} savedAt={savedAt} />}
    </li>
  );
}

/** What it said before it was rewritten. */
function Before({ id, count, savedAt }: { id: string; count: number; savedAt: number }) {
  const [open, setOpen] = useState(false);
  const versions = useQuery({
    ...reading('deskNoteVersions', { params: { note: id }, query: { limit: '50' } }),
    enabled: open,
  });
  return (
    <details className={classes.before} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Plural value={count} one="Rewritten once" other="Rewritten # times" />, <Moment at={savedAt} />
      </summary>
      <ul className={classes.notes}>
        {(versions.data?.items ?? []).slice(1).map((one) => (
          <li key={one.version} className={classes.note}>
            <p className={classes.text}>{one.text}</p>
            <p className={classes.by}>
              <Moment at={one.savedAt} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

type WriteProps = {
  subject: string;
  thread?: string;
  /** The one that is rewritten. */
  note?: Note;
  label: string;
  onDone: () => void;
};

/** A note, an answer to one, or one's own anew; with whom it is brought to the attention of. */
export function Write({ subject, thread, note, label, onDone }: WriteProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const client = useQueryClient();
  const { account } = useViewer();
  const { inOffice } = useColleagues();
  const [text, setText] = useState(note?.text ?? '');
  const [mentions, setMentions] = useState<string[]>(note?.mentions ?? []);
  // One id for one note: sent twice, it is one.
  const [id] = useState(deskId);
  const write = useMutation({
    mutationFn: () =>
      note === undefined
        ? call('makeDeskNote', {
            body: {
              id,
              subject,
              text,
              ...(thread !== undefined && { thread }),
              ...(mentions.length > 0 && { mentions }),
            },
          })
        : call('saveDeskNote', { params: { note: note.id }, body: { version: note.version, text, mentions } }),
    onSuccess: () => {
      announce(note === undefined ? t`The note was added` : t`The note was rewritten`);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['deskNotes'] }),
  });
  const newer =
    write.error instanceof Refused && write.error.problem.code === 'desk.stale'
      ? (write.error.problem as unknown as { newer?: Note }).newer
      : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') write.mutate();
      }}
    >
      <Textarea
        label={label}
        value={text}
        autosize
        minRows={3}
        maxRows={20}
        maxLength={20_000}
        data-autofocus
        autoFocus
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Suspense fallback={<div className={classes.room} />}>
        <PeoplePicker
          label={t`Brought to the attention of`}
          of={inOffice.filter((one) => one.account !== account)}
          value={mentions}
          onChange={setMentions}
        />
      </Suspense>
      {write.error !== null && <Refusal error={write.error} />}
      {newer !== undefined && (
        <p className={classes.text}>
          <Trans>It now says: {newer.text}</Trans>
        </p>
      )}
      <div className={classes.actions}>
        <Button type="submit" size="compact-md" loading={write.isPending} disabled={text.trim() === ''}>
          <Trans>Keep the note</Trans>
        </Button>
        <Button variant="subtle" size="compact-md" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
