import { Trans, useLingui } from '@lingui/react/macro';
import { useParties } from '#api/parties';
import { Copy } from '#ui/Copy.tsx';
import { Section } from '#ui/Section.tsx';
import classes from './RecordPage.module.css';

/** How the record is taken out and judged by somebody who believes neither side. */
export function Export() {
  const { t } = useLingui();
  const { own = 'us' } = useParties();
  const steps = [
    { what: t`Take the record out, on the machine of the node`, command: `parley export --node ${own} --to record` },
    { what: t`Judge it, on any machine, without a network`, command: 'parley audit record' },
    {
      what: t`Or let an auditor read it all, by an address with a token that can be revoked`,
      command: `parley token auditor --node ${own}`,
    },
  ];
  return (
    <Section title={t`Export and audit`} aside={t`the record needs no node to be judged`} screen>
      <ol className={classes.howto}>
        {steps.map(({ what, command }) => (
          <li key={command}>
            <p>{what}</p>
            <div className={classes.command}>
              <code translate="no">{command}</code>
              <Copy text={command} what={t`the command: ${what}`} />
            </div>
          </li>
        ))}
      </ol>
      <p className={classes.label}>
        <Trans>
          The audit checks every signature, every hash and every rule, and names the first thing that does not hold. It
          proves who signed what, and when the other side held it; not that what is said is true.
        </Trans>
      </p>
    </Section>
  );
}
