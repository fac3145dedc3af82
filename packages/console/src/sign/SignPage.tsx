import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { Versions } from '#desk/Versions.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Actions } from '#sign/Actions.tsx';
import { Document } from '#sign/Document.tsx';
import { Delivery } from '#sign/Delivery.tsx';
import { useSigning } from '#sign/signing';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './SignPage.module.css';

const route = getRouteApi('/inside/desk/$draft/sign');

/** Read exactly what will stand in the log, release it or sign it, and see it arrive. */
export function SignPage() {
  const { t, i18n } = useLingui();
  const { draft: id } = route.useParams();
  const { draft: data, preview, prepared, signer, open, failed: unready } = useSigning(id);
  const filed = useQuery({
    queryKey: ['filedText', data?.act],
    queryFn: async ({ signal }) => {
      const { meaning, readFiled } = await import('#sign/prepare');
      const read = await readFiled(data!.act!, signal);
      return read === null ? null : meaning(read, read.kid);
    },
    enabled: data?.act !== undefined,
    staleTime: Infinity,
    meta: { kept: true },
  });
  const failed = unready ?? filed.error;
  const label = data?.type === undefined ? undefined : labelOf(actNames, data.type);
  const kind = label === undefined ? undefined : i18n.locale === 'en' ? label.en : label.zh;
  return (
    <Page
      title={data === undefined ? t`A draft` : data.title === '' ? (kind ?? t`A draft`) : data.title}
      crumb={
        <>
          <Link to={pages.desk}>
            <Trans>Desk</Trans>
          </Link>{' '}
          / {kind}
        </>
      }
    >
      {failed !== null && <Refusal error={failed} />}
      {data === undefined && failed === null && <Loading label={t`Reading the draft …`} lines={6} />}
      {data !== undefined && (
        <div className={classes.page} data-filed={data.state === 'filed' || undefined}>
          <div>
            {data.act !== undefined && <Delivery act={data.act} />}
            {filed.data && (
              <Section plain title={t`What stands in the log`} aside={t`from its very bytes`}>
                <Document meaning={filed.data} />
              </Section>
            )}
            {open && prepared === null && (
              <Empty title={t`Nothing to sign yet`}>
                <Trans>The draft does not say yet what kind of act it is to be.</Trans>
              </Empty>
            )}
            {open && prepared && (
              <Section plain title={t`What will stand in the log`} aside={t`in both languages; nothing else is signed`}>
                <Document meaning={prepared.shown} />
              </Section>
            )}
            {open && prepared === undefined && failed === null && <Loading label={t`Composing the act …`} lines={6} />}
            <Versions draft={data} />
          </div>
          {data.state !== 'filed' && (
            <aside className={classes.aside} aria-label={t`What happens next`}>
              <p className={classes.back}>
                <Link to={pages.draft} params={{ draft: id }}>
                  <Trans>Back to the draft</Trans>
                </Link>
              </p>
              <Actions draft={data} preview={preview} prepared={prepared?.made} signer={signer} />
            </aside>
          )}
        </div>
      )}
    </Page>
  );
}
