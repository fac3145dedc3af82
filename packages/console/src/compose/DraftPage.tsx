import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useMemo } from 'react';
import { Refused } from '#api/call';
import { reading } from '#api/queries';
import { readDrawer } from '#compose/keeping';
import { Refusal } from '#refusal/Refusal.tsx';
import { Opening } from '#shell/Fallbacks.tsx';
import { useViewer } from '#shell/viewer';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';

/** It knows every schema: what comes first says that it is on its way. */
const Writing = lazy(async () => ({ default: (await import('#compose/Writing.tsx')).Writing }));

const route = getRouteApi('/inside/desk/$draft');

/** A draft, as the desk has it or as this device does. */
export function DraftPage() {
  const { t } = useLingui();
  const { draft: id } = route.useParams();
  const { account } = useViewer();
  const draft = useQuery(reading('draft', { params: { draft: id } }));
  const kept = useMemo(() => readDrawer(localStorage, id, account), [id, account]);
  const none = draft.error instanceof Refused && draft.error.problem.code === 'http.not_found';
  const ready = draft.data !== undefined || (kept !== undefined && draft.error !== null);
  if (ready)
    return (
      <Suspense fallback={<Opening />}>
        <Writing key={id} id={id} desk={draft.data} kept={kept} />
      </Suspense>
    );
  return (
    <Page title={t`A draft`}>
      {draft.error === null ? (
        <Loading label={t`Reading the draft …`} lines={8} />
      ) : (
        (none || kept === undefined) && <Refusal error={draft.error} />
      )}
    </Page>
  );
}
