import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Frame } from '#shell/Frame.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';

/** While the code of a page is on its way. */
export function Opening() {
  const { t } = useLingui();
  return <Loading label={t`Opening the page …`} lines={4} />;
}

export function Missing() {
  const { t } = useLingui();
  return (
    <Frame>
      <Page title={t`There is no such page`} lead={t`The address may be cut off, or of a later version of Parley.`}>
        <Link to={pages.today}>
          <Trans>Go to the first page</Trans>
        </Link>
      </Page>
    </Frame>
  );
}

export function Broken({ error }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  return (
    <Frame>
      <Page title={t`This page cannot be shown`}>
        <Refusal error={error} />
        <Button mt="md" onClick={() => void router.invalidate()}>
          <Trans>Try again</Trans>
        </Button>
      </Page>
    </Frame>
  );
}
