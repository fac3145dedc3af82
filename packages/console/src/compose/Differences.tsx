import { useLingui } from '@lingui/react/macro';
import type { JsonObject } from '@parley/record/json';
import { toldOf } from '@parley/docket/vocabulary/told';
import type { DraftContent } from '@parley/api/desk';
import { differenceOf, type Stretch } from '#ui/difference';
import { visible } from '#ui/visible';
import { useNaming } from '#vocabulary/naming';
import classes from './Compare.module.css';

/** Where two texts of one draft differ, word by word; nothing, where they do not. */
export function Differences({
  left,
  leftName,
  right,
  rightName,
}: {
  left: DraftContent;
  leftName: string;
  right: DraftContent;
  rightName: string;
}) {
  const naming = useNaming();
  const before = linesOf(left, naming);
  const after = linesOf(right, naming);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  if (changed.length === 0) return null;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{leftName}</th>
          <th scope="col">{rightName}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((name) => {
          const marked = differenceOf(before.get(name) ?? '', after.get(name) ?? '', naming.language);
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-of={leftName}>
                <Marked stretches={marked.left} />
              </td>
              <td data-of={rightName}>
                <Marked stretches={marked.right} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
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
