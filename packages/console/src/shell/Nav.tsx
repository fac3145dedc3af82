import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { seesContent } from '#api/queries';
import { pages } from '#pages';
import { useViewer } from '#shell/viewer';
import classes from './Nav.module.css';

/** Where one can go. What waits behind an entry is said as a number beside it. */
export function Nav({ onGo }: { onGo?: () => void }) {
  const { t } = useLingui();
  const viewer = useViewer();
  const content = seesContent(viewer);
  const groups = [
    content ? [{ to: pages.docket, name: t`Docket` }] : [],
    content ? [{ to: pages.desk, name: t`Desk` }] : [],
    [
      ...(viewer.mayAppoint || viewer.role === 'administrator' ? [{ to: pages.enrolments, name: t`Enrolments` }] : []),
      ...(viewer.role === 'administrator' ? [{ to: pages.people, name: t`People` }] : []),
      { to: pages.settings, name: t`Settings` },
    ],
  ].filter((group) => group.length > 0);
  return (
    <nav aria-label={t`Pages`} className={classes.nav}>
      {groups.map((group) => (
        <ul key={group[0]!.to}>
          {group.map(({ to, name }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: to === pages.settings }} {...(onGo && { onClick: onGo })}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
