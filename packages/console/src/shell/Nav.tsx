import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { seesContent } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { pages } from '#pages';
import { useCounts, type Count } from '#shell/counts';
import { useViewer } from '#shell/viewer';
import { numberFormat } from '#ui/formats';
import classes from './Nav.module.css';

type Entry = { to: string; name: string; count?: Count | undefined };

/** Where one can go. What waits behind an entry is said as a number beside it. */
export function Nav({ onGo }: { onGo?: () => void }) {
  const { t, i18n } = useLingui();
  const number = (value: number) => numberFormat(FORMATS[i18n.locale as Language], {}).format(value);
  const viewer = useViewer();
  const content = seesContent(viewer);
  const counts = useCounts(content);
  const groups: Entry[][] = [
    content
      ? [
          { to: pages.today, name: t`Today`, count: counts.today },
          { to: pages.docket, name: t`Docket` },
          { to: pages.requests, name: t`Requests`, count: counts.requests },
        ]
      : [],
    content ? [{ to: pages.desk, name: t`Desk`, count: counts.desk }] : [],
    content
      ? [
          { to: pages.record, name: t`Record` },
          { to: pages.accord, name: t`Accord` },
        ]
      : [],
    [
      ...(viewer.mayAppoint || viewer.role === 'administrator' ? [{ to: pages.enrolments, name: t`Enrolments` }] : []),
      ...(viewer.role === 'administrator'
        ? [
            { to: pages.people, name: t`People` },
            { to: pages.founding, name: t`Founding` },
          ]
        : []),
      { to: pages.settings, name: t`Settings` },
    ],
  ].filter((group) => group.length > 0);
  return (
    <nav aria-label={t`Pages`} className={classes.nav}>
      {groups.map((group) => (
        <ul key={group[0]!.to}>
          {group.map(({ to, name, count }) => (
            <li key={to}>
              <Link
                to={to}
                activeOptions={{ exact: to === pages.settings || to === pages.today, includeSearch: false }}
                {...(onGo && { onClick: onGo })}
              >
                {name}
                {count !== undefined && count.of > 0 && (
                  <span className={classes.count} data-late={count.late || undefined}>
                    <span aria-hidden="true">
                      {number(count.of)}
                      {count.more && '+'}
                    </span>
                    <span className={classes.hidden}>
                      {' '}
                      <Plural value={count.of} one="# waits" other="# wait" />
                    </span>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
