import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { OfficerKey } from '@parley/signing/keys/officer-key';
import { call, mayPass, Refused, type Answer, type Asked } from '#api/call';
import { confirmByPasskey } from '#api/passkey';
import { reading } from '#api/queries';
import { keysHere, takeDemoKeys } from '#keys/keys';
import { findingName, useFindingWords, useNames } from '#compose/words';
import { deskQueries } from '#live/desk';
import { Refusal } from '#refusal/Refusal.tsx';
import { refusedOf } from '#refusal/refused';
import { useViewer } from '#shell/viewer';
import type { Prepared } from '#sign/prepare';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { textIn } from '#ui/text';
import { useOffices } from '#vocabulary/offices';
import classes from './Actions.module.css';

type Draft = Answer<'draft'>;
type Preview = Answer<'previewDraft'>;

/** A line that was lost is tried again by itself this often; the bytes are the same each time. */
const SENDS_MAX = 3;
const SEND_AGAIN_MS = 800;

const OF_DRAFTS: ReadonlySet<unknown> = new Set(deskQueries('drafts'));

type Props = {
  draft: Draft;
  preview: Preview | undefined;
  prepared: Prepared | undefined;
  /** A key on this device whose office may sign it. */
  signer: OfficerKey | undefined;
};

/** What can be done with the draft now, by whoever looks at it. The button says what happens. */
export function Actions(props: Props) {
  const { t } = useLingui();
  const { draft, preview } = props;
  const names = useNames(draft.type ?? '');
  const say = useFindingWords();
  if (draft.state === 'discarded') return <Notice title={t`This draft was set aside`} />;
  const advice = preview?.findings ?? [];
  return (
    <div className={classes.panel}>
      <h2>
        <Trans>What happens next</Trans>
      </h2>
      {preview?.refusal !== undefined && (
        <Refusal error={refusedOf(preview.refusal, t`As it is, it would be refused`)} />
      )}
      {advice.length > 0 && (
        <ul className={classes.findings}>
          {advice.map(({ code, path, detail, weight }) => (
            <li key={`${code} ${path}`} data-weight={weight}>
              {findingName({ path, code }, names)}: {say({ code, detail })}
            </li>
          ))}
        </ul>
      )}
      {draft.needed !== null && <Releases {...props} />}
      {(draft.needed === null || draft.released) && <SignAndFile {...props} />}
    </div>
  );
}

