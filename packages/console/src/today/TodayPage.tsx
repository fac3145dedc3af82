import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNodeNow } from '#api/clock';
import { useParties } from '#api/parties';
import { reading } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { hotlineOpen } from '#shell/HotlineBanner.tsx';
import { Numbers, type Figure } from '#today/Numbers.tsx';
import { Releases } from '#today/Releases.tsx';
import { answeredIn, nextSession } from '#today/occasions';
import { countOn, owingOf } from '#today/owed';
import { Since } from '#today/Since.tsx';
import { waitCounts, waitsOn } from '#today/waits';
import { Waiting } from '#today/Waiting.tsx';
import { ageOf } from '#ui/age';
import { dateFormat, numberFormat } from '#ui/formats';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import classes from './TodayPage.module.css';

/** Nobody takes in more at a glance. */
const FIGURES = 5;

/** What waits on us and on them, and what happened since one looked. */
export function TodayPage() {
  const { t, i18n } = useLingui();
  const now = useNodeNow();
  const { own = '', parties, nameOf } = useParties();
  const us = useQuery(waitsOn('us'));
  const them = useQuery(waitsOn('them'));
  const counts = useQuery(waitCounts);
  const asked = useQuery(reading('drafts', { query: { state: 'asked', limit: '100' } }));
  const hotline = useQuery(hotlineOpen);
  const sessions = useQuery(reading('sessions', { query: { open: 'true', limit: '20' } }));
  const checks = useQuery(reading('contacts', { query: { limit: '1' } }));
  const length = useLength();
  const failed = us.error ?? them.error ?? counts.error ?? asked.error ?? hotline.error ?? sessions.error;
  const other = parties.find((party) => !party.own)?.id ?? '';
  const mine = (asked.data?.items ?? []).filter(({ waitsOnMe }) => waitsOnMe);
  const many = (count: number, more: unknown) => (more === undefined ? count : `${count}+`);
  const locale = FORMATS[i18n.locale as Language];
  const number = (count: number) => numberFormat(locale, {}).format(count);
  const figures: Figure[] = [];
  if (counts.data !== undefined) {
    const count = countOn(counts.data.items, 'them').overdue;
    figures.push({
      name: 'them',
      value: number(count),
      tone: count > 0 ? 'late' : undefined,
      of: <Plural value={count} one="of their deadlines has run out" other="of their deadlines have run out" />,
      to: `${pages.requests}?side=them`,
    });
  }
  if (counts.data !== undefined) {
    const { overdue: count, soon } = countOn(counts.data.items, 'us');
    figures.push({
      name: 'us',
      value: number(count),
      tone: count > 0 ? 'late' : 'good',
      of: (
        <>
          <Plural value={count} one="of ours has run out" other="of ours have run out" />
          <br />
          <Plural
            value={soon}
            _0="none more is due within 24 hours"
            one="# more is due within 24 hours"
            other="# more are due within 24 hours"
          />
        </>
      ),
      to: `${pages.requests}?side=us`,
    });
  }
  if (asked.data !== undefined) {
    const count = mine.length;
    figures.push({
      name: 'drafts',
      value: many(asked.data.items.length, asked.data.next),
      tone: count > 0 ? 'late' : undefined,
      of: (
        <>
          <Plural value={asked.data.items.length} one="draft waits for release" other="drafts wait for release" />
          <br />
          <Plural value={count} _0="none for yours" one="# for yours" other="# for yours" />
        </>
      ),
      to: pages.desk,
    });
  }
  if (hotline.data !== undefined) {
    const open = hotline.data.items.length;
    const last = checks.data?.items[0];
    const took = last && answeredIn(last);
    figures.push({
      name: 'hotline',
      value: many(open, hotline.data.next),
      tone: open > 0 ? 'late' : 'good',
      of: (
        <>
          <Plural value={open} one="hotline item open" other="hotline items open" />
          {last !== undefined && (
            <>
              <br />
              {took === undefined ? (
                <Trans>last check not answered yet</Trans>
              ) : (
                <Trans>last check answered in {length(took)}</Trans>
              )}
            </>
          )}
        </>
      ),
    });
  }
  if (sessions.data !== undefined) {
    const next = nextSession(sessions.data.items, now);
    const { days = 0, round = 0 } = next ?? {};
    const on = next && dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(next.from * 1000);
    figures.push({
      name: 'session',
      value: next === undefined ? '—' : days,
      of:
        next === undefined ? (
          <Trans>no session is agreed or proposed</Trans>
        ) : (
          <>
            <Plural value={days} one={`day to session ${round}`} other={`days to session ${round}`} />
            <br />
            {next.agreed ? <Trans>on {on}, agreed</Trans> : <Trans>on {on}, proposed</Trans>}
          </>
        ),
    });
  }
  const date = dateFormat(locale, { dateStyle: 'full' }).format(now * 1000);
  return (
    <Page title={t`Today`} crumb={date}>
      {failed !== null && <Refusal error={failed} />}
      <Numbers label={t`At a glance`} figures={figures} of={failed === null ? FIGURES : figures.length} />
      {mine.length > 0 && <Releases drafts={mine} />}
      {(us.data === undefined || them.data === undefined) && failed === null && (
        <Loading label={t`Reading what waits …`} lines={6} />
      )}
      {us.data !== undefined && them.data !== undefined && (
        <div className={classes.sides}>
          <Waiting
            side="us"
            title={t`Waits on us`}
            owing={owingOf(us.data.items)}
            more={us.data.next !== undefined}
            now={now}
            nothing={t`Nothing waits on us. What ${nameOf(other)} asks, alleges or proposes comes here, the one due first at the head.`}
          />
          <Waiting
            side="them"
            title={t`Waits on them`}
            owing={owingOf(them.data.items)}
            more={them.data.next !== undefined}
            now={now}
            nothing={t`Nothing waits on ${nameOf(other)}. What we ask, allege or propose comes here until it is answered.`}
          />
        </div>
      )}
      {own !== '' && (failed !== null || (us.data !== undefined && them.data !== undefined)) && <Since now={now} />}
      <p className={classes.more}>
        <Link to={pages.requests}>
          <Trans>All requests</Trans>
        </Link>{' '}
        ·{' '}
        <Link to={pages.docket}>
          <Trans>All cases</Trans>
        </Link>
      </p>
    </Page>
  );
}

/** A length of time in the unit in which one would say it. */
function useLength(): (seconds: number) => string {
  const { i18n } = useLingui();
  return (seconds) => {
    const { value, unit } = ageOf(seconds);
    return new Intl.NumberFormat(FORMATS[i18n.locale as Language], { style: 'unit', unit, unitDisplay: 'long' }).format(
      value,
    );
  };
}
