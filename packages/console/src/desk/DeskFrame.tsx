import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { pages } from '#pages';
import { Page } from '#ui/Page.tsx';
import above from '#ui/Filters.module.css';
import classes from './Desk.module.css';

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode };

/** Around each page of the desk: that it is private, and the desk's other pages. */
export function DeskFrame({ title, lead, actions, children }: Props) {
  const { t } = useLingui();
  const places = [
    { to: pages.desk, name: t`Drafts` },
    { to: pages.notes, name: t`Notes` },
    { to: pages.options, name: t`Options` },
    { to: pages.assignments, name: t`Assignments` },
    { to: pages.duty, name: t`Duty roster` },
    { to: pages.numbers, name: t`File numbers` },
    { to: pages.releases, name: t`Who releases` },
    { to: pages.need, name: t`Who sees what` },
  ];
  return (
    <div className={classes.desk}>
      <div className={classes.band}>
        <p>
          <Trans>Private · our desk only · never exchanged</Trans>
        </p>
        <nav className={above.views} aria-label={t`Pages of the desk`}>
          {places.map(({ to, name }) => (
            <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
              {name}
            </Link>
          ))}
        </nav>
      </div>
      <Page title={title} lead={lead} actions={actions}>
        {children}
      </Page>
    </div>
  );
}
