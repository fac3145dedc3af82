import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { Refused } from '#api/call';
import { reading } from '#api/queries';
import { readDrawer } from '#compose/keeping';
import { Writing } from '#compose/Writing.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';

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
  if (ready) return <Writing key={id} id={id} desk={draft.data} kept={kept} />;
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
