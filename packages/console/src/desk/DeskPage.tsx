import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call, type Answer, type Asked } from '#api/call';
import { Aside } from '#desk/Aside.tsx';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { FromFile } from '#desk/FromFile.tsx';
import { useSubjectNames, type SubjectName } from '#desk/parts';
import { Subject } from '#desk/Subject.tsx';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Empty } from '#ui/Empty.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import above from '#ui/Filters.module.css';
import classes from './Desk.module.css';

type Row = Answer<'drafts'>['items'][number];
type Query = NonNullable<Asked<'drafts'>['query']>;

const route = getRouteApi('/inside/desk');

/** Drafts by what they wait for, and beside them what was brought to one's attention. */
export function DeskPage() {
  const { t } = useLingui();
  const { account } = useViewer();
  const { by } = route.useSearch();
  const own: Query = by === 'me' ? { by: account } : {};
  const mine = useDrafts({ waitsOnMe: 'true' });
  const asked = useDrafts({ ...own, state: 'asked' });
  const drafting = useDrafts({ ...own, state: 'drafting' });
  const filed = useDrafts({ ...own, state: 'filed' }, 10);
  const waiting = asked.rows.filter(({ waitsOnMe }) => !waitsOnMe);
  const failed = mine.query.error ?? asked.query.error ?? drafting.query.error ?? filed.query.error;
  const reading = [mine, asked, drafting, filed].some(({ query }) => query.isPending);
  const none = [mine.rows, asked.rows, drafting.rows, filed.rows].every(({ length }) => length === 0);
  return (
    <DeskFrame
      title={t`Desk`}
      actions={
        <ButtonLink to={pages.compose}>
          <Trans>Say something</Trans>
        </ButtonLink>
      }
    >
      <div className={classes.columns}>
        <div>
          {failed !== null && <Refusal error={failed} />}
          {reading && failed === null && <Loading label={t`Reading the drafts …`} lines={5} />}
          {!reading && mine.rows.length > 0 && <Drafts title={t`Wait for my release`} of={mine} rows={mine.rows} />}
          {!reading && (
            <nav className={above.views} aria-label={t`Whose drafts`}>
              <Link to={pages.desk} search={{}} activeProps={{}} aria-current={by === undefined ? 'page' : undefined}>
                <Trans>Everyone’s drafts</Trans>
              </Link>
              <Link
                to={pages.desk}
                search={{ by: 'me' }}
                activeProps={{}}
                aria-current={by === 'me' ? 'page' : undefined}
              >
                <Trans>Begun by me</Trans>
              </Link>
            </nav>
          )}
          {!reading && none && (
            <Section title={t`Drafts`} aside="0">
              <Empty title={t`Nothing is being drafted`}>
                <Trans>
                  What your party is to say begins as a draft: colleagues read it, those whom your release policy names
                  release it, and an officer signs and files it. Until then nobody outside sees a word.
                </Trans>
              </Empty>
            </Section>
          )}
          {!reading && waiting.length > 0 && <Drafts title={t`Sent for release`} of={asked} rows={waiting} />}
          {!reading && drafting.rows.length > 0 && (
            <Drafts title={t`Being drafted`} of={drafting} rows={drafting.rows} />
          )}
          {!reading && filed.rows.length > 0 && <Drafts title={t`Filed`} of={filed} rows={filed.rows} />}
          {!reading && <SetAside own={own} />}
          <FromFile />
        </div>
        <Aside />
      </div>
    </DeskFrame>
  );
}

