import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Frame } from '#shell/Frame.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Page } from '#ui/Page.tsx';

/** While the code of a page is on its way. */
export function Opening() {
  const { t } = useLingui();
  return <Loading label={t`Opening the page …`} lines={4} />;
}

/** An address that no page has, for whoever is signed in. */
export function Missing() {
  const { t } = useLingui();
  return (
    <Page title={t`There is no such page`} lead={t`The address may be cut off, or of a later version of Parley.`}>
      <p>
        <Link to={pages.today}>
          <Trans>Go to the first page</Trans>
        </Link>
      </p>
    </Page>
  );
}

/** A page that could not be opened, within whatever is around it. */
export function Broken({ error }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  // Its code is fetched when it is opened, and is another's once the node has a newer console.
  const said = error instanceof Error ? error.message : '';
  const unfetched = /dynamically imported module|Importing a module script failed|Unable to preload/i.test(said);
  return (
    <Page title={unfetched ? t`This page could not be fetched` : t`This page cannot be shown`}>
      {unfetched ? (
        <Notice tone="wait" title={t`The line broke, or the node has a newer console`}>
          <Trans>Nothing is lost: drafts are kept. Load the page again as soon as the line is back.</Trans>
        </Notice>
      ) : (
        <Refusal error={error} />
      )}
      <Button mt="md" onClick={() => (unfetched ? location.reload() : void router.invalidate())}>
        {unfetched ? <Trans>Load the page again</Trans> : <Trans>Try again</Trans>}
      </Button>
    </Page>
  );
}

/** The same, where there is nothing around it. */
export function BrokenAlone(props: ErrorComponentProps) {
  return (
    <Frame>
      <Broken {...props} />
    </Frame>
  );
}
