// What was read of the node. It is read again when the live stream says that it changed, and when the line comes back; nothing that was read
// is kept beyond the page.

import { MutationCache, QueryCache, QueryClient, queryOptions, type Query } from '@tanstack/react-query';
import { call, mayPass, Refused, type Answer, type Asked, type RouteName } from '#api/call';

const TRIES_MAX = 3;

/** Nobody is signed in any more: whoever shows a page learns of it. */
function ended(error: unknown): void {
  if (error instanceof Refused && error.problem.code === 'access.signed_out')
    queries.setQueryData(signedIn.queryKey, null);
}

/** What the node does not show any more, is not shown here either: a case that was restricted, an office that was lost. */
function forget(error: unknown, query: Query<unknown, unknown, unknown>): void {
  if (!(error instanceof Refused) || (error.problem.status !== 403 && error.problem.status !== 404)) return;
  if (query.state.data !== undefined) query.setState({ ...query.state, data: undefined });
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      ended(error);
      forget(error, query);
    },
  }),
  mutationCache: new MutationCache({ onError: ended }),
  defaultOptions: {
    queries: {
      retry: (failed, error) => failed < TRIES_MAX && mayPass(error),
      retryDelay: (failed) => Math.min(500 * 2 ** failed, 8000),
      staleTime: 30_000,
      networkMode: 'always',
    },
    // Whoever changes something decides whether it may be sent twice.
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** What a route answers, as a query; its key begins with the route's name. */
export function reading<Name extends RouteName>(name: Name, asked: Asked<Name>) {
  return queryOptions<Answer<Name>>({
    queryKey: [name, asked],
    queryFn: ({ signal }) => call(name, asked, { signal }),
  });
}

export type SignIn = Answer<'signIn'>;

/** Who is signed in here; null: nobody. */
export const signedIn = queryOptions<SignIn | null>({
  queryKey: ['signIn'],
  queryFn: async ({ signal }) => {
    try {
      return await call('signIn', {}, { signal });
    } catch (fault) {
      if (fault instanceof Refused && fault.problem.status === 401) return null;
      throw fault;
    }
  },
});

/** May read the record and work at the desk: an officer with a key in office. */
export function seesContent(viewer: SignIn): boolean {
  return viewer.role === 'officer' && viewer.offices.length > 0;
}

/** Whether the node still waits for its accord. It is asked where the answer only says where somebody goes first. */
export async function isFounding(from: QueryClient): Promise<boolean> {
  const line = await from.fetchQuery({ ...reading('foundingLine', {}), retry: false }).catch(() => undefined);
  return line?.stage === 'founding';
}
