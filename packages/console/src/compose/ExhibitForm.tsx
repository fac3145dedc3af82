import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { encodeBase64url, parseBase64url } from '@parley/record/base64';
import { checkSeal } from '@parley/record/seal';
import { call } from '#api/call';
import { fetchContent, put, SALT_TYPE, seal, type Content } from '#compose/file';
import { FileEntry } from '#compose/FileEntry.tsx';
import { useForm, type Taken } from '#compose/form';
import type { Attached } from '#compose/keeping';
import { OnePart, Rest, useArranged, type FormProps } from '#compose/Parts.tsx';
import { useBytes } from '#compose/words';
import { Refusal } from '#refusal/Refusal.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import parts from './Parts.module.css';
import classes from './FileEntry.module.css';

/** An exhibit: the file first, which is deposited or sealed with the act; then what it is. */
export function ExhibitForm(props: FormProps) {
  const { type } = useForm();
  const { first, rest } = useArranged(type, props);
  return (
    <>
      <div className={parts.parts}>
        {type === 'exhibit.seal' ? <Sealed /> : type === 'exhibit.disclose' ? <Disclosed /> : <Deposited />}
        {first
          .filter(({ name }) => name !== 'salt')
          .map((part) => (
            <OnePart key={part.name} part={part} {...props} />
          ))}
      </div>
      <Rest parts={rest} {...props} />
    </>
  );
}

const exhibitOf = ({ digest, bytes, mediaType }: Attached) => ({ h: digest, n: bytes, ct: mediaType });

/** The file that the draft commits to; one that was put there by other means has no name. */
function useHeld(): Attached | undefined {
  const { files } = useForm();
  const [named] = files.exhibits ?? [];
  if (typeof named?.['h'] !== 'string') return undefined;
  const { h, n, ct } = named;
  return (
    files.attachments.find(({ digest }) => digest === h) ?? {
      digest: h,
      name: h.slice(0, 8),
      bytes: typeof n === 'number' ? n : 0,
      mediaType: typeof ct === 'string' ? ct : '',
    }
  );
}

function Deposited() {
  const { t } = useLingui();
  const { files } = useForm();
  const held = useHeld();
  const { to } = files;
  return (
    <FileEntry
      label={t`The file`}
      held={held}
      hint={to === undefined ? t`It goes to them with the act.` : t`It goes to ${to} when the act is filed.`}
      onHeld={({ attached }) => ({
        also: [],
        keep: () => files.onTake({ exhibits: [exhibitOf(attached)], attachments: [attached] }),
      })}
    />
  );
}

function Sealed() {
  const { t } = useLingui();
  const { files } = useForm();
  const held =
    files.seals?.[0] === undefined ? undefined : files.attachments.find((one) => one.mediaType !== SALT_TYPE);
  const { to } = files;
  return (
    <FileEntry
      label={t`The file that is sealed`}
      held={held}
      hint={
        to === undefined
          ? t`It stays on our node until we disclose it; they get its seal alone.`
          : t`It stays on our node until we disclose it; ${to} gets its seal alone.`
      }
      onHeld={(content) => {
        const sealed = seal(content);
        return {
          also: [sealed.salt],
          keep: () => files.onTake({ seals: [sealed.seal], attachments: [content.attached, sealed.salt.attached] }),
        };
      }}
    />
  );
}

/** What was sealed here lies on our node with its salt; a seal made elsewhere is opened with the file and the salt that belong to it. */
function Disclosed() {
  const { t } = useLingui();
  const { files, subject } = useForm();
  const bytesOf = useBytes();
  const held = useHeld();
  const [salt, setSalt] = useState('');
  const [opens, setOpens] = useState<boolean>();
  const sealed = subject?.state['seal'] as { digest: string } | null | undefined;
  const kept = useQuery({
    queryKey: ['sealed', subject?.id],
    queryFn: async ({ signal }) => {
      const { items } = await call(
        'drafts',
        { query: { type: 'exhibit.seal', state: 'filed', limit: '200' } },
        { signal },
      );
      const row = items.find(({ act }) => act === subject!.id);
      if (row === undefined) return null;
      const { attachments } = await call('draft', { params: { draft: row.id } }, { signal });
      const [saltOf, file] = [true, false].map((is) => attachments.find((one) => (one.mediaType === SALT_TYPE) === is));
      return saltOf === undefined || file === undefined ? null : { salt: saltOf, file };
    },
    enabled: subject !== undefined,
  });
  const given = (content: Content, bytes: Uint8Array): { also: Content[]; keep: () => void } => {
    const right = sealed != null && checkSeal(sealed.digest, bytes, content.bytes);
    setOpens(right);
    const taken: Taken = {
      exhibits: [exhibitOf(content.attached)],
      attachments: [content.attached],
      salt: encodeBase64url(bytes),
    };
    return { also: [], keep: () => right && files.onTake(taken) };
  };
  const open = useMutation({
    mutationFn: async ({ salt: saltOf, file }: NonNullable<typeof kept.data>) => {
      const [bytes, saltBytes] = await Promise.all([fetchContent(file.digest), fetchContent(saltOf.digest)]);
      const content = { attached: file, bytes };
      const { keep } = given(content, saltBytes);
      await put(content, () => undefined, new AbortController().signal);
      keep();
    },
  });
  if (kept.data && held === undefined) {
    const { file } = kept.data;
    return (
      <Notice
        title={t`What was sealed is on our node`}
        actions={
          <Button size="compact-md" loading={open.isPending} onClick={() => open.mutate(kept.data!)}>
            <Trans>Show this file</Trans>
          </Button>
        }
      >
        <p>
          <strong>
            <Untrusted text={file.name} />
          </strong>{' '}
          · {bytesOf(file.bytes)} · {file.mediaType}
        </p>
        {open.error !== null && <Refusal error={open.error} />}
      </Notice>
    );
  }
  return (
    <FileEntry
      label={t`The file that was sealed`}
      held={held}
      hint={held === undefined ? t`With its salt it must open the seal.` : t`It opens the seal.`}
      onHeld={(content) => given(content, parseBase64url(salt.trim()) ?? new Uint8Array(0))}
    >
      {held === undefined && kept.data === null && (
        <TextInput
          label={t`The salt of the seal`}
          description={t`43 characters, kept by whoever sealed it`}
          spellCheck={false}
          value={salt}
          onChange={(event) => setSalt(event.currentTarget.value)}
        />
      )}
      {opens === false && (
        <p className={classes.error} role="alert">
          <Trans>This file and this salt do not open the seal.</Trans>
        </p>
      )}
    </FileEntry>
  );
}
