import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { reading } from '#api/queries';
import { keysHere } from '#keys/keys';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Actions } from '#sign/Actions.tsx';
import { Document } from '#sign/Document.tsx';
import { Delivery } from '#sign/Delivery.tsx';
import { meaning, prepare } from '#sign/prepare';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './SignPage.module.css';

const route = getRouteApi('/inside/desk/$draft/sign');

/** Stands for the officer's where no key of theirs is here: the meaning is the same, the digest is nobody's. */
const NO_KEY = 'A'.repeat(43);

/** Read exactly what will stand in the log, release it or sign it, and see it arrive. */
export function SignPage() {
  const { t, i18n } = useLingui();
  const { draft: id } = route.useParams();
  const draft = useQuery(reading('draft', { params: { draft: id } }));
  const account = useQuery(reading('ownAccount', {}));
  const preview = useQuery(reading('previewDraft', { params: { draft: id } }));
  const here = useQuery(keysHere);
  const open = draft.data?.state === 'drafting' || draft.data?.state === 'asked';
  const prepared = useQuery({
    queryKey: ['prepared', id, draft.data?.digest, draft.data?.signing?.payload],
    queryFn: ({ signal }) => prepare(draft.data!, signal),
    enabled: open,
    staleTime: Infinity,
    meta: { kept: true },
  });
  const mayHold = account.data?.keys.filter(
    ({ office }) => office !== null && preview.data?.offices.includes(office) === true,
  );
  const key = here.data?.find((one) => mayHold?.some(({ kid }) => kid === one.key.kid))?.key;
  const failed = draft.error ?? prepared.error ?? preview.error ?? account.error ?? here.error;
  const data = draft.data;
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
        <div className={classes.page}>
          <div>
            {data.act !== undefined && <Delivery act={data.act} />}
            {open && prepared.data === null && (
              <Empty title={t`Nothing to sign yet`}>
                <Trans>The draft does not say yet what kind of act it is to be.</Trans>
              </Empty>
            )}
            {open && prepared.data && (
              <Section plain title={t`What will stand in the log`} aside={t`in both languages; nothing else is signed`}>
                <Document meaning={meaning(prepared.data, key?.kid ?? NO_KEY)} />
              </Section>
            )}
            {open && prepared.data === undefined && failed === null && (
              <Loading label={t`Composing the act …`} lines={6} />
            )}
          </div>
          <aside className={classes.aside} aria-label={t`What happens next`}>
            <Actions draft={data} preview={preview.data} prepared={prepared.data ?? undefined} signer={key} />
          </aside>
        </div>
      )}
    </Page>
  );
}
