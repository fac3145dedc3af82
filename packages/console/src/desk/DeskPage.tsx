import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { call, type Answer } from '#api/call';
import { FromFile } from '#desk/FromFile.tsx';
import { DESK_LOOK_MS } from '#desk/look';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Page } from '#ui/Page.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import classes from './DeskPage.module.css';

type Row = Answer<'drafts'>['items'][number];

/** Drafts, by what they wait for. Private: nothing of the desk is ever exchanged. */
export function DeskPage() {
  const { t } = useLingui();
  const drafts = useInfiniteQuery({
    queryKey: ['drafts'],
    queryFn: ({ pageParam, signal }) =>
      call('drafts', { query: { limit: '100', ...(pageParam !== '' && { after: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: DESK_LOOK_MS,
  });
  const rows = drafts.data?.pages.flatMap(({ items }) => items) ?? [];
  const groups = [
    { title: t`Wait for my release`, rows: rows.filter(({ waitsOnMe }) => waitsOnMe) },
    {
      title: t`In hand`,
      rows: rows.filter(({ state, waitsOnMe }) => !waitsOnMe && (state === 'drafting' || state === 'asked')),
    },
    { title: t`Filed`, rows: rows.filter(({ state }) => state === 'filed') },
  ].filter((group) => group.rows.length > 0);
  return (
    <Page
      title={t`Desk`}
      crumb={<Tag tone="wait">{t`Private: our desk only, never exchanged`}</Tag>}
      actions={
        <ButtonLink to={pages.compose}>
          <Trans>Say something</Trans>
        </ButtonLink>
      }
    >
      {drafts.error !== null && <Refusal error={drafts.error} />}
      {drafts.isPending && <Loading label={t`Reading the drafts …`} lines={5} />}
      {drafts.data !== undefined && groups.length === 0 && (
        <Section title={t`Drafts`} aside="0">
          <Empty title={t`Nothing is being drafted`}>
            <Trans>
              What your party is to say begins as a draft: colleagues read it, those whom your release policy names
              release it, and an officer signs and files it. Until then nobody outside sees a word.
            </Trans>
          </Empty>
        </Section>
      )}
      <FromFile />
      {groups.map((group) => (
        <Section key={group.title} title={group.title} aside={group.rows.length}>
          <ul className={classes.rows}>
            {group.rows.map((row) => (
              <Draft key={row.id} row={row} />
            ))}
          </ul>
        </Section>
      ))}
      {drafts.hasNextPage && (
        <Button variant="default" loading={drafts.isFetchingNextPage} onClick={() => void drafts.fetchNextPage()}>
          <Trans>Show older drafts</Trans>
        </Button>
      )}
    </Page>
  );
}

function Draft({ row }: { row: Row }) {
  const { t, i18n } = useLingui();
  const label = row.type === undefined ? undefined : labelOf(actNames, row.type);
  const kind = label === undefined ? t`No kind of act chosen` : i18n.locale === 'en' ? label.en : label.zh;
  return (
    <li className={classes.row}>
      <div>
        <Link to={pages.sign} params={{ draft: row.id }} className={classes.title}>
          {row.title === '' ? kind : row.title}
        </Link>
        <p className={classes.by}>
          {kind} ·{' '}
          <Trans>
            {row.savedBy.name}, <Moment at={row.filedAt ?? row.savedAt} />
          </Trans>
        </p>
      </div>
      {row.state === 'drafting' && (
        <Link to={pages.draft} params={{ draft: row.id }}>
          <Trans>Go on writing</Trans>
        </Link>
      )}
      <Standing row={row} />
    </li>
  );
}

function Standing({ row }: { row: Row }) {
  const { t } = useLingui();
  if (row.state === 'filed') return <Tag tone="good">{t`filed`}</Tag>;
  if (row.waitsOnMe) return <Tag tone="late">{t`waits for your release`}</Tag>;
  if (row.needed === null) return <Tag>{t`may be signed`}</Tag>;
  if (row.released) return <Tag tone="good">{t`released: may be signed`}</Tag>;
  return row.state === 'asked' ? <Tag tone="wait">{t`waits for release`}</Tag> : <Tag>{t`being drafted`}</Tag>;
}
