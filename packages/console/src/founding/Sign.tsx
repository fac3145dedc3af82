import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, FileButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#api/call';
import { Command } from '#founding/Command.tsx';
import { useTaking } from '#founding/founding';
import { useSeats } from '#founding/party';
import { comparedWith, READ_CHARS } from '#founding/compare';
import { standingOf } from '#founding/standing';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { saveFile } from '#ui/save';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './Founding.module.css';

/** The call that everything else stands on, and then the signature, made where the root key is. */
export function Sign({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  const { own, other, otherName } = useSeats(view);
  const [heard, setHeard] = useState('');
  const [same, setSame] = useState(false);
  const { review, party, envelope = '' } = view;
  const standing = standingOf(view);
  if (review?.accordId === undefined || other === undefined) return null;
  const ours = review.parties.find(({ id }) => id === party)!;
  const short = review.accordId.slice(0, READ_CHARS);
  const compared = comparedWith(heard, other.fingerprint);
  if (standing === 'complete') {
    return (
      <Notice tone="good" title={t`Both have signed`}>
        <p>
          <Trans>The accord is founded. This node becomes the full one by itself; that takes a moment.</Trans>
        </p>
        <Loading label={t`Opening our log …`} lines={1} />
      </Notice>
    );
  }
  return (
    <>
      <Section plain title={t`Signatures`}>
        <ul className={classes.signatures}>
          {[ours, other].map(({ id, signed }) => (
            <li key={id} data-side={id === party ? 'us' : 'them'}>
              <span className={classes.name}>{id === party ? own : otherName}</span>{' '}
              {signed ? <Tag tone="good">{t`has signed`}</Tag> : <Tag tone="wait">{t`has not signed`}</Tag>}
            </li>
          ))}
        </ul>
      </Section>
      {ours.signed ? (
        <Notice
          tone="wait"
          title={t`${otherName} is to sign`}
          actions={
            <ButtonLink to={pages.founding} search={{ step: 'counterpart' }} variant="default">
              <Trans>Give it to them</Trans>
            </ButtonLink>
          }
        >
          <Trans>
            We have signed, for good: they may complete it at any time. Give them the file, if no link does.
          </Trans>
        </Notice>
      ) : (
        <>
          <Section title={t`1. Call them`} aside={t`on a number that you had before all this`}>
            <div className={classes.call}>
              <div>
                <h3>
                  <Trans>You read out</Trans>
                </h3>
                <p className={classes.label}>
                  <Trans>our fingerprint</Trans>
                </p>
                <Fingerprint kid={ours.fingerprint} large />
                <p className={classes.label}>
                  <Trans>the beginning of the accord’s id</Trans>
                </p>
                <Fingerprint kid={short} large />
              </div>
              <div className={classes.stack}>
                <h3>
                  <Trans>They read out</Trans>
                </h3>
                <TextInput
                  label={t`Their fingerprint, the first ${READ_CHARS} characters`}
                  description={t`As you hear it, capitals and small letters told apart.`}
                  autoComplete="off"
                  spellCheck={false}
                  maxLength={60}
                  classNames={{ input: classes.mono! }}
                  value={heard}
                  onChange={(event) => setHeard(event.currentTarget.value)}
                />
                <Checkbox
                  label={t`They read the same beginning of the accord’s id: ${short}`}
                  checked={same}
                  onChange={(event) => setSame(event.currentTarget.checked)}
                />
                {compared === 'other' && (
                  <Notice tone="late" title={t`Do not sign`}>
                    <Trans>
                      The envelope has another fingerprint of {otherName}. Listen again; if it stays so, somebody is in
                      between.
                    </Trans>
                  </Notice>
                )}
                {compared === 'same' && (
                  <Notice tone="good" title={t`It is theirs`}>
                    <Fingerprint kid={other.fingerprint} />
                  </Notice>
                )}
              </div>
            </div>
          </Section>
          {compared === 'same' && same ? (
            <AtTheKey view={view} confirm={other.fingerprint.slice(0, READ_CHARS)} envelope={envelope} />
          ) : (
            <Section title={t`2. Sign where the root key is`}>
              <p className={classes.soft}>
                <Trans>As soon as both beginnings are compared.</Trans>
              </p>
            </Section>
          )}
        </>
      )}
    </>
  );
}

function AtTheKey({ view, confirm, envelope }: { view: Answer<'founding'>; confirm: string; envelope: string }) {
  const { t } = useLingui();
  const { party } = view;
  const taking = useTaking(view);
  const [file, out] = ['to-sign.json', `signed-${party}.json`];
  const command = `parley accord sign ${file} --party ${party} --root-key root.key --confirm ${confirm} --out ${out}`;
  const atNode = `parley accord sign --node node --root-key root.key --confirm ${confirm}`;
  const read = async (chosen: File | null) => {
    if (chosen !== null) taking.mutate({ envelope: await chosen.text() });
  };
  const unchanged = taking.data !== undefined && !taking.data.review!.parties.find(({ id }) => id === party)!.signed;
  return (
    <Section title={t`2. Sign where the root key is`} aside={t`signing is for good`}>
      <ol className={classes.howto}>
        <li>
          <p>
            <Trans>Save the text, and carry it to the machine with the root key. It needs Parley and no network.</Trans>
          </p>
          <Button onClick={() => saveFile(file, envelope)}>
            <Trans>Save the text to sign</Trans>
          </Button>
        </li>
        <li>
          <p>
            <Trans>Sign it there. The command shows the accord’s id once more, and asks for the passphrase.</Trans>
          </p>
          <Command text={command} what={t`the command that signs`} />
        </li>
        <li>
          <p>
            <Trans>Bring the signed file back.</Trans>
          </p>
          <FileButton accept="application/json,.json" onChange={(chosen) => void read(chosen)}>
            {(props) => (
              <Button variant="default" loading={taking.isPending} {...props}>
                <Trans>Take in the signed file</Trans>
              </Button>
            )}
          </FileButton>
          {taking.error !== null && <Refusal error={taking.error} />}
          {unchanged && (
            <Notice tone="wait" title={t`Our signature is not in this file`}>
              <Trans>It is the text as it was. Take in the file that the command wrote.</Trans>
            </Notice>
          )}
        </li>
      </ol>
      <details className={classes.fold}>
        <summary>
          <Trans>The root key is on this node’s own machine for the moment</Trans>
        </summary>
        <p className={classes.soft}>
          <Trans>Then one command does it, and this page goes on by itself.</Trans>
        </p>
        <Command text={atNode} what={t`the command that signs on the node`} />
      </details>
    </Section>
  );
}
