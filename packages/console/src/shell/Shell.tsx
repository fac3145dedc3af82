import { useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { reading, seesContent, signedIn } from '#api/queries';
import { Assigned } from '#desk/Assigned.tsx';
import { liveLine } from '#live/live';
import { hueOurs } from '#look/hues';
import { pages } from '#pages';
import { Find } from '#palette/Find.tsx';
import { Brand } from '#shell/Brand.tsx';
import { Clocks } from '#shell/Clocks.tsx';
import { HotlineBanner } from '#shell/HotlineBanner.tsx';
import { LineBanner } from '#shell/LineBanner.tsx';
import { Nav } from '#shell/Nav.tsx';
import { LanguageSwitch, ThemeSwitch } from '#shell/Preferences.tsx';
import { RecordSign } from '#shell/RecordSign.tsx';
import { SkipLink } from '#shell/SkipLink.tsx';
import { useViewer } from '#shell/viewer';
import { Opener } from '#ui/Opener.tsx';
import { textIn } from '#ui/text';
import { useOffices } from '#vocabulary/offices';
import classes from './Shell.module.css';

/** An officer whose appointment is on its way is on no live stream yet. */
const LOOK_MS = 5000;

/** Nobody sees it before they print. */
const Printed = lazy(async () => ({ default: (await import('#print/Printed.tsx')).Printed }));

/** It is for whoever looks elsewhere. */
const Notices = lazy(async () => ({ default: (await import('#shell/Notices.tsx')).Notices }));

/** On a wide screen nobody asks for it. */
const SmallMenu = lazy(async () => ({ default: (await import('#shell/SmallMenu.tsx')).SmallMenu }));

const WhoMenu = lazy(async () => ({ default: (await import('#shell/WhoMenu.tsx')).WhoMenu }));

/** Around every page of whoever is signed in: where one can go, who one is, and how the line stands. */
export function Shell() {
  const { t, i18n } = useLingui();
  const viewer = useViewer();
  const content = seesContent(viewer);
  const [open, drawer] = useDisclosure(false);
  const [asked, setAsked] = useState(false);
  const openMenu = () => {
    setAsked(true);
    drawer.open();
  };
  const now = useQuery({ ...signedIn, refetchInterval: viewer.role === 'officer' && !content ? LOOK_MS : false }).data;
  const navigate = useNavigate();
  useEffect(() => {
    // The sign-in ended, here or elsewhere: after the next one, this very page again.
    if (now === null) void navigate({ to: pages.signIn, search: { to: location.pathname + location.search } });
  }, [now, navigate]);
  const { data: parties } = useQuery({ ...reading('parties', {}), enabled: content });
  useEffect(() => hueOurs(parties?.items), [parties]);
  // Of the first answer, which came before all that is shown.
  const position = useRef(viewer.position);
  useEffect(() => {
    if (!content) return undefined;
    liveLine.open(position.current);
    return () => liveLine.close();
  }, [content]);
  const between = parties?.items
    .toSorted((a, b) => Number(b.own) - Number(a.own))
    .map(({ names, id }) => textIn(names, i18n.locale)?.text ?? id)
    .join(' · ');
  return (
    <div className={classes.shell}>
      <SkipLink />
      <aside className={classes.side}>
        <Brand />
        <p className={classes.accord}>{between ?? '\u00a0'}</p>
        <Nav />
      </aside>
      <header className={classes.top}>
        <UnstyledButton className={classes.burger} onClick={openMenu} aria-label={t`Menu`} aria-expanded={open}>
          <svg viewBox="0 0 18 14" width="18" height="14" aria-hidden="true">
            <path d="M1 1h16M1 7h16M1 13h16" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
          </svg>
        </UnstyledButton>
        <span className={classes.small}>
          <Brand />
        </span>
        {content && <Find />}
        <span className={classes.room} />
        {content && (
          <div className={classes.state}>
            <Clocks />
            <RecordSign />
          </div>
        )}
        <LanguageSwitch />
        <ThemeSwitch />
        <Who />
      </header>
      {asked && (
        <Suspense fallback={null}>
          <SmallMenu opened={open} onClose={drawer.close} between={between} />
        </Suspense>
      )}
      <main id="main" tabIndex={-1} className={classes.main}>
        {content && <LineBanner />}
        {content && <HotlineBanner />}
        <Outlet />
        {content && <Assigned />}
        {content && (
          <Suspense fallback={null}>
            <Notices />
            <Printed />
          </Suspense>
        )}
      </main>
    </div>
  );
}

function Who() {
  const offices = useOffices();
  const { t } = useLingui();
  const viewer = useViewer();
  // Their one office says who speaks; the name stands in the menu.
  const office = viewer.offices.length === 1 ? offices(...viewer.offices) : undefined;
  return (
    <Opener what={(around) => <WhoMenu {...around} />} popup="menu">
      <UnstyledButton
        className={classes.who}
        aria-label={t`Signed in as ${[viewer.name, office ?? []].flat().join(', ')}`}
      >
        <span className={classes.name}>{office ?? viewer.name}</span>
        <span className={classes.initial} aria-hidden="true">
          {Array.from(viewer.name)[0]}
        </span>
      </UnstyledButton>
    </Opener>
  );
}
