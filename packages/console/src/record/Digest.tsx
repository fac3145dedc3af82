import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { compareCuts, encodeCut } from '#record/cut';
import { Refusal } from '#refusal/Refusal.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './RecordPage.module.css';

/** Both sides compute the docket for themselves: at one cut they must have the same digest. */
export function Digest() {
  const { t } = useLingui();
  const { parties } = useParties();
  const digest = useQuery(reading('digest', {}));
  const [theirs, setTheirs] = useState('');
  const ours =
    digest.data === undefined
      ? undefined
      : encodeCut(digest.data, (origin) => parties.find((party) => party.origin === origin)?.id ?? origin);
  return (
    <Section title={t`Docket digest`} aside={t`two nodes with the same record have the same`}>
      {digest.error !== null && <Refusal error={digest.error} />}
      {ours === undefined ? (
        <Loading label={t`Reading the digest …`} />
      ) : (
        <div className={classes.compare}>
          <div>
            <p className={classes.label}>
              <Trans>Ours, with the cut that it is of</Trans>
            </p>
            <code className={classes.line}>{ours}</code>
            <Copy text={ours} what={t`our digest`} />
            {digest.data?.complete === false && (
              <p className={classes.label}>
                <Trans>Something that arrived is still being folded: compare in a moment.</Trans>
              </p>
            )}
          </div>
          <div>
            <Textarea
              label={t`Theirs, as they read it out or sent it`}
              autosize
              minRows={2}
              value={theirs}
              onChange={({ currentTarget }) => setTheirs(currentTarget.value)}
            />
            <div role="status">{theirs.trim() !== '' && <Outcome ours={ours} theirs={theirs} />}</div>
          </div>
        </div>
      )}
    </Section>
  );
}

function Outcome({ ours, theirs }: { ours: string; theirs: string }) {
  const { t } = useLingui();
  switch (compareCuts(ours, theirs)) {
    case 'same':
      return (
        <Notice tone="good" title={t`The same`}>
          <Trans>Both sides have computed the same docket from the same record.</Trans>
        </Notice>
      );
    case 'other-cut':
      return (
        <Notice tone="wait" title={t`Not at the same cut`}>
          <Trans>
            One node has more of the record than the other, or the cut was not given. Compare again when nothing is on
            its way.
          </Trans>
        </Notice>
      );
    case 'differs':
      return (
        <Notice tone="wait" title={t`The same cut, and another digest`}>
          <Trans>
            The same record must give the same docket. Export it on both sides and audit both exports: the audit says
            which node follows the rules.
          </Trans>
        </Notice>
      );
    case 'unreadable':
      return (
        <Notice tone="wait" title={t`This is no digest`}>
          <Trans>A digest has 43 letters, digits, hyphens and underscores; after it comes the cut.</Trans>
        </Notice>
      );
  }
}
