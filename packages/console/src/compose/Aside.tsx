import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call, type Answer } from '#api/call';
import { queries, reading } from '#api/queries';
import { FILE, halfOf, type Finding } from '#compose/findings';
import { useForm } from '#compose/form';
import type { Keeper, Seen } from '#compose/keeping';
import { leadTo } from '#compose/lead';
import { findingName, useFindingWords, useNames } from '#compose/words';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { refusedOf } from '#refusal/refused';
import classes from './Aside.module.css';

type Props = {
  id: string;
  desk: Answer<'draft'> | undefined;
  seen: Seen;
  keeper: Keeper;
  findings: readonly Finding[];
  languages: readonly string[];
  authentic: readonly string[];
  onAuthentic: (tags: string[]) => void;
  /** The officer wants to go on, and something is missing. */
  onLoud: () => void;
};

/** How the draft stands: whether it is kept, what is still missing, and what one does next. */
export function Aside({ id, desk, seen, keeper, findings, languages, authentic, onAuthentic, onLoud }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { type, onOpen } = useForm();
  const names = useNames(type);
  const say = useFindingWords();
  const missing = findings.filter(({ weight }) => weight === 'refused');
  const advice = findings.filter(({ weight }) => weight === 'advice');
  const preview = useQuery({
    ...reading('previewDraft', { params: { draft: id } }),
    enabled: desk !== undefined && missing.length === 0 && seen.standing === 'saved',
  });
  const refusal = missing.length === 0 && preview.data?.version === seen.version ? preview.data.refusal : undefined;
  const go = useMutation({
    mutationFn: () => keeper.flush(),
    onSuccess: (there) => {
      if (there) void navigate({ to: pages.sign, params: { draft: id } });
    },
  });
  const discard = useMutation({
    mutationFn: async () => {
      if (desk !== undefined)
        queries.setQueryData(
          reading('draft', { params: { draft: id } }).queryKey,
          await call('discardDraft', { params: { draft: id } }),
        );
      localStorage.removeItem(`parley.draft.${id}`);
      await navigate({ to: pages.desk });
    },
  });
  const next = () => {
    const first = missing[0];
    if (first === undefined) return go.mutate();
    onLoud();
    lead(first);
    return undefined;
  };
  const lead = (finding: Finding) => {
    onOpen(finding.path.split('.', 1)[0]!, true);
    leadTo(finding.path, halfOf(finding) === 'words' ? ['words', 'body'] : ['body', 'words']);
  };
  return (
    <aside className={classes.aside} aria-label={t`The draft`}>
      <div className={classes.panel}>
        <Kept seen={seen} />
        <fieldset className={classes.languages}>
          <legend>
            <Trans>Written in</Trans>
          </legend>
          {languages.map((language) => (
            <Checkbox
              key={language}
              label={names.language(language)}
              checked={authentic.includes(language)}
              onChange={(event) =>
                onAuthentic(
                  languages.filter((one) => (one === language ? event.currentTarget.checked : authentic.includes(one))),
                )
              }
            />
          ))}
          <p className={classes.quiet}>
            <Trans>These texts bind us; those in other languages are translations.</Trans>
          </p>
        </fieldset>
        <div className={classes.next}>
          {missing.length > 0 ? (
            <>
              <h2>
                <Plural value={missing.length} one="One thing is still needed" other="# things are still needed" />
              </h2>
              <ul className={classes.list}>
                {missing.map((one) => (
                  <li key={`${one.code} ${one.path} ${one.detail}`}>
                    <button type="button" onClick={() => lead(one)}>
                      {one.path === FILE ? t`The file` : findingName(one, names)}
                    </button>
                    {!UNSAID.has(one.code) && <>: {say(one)}</>}
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <h2>
              <Trans>Nothing is missing</Trans>
            </h2>
          )}
          {advice.length > 0 && (
            <ul className={classes.advice}>
              {advice.map((one) => (
                <li key={`${one.code} ${one.path}`}>
                  <button type="button" onClick={() => lead(one)}>
                    {one.path === FILE ? t`The file` : findingName(one, names)}
                  </button>
                  : {say(one)}
                </li>
              ))}
            </ul>
          )}
          {refusal !== undefined && <Refusal error={refusedOf(refusal, t`As it is, it would be refused`)} />}
          {(go.error ?? discard.error) !== null && <Refusal error={go.error ?? discard.error} />}
          <Button fullWidth size="md" loading={go.isPending} onClick={next}>
            {desk?.needed != null ? (
              <Trans>Read it and send it for release</Trans>
            ) : (
              <Trans>Read it, sign and file</Trans>
            )}
          </Button>
          <p className={classes.quiet}>
            <Trans>Nothing leaves our desk before an officer has signed it on the next page.</Trans>
          </p>
          <Button variant="subtle" size="compact-sm" loading={discard.isPending} onClick={() => discard.mutate()}>
            <Trans>Set this draft aside</Trans>
          </Button>
        </div>
      </div>
    </aside>
  );
}

function Kept({ seen: { standing, error, version } }: { seen: Seen }) {
  return (
    <div className={classes.kept} data-standing={standing} role="status">
      {standing === 'saved' &&
        (version === 0 ? <Trans>It comes to our desk with the first word</Trans> : <Trans>Saved on our desk</Trans>)}
      {(standing === 'writing' || standing === 'saving') && <Trans>Saving …</Trans>}
      {standing === 'kept' && <Trans>Kept on this device; it goes to the desk as soon as the node answers</Trans>}
      {standing === 'stale' && <Trans>A colleague saved meanwhile; your text is kept on this device</Trans>}
      {standing === 'refused' && <Refusal error={error} />}
    </div>
  );
}

/** What is not said yet needs no reason. */
const UNSAID = new Set(['act.body', 'act.words', 'act.content']);
