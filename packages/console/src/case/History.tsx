import { Trans, useLingui } from '@lingui/react/macro';
import { actNames } from '@parley/docket/vocabulary/acts';
import { labelOf } from '@parley/docket/vocabulary/label';
import { useState } from 'react';
import type { Answer } from '#api/call';
import { useParties } from '#api/parties';
import type { CaseRow } from '#case/parts';
import { ActLink } from '#said/ActLink.tsx';
import { useMomentUtc } from '#said/Signature.tsx';
import { usePrinting } from '#ui/printing';
import { Section } from '#ui/Section.tsx';
import { Tag } from '#ui/Tag.tsx';
import { TimeLine } from '#ui/TimeLine.tsx';
import { useNaming } from '#vocabulary/naming';
import classes from './Parts.module.css';

type Act = Answer<'acts'>['items'][number];

/** Every act of the case and every receipt, on two lanes; the same as a table behind it. */
export function History({ row, acts }: { row: CaseRow; acts: readonly Act[] | undefined }) {
  const { t } = useLingui();
  const naming = useNaming();
  const { nameOf, sideOf, own } = useParties();
  const moment = useMomentUtc();
  const printing = usePrinting();
  const [open, setOpen] = useState(false);
  if (acts === undefined || acts.length === 0) return null;
  const nameOfAct = ({ type }: Act) => (type === undefined ? t`unreadable entry` : naming.of(labelOf(actNames, type)));
  const marks = acts.flatMap((act) => [
    ...(act.signedAt === undefined
      ? []
      : [
          {
            at: act.signedAt,
            lane: sideOf(act.party),
            open: false,
            name: `${nameOfAct(act)} · ${moment(act.signedAt)}`,
          },
        ]),
    ...act.delivery.received.map(({ party, at }) => ({
      at,
      lane: sideOf(party),
      open: true,
      name: t`${nameOfAct(act)} received by ${nameOf(party)}` + ` · ${moment(at)}`,
    })),
  ]);
  const them = row.openedBy === own ? row.to : row.openedBy;
  return (
    <Section title={t`Time line`} aside={t`filled: signed · open: received by the other side`}>
      <TimeLine
        lanes={[
          { lane: 'us', name: own === undefined ? '' : nameOf(own) },
          { lane: 'them', name: nameOf(them) },
        ]}
        marks={marks}
        label={t`Acts of the case and their receipts on two lanes; the table below says the same.`}
      />
      <details className={classes.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <Trans>All acts and receipts, as a table: {acts.length}</Trans>
        </summary>
        {(open || printing) && (
          <div className={classes.wide} tabIndex={0} role="region" aria-label={t`Acts and receipts`}>
            <table className={classes.acts}>
              <thead>
                <tr>
                  <th scope="col">{t`Act`}</th>
                  <th scope="col">{t`Of`}</th>
                  <th scope="col">{t`Signed`}</th>
                  <th scope="col">{t`Received`}</th>
                </tr>
              </thead>
              <tbody>
                {acts.map((act) => (
                  <tr key={act.id}>
                    <td data-side={sideOf(act.party)}>
                      <ActLink id={act.id}>{nameOfAct(act)}</ActLink>{' '}
                      {act.disregarded !== undefined && <Tag tone="late">{t`without effect: ${act.disregarded}`}</Tag>}
                    </td>
                    <td>{nameOf(act.party)}</td>
                    <td>{act.signedAt === undefined ? '—' : moment(act.signedAt)}</td>
                    <td>
                      {act.delivery.received.length === 0
                        ? act.delivery.published
                          ? t`by nobody yet`
                          : t`not published yet`
                        : act.delivery.received.map(({ party, at }) => `${nameOf(party)} ${moment(at)}`).join('; ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </details>
    </Section>
  );
}