function Releases({ draft }: Props) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const { account } = useViewer();
  const params = { draft: draft.id };
  const body = { digest: draft.digest };
  const keep = (saved: Draft) => queries.setQueryData(reading('draft', { params }).queryKey, saved);
  const ask = useMutation({ mutationFn: () => call('askRelease', { params, body }), onSuccess: keep });
  const release = useMutation({
    mutationFn: async () => {
      await confirmByPasskey(draft.digest);
      return call('releaseDraft', { params, body });
    },
    onSuccess: keep,
  });
  const recall = useMutation({ mutationFn: () => call('recallRelease', { params, body }), onSuccess: keep });
  const failed = ask.error ?? release.error ?? recall.error;
  const standing = draft.releases.filter(({ counts }) => counts);
  const officeNames = useOffices();
  const offices = officeNames(...(draft.needed?.offices ?? []));
  const need = draft.needed?.need ?? 'all';
  return (
    <div className={classes.part}>
      <p className={classes.quiet}>
        {need === 'all' ? (
          <Trans>Released by all of: {offices}</Trans>
        ) : need === 'any' ? (
          <Trans>Released by one of: {offices}</Trans>
        ) : (
          <Trans>
            Released by {need} of: {offices}
          </Trans>
        )}
      </p>
      {standing.length > 0 && (
        <ul className={classes.releases}>
          {standing.map(({ by, offices: held, at }) => (
            <li key={by.account}>
              <strong>{by.name}</strong> ({officeNames(...held)}) <Moment at={at} />
              {by.account === account && (
                <Button size="compact-xs" variant="subtle" loading={recall.isPending} onClick={() => recall.mutate()}>
                  <Trans>Recall</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {failed !== null && <Refusal error={failed} />}
      {draft.state === 'drafting' && (
        <Button fullWidth loading={ask.isPending} onClick={() => ask.mutate()}>
          <Trans>Send for release</Trans>
        </Button>
      )}
      {draft.waitsOnMe && (
        <>
          <p>
            <Trans>
              You release exactly this text: your passkey confirms it, and if a comma changes the release is void.
            </Trans>
          </p>
          <Button fullWidth loading={release.isPending} onClick={() => release.mutate()}>
            <Trans>Release this text</Trans>
          </Button>
        </>
      )}
      {draft.state === 'asked' && !draft.waitsOnMe && !draft.released && (
        <Notice tone="wait" title={t`Waits for release by others`} />
      )}
    </div>
  );
}

function SignAndFile({ draft, preview, prepared, signer }: Props) {
  const { t, i18n } = useLingui();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { method } = useViewer();
  const parties = useQuery(reading('parties', {}));
  const params = { draft: draft.id };
  // Signed once, sent until an answer comes: what is sent again is the same act, and the log takes it once.
  const signed = useRef<{ prepared: Prepared; kid: string; body: Asked<'fileDraft'>['body'] }>(undefined);
  const file = useMutation({
    mutationFn: async ({ act, key }: { act: Prepared; key: OfficerKey }) => {
      if (signed.current?.prepared !== act || signed.current.kid !== key.kid) {
        const { sign } = await import('#sign/prepare');
        await confirmByPasskey(draft.digest);
        signed.current = { prepared: act, kid: key.kid, body: await sign(act, key) };
      }
      return send(() => call('fileDraft', { params, body: signed.current!.body }));
    },
    onSuccess: (answer) => {
      announce('id' in answer ? t`Filed` : t`Your signature is kept`);
      // The page goes on at once, and reads its draft again; what else has changed by this, the line tells.
      if ('id' in answer)
        queries.setQueryData(reading('draft', { params }).queryKey, { ...draft, state: 'filed', act: answer.id });
      return queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => OF_DRAFTS.has(name) });
    },
    onError: (error) => {
      // Officers or terms changed, or others signed first: what stands here is read and composed anew, and read again by the officer.
      if (error instanceof Refused) {
        signed.current = undefined;
        if (error.problem.code === 'act.keys_stale' || error.problem.code === 'desk.payload')
          void queries.invalidateQueries({ queryKey: ['prepared', draft.id] });
      }
      void queries.invalidateQueries({ predicate: ({ meta }) => meta?.['kept'] !== true });
    },
  });
  const to = parties.data?.items.find(({ own }) => !own);
  const only = parties.data?.items.length === 2 && to !== undefined;
  const name = only ? (textIn(to.names, i18n.locale)?.text ?? to.id) : undefined;
  const offices = useOffices()(...(preview?.offices ?? []));
  const more = (preview?.signatures ?? 1) - 1;
  const mine = signer !== undefined && draft.signing?.kids.includes(signer.kid) === true;
  const changed = prepared !== undefined && prepared.digest !== draft.digest;
  return (
    <div className={classes.part}>
      <ol className={classes.next}>
        {method !== 'demo' && (
          <li>
            <Trans>Your passkey confirms that you are there, and that you mean this text.</Trans>
          </li>
        )}
        <li>
          <Trans>Your key signs it, here in the browser.</Trans>
        </li>
        <li>
          {more > 0 ? (
            <Plural
              value={more}
              one="It waits until one more officer has signed the same; then it is filed."
              other="It waits until # more officers have signed the same; then it is filed."
            />
          ) : name === undefined ? (
            <Trans>It is filed. Nobody can take it back.</Trans>
          ) : (
            <Trans>It is filed and goes to {name}. Nobody can take it back.</Trans>
          )}
        </li>
      </ol>
      {draft.signing !== undefined && (
        <p className={classes.quiet}>
          <Trans>Signed so far: {draft.signing.kids.length}</Trans>
        </p>
      )}
      {file.error !== null && <Refusal error={file.error} />}
      {mine ? (
        <Notice tone="good" title={t`You have signed it`}>
          <Trans>It is filed as soon as enough of your colleagues have.</Trans>
        </Notice>
      ) : signer === undefined && preview !== undefined ? (
        <>
          {method === 'demo' && <DemoKeys />}
          <Notice tone="wait" title={t`No key on this device may sign it`}>
            {offices === '' ? (
              <Trans>The accord lets no office sign it as it is.</Trans>
            ) : (
              <Trans>
                Offices that may: {offices}. Open this page on the device that has your key, or pass it to a colleague.
              </Trans>
            )}
          </Notice>
        </>
      ) : (
        <Button
          fullWidth
          size="md"
          loading={file.isPending}
          disabled={prepared === undefined || signer === undefined || changed || preview?.refusal !== undefined}
          onClick={() => file.mutate({ act: prepared!, key: signer! })}
        >
          {more > 0 ? (
            <Trans>Sign</Trans>
          ) : name === undefined ? (
            <Trans>Sign and file</Trans>
          ) : (
            <Trans>Sign and file to {name}</Trans>
          )}
        </Button>
      )}
    </div>
  );
}

/** The demonstration gives its officers their keys, unless its clock stands still: then it says so. */
function DemoKeys() {
  const queries = useQueryClient();
  const given = useQuery({
    queryKey: ['demoKeys'],
    queryFn: async () => {
      await takeDemoKeys();
      await queries.invalidateQueries({ queryKey: keysHere.queryKey });
      return null;
    },
  });
  return given.error === null ? null : <Refusal error={given.error} />;
}

/** Until an answer comes, a few times. Safe only for what the node takes once. */
async function send<Given>(once: () => Promise<Given>): Promise<Given> {
  for (let sent = 1; ; sent++) {
    try {
      return await once();
    } catch (fault) {
      if (!mayPass(fault) || sent >= SENDS_MAX) throw fault;
      await new Promise((resolve) => setTimeout(resolve, SEND_AGAIN_MS * sent));
    }
  }
}
