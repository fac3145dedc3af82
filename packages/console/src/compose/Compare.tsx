import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { JsonObject } from '@parley/record/json';
import { toldOf } from '@parley/docket/vocabulary/told';
import type { DraftContent } from '@parley/api/desk';
import type { Keeper, Seen } from '#compose/keeping';
import { differenceOf, type Stretch } from '#ui/difference';
import { Notice } from '#ui/Notice.tsx';
import { visible } from '#ui/visible';
import { useNaming } from '#vocabulary/naming';
import classes from './Compare.module.css';

/** Two texts of one draft, since a colleague saved while this one was written: what differs, word by word. Nothing is lost, whichever is taken. */
export function Compare({
  seen: { newer, content },
  keeper,
}: {
  seen: Seen & { newer: NonNullable<Seen['newer']> };
  keeper: Keeper;
}) {
  const { t } = useLingui();
  const naming = useNaming();
  const by = (newer as { savedBy?: { name?: string } }).savedBy?.name ?? t`A colleague`;
  const mine = linesOf(content, naming);
  const theirs = linesOf(newer.content, naming);
  const changed = [...new Set([...mine.keys(), ...theirs.keys()])].filter(
    (name) => mine.get(name) !== theirs.get(name),
  );
  return (
    <div className={classes.compare}>
      <Notice
        tone="wait"
        title={t`${by} saved this draft while you wrote`}
        actions={
          <>
            <Button size="compact-md" onClick={() => keeper.settle('ours')}>
              <Trans>Keep mine</Trans>
            </Button>
            <Button size="compact-md" variant="default" onClick={() => keeper.settle('theirs')}>
              <Trans>Take the other</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>What is not taken stays a version of the draft.</Trans>
        </p>
        {changed.length > 0 && (
          <table className={classes.table}>
            <thead>
              <tr>
                <td />
                <th scope="col">{t`What I wrote`}</th>
                <th scope="col">{by}</th>
              </tr>
            </thead>
            <tbody>
              {changed.map((name) => {
                const { left, right } = differenceOf(mine.get(name) ?? '', theirs.get(name) ?? '', naming.language);
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td data-of={t`What I wrote`}>
                      <Marked stretches={left} />
                    </td>
                    <td data-of={by}>
                      <Marked stretches={right} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </Notice>
    </div>
  );
}

function Marked({ stretches }: { stretches: Stretch[] }) {
  const { t } = useLingui();
  if (stretches.length === 0) return <span className={classes.nothing}>{t`nothing`}</span>;
  return (
    <bdi>
      {stretches.map(({ text, own }, at) =>
        // Stretches of a text have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        own ? <mark key={at}>{visible(text)}</mark> : <span key={at}>{visible(text)}</span>,
      )}
    </bdi>
  );
}

/** By the name of each member, and the language of each text, what it says. */
function linesOf({ body = {}, words = {} }: DraftContent, naming: ReturnType<typeof useNaming>): Map<string, string> {
  const { facts, texts } = toldOf({ body: body as JsonObject, words: words as JsonObject }, naming, {
    all: true,
    exact: true,
  });
  const lines = new Map<string, string>();
  for (const [name, said] of [...texts, ...facts]) {
    const before = lines.get(name);
    lines.set(name, before === undefined ? said : `${before}\n${said}`);
  }
  return lines;
}
