import { Trans, useLingui } from '@lingui/react/macro';
import { FileButton, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, type Asked } from '#api/call';
import { deskId } from '#desk/id';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './Desk.module.css';

/** Beyond this it is no act: the node takes none as large. */
const FILE_BYTES_MAX = 1_000_000;

class Unreadable extends Error {}

/** What was written elsewhere, such as by a lawyer without an account, becomes a draft: the same file that `parley file` takes, as JSON. */
export function FromFile() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const draft = useMutation({
    mutationFn: async (file: File) => {
      const content = await contentOf(file);
      const title = file.name.replace(/\.json$/, '').slice(0, 100);
      return call('makeDraft', { body: { id: deskId(), title, content } });
    },
    onSuccess: (made) => navigate({ to: pages.sign, params: { draft: made.id } }),
  });
  return (
    <Section title={t`From a file`} aside={t`an act that was prepared elsewhere`}>
      <div className={classes.line}>
        <p>
          <Trans>It becomes a draft. Nothing is signed or sent before you have read it here.</Trans>
        </p>
        <FileButton accept="application/json,.json" onChange={(file) => file !== null && draft.mutate(file)}>
          {(props) => (
            <Button variant="default" loading={draft.isPending} {...props}>
              <Trans>Open a file</Trans>
            </Button>
          )}
        </FileButton>
      </div>
      {draft.error instanceof Unreadable ? (
        <Notice tone="late" title={t`The file says nothing that can be drafted`}>
          <p lang="en">{draft.error.message}</p>
        </Notice>
      ) : (
        draft.error !== null && <Refusal error={draft.error} />
      )}
    </Section>
  );
}

async function contentOf(file: File): Promise<Asked<'makeDraft'>['body']['content']> {
  if (file.size > FILE_BYTES_MAX)
    throw new Unreadable(`It has ${file.size} bytes, and at most ${FILE_BYTES_MAX} are read.`);
  try {
    // The node checks every member, and refuses what no act has.
    return JSON.parse(await file.text()) as Asked<'makeDraft'>['body']['content'];
  } catch (fault) {
    throw new Unreadable(`It is not JSON: ${(fault as Error).message}`);
  }
}
