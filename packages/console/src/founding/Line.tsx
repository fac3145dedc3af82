import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, type ReactNode } from 'react';
import type { Answer } from '#api/call';
import { clocksAgree, isComplete } from '#founding/line';
import { Command } from '#founding/Command.tsx';
import { pages } from '#pages';
import { useAnnounce } from '#ui/Announcer.tsx';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import { textIn } from '#ui/text';
import classes from './Founding.module.css';

type LineView = Answer<'foundingLine'>;
type Side = LineView['sides'][number];
type State = 'good' | 'wait' | 'late';

/** Nodes that reach each other are done long before. */
const AT_IT_SECONDS = 120;

/** The communication check: first what the nodes do by themselves, then whether people are there. */
export function Line({ line }: { line: LineView }) {
  const { t, i18n } = useLingui();
  const announce = useAnnounce();
  const complete = isComplete(line);
  const nameOf = ({ id, names }: Side) => textIn(names, i18n.locale)?.text ?? id;
  useEffect(() => {
    if (line.done) announce(t`The line is checked`);
  }, [line.done]);
  return (
    <>
      <div className={classes.lead}>
        {complete ? (
          <Notice tone="good" title={t`The line is checked, and people are there`}>
            <Trans>
              Both logs are open and received, each check was answered, the clocks agree, and each side says whom one
              reaches.
            </Trans>
          </Notice>
        ) : line.done ? (
          <Notice tone="good" title={t`The line is checked`}>
            <Trans>The nodes have done what they do by themselves. What is missing below is for people.</Trans>
          </Notice>
        ) : line.inForceAt !== null && line.now - line.inForceAt > AT_IT_SECONDS ? (
          <Notice tone="wait" title={t`The line is not complete`}>
            <Trans>What is missing stands below.</Trans>
          </Notice>
        ) : (
          <Notice tone="wait" title={t`The nodes are at it`}>
            <Trans>Each opens its log, receives the other’s, and sends a check. This page goes on by itself.</Trans>
          </Notice>
        )}
      </div>
      <Section plain title={t`Communication check`} aside={t`what each side has shown`}>
        <div className={classes.logs}>
          {line.sides.map((side) => (
            <article
              key={side.id}
              className={classes.side}
              data-side={side.own ? 'us' : 'them'}
              aria-label={nameOf(side)}
            >
              <h3>{nameOf(side)}</h3>
              <ul className={classes.checks}>
                <Checked side={side} line={line} />
              </ul>
            </article>
          ))}
        </div>
      </Section>
      {line.sides.some(({ own, officers }) => own && officers === 0) && <FirstOfficer />}
      <Section title={t`The accord`}>
        <dl className={classes.facts}>
          <div>
            <dt>{t`Id`}</dt>
            <dd>
              <code className={classes.id} translate="no">
                {line.accord}
              </code>
            </dd>
          </div>
          <div>
            <dt>{t`In force since`}</dt>
            <dd>{line.inForceAt === null ? <Trans>not yet</Trans> : <Moment at={line.inForceAt} />}</dd>
          </div>
        </dl>
      </Section>
    </>
  );
}

