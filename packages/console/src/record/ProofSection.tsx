import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { codeName } from '@parley/docket/vocabulary/codes';
import type { ReactNode } from 'react';
import { useParties } from '#api/parties';
import type { Link, Proof, Step, StepName } from '#record/proof';
import type { Checked } from '#record/read';
import { verdictOf } from '#record/verdict';
import { ActLink } from '#said/ActLink.tsx';
import { Copy } from '#ui/Copy.tsx';
import { Fingerprint } from '#ui/Fingerprint.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Moment } from '#ui/Moment.tsx';
import { Notice } from '#ui/Notice.tsx';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './ProofSection.module.css';

/** The proof, each step with its result, as this browser found it. */
export function ProofSection({ checked }: { checked: Checked | undefined }) {
  const { t } = useLingui();
  return (
    <Section plain title={t`Proof`} aside={t`checked in this browser; nothing of it is believed`}>
      {checked === undefined ? (
        <Loading label={t`Checking the proof …`} lines={5} />
      ) : (
        <div className={classes.proof}>
          <Verdict proof={checked.proof} />
          <ol className={classes.steps}>
            {checked.proof.steps.map((step, no) => (
              <StepRow key={step.name} step={step} no={no + 1} checked={checked} />
            ))}
          </ol>
          <p className={classes.note}>
            <Trans>
              Compare the accord id with the one that your government published or that you have on paper: it is the
              only thing to be believed here. What the proof does not show is whether what the act says is true.
            </Trans>
          </p>
          {checked.receipt !== undefined && (
            <details className={classes.more}>
              <summary>
                <Trans>The receipt itself, for any C2SP tlog tool</Trans>
              </summary>
              <div className={classes.copy}>
                <Copy text={checked.receipt} what={t`the receipt`} />
              </div>
              <pre tabIndex={0} aria-label={t`The receipt`}>
                {checked.receipt}
              </pre>
            </details>
          )}
        </div>
      )}
    </Section>
  );
}

function Verdict({ proof }: { proof: Proof }) {
  const { t } = useLingui();
  const verdict = verdictOf(proof);
  if (verdict === 'holds') {
    return (
      <Notice tone="good" title={t`The proof holds`}>
        <Trans>Signed, in its log, and held by the other side: every step below was taken here and holds.</Trans>
      </Notice>
    );
  }
  if (verdict === 'unreceived') {
    return (
      <Notice tone="wait" title={t`Signed, and not received yet`}>
        <Trans>The signatures hold. That it stands in the log is proven as soon as the other side holds it.</Trans>
      </Notice>
    );
  }
  return (
    <Notice tone="late" title={t`The proof fails`}>
      <Trans>
        What this node served does not hold together: the step marked below says where. Believe nothing of it, keep what
        you see, and ask the other side or an auditor for the same act.
      </Trans>
    </Notice>
  );
}

function StepRow({ step, no, checked: { act, proof } }: { step: Step; no: number; checked: Checked }) {
  const { t } = useLingui();
  const { nameOf } = useParties();
  const names: Record<StepName, string> = {
    accord: t`The accord is the text of that id`,
    entry: t`The entry is this act`,
    key: t`The keys that signed were put in office by the accord`,
    signature: t`The signatures are valid`,
    words: t`The words are those that were signed`,
    log: t`The log has signed its head`,
    inclusion: t`The act stands in the log`,
    holder: t`The other side holds it`,
  };
  const { state, why } = step;
  return (
    <li className={classes.step} data-state={state} aria-label={names[step.name]}>
      <span className={classes.no} aria-hidden="true">
        {no}
      </span>
      <div>
        <p className={classes.name}>
          {names[step.name]}{' '}
          {state === 'holds' ? (
            <Tag tone="good">{t`holds`}</Tag>
          ) : state === 'fails' ? (
            <Tag tone="late">{t`fails`}</Tag>
          ) : state === 'open' ? (
            <Tag tone="wait">{t`not checked: a step before it fails`}</Tag>
          ) : (
            <Tag>{t`nothing to check yet`}</Tag>
          )}
        </p>
        {why !== undefined && (
          <p className={classes.why} lang="en">
            <Untrusted text={why} />
          </p>
        )}
        {state === 'holds' && <Facts name={step.name} act={act} proof={proof} nameOf={nameOf} />}
      </div>
    </li>
  );
}

