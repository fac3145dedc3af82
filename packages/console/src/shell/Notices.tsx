import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useNodeNow } from '#api/clock';
import { reading } from '#api/queries';
import { hotlineOpen } from '#shell/HotlineBanner.tsx';
import { newsIn, wantedBy, watchWanted, type Known, type NoticeKind } from '#shell/notices';
import { useViewer } from '#shell/viewer';
import { waitsOn } from '#today/waits';

const DAY_SECONDS = 86_400;

/** Tells of what came while this page is behind another window, as far as this person asked for it on this device. */
export function Notices() {
  const { t } = useLingui();
  const { account } = useViewer();
  const wanted = useSyncExternalStore(watchWanted, () => wantedBy(account).join(' '));
  const enabled = wanted !== '';
  const now = useNodeNow();
  const hotline = useQuery({ ...hotlineOpen, enabled }).data?.items;
  const waits = useQuery({ ...waitsOn('us'), enabled }).data?.items;
  const drafts = useQuery({ ...reading('drafts', { query: { waitsOnMe: 'true', limit: '100' } }), enabled }).data
    ?.items;
  const before = useRef<Known>(undefined);
  useEffect(() => {
    if (!enabled || hotline === undefined || waits === undefined || drafts === undefined) return;
    const pressing = waits.filter(
      ({ dueAt, state }) => state === 'running' && dueAt !== null && dueAt < now + DAY_SECONDS,
    );
    const known: Known = {
      hotline: new Set(hotline.map(({ id }) => id)),
      waits: new Set(waits.map(({ subject, for: owed, of }) => `${subject} ${owed} ${of}`)),
      due: new Set(pressing.map(({ subject, for: owed }) => `${subject} ${owed}`)),
      releases: new Set(drafts.map(({ id, digest }) => `${id} ${digest}`)),
    };
    const news = newsIn(before.current, known);
    before.current = known;
    const told: Record<NoticeKind, string> = {
      hotline: t`The hotline is open`,
      waits: t`Something new waits on us`,
      due: t`A deadline of ours ends within a day`,
      releases: t`A draft waits for your release`,
    };
    if (document.hasFocus() || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
    for (const kind of news) {
      if (!wanted.split(' ').includes(kind)) continue;
      // One of a kind at a time: the next takes the place of the one before.
      const notice = new Notification('Parley', { body: told[kind], tag: `parley.${kind}` });
      notice.addEventListener('click', () => focus());
    }
  });
  return null;
}
