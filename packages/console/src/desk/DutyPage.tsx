import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readAll } from '#api/all';
import { useNodeNow } from '#api/clock';
import { call, type Answer } from '#api/call';
import { momentOf, secondsOf } from '#compose/moment';
import { DeskFrame } from '#desk/DeskFrame.tsx';
import { deskId } from '#desk/id';
import { useColleagues } from '#desk/parts';
import { barsOf, daysLater, gapsOf, mondayOf, type Span } from '#desk/roster';
import { FORMATS, type Language } from '#language';
import { pages } from '#pages';
import { useDeskNames } from '#people/desks';
import { Refusal } from '#refusal/Refusal.tsx';
import { useViewer } from '#shell/viewer';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Empty } from '#ui/Empty.tsx';
import { dateFormat } from '#ui/formats';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import desk from './Desk.module.css';
import classes from './DutyPage.module.css';

type Turn = Answer<'duties'>['items'][number];
type DeskName = Turn['desk'];

const DAYS = 28;
const route = getRouteApi('/inside/desk/duty');

/** Who is on duty at which desk, four weeks at a time, and when nobody is. */
export function DutyPage() {
  const { t } = useLingui();
  const deskNames = useDeskNames();
  const now = useNodeNow();
  const { week = 0 } = route.useSearch();
  const [adding, setAdding] = useState(false);
  const from = daysLater(mondayOf(now), 7 * week);
  const span = { from, until: daysLater(from, DAYS) };
  const duties = useQuery({
    queryKey: ['duties', 'all', span],
    queryFn: ({ signal }) =>
      readAll((paging) =>
        call('duties', { query: { from: String(span.from), until: String(span.until), ...paging } }, { signal }),
      ),
  });
  const turns = duties.data?.items ?? [];
  const desks = Object.keys(deskNames) as DeskName[];
  // What is past is no gap that anybody can fill.
  const ahead = { from: Math.max(span.from, now), until: span.until };
  const used = desks.filter((one) => turns.some((turn) => turn.desk === one));
  const gaps = used.flatMap((one) =>
    gapsOf(
      turns.filter((turn) => turn.desk === one),
      ahead,
    ).map((gap) => ({ desk: one, ...gap })),
  );
  return (
    <DeskFrame
      title={t`Duty roster`}
      lead={t`Who answers at which desk. The other side sees only what we publish as contacts.`}
      actions={
        !adding && (
          <Button size="compact-md" onClick={() => setAdding(true)}>
            <Trans>Put somebody on duty</Trans>
          </Button>
        )
      }
    >
      {adding && (
        <Section title={t`A turn of duty`}>
          <Add now={now} onDone={() => setAdding(false)} />
        </Section>
      )}
      {duties.error !== null && <Refusal error={duties.error} />}
      {duties.isPending && <Loading label={t`Reading the roster …`} lines={5} />}
      {duties.data !== undefined && (
        <>
          <Section title={t`Four weeks`} aside={<Weeks week={week} />}>
            <Picture desks={desks} turns={turns} span={span} now={now} />
          </Section>
          {gaps.length > 0 && (
            <div className={classes.nobody}>
              <Notice tone="wait" title={t`Nobody is on duty`}>
                <ul className={classes.gaps}>
                  {gaps.map((gap) => (
                    <li key={`${gap.desk} ${gap.from}`}>
                      <b>{deskNames[gap.desk]}</b>{' '}
                      {gap.until === span.until ? (
                        <Trans>
                          from <Moment at={gap.from} aged={false} /> on
                        </Trans>
                      ) : (
                        <>
                          <Moment at={gap.from} aged={false} /> – <Moment at={gap.until} aged={false} />
                        </>
                      )}
                    </li>
                  ))}
                </ul>
              </Notice>
            </div>
          )}
          <Section title={t`Turns of duty`} aside={turns.length}>
            {turns.length === 0 ? (
              <Empty title={t`Nobody is on the roster in these weeks`}>
                <Trans>Put a colleague on duty, so that everybody knows whom to wake.</Trans>
              </Empty>
            ) : (
              <Turns turns={turns} now={now} />
            )}
          </Section>
        </>
      )}
    </DeskFrame>
  );
}

function Weeks({ week }: { week: number }) {
  const { t } = useLingui();
  const to = (next: number) => (next === 0 ? {} : { week: next });
  return (
    <nav className={classes.weeks} aria-label={t`Weeks`}>
      <Link to={pages.duty} search={to(week - DAYS / 7)} resetScroll={false}>
        <Trans>Earlier</Trans>
      </Link>
      {week !== 0 && (
        <Link to={pages.duty} search={{}} resetScroll={false}>
          <Trans>Now</Trans>
        </Link>
      )}
      <Link to={pages.duty} search={to(week + DAYS / 7)} resetScroll={false}>
        <Trans>Later</Trans>
      </Link>
    </nav>
  );
}