/** What was compared with what, in words. */
function Facts({
  name,
  act,
  proof,
  nameOf,
}: {
  name: StepName;
  act: Checked['act'];
  proof: Proof;
  nameOf: (party: string) => string;
}): ReactNode {
  const { t } = useLingui();
  const party = nameOf(act.party);
  switch (name) {
    case 'accord':
      return (
        <p>
          <Trans>
            The SHA-256 of the founding document is the accord id <code>{proof.accordId}</code>. All keys below come
            from it.
          </Trans>
        </p>
      );
    case 'entry':
      return (
        <p>
          <Trans>
            The leaf hash of the bytes is the act id <code>{act.id}</code>, and they name this accord and the log of{' '}
            {party}.
          </Trans>
        </p>
      );
    case 'key':
      return proof.chains.map((chain) => <Chain key={chain[0]!.kid} chain={chain} party={party} />);
    case 'signature':
      return (
        <p>
          <Plural
            value={proof.chains.length}
            one="One Ed25519 signature over the header and the payload, by the key above."
            other="# Ed25519 signatures over the header and the payload, by the keys above."
          />
        </p>
      );
    case 'words': {
      const { held, missing } = proof.words!;
      return (
        <p>
          <Plural
            value={held}
            _0="It has no words that are held."
            one="The digest of its one text stands under the signature."
            other="The digests of all # texts stand under the signature."
          />{' '}
          {missing > 0 && (
            <Plural
              value={missing}
              one="One more was signed and is not held: withheld, or erased."
              other="# more were signed and are not held: withheld, or erased."
            />
          )}
        </p>
      );
    }
    case 'log': {
      const { size, root, keys } = proof.head!;
      return (
        <>
          <p>
            <Trans>
              The head of {size} entries with the root <code>{root}</code> is signed with both keys of the log, Ed25519
              and ML-DSA-44.
            </Trans>
          </p>
          <Keys keys={keys} label={t`Keys of the log`} />
        </>
      );
    }
    case 'inclusion': {
      const { index, size } = proof.head!;
      return (
        <p>
          <Trans>
            The path from the act at index {index} leads to the root of the head of {size} entries.
          </Trans>
        </p>
      );
    }
    case 'holder': {
      const { party: holder, at, keys } = proof.holder!;
      const other = nameOf(holder);
      return (
        <>
          <p>
            <Trans>
              {other} has cosigned that head with both keys of its holder, <Moment at={at} /> by its own clock: it held
              the act, all acts before it and all their words.
            </Trans>
          </p>
          <Keys keys={keys} label={t`Keys of the holder`} />
        </>
      );
    }
  }
}

function Chain({ chain, party }: { chain: Link[]; party: string }) {
  const naming = useNaming();
  return (
    <ol className={classes.chain}>
      {chain.map(({ kid, office, act }) => (
        <li key={kid}>
          <Fingerprint kid={kid} />
          <span>
            {act === undefined ? (
              <Trans>the root key of {party}, from the accord</Trans>
            ) : (
              <Trans>
                {naming.of(codeName('office', office ?? ''))}, by <ActLink id={act}>this appointment</ActLink>, which
                was signed with the next key
              </Trans>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Verifier keys as other tools take them: the post-quantum one is long. */
function Keys({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <details className={classes.more}>
      <summary>{label}</summary>
      {keys.map((key) => (
        <code key={key} className={classes.key}>
          {key}
        </code>
      ))}
    </details>
  );
}
