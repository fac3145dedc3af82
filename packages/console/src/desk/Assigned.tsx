import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { reading } from '#api/queries';
import { pages } from '#pages';
import { useViewer } from '#shell/viewer';

const AssignedCard = lazy(async () => ({ default: (await import('#desk/AssignedCard.tsx')).AssignedCard }));

/** What one was assigned and has not taken note of, as a query. */
export function newlyAssigned(account: string) {
  return reading('assignments', { query: { account, noted: 'false', limit: '20' } });
}

/** On every page, until one has taken note: what one was assigned. The desk has it in its own place. */
export function Assigned() {
  const { account } = useViewer();
  const { data } = useQuery(newlyAssigned(account));
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // Put off in this window: the number beside the desk still counts it.
  const [later, setLater] = useState<readonly string[]>([]);
  const shown = data?.items.filter(({ subject }) => !later.includes(subject)) ?? [];
  if (shown.length === 0 || path === pages.desk) return null;
  return (
    <Suspense fallback={null}>
      <AssignedCard
        assigned={shown}
        more={data?.next !== undefined}
        onLater={() => setLater((before) => [...before, ...shown.map(({ subject }) => subject)])}
      />
    </Suspense>
  );
}
