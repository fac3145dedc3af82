import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { reading } from '#api/queries';
import { pages } from '#pages';
import { Alarms } from '#record/Alarms.tsx';
import { Digest } from '#record/Digest.tsx';
import { Exchange } from '#record/Exchange.tsx';
import { Export } from '#record/Export.tsx';
import { Logs } from '#record/Logs.tsx';
import { Newest } from '#record/Newest.tsx';
import { Receipts } from '#record/Receipts.tsx';
import { Refusal } from '#refusal/Refusal.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';

/** Both logs as this node has them, and what anybody can check of them. */
export function RecordPage() {
  const { t } = useLingui();
  const logs = useQuery(reading('logs', {}));
  const health = useQuery(reading('health', {}));
  const failed = logs.error ?? health.error;
  return (
    <Page
      title={t`Record`}
      lead={t`Each side has a log that only grows. Each holds the other’s and cosigns what it holds: that is the receipt of every act in it.`}
    >
      {failed !== null && <Refusal error={failed} />}
      {(logs.isPending || health.isPending) && <Loading label={t`Reading the logs …`} lines={6} />}
      {health.data !== undefined && <Alarms alarms={health.data.alarms} />}
      {logs.data !== undefined && <Logs logs={logs.data.items} />}
      {health.data !== undefined && <Exchange health={health.data} />}
      <Find />
      {logs.data !== undefined && <Newest logs={logs.data.items} />}
      {logs.data !== undefined && <Receipts logs={logs.data.items} />}
      <Digest />
      <Export />
    </Page>
  );
}

function Find() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const [wrong, setWrong] = useState(false);
  const open = (event: FormEvent) => {
    event.preventDefault();
    const found = /[A-Za-z0-9_-]{43}/.exec(id.replaceAll(/(?<=[A-Za-z0-9_-]{4}) (?=[A-Za-z0-9_-]{1,4}\b)/g, ''))?.[0];
    setWrong(found === undefined);
    if (found !== undefined) void navigate({ to: pages.act, params: { act: found } });
  };
  return (
    <Section title={t`Check an act`} aside={t`paste its id or a citation of it`} screen>
      <form onSubmit={open} style={{ display: 'flex', flexWrap: 'wrap', gap: 10, alignItems: 'end' }}>
        <TextInput
          style={{ flex: '1 1 18rem' }}
          label={t`Act id`}
          value={id}
          onChange={({ currentTarget }) => setId(currentTarget.value)}
          {...(wrong && { error: t`An act id has 43 letters, digits, hyphens and underscores.` })}
        />
        <Button type="submit" variant="default">
          <Trans>Open the act and its proof</Trans>
        </Button>
      </form>
    </Section>
  );
}