function useDrafts(query: Query, limit = 50, enabled = true) {
  const found = useInfiniteQuery({
    queryKey: ['drafts', 'paged', query, limit],
    queryFn: ({ pageParam, signal }) =>
      call(
        'drafts',
        { query: { ...query, limit: String(limit), ...(pageParam !== '' && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled,
  });
  return { query: found, rows: found.data?.pages.flatMap(({ items }) => items) ?? [] };
}

function Drafts({
  title,
  of: { query },
  rows,
}: {
  title: string;
  of: ReturnType<typeof useDrafts>;
  rows: readonly Row[];
}) {
  return (
    <Section title={title} aside={`${rows.length}${query.hasNextPage ? '+' : ''}`}>
      <Rows rows={rows} />
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          size="compact-md"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          <Trans>Show older drafts</Trans>
        </Button>
      )}
    </Section>
  );
}

function Rows({ rows }: { rows: readonly Row[] }) {
  const { t } = useLingui();
  const names = useSubjectNames(rows.flatMap(({ subject }) => (subject === undefined ? [] : [subject])));
  if (!names.read) return <Loading label={t`Reading the drafts …`} lines={rows.length} />;
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <Draft key={row.id} row={row} name={row.subject === undefined ? undefined : names.get(row.subject)} />
      ))}
    </ul>
  );
}

/** What was set aside stays readable, for whoever opens the fold. */
function SetAside({ own }: { own: Query }) {
  const [open, setOpen] = useState(false);
  const discarded = useDrafts({ ...own, state: 'discarded' }, 20, open);
  return (
    <details
      className={`${classes.fold} ${classes.apart}`}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <Trans>Drafts that were set aside</Trans>
      </summary>
      <div>
        {discarded.query.data !== undefined && discarded.rows.length === 0 && (
          <p className={classes.by}>
            <Trans>None was.</Trans>
          </p>
        )}
        <Rows rows={discarded.rows} />
        {discarded.query.hasNextPage && (
          <Button
            className={classes.more}
            variant="default"
            size="compact-md"
            loading={discarded.query.isFetchingNextPage}
            onClick={() => void discarded.query.fetchNextPage()}
          >
            <Trans>Show older drafts</Trans>
          </Button>
        )}
      </div>
    </details>
  );
}

function Draft({ row, name }: { row: Row; name: SubjectName | undefined }) {
  const { t, i18n } = useLingui();
  const label = row.type === undefined ? undefined : labelOf(actNames, row.type);
  const kind = label === undefined ? t`No kind of act chosen` : i18n.locale === 'en' ? label.en : label.zh;
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <div>
          <p className={classes.name}>
            <Link to={pages.sign} params={{ draft: row.id }}>
              {row.title === '' ? kind : row.title}
            </Link>
          </p>
          <p className={classes.by}>
            {row.title !== '' && <>{kind} · </>}
            <Trans>
              {row.savedBy.name}, <Moment at={row.filedAt ?? row.savedAt} />
            </Trans>
          </p>
          {row.subject !== undefined && <Subject id={row.subject} name={name} />}
        </div>
        <div className={classes.end}>
          <Next row={row} />
          <Standing row={row} />
        </div>
      </div>
    </li>
  );
}

/** What one does with it next. */
function Next({ row }: { row: Row }): ReactNode {
  if (row.state === 'filed' || row.state === 'discarded') return null;
  if (row.state === 'drafting' && !(row.needed !== null && row.released))
    return (
      <Link to={pages.draft} params={{ draft: row.id }}>
        <Trans>Go on writing</Trans>
      </Link>
    );
  return (
    <Link to={pages.sign} params={{ draft: row.id }}>
      {row.waitsOnMe ? <Trans>Read and release</Trans> : <Trans>Read</Trans>}
    </Link>
  );
}

function Standing({ row }: { row: Row }) {
  const { t } = useLingui();
  if (row.state === 'filed') return <Tag tone="good">{t`filed`}</Tag>;
  if (row.state === 'discarded') return <Tag>{t`set aside`}</Tag>;
  if (row.waitsOnMe) return <Tag tone="late">{t`waits for your release`}</Tag>;
  if (row.needed === null) return <Tag>{t`may be signed`}</Tag>;
  if (row.released) return <Tag tone="good">{t`released: may be signed`}</Tag>;
  return row.state === 'asked' ? <Tag tone="wait">{t`waits for release`}</Tag> : <Tag>{t`being drafted`}</Tag>;
}