/** A lane for each desk. What it shows stands in the list below it, for those who do not see it. */
function Picture({
  desks,
  turns,
  span,
  now,
}: {
  desks: readonly DeskName[];
  turns: readonly Turn[];
  span: Span;
  now: number;
}) {
  const { i18n, t } = useLingui();
  const deskNames = useDeskNames();
  const { nameOf } = useColleagues();
  const { account: own } = useViewer();
  const day = dateFormat(FORMATS[i18n.locale as Language], { day: 'numeric', month: 'short' });
  const weeks = [0, 1, 2, 3].map((no) => daysLater(span.from, 7 * no));
  const within = now >= span.from && now < span.until;
  const at = (moment: number) => (100 * (moment - span.from)) / (span.until - span.from);
  return (
    <div
      className={classes.picture}
      role="img"
      aria-label={t`Turns of duty over four weeks; the list below has them all`}
    >
      <div className={classes.scale}>
        {weeks.map((week) => (
          <span key={week} style={{ left: `${at(week)}%` }}>
            {day.format(week * 1000)}
          </span>
        ))}
      </div>
      {desks.map((name) => {
        const bars = barsOf(
          turns.filter((turn) => turn.desk === name),
          span,
        );
        const rows = Math.max(1, ...bars.map(({ row }) => row + 1));
        return (
          <div key={name} className={classes.lane}>
            <span className={classes.desk}>{deskNames[name]}</span>
            <div className={classes.bars} style={{ height: `${rows * 28 + 4}px` }}>
              {within && <i className={classes.now} style={{ left: `${at(now)}%` }} />}
              {weeks.slice(1).map((week) => (
                <i key={week} className={classes.week} style={{ left: `${at(week)}%` }} />
              ))}
              {bars.map(({ turn, left, width, row }) => (
                <span
                  key={turn.id}
                  className={classes.bar}
                  data-own={turn.account === own || undefined}
                  style={{ left: `${left}%`, width: `${width}%`, top: `${row * 28 + 4}px` }}
                >
                  {nameOf(turn.account) ?? t`somebody who has left`}
                </span>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

function Turns({ turns, now }: { turns: readonly Turn[]; now: number }) {
  const { t } = useLingui();
  const deskNames = useDeskNames();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { nameOf } = useColleagues();
  const strike = useMutation({
    mutationFn: (duty: string) => call('endDuty', { params: { duty } }),
    onSuccess: () => announce(t`Struck from the roster`),
    onSettled: () => client.invalidateQueries({ queryKey: ['duties'] }),
  });
  return (
    <>
      {strike.error !== null && <Refusal error={strike.error} />}
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Who</Trans>
              </th>
              <th scope="col">
                <Trans>Desk</Trans>
              </th>
              <th scope="col">
                <Trans>From</Trans>
              </th>
              <th scope="col">
                <Trans>Until</Trans>
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {turns.map((turn) => {
              const who = nameOf(turn.account) ?? t`somebody who has left`;
              return (
                <tr key={turn.id} data-past={turn.until <= now || undefined}>
                  <th scope="row">{who}</th>
                  <td>{deskNames[turn.desk]}</td>
                  <td>
                    <Moment at={turn.from} aged={false} />
                  </td>
                  <td>
                    <Moment at={turn.until} aged={false} />
                  </td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={t`Strike: ${who}`}
                      loading={strike.isPending && strike.variables === turn.id}
                      onClick={() => strike.mutate(turn.id)}
                    >
                      <Trans>Strike</Trans>
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Add({ now, onDone }: { now: number; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const announce = useAnnounce();
  const deskNames = useDeskNames();
  const { account: own, desks } = useViewer();
  const { inOffice } = useColleagues();
  const [id] = useState(deskId);
  const tomorrow = daysLater(now - (now % 3600), 1);
  const [at, setAt] = useState<DeskName>(desks[0] ?? 'policy');
  const [account, setAccount] = useState(own);
  const [from, setFrom] = useState(() => momentOf(tomorrow));
  const [until, setUntil] = useState(() => momentOf(daysLater(tomorrow, 1)));
  const [begins, ends] = [secondsOf(from), secondsOf(until)];
  const backwards = begins !== undefined && ends !== undefined && ends <= begins;
  const add = useMutation({
    mutationFn: () => call('makeDuty', { body: { id, desk: at, account, from: begins!, until: ends! } }),
    onSuccess: () => {
      announce(t`On the roster`);
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['duties'] }),
  });
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <form
      className={desk.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className={desk.pair}>
        <NativeSelect
          label={t`Who`}
          value={account}
          onChange={({ currentTarget }) => setAccount(currentTarget.value)}
          data={inOffice.map((one) => ({
            value: one.account,
            label: one.account === own ? t`${one.name} (you)` : one.name,
          }))}
        />
        <NativeSelect
          label={t`At which desk`}
          value={at}
          onChange={({ currentTarget }) => setAt(currentTarget.value as DeskName)}
          data={Object.entries(deskNames).map(([value, label]) => ({ value, label }))}
        />
        <TextInput
          type="datetime-local"
          label={t`From`}
          description={t`Time of ${zone}`}
          required
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t`Until`}
          description={t`Time of ${zone}`}
          required
          value={until}
          error={backwards && t`It ends before it begins.`}
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
      </div>
      {add.error !== null && <Refusal error={add.error} />}
      <div className={desk.actions}>
        <Button
          type="submit"
          loading={add.isPending}
          disabled={begins === undefined || ends === undefined || backwards}
        >
          <Trans>Put on duty</Trans>
        </Button>
        <Button variant="subtle" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
