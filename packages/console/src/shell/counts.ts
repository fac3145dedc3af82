import { useQuery } from '@tanstack/react-query';
import { reading } from '#api/queries';
import { newlyAssigned } from '#desk/Assigned.tsx';
import { useViewer } from '#shell/viewer';
import { countOn, type Counted } from '#today/owed';
import { waitCounts } from '#today/waits';

/** `more`: there are more than were counted; `late`: time has run out on some of it. */
export type Count = { of: number; more: boolean; late: boolean };

/** What waits behind the entries: on us now or within a day, requests on us, and of our desk what is for this person: drafts to release, and what they were assigned. */
export function useCounts(enabled: boolean): { today?: Count; requests?: Count; desk?: Count } {
  const waits = useQuery({ ...waitCounts, enabled });
  const drafts = useQuery({ ...reading('drafts', { query: { waitsOnMe: 'true', limit: '100' } }), enabled });
  const { account } = useViewer();
  const assigned = useQuery({ ...newlyAssigned(account), enabled });
  const count = (of: number, { late }: Omit<Counted, 'on' | 'kind'>): Count => ({ of, more: false, late: late > 0 });
  const all = countOn(waits.data?.items ?? [], 'us');
  const requests = countOn(waits.data?.items ?? [], 'us', 'request');
  return {
    ...(waits.data !== undefined && {
      today: count(all.pressing, all),
      requests: count(requests.subjects, requests),
    }),
    ...(drafts.data !== undefined && {
      desk: {
        of: drafts.data.items.length + (assigned.data?.items.length ?? 0),
        more: (drafts.data.next ?? assigned.data?.next) !== undefined,
        late: false,
      },
    }),
  };
}
