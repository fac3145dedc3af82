import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { isFounding, queries, seesContent, signedIn } from '#api/queries';
import { parseSearch as parseCompose } from '#compose/search';
import { parseAssignments, parseDrafts, parseDuty, parseNotes, parseNumbers, parseOptions } from '#desk/search';
import { parseSearch } from '#docket/search';
import { pages, returnPath } from '#pages';
import { parseStep } from '#founding/standing';
import { parseRequests } from '#requests/search';
import { Broken, BrokenAlone, Missing, Opening } from '#shell/Fallbacks.tsx';
import { Shell } from '#shell/Shell.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  errorComponent: BrokenAlone,
});

/** Everything but what somebody sees who is not signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const viewer = await context.queries.ensureQueryData(signedIn);
    if (viewer === null) throw redirect({ to: pages.signIn, search: { to: location.href } });
    return { viewer };
  },
});

const today = createRoute({
  getParentRoute: () => inside,
  path: pages.today,
  beforeLoad: async ({ context }) => {
    if (seesContent(context.viewer)) return;
    const founding = context.viewer.role === 'administrator' && (await isFounding(context.queries));
    throw redirect({ to: founding ? pages.founding : pages.settings, replace: true });
  },
  component: lazyRouteComponent(() => import('#today/TodayPage.tsx'), 'TodayPage'),
});

const requests = createRoute({
  getParentRoute: () => inside,
  path: pages.requests,
  validateSearch: parseRequests,
  component: lazyRouteComponent(() => import('#requests/RequestsPage.tsx'), 'RequestsPage'),
});

const request = createRoute({
  getParentRoute: () => inside,
  path: pages.request,
  component: lazyRouteComponent(() => import('#requests/RequestPage.tsx'), 'RequestPage'),
});

const docket = createRoute({
  getParentRoute: () => inside,
  path: pages.docket,
  validateSearch: parseSearch,
  component: lazyRouteComponent(() => import('#docket/DocketPage.tsx'), 'DocketPage'),
});

const caseRoute = createRoute({
  getParentRoute: () => inside,
  path: pages.case,
  validateSearch: (search: Record<string, unknown>): { texts?: 'all' } =>
    search['texts'] === 'all' ? { texts: 'all' } : {},
  component: lazyRouteComponent(() => import('#case/CasePage.tsx'), 'CasePage'),
});

const desk = createRoute({
  getParentRoute: () => inside,
  path: pages.desk,
  validateSearch: parseDrafts,
  component: lazyRouteComponent(() => import('#desk/DeskPage.tsx'), 'DeskPage'),
});

const notes = createRoute({
  getParentRoute: () => inside,
  path: pages.notes,
  validateSearch: parseNotes,
  component: lazyRouteComponent(() => import('#desk/NotesPage.tsx'), 'NotesPage'),
});

const options = createRoute({
  getParentRoute: () => inside,
  path: pages.options,
  validateSearch: parseOptions,
  component: lazyRouteComponent(() => import('#desk/OptionsPage.tsx'), 'OptionsPage'),
});

const assignments = createRoute({
  getParentRoute: () => inside,
  path: pages.assignments,
  validateSearch: parseAssignments,
  component: lazyRouteComponent(() => import('#desk/AssignmentsPage.tsx'), 'AssignmentsPage'),
});

const duty = createRoute({
  getParentRoute: () => inside,
  path: pages.duty,
  validateSearch: parseDuty,
  component: lazyRouteComponent(() => import('#desk/DutyPage.tsx'), 'DutyPage'),
});

const numbers = createRoute({
  getParentRoute: () => inside,
  path: pages.numbers,
  validateSearch: parseNumbers,
  component: lazyRouteComponent(() => import('#desk/NumbersPage.tsx'), 'NumbersPage'),
});

const releases = createRoute({
  getParentRoute: () => inside,
  path: pages.releases,
  component: lazyRouteComponent(() => import('#desk/ReleasesPage.tsx'), 'ReleasesPage'),
});

const need = createRoute({
  getParentRoute: () => inside,
  path: pages.need,
  component: lazyRouteComponent(() => import('#need/NeedPage.tsx'), 'NeedPage'),
});

const compose = createRoute({
  getParentRoute: () => inside,
  path: pages.compose,
  validateSearch: parseCompose,
  component: lazyRouteComponent(() => import('#compose/ComposePage.tsx'), 'ComposePage'),
});

const draft = createRoute({
  getParentRoute: () => inside,
  path: pages.draft,
  component: lazyRouteComponent(() => import('#compose/DraftPage.tsx'), 'DraftPage'),
});

const sign = createRoute({
  getParentRoute: () => inside,
  path: pages.sign,
  component: lazyRouteComponent(() => import('#sign/SignPage.tsx'), 'SignPage'),
});

const enrolments = createRoute({
  getParentRoute: () => inside,
  path: pages.enrolments,
  component: lazyRouteComponent(() => import('#enrolments/EnrolmentsPage.tsx'), 'EnrolmentsPage'),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: pages.people,
  component: lazyRouteComponent(() => import('#people/PeoplePage.tsx'), 'PeoplePage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: pages.settings,
  component: lazyRouteComponent(() => import('#settings/SettingsPage.tsx'), 'SettingsPage'),
});

const record = createRoute({
  getParentRoute: () => inside,
  path: pages.record,
  component: lazyRouteComponent(() => import('#record/RecordPage.tsx'), 'RecordPage'),
});

const act = createRoute({
  getParentRoute: () => inside,
  path: pages.act,
  component: lazyRouteComponent(() => import('#record/ActPage.tsx'), 'ActPage'),
});

const founding = createRoute({
  getParentRoute: () => inside,
  path: pages.founding,
  validateSearch: parseStep,
  component: lazyRouteComponent(() => import('#founding/FoundingPage.tsx'), 'FoundingPage'),
});

const accord = createRoute({
  getParentRoute: () => inside,
  path: pages.accord,
  component: lazyRouteComponent(() => import('#accord/AccordPage.tsx'), 'AccordPage'),
});

const missing = createRoute({
  getParentRoute: () => inside,
  path: '$',
  component: Missing,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: pages.signIn,
  validateSearch: (search: Record<string, unknown>): { to: string; as?: string } => ({
    to: returnPath(search['to']),
    ...(typeof search['as'] === 'string' && { as: search['as'] }),
  }),
  component: lazyRouteComponent(() => import('#sign-in/SignInPage.tsx'), 'SignInPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: pages.invitation,
  component: lazyRouteComponent(() => import('#invitation/InvitationPage.tsx'), 'InvitationPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: pages.setup,
  component: lazyRouteComponent(() => import('#setup/SetupPage.tsx'), 'SetupPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    inside.addChildren([
      today,
      requests,
      request,
      docket,
      caseRoute,
      desk,
      notes,
      options,
      assignments,
      duty,
      numbers,
      releases,
      need,
      compose,
      draft,
      sign,
      record,
      act,
      accord,
      founding,
      enrolments,
      people,
      settings,
      missing,
    ]),
    signIn,
    invitation,
    setup,
  ]),
  context: { queries },
  defaultPreload: 'intent',
  defaultPendingComponent: Opening,
  defaultPendingMs: 200,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
