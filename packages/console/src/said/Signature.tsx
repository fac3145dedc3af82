import { Trans, useLingui } from '@lingui/react/macro';
import { codeName } from '@parley/docket/vocabulary/codes';
import { useQuery } from '@tanstack/react-query';
import { reading } from '#api/queries';
import { FORMATS, type Language } from '#language';
import { ActLink } from '#said/ActLink.tsx';
import { Cite } from '#said/Cite.tsx';
import { useOpened, type Standing } from '#said/opened';
import { dateFormat } from '#ui/formats';
import { textIn } from '#ui/text';
import { lineIn, textsIn } from '#said/words';
import { Untrusted } from '#ui/Untrusted.tsx';
import { visible } from '#ui/visible';
import { useNaming } from '#vocabulary/naming';
import classes from './Signature.module.css';

/**
 * Who signed, when they say they did, when the other side received it, whether it holds, and how to cite it. `receivedAt` null: nobody has it yet;
 * `point`: the number of the one that stands above it.
 */
export function Signature({
  act,
  signedAt,
  receivedAt,
  point,
}: {
  act: string;
  signedAt?: number | undefined;
  receivedAt: number | null | undefined;
  point?: number;
}) {
  const opened = useOpened(act);
  const signed = signedAt ?? opened?.payload?.iat;
  const moment = useMomentUtc();
  return (
    <p className={classes.by}>
      <Signer kids={opened?.kids ?? []} />
      {signed !== undefined && (
        <span>
          <Trans>signed {moment(signed)}</Trans>
        </span>
      )}
      {receivedAt !== undefined && (
        <span>
          {receivedAt === null ? (
            <Trans>not received yet</Trans>
          ) : receivedAt === signed ? (
            <Trans>received at once</Trans>
          ) : (
            <Trans>received {moment(receivedAt)}</Trans>
          )}
        </span>
      )}
      <Mark act={act} standing={opened?.standing} />
      <Cite act={act} point={point} />
    </p>
  );
}

/** Whether this browser found it to hold; the way to the proof. */
export function Mark({ act, standing }: { act: string; standing: Standing | undefined }) {
  const { t } = useLingui();
  if (standing === undefined) return <span className={classes.mark} data-standing="unknown">{t`checking …`}</span>;
  const title =
    standing === 'good'
      ? t`Text and signatures were checked in this browser. The proof shows where it stands in the log.`
      : standing === 'unknown'
        ? t`The key was not at hand to check it here. The proof shows where it stands in the log.`
        : t`Text and signature do not belong together.`;
  return (
    <span className={classes.mark} data-standing={standing} title={title}>
      <ActLink id={act}>
        {standing === 'good' ? t`✓ verified` : standing === 'unknown' ? t`not checked here` : t`✗ does not hold`}
      </ActLink>
    </span>
  );
}

/** The office, as a reader asks for it; the person where one looks closer. */
function Signer({ kids }: { kids: readonly string[] }) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const { data } = useQuery(reading('officers', {}));
  if (data === undefined || kids.length === 0) return null;
  return kids.map((kid) => {
    const officer = data.items.find((one) => one.kid === kid);
    if (officer === undefined) return <span key={kid}>{t`the party’s own key`}</span>;
    const title = textIn(textsIn(officer.words, 'title') ?? {}, i18n.locale)?.text;
    const name = lineIn(officer.words, 'name');
    return (
      <span key={kid} className={classes.who} title={name === undefined ? undefined : visible(name)}>
        <Untrusted text={title ?? naming.of(codeName('office', officer.office))} />
      </span>
    );
  });
}

/** A time that both sides read alike: UTC. */
export function useMomentUtc(): (at: number) => string {
  const { i18n } = useLingui();
  const format = dateFormat(FORMATS[i18n.locale as Language], {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => `${format.format(new Date(at * 1000))} UTC`;
}
