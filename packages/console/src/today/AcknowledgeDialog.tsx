import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '#api/call';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { Actions } from '#sign/Actions.tsx';
import { Delivery } from '#sign/Delivery.tsx';
import { Document } from '#sign/Document.tsx';
import { useSigning } from '#sign/signing';
import type { Begun } from '#today/acknowledge.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Title } from '#vocabulary/Title.tsx';
import classes from './AcknowledgeDialog.module.css';

/** Later than the dialogue itself tries to give the focus back. */
const FOCUS_MS = 60;

type Props = {
  subject: string;
  /** undefined: its draft is being made */
  begun: Begun | undefined;
  failed: Error | null;
  onClose: () => void;
};

/** What will be said, the one button that says it, and how it arrives. */
export function AcknowledgeDialog({ subject, begun, failed, onClose }: Props) {
  const { t } = useLingui();
  const about = useQuery(reading('subject', { params: { id: subject } })).data;
  const small = useMediaQuery('(max-width: 720px)');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Acknowledge`}
      size="62rem"
      fullScreen={small}
      closeButtonProps={{ 'aria-label': t`Close` }}
      transitionProps={{ duration: 0 }}
    >
      {about !== undefined && (
        <p className={classes.about}>
          <strong>
            <Title words={about.words} />
          </strong>
          <span>
            <Trans>It says that we have received it, and neither that we agree nor that we will answer.</Trans>
          </span>
        </p>
      )}
      {failed !== null && <Refusal error={failed} />}
      {begun !== undefined && <Signing begun={begun} onClose={onClose} />}
      {begun === undefined && failed === null && <Loading label={t`Composing the act …`} lines={6} />}
    </Modal>
  );
}

function Signing({ begun: { draft: id, made }, onClose }: { begun: Begun; onClose: () => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const { draft, preview, prepared, signer, open, failed } = useSigning(id);
  const panel = useRef<HTMLDivElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  const unsigned = draft?.state === 'drafting' && draft.signing === undefined;
  const last = useRef(unsigned);
  last.current = unsigned;
  useEffect(
    () => () => {
      // What was only looked at leaves no draft behind.
      if (!made || !last.current) return;
      void call('discardDraft', { params: { draft: id } })
        .then(() => queries.invalidateQueries({ queryKey: ['drafts'] }))
        .catch(() => undefined);
    },
    [id, made, queries],
  );
  const ready = prepared?.made !== undefined && signer !== undefined;
  useEffect(() => {
    // The one who pressed a key goes on with the next one: Enter signs, Escape leaves it.
    if (ready) [...(panel.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])].at(-1)?.focus();
  }, [ready]);
  const leave = () => {
    onClose();
    // The line that asked for it is gone, and with it what had the focus.
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
    }, FOCUS_MS);
  };
  const filed = draft?.act;
  useEffect(() => {
    if (filed !== undefined) done.current?.focus();
  }, [filed]);
  return (
    <>
      {failed !== null && <Refusal error={failed} />}
      {filed !== undefined ? (
        <>
          <Delivery act={filed} />
          <Button ref={done} onClick={leave}>
            <Trans>Done</Trans>
          </Button>
        </>
      ) : (
        <div className={classes.both}>
          {open && prepared ? (
            <section aria-label={t`What will stand in the log`}>
              <Document meaning={prepared.shown} />
            </section>
          ) : (
            failed === null && <Loading label={t`Composing the act …`} lines={6} />
          )}
          {draft !== undefined && (
            <div ref={panel}>
              <Actions draft={draft} preview={preview} prepared={prepared?.made} signer={signer} />
            </div>
          )}
        </div>
      )}
    </>
  );
}
