import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { codeName } from '@parley/docket/vocabulary/codes';
import { reading } from '#api/queries';
import { Refusal } from '#refusal/Refusal.tsx';
import { ActLink } from '#said/ActLink.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Tag } from '#ui/Tag.tsx';
import { lineIn, textsIn } from '#said/words';
import { textIn } from '#ui/text';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Signers.module.css';

/** By whom, in which office, with which key. */
export function Signers({ party, kids }: { party: string; kids: readonly string[] }) {
  const { t, i18n } = useLingui();
  const naming = useNaming();
  const { data, error } = useQuery(reading('officers', {}));
  if (error !== null) return <Refusal error={error} />;
  return (
    <ul className={classes.signers}>
      {kids.map((kid) => {
        const officer = data?.items.find((one) => one.kid === kid && one.party === party);
        const name = lineIn(officer?.words ?? {}, 'name');
        const title = textIn(textsIn(officer?.words ?? {}, 'title') ?? {}, i18n.locale);
        return (
          <li key={kid}>
            {officer !== undefined ? (
              <>
                <p className={classes.name}>
                  {name !== undefined ? <Untrusted text={name} /> : t`(name not held)`}{' '}
                  {officer.compromisedSince !== null && <Tag tone="late">{t`key compromised`}</Tag>}
                </p>
                <p className={classes.office}>
                  {naming.of(codeName('office', officer.office))}
                  {title !== undefined && (
                    <>
                      {' · '}
                      <Untrusted text={title.text} lang={title.lang} />
                    </>
                  )}
                </p>
                <p className={classes.office}>
                  <ActLink id={officer.id}>{t`appointed`}</ActLink>
                  {officer.from > 0 && (
                    <>
                      ,{' '}
                      <Trans>
                        from <Moment at={officer.from} aged={false} />
                      </Trans>
                    </>
                  )}
                  {officer.until !== null && (
                    <>
                      {' '}
                      <Trans>
                        until <Moment at={officer.until} aged={false} />
                      </Trans>
                    </>
                  )}
                </p>
              </>
            ) : (
              data !== undefined && (
                <p className={classes.name}>
                  <Trans>The party’s root key, or a key of no officer</Trans>
                </p>
              )
            )}
            <Fingerprint kid={kid} />
          </li>
        );
      })}
      {kids.length === 0 && (
        <li>
          <Trans>Nobody: the entry is no act.</Trans>
        </li>
      )}
    </ul>
  );
}
