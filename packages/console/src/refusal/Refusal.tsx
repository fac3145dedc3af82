import { Trans, useLingui } from '@lingui/react/macro';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Refused, Unanswered } from '#api/call';
import { Notice } from '#ui/Notice.tsx';
import classes from './Refusal.module.css';

/** Loaded by whoever reads Chinese, and kept; until it is there, the refusal speaks for itself. */
const chineseWords = queryOptions({
  queryKey: ['chineseWords'],
  queryFn: async () => (await import('#refusal/chinese')).chinese,
  staleTime: Infinity,
  meta: { kept: true },
});

/** A no, or no answer, in words: what kind, which rule, what would be in order. */
export function Refusal({ error }: { error: unknown }) {
  const { t, i18n } = useLingui();
  const chinese = useQuery({ ...chineseWords, enabled: i18n.locale === 'zh-Hans' }).data;
  if (error instanceof Unanswered) {
    return (
      <Notice tone="wait" title={t`The node does not answer`}>
        <Trans>
          Nothing says whether it heard. To try again is safe: what was filed once is not filed a second time.
        </Trans>
      </Notice>
    );
  }
  if (!(error instanceof Refused)) return <Browser error={error} />;
  const { code, title, detail, remedy } = error.problem;
  const own = i18n.locale === 'zh-Hans' ? chinese?.get(code) : undefined;
  // Rules of the docket are written in English; whoever reads Chinese is told so by their language.
  const lang = own === undefined ? 'en' : undefined;
  return (
    <Notice tone="late" title={own?.title ?? (title === '' ? t`This browser refuses it` : title)}>
      <p lang="en" className={own === undefined ? undefined : classes.exact}>
        {detail}
      </p>
      {(own?.remedy ?? remedy) !== undefined && (
        <p lang={lang}>
          <strong>
            <Trans>What would be in order:</Trans>
          </strong>{' '}
          {own?.remedy ?? remedy}
        </p>
      )}
      <p className={classes.code}>
        <Trans>Rule</Trans> <code>{code}</code>
      </p>
    </Notice>
  );
}

/** What the browser itself refuses: a passkey that was not used, a key store that cannot be opened. */
function Browser({ error }: { error: unknown }) {
  const { t } = useLingui();
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') {
    return (
      <Notice tone="wait" title={t`The passkey was not used`}>
        <Trans>It was cancelled, or took too long. Nothing has happened; you can try again.</Trans>
      </Notice>
    );
  }
  if (name === 'InvalidStateError') {
    return (
      <Notice tone="wait" title={t`This device has a passkey for this node already`}>
        <Trans>Sign in with it, or use another device or security key.</Trans>
      </Notice>
    );
  }
  return (
    <Notice tone="late" title={t`The browser could not do it`}>
      <p lang="en">{error instanceof Error ? error.message : String(error)}</p>
    </Notice>
  );
}
