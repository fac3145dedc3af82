import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { call } from '#api/call';
import { signInByPasskey } from '#api/passkey';
import { reading, signedIn, type SignIn } from '#api/queries';
import { keysHere, takeDemoKeys } from '#keys/keys';
import { Refusal } from '#refusal/Refusal.tsx';
import { Frame } from '#shell/Frame.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Loading } from '#ui/Loading.tsx';
import { useOffices } from '#vocabulary/offices';
import classes from './SignInPage.module.css';

const route = getRouteApi('/sign-in');

/**
 * A passkey first; the identity provider where there is one; one click in the demonstration, and nowhere else. There, `as` in the address does that
 * click: an office, or one of those listed.
 */
export function SignInPage() {
  const { t } = useLingui();
  const { to, as } = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const offices = useOffices();
  const ways = useQuery(reading('signInWays', {}));
  const arrive = async (viewer: SignIn) => {
    queries.clear();
    queries.setQueryData(signedIn.queryKey, viewer);
    await navigate({ href: to, replace: true });
  };
  const passkey = useMutation({ mutationFn: signInByPasskey, onSuccess: arrive });
  const provider = useMutation({
    mutationFn: () => call('providerSignIn', {}),
    onSuccess: ({ location }) => globalThis.location.assign(location),
  });
  const demo = useMutation({
    mutationFn: async (who: string) => {
      const viewer = await call('demoSignIn', { body: { who } });
      // Without a key one still reads; the page where one would sign asks again, and says what is wrong.
      await takeDemoKeys().catch(() => undefined);
      await queries.invalidateQueries({ queryKey: keysHere.queryKey });
      return viewer;
    },
    onSuccess: arrive,
  });
  const asked = ways.data?.demo.find(({ who, office }) => as !== undefined && (as === who || as === office))?.who;
  const clicked = useRef(false);
  useEffect(() => {
    if (asked === undefined || clicked.current) return;
    clicked.current = true;
    demo.mutate(asked);
  });
  const busy = passkey.isPending || provider.isPending || demo.isPending;
  const failed = passkey.error ?? provider.error ?? demo.error ?? ways.error;
  return (
    <Frame>
      <Page
        title={t`Sign in`}
        lead={t`Your passkey shows that it is you. It stays on your device, and so does the key you sign with.`}
      >
        <div className={classes.ways}>
          <Button
            size="md"
            loading={passkey.isPending}
            disabled={busy && !passkey.isPending}
            onClick={() => passkey.mutate()}
          >
            <Trans>Sign in with a passkey</Trans>
          </Button>
          {ways.data?.provider && (
            <Button
              size="md"
              variant="default"
              loading={provider.isPending}
              disabled={busy && !provider.isPending}
              onClick={() => provider.mutate()}
            >
              <Trans>Sign in at {new URL(ways.data.provider.issuer).host}</Trans>
            </Button>
          )}
        </div>
        {failed !== null && <Refusal error={failed} />}
        {ways.isPending && <Loading label={t`Asking the node how one signs in here …`} lines={0} />}
        {ways.data !== undefined && ways.data.demo.length > 0 && (
          <div className={classes.demo}>
            <Section
              title={t`This is a demonstration`}
              aside={t`choose who you are; outside it, nobody signs in like this`}
            >
              <ul className={classes.people}>
                {ways.data.demo.map(({ who, name, office }) => (
                  <li key={who}>
                    <button type="button" disabled={busy} onClick={() => demo.mutate(who)}>
                      <strong>{name}</strong>
                      <span>
                        {office === null ? (
                          <Trans>Administrator: runs the node, sees no content</Trans>
                        ) : (
                          offices(office)
                        )}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </Section>
          </div>
        )}
        <p className={classes.help}>
          <Trans>
            Nothing enrolled yet? You need an invitation: an address that ends in a secret, given to you by whoever runs
            this node. Lost your device? Ask for a new invitation; the key that was on it is relieved, and you go on.
          </Trans>
        </p>
      </Page>
    </Frame>
  );
}