function Checked({ side, line }: { side: Side; line: LineView }) {
  const { t } = useLingui();
  const { own, openedAt, receivedAt, registrar, check, officers, contacts, clock, reachable } = side;
  return (
    <>
      <Check state={receivedAt !== null ? 'good' : 'wait'} title={t`Its log is open and received`}>
        {receivedAt !== null ? (
          <Trans>
            received by the other side <Moment at={receivedAt} />
          </Trans>
        ) : openedAt !== null ? (
          <Trans>opened, and not received by the other side yet</Trans>
        ) : (
          <Trans>not here yet</Trans>
        )}
      </Check>
      <Check state={registrar ? 'good' : 'wait'} title={t`Its node speaks for itself`}>
        {registrar ? (
          <Trans>the node’s own officer is in office</Trans>
        ) : (
          <Trans>the node’s own officer is not in office</Trans>
        )}
      </Check>
      <Check state={check.state === 'answered' ? 'good' : 'wait'} title={t`Its check was answered`}>
        {check.answeredAt !== null ? (
          <Trans>
            answered <Moment at={check.answeredAt} />
          </Trans>
        ) : check.state === 'sent' ? (
          <Trans>sent, and no answer yet</Trans>
        ) : (
          <Trans>none was sent yet</Trans>
        )}
      </Check>
      {!own && (
        <>
          <Check state={reachable === true ? 'good' : 'late'} title={t`Its node answers`}>
            {reachable === true ? (
              <Trans>it did when it was last asked</Trans>
            ) : (
              <Trans>it did not when it was last asked</Trans>
            )}
          </Check>
          <Check
            state={clock === null ? 'wait' : clocksAgree(clock.aheadSeconds) ? 'good' : 'late'}
            title={t`Its clock`}
          >
            <Clock clock={clock} />
          </Check>
        </>
      )}
      {own && (
        <>
          <Check state="good" title={t`Our node answers`}>
            <Trans>it serves this page</Trans>
          </Check>
          <Check state="good" title={t`Our clock`}>
            <Moment at={line.now} aged={false} />
          </Check>
        </>
      )}
      <Check state={officers > 0 ? 'good' : 'wait'} title={t`Officers`}>
        {officers === 0 ? (
          <Trans>nobody is appointed yet</Trans>
        ) : (
          <Plural value={officers} one="# in office" other="# in office" />
        )}
      </Check>
      <Check state={contacts === null ? 'wait' : 'good'} title={t`Contact for the hotline`}>
        {contacts === null ? (
          own ? (
            <Trans>none published yet; an officer of ours publishes contacts</Trans>
          ) : (
            <Trans>none published yet</Trans>
          )
        ) : contacts.roundTheClock ? (
          <Trans>published, with a desk round the clock</Trans>
        ) : (
          <Trans>published, with no desk round the clock</Trans>
        )}
      </Check>
    </>
  );
}

function Clock({ clock }: { clock: Side['clock'] }) {
  if (clock === null) return <Trans>nothing was heard yet</Trans>;
  const { aheadSeconds } = clock;
  const off = Math.abs(aheadSeconds);
  if (off <= 2) return <Trans>the same as ours, to two seconds</Trans>;
  return aheadSeconds > 0 ? (
    <Plural value={off} one="# second ahead of ours" other="# seconds ahead of ours" />
  ) : (
    <Plural value={off} one="# second behind ours" other="# seconds behind ours" />
  );
}

function Check({ state, title, children }: { state: State; title: string; children: ReactNode }) {
  const { t } = useLingui();
  const said = { good: t`in order`, wait: t`missing`, late: t`not in order` }[state];
  return (
    <li data-state={state}>
      <span className={classes.mark} role="img" aria-label={said}>
        {{ good: '✓', wait: '·', late: '!' }[state]}
      </span>
      <div>
        <p className={classes.name}>{title}</p>
        <p className={classes.soft}>{children}</p>
      </div>
    </li>
  );
}

/** Nobody is there yet who could appoint: the root key does it once. */
function FirstOfficer() {
  const { t } = useLingui();
  return (
    <Section
      title={t`The first officer`}
      aside={t`whoever has the root key appoints one; that one appoints the others`}
    >
      <ol className={classes.howto}>
        <li>
          <p>
            <Trans>
              Invite the officer, who opens the invitation in the browser to work with, and reads a fingerprint out.
            </Trans>
          </p>
          <ButtonLink to={pages.people}>
            <Trans>Invite people</Trans>
          </ButtonLink>
        </li>
        <li>
          <p>
            <Trans>On the node’s machine, with what was read out in place of the dots:</Trans>
          </p>
          <Command text="parley account confirm --dir node --fingerprint …" what={t`the command that confirms`} />
        </li>
        <li>
          <p>
            <Trans>
              Appoint the officer with the root key, to an office that may appoint others. The command before printed
              the public key.
            </Trans>
          </p>
          <Command
            text={'parley officer appoint --node node --root-key root.key --office chancery --name "…" --public-key …'}
            what={t`the command that appoints`}
          />
        </li>
      </ol>
    </Section>
  );
}
