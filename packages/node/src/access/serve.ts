// Puts the routes of access on the server: the same before an accord is founded and after.

import type { Answer, Take } from '../api/take.ts';
import type { Access } from './access.ts';
import { serveAccounts } from './administering.ts';
import type { Demo } from './demo.ts';
import { serveEnrolment } from './enrolling.ts';
import type { RelyingParty } from './passkeys.ts';
import type { Provider } from './provider.ts';
import { serveSignIn } from './signing-in.ts';
import { serveViews } from './views.ts';

export type AccessServing = {
  take: Take;
  answer: Answer;
  access: Access;
  /** Our pages; asked each time, since the port is known when it is listened on. */
  rp: () => RelyingParty;
  party: string;
  /** undefined: the node has none */
  provider: Provider | undefined;
  /** undefined: it is no demonstration */
  demo: Demo | undefined;
  /** Where the live stream stands; undefined: there is none before an accord is founded. */
  position?: () => string;
};

export function serveAccess(serving: AccessServing): void {
  serveSignIn(serving);
  serveEnrolment(serving);
  serveAccounts(serving);
  serveViews(serving, serving.access.views);
}
