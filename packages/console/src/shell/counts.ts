import { useQuery } from '@tanstack/react-query';
import { useNodeNow } from '#api/clock';
import { reading } from '#api/queries';
import { newlyAssigned } from '#desk/Assigned.tsx';
import { useViewer } from '#shell/viewer';
import { owingOf } from '#today/owed';
import { waitsOn } from '#today/waits';

/** `more`: there are more than were counted; `late`: time has run out on some of it. */
export type Count = { of: number; more: boolean; late: boolean };

const DAY_SECONDS = 86_400;

/** What waits behind the entries: on us now or within a day, requests on us, and of our desk what is for this person: drafts to release, and what they were assigned. */
export function useCounts(enabled: boolean): { today?: Count; requests?: Count; desk?: Count } {
  const now = useNodeNow(enabled);
  const waits = useQuery({ ...waitsOn('us'), enabled });
  const drafts = useQuery({ ...reading('drafts', { query: { waitsOnMe: 'true', limit: '100' } }), enabled });
  const { account } = useViewer();
  const assigned = useQuery({ ...newlyAssigned(account), enabled });
  const owing = owingOf(waits.data?.items ?? []);
  const more = waits.data?.next !== undefined;
  const pressing = owing.filter(({ dueAt }) => dueAt !== null && dueAt < now + DAY_SECONDS);
  const requests = owing.filter(({ kind }) => kind === 'request');
  const count = (some: typeof owing): Count => ({ of: some.length, more, late: some.some(({ overdue }) => overdue) });
  return {
    ...(waits.data !== undefined && { today: count(pressing), requests: count(requests) }),
    ...(drafts.data !== undefined && {
      desk: {
        of: drafts.data.items.length + (assigned.data?.items.length ?? 0),
        more: (drafts.data.next ?? assigned.data?.next) !== undefined,
        late: false,
      },
    }),
  };
}
