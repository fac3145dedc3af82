import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '#api/call';
import { reading } from '#api/queries';
import { deviceName } from '#keys/device';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from '#ui/Rows.module.css';

/** So many are read; the rest is asked for. */
const LINES = 5;

/** Sign-ins that have not ended, and a way to end each: one’s own, or those of `everybody`, for an administrator. */
export function SignIns({ title, everybody = false }: { title: string; everybody?: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const signIns = useQuery(reading('signIns', { query: everybody ? { all: 'true' } : {} }));
  const end = useMutation({
    mutationFn: (id: string) => call('endSignIn', { params: { id } }),
    onSuccess: () => announce(t`The sign-in is ended.`),
    onSettled: () => queries.invalidateQueries(),
  });
  const [all, setAll] = useState(false);
  const items = signIns.data?.items ?? [];
  const methods = { passkey: t`by passkey`, provider: t`by the identity provider`, demo: t`by one click` };
  return (
    <Section title={title} aside={t`a sign-in ends after half an hour without use`}>
      {(end.error ?? signIns.error) !== null && <Refusal error={end.error ?? signIns.error} />}
      {signIns.isPending && <Loading label={t`Reading the sign-ins …`} />}
      <ul className={classes.rows}>
        {(all ? items : items.slice(0, LINES)).map(({ id, name, agent, address, method, since, usedAt, own }) => {
          const device = deviceName(agent);
          return (
            <li key={id} className={classes.row}>
              <div>
                <p className={classes.name}>
                  {everybody ? `${name} · ${device}` : device} {own && <Tag tone="good">{t`this one`}</Tag>}
                </p>
                <p className={classes.by}>
                  {methods[method]} · <Trans>from {address}</Trans> ·{' '}
                  <Trans>
                    since <Moment at={since} aged={false} />
                  </Trans>{' '}
                  ·{' '}
                  <Trans>
                    used last <Moment at={usedAt} />
                  </Trans>
                </p>
              </div>
              {!own && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={everybody ? t`End the sign-in of ${name} on ${device}` : t`End the sign-in of ${device}`}
                  loading={end.isPending && end.variables === id}
                  onClick={() => end.mutate(id)}
                >
                  <Trans>End</Trans>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {!all && items.length > LINES && (
        <Button mt="sm" size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          <Plural value={items.length - LINES} one="Show # more" other="Show # more" />
        </Button>
      )}
    </Section>
  );
}
