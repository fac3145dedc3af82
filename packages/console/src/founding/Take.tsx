import { Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Refused, type Answer } from '#api/call';
import { newsOf, useTaking } from '#founding/founding';
import { Refusal } from '#refusal/Refusal.tsx';
import { Notice } from '#ui/Notice.tsx';
import classes from './Founding.module.css';

/** Beyond this it is no envelope, and is not read. */
const FILE_BYTES_MAX = 1_048_576;

/** Both went on from the same round, or they began again: one of the two gives way. */
const PARTED: ReadonlySet<string> = new Set(['founding.crossed', 'founding.rewritten']);

/** What the counterpart gave: a file, or the address where its node has it. */
export function Take({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  const [link, setLink] = useState('');
  const [before, setBefore] = useState(view);
  const [large, setLarge] = useState(false);
  const taking = useTaking(before, () => setLink(''));
  const take = (body: Parameters<typeof taking.mutate>[0]) => {
    setLarge(false);
    setBefore(view);
    taking.mutate(body);
  };
  const read = async (file: File | null) => {
    if (file === null) return;
    if (file.size > FILE_BYTES_MAX) setLarge(true);
    else take({ envelope: await file.text() });
  };
  const asked = taking.variables;
  const parted = taking.error instanceof Refused && PARTED.has(taking.error.problem.code);
  const signed = view.review?.parties.some((one) => one.id === view.party && one.signed) ?? false;
  return (
    <div className={classes.stack}>
      <div className={classes.ways}>
        <div>
          <p className={classes.label}>
            <Trans>They gave a file</Trans>
          </p>
          <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
            {(props) => (
              <Button variant="default" loading={taking.isPending && asked?.envelope !== undefined} {...props}>
                <Trans>Open their file</Trans>
              </Button>
            )}
          </FileButton>
        </div>
        <form
          className={classes.link}
          onSubmit={(event) => {
            event.preventDefault();
            take({ link: link.trim() });
          }}
        >
          <TextInput
            label={t`They gave a link`}
            placeholder="https://…/founding/…"
            autoComplete="off"
            spellCheck={false}
            value={link}
            onChange={(event) => setLink(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            disabled={link.trim() === ''}
            loading={taking.isPending && asked?.link !== undefined}
          >
            <Trans>Follow it</Trans>
          </Button>
        </form>
      </div>
      {large && (
        <Notice tone="late" title={t`This file is too large for a founding`}>
          <Trans>One has at most 1 MiB. Ask for the file as their node made it.</Trans>
        </Notice>
      )}
      {taking.error !== null && <Refusal error={taking.error} />}
      {parted && asked !== undefined && !signed && (
        <div>
          <Button variant="default" onClick={() => take({ ...asked, replace: true })}>
            <Trans>Drop our last round and let theirs stand</Trans>
          </Button>
        </div>
      )}
      {taking.data !== undefined && !taking.isPending && (
        <p role="status" className={classes.soft}>
          {newsOf(before, taking.data) === 'none' ? (
            <Trans>Nothing new was in it.</Trans>
          ) : newsOf(before, taking.data) === 'signed' ? (
            <Trans>Taken in: the text has another signature.</Trans>
          ) : (
            <Trans>Taken in: read it before anything else.</Trans>
          )}
        </p>
      )}
    </div>
  );
}
