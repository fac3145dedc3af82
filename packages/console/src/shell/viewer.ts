import { getRouteApi } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { signedIn, type SignIn } from '#api/queries';

const inside = getRouteApi('/inside');

/** Who is signed in: as it is now, or as it was when the page was opened. */
export function useViewer(): SignIn {
  const { viewer } = inside.useRouteContext();
  return useQuery(signedIn).data ?? viewer;
}
