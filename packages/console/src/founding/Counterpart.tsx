import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#api/call';
import { HandOver } from '#founding/HandOver.tsx';
import { useSeats } from '#founding/party';
import { Rounds } from '#founding/Rounds.tsx';
import { standingOf } from '#founding/standing';
import { Take } from '#founding/Take.tsx';
import { pages } from '#pages';
import { ButtonLink } from '#ui/ButtonLink.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './Founding.module.css';

/** To and fro: what they are to have, what they sent, and every round so far. */
export function Counterpart({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  return (
    <>
      <div className={classes.lead}>
        <Turn view={view} />
      </div>
      <div className={classes.columns}>
        <Section title={t`For them`} aside={t`how it stands now`}>
          <HandOver view={view} />
        </Section>
        <Section title={t`From them`} aside={t`what they proposed or signed`}>
          <Take view={view} />
        </Section>
      </div>
      <Rounds view={view} />
    </>
  );
}

/** Whose turn it is, and what can be done. */
function Turn({ view }: { view: Answer<'founding'> }) {
  const { t } = useLingui();
  const { otherName } = useSeats(view);
  const read = (
    <ButtonLink to={pages.founding} search={{ step: 'read' }}>
      <Trans>Read it all</Trans>
    </ButtonLink>
  );
  const change = (
    <ButtonLink to={pages.founding} search={{ step: 'accord' }} variant="default">
      <Trans>Propose something else</Trans>
    </ButtonLink>
  );
  const ours = view.review?.rounds.at(-1)?.by === view.party;
  switch (standingOf(view)) {
    case 'drafted':
      return (
        <Notice tone="wait" title={t`The draft waits for the counterpart`} actions={change}>
          <Trans>They read it, put themselves in, and propose what they want otherwise.</Trans>
        </Notice>
      );
    case 'offered':
      return (
        <Notice tone="wait" title={t`${otherName} proposes an accord`} actions={read}>
          <Trans>Read all of it. Then take your seat in it, as it stands or with changes.</Trans>
        </Notice>
      );
    case 'talking':
      return ours ? (
        <Notice
          tone="wait"
          title={t`${otherName} has the word`}
          actions={
            <>
              {read}
              {change}
            </>
          }
        >
          <Trans>
            What you proposed last stands until they propose something else. Either side may sign it as it is.
          </Trans>
        </Notice>
      ) : (
        <Notice
          tone="wait"
          title={t`You have the word`}
          actions={
            <>
              {read}
              {change}
            </>
          }
        >
          <Trans>{otherName} proposed last. Sign it as it is, or propose something else.</Trans>
        </Notice>
      );
    case 'ours':
      return (
        <Notice tone="wait" title={t`${otherName} is to sign`}>
          <Trans>
            We have signed, for good: they may complete it at any time. Give them the file, if no link does.
          </Trans>
        </Notice>
      );
    case 'theirs':
      return (
        <Notice
          tone="wait"
          title={t`${otherName} has signed`}
          actions={
            <>
              {read}
              {change}
            </>
          }
        >
          <Trans>If you propose something else instead, their signature falls away with the text.</Trans>
        </Notice>
      );
    default:
      return (
        <Notice tone="good" title={t`Both have signed`}>
          <Trans>This node becomes the full one by itself. Give them the file, if no link does.</Trans>
        </Notice>
      );
  }
}
