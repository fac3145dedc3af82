import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { FORMATS, type Language } from '#language';
import { rowsOf, type List, type ListName, type Query, type Row } from '#list/useList';
import type { Stretch } from '#list/stretches';
import { numberFormat } from '#ui/formats';
import classes from './List.module.css';

/** Heights as they were measured, by list: whoever comes back finds the page as tall as it was left. */
const measured = new Map<string, Map<number, number>>();
const MEASURED_LISTS_MAX = 20;

/** Whoever scrolls by is not read for. */
const SETTLED_MS = 70;

/** Until a row has been seen: its height on a desk's screen, and on a telephone. */
const ROW_PIXELS = { wide: 74, narrow: 176 } as const;
const NARROW = '(max-width: 860px)';

export type Column = { name: ReactNode; sort?: 'ascending' | 'descending' | 'none' | undefined };

type Props<Name extends ListName> = {
  list: List<Name>;
  caption: string;
  columns: readonly Column[];
  /** Draws one. `place`: in the whole list, from 1. */
  row: (row: Row<Name>, place: number) => ReactNode;
};

/** The rows of a list, of which only those near the eye are in the page, so that a hundred thousand weigh no more than two hundred. */
export function VirtualTable<Name extends ListName>(props: Props<Name>) {
  const { name, query } = props.list;
  const key = `${name} ${JSON.stringify(query)}`;
  return <Table key={key} of={key} {...props} />;
}

function Table<Name extends ListName>({ of, list, caption, columns, row }: Props<Name> & { of: string }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  const { name, query, stretches, total, stale } = list;
  const heights = heightsOf(`${of} ${matchMedia(NARROW).matches}`);
  const [typical] = useState(() => typicalRow(heights, stretches));
  const virtual = useWindowVirtualizer<HTMLTableSectionElement>({
    count: stretches.length,
    estimateSize: (place) => heights.get(place) ?? (stretches[place]?.rows ?? 1) * typical,
    overscan: 1,
    scrollMargin: top,
    initialOffset: () => window.scrollY,
    measureElement: (element) => {
      const { height } = element.getBoundingClientRect();
      const place = Number(element.dataset['index']);
      if (height > 0 && element.dataset['read'] !== undefined) heights.set(place, height);
      return height > 0 ? height : (heights.get(place) ?? 0);
    },
  });
  useLayoutEffect(() => {
    const place = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(place - top) >= 1) setTop(place);
  });
  const shown = virtual.getVirtualItems();
  const before = (shown[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((shown.at(-1)?.end ?? top) - top);
  return (
    <>
      <table className={classes.list} data-list={name} aria-busy={stale || undefined} aria-rowcount={(total ?? -2) + 1}>
        <caption className={classes.hidden}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name: title, sort }, place) => (
              // Columns have no other name than their place.
              // oxlint-disable-next-line react/no-array-index-key
              <th key={place} scope="col" aria-sort={sort}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} aria-hidden="true" className={classes.gone}>
          <tr>
            <td colSpan={columns.length} style={{ height: Math.max(0, before) }} />
          </tr>
        </tbody>
        {shown.map(({ index }) => {
          const stretch = stretches[index];
          if (stretch === undefined) return null;
          const more = { place: index, stretch, height: stretch.rows * typical, columns: columns.length, row };
          return list.found === undefined ? (
            <Read key={index} name={name} query={query} measure={virtual.measureElement} {...more} />
          ) : (
            <Found
              key={index}
              rows={list.found.rows[index]}
              onMore={list.found.more}
              measure={virtual.measureElement}
              {...more}
            />
          );
        })}
        <tbody aria-hidden="true" className={classes.gone}>
          <tr>
            <td colSpan={columns.length} style={{ height: Math.max(0, after) }} />
          </tr>
        </tbody>
      </table>
      {virtual.isScrolling && total !== undefined && total > 200 && (
        <Whereabouts place={placeAt(stretches, virtual.scrollOffset ?? 0, shown)} total={total} />
      )}
    </>
  );
}

type BlockProps<Name extends ListName> = {
  place: number;
  stretch: Stretch;
  height: number;
  columns: number;
  row: Props<Name>['row'];
  measure: (element: HTMLTableSectionElement | null) => void;
};

/** A stretch that is read when somebody stays with it. */
function Read<Name extends ListName>({ name, query, ...more }: BlockProps<Name> & { name: Name; query: Query }) {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  const options = rowsOf(name, query, more.stretch);
  const { data } = useQuery({
    ...options,
    // What is asked of a stretch is the place where it begins, which moves when rows come or go before it.
    placeholderData: (read, before) => (before?.queryKey[2] === options.queryKey[2] ? read : undefined),
    enabled: settled || more.place === 0,
  });
  return <Block rows={data} {...more} />;
}

/** What was found so far; when its end is seen, more is looked for. */
function Found<Name extends ListName>({
  rows,
  onMore,
  ...more
}: BlockProps<Name> & { rows: readonly Row<Name>[] | undefined; onMore: () => void }) {
  const wanted = rows === undefined;
  useEffect(() => {
    if (wanted) onMore();
  });
  return <Block rows={rows} {...more} />;
}

function BlockOf<Name extends ListName>({
  place,
  stretch,
  height,
  columns,
  row,
  rows,
  measure,
}: BlockProps<Name> & { rows: readonly Row<Name>[] | undefined }) {
  const { t } = useLingui();
  return (
    <tbody ref={measure} data-index={place} data-first={place === 0 || undefined} data-read={rows && ''}>
      {rows === undefined ? (
        <tr className={classes.unread}>
          <td colSpan={columns} style={{ height }}>
            <span className={classes.hidden}>{t`Reading …`}</span>
          </td>
        </tr>
      ) : (
        rows.map((one, no) => row(one, stretch.from + no + 1))
      )}
    </tbody>
  );
}

const Block = memo(BlockOf) as typeof BlockOf;

/** Where one is, for the eye, while it scrolls. */
function Whereabouts({ place, total }: { place: number; total: number }) {
  const { t, i18n } = useLingui();
  const number = numberFormat(FORMATS[i18n.locale as Language], {});
  return (
    <p className={classes.whereabouts} aria-hidden="true">
      {t`${number.format(place)} of ${number.format(total)}`}
    </p>
  );
}

/** Number of the row at the upper edge, from 1, as near as heights are known. */
function placeAt(
  stretches: readonly Stretch[],
  offset: number,
  shown: readonly { index: number; start: number; size: number }[],
): number {
  const at = shown.findLast(({ start }) => start <= offset) ?? shown[0];
  const stretch = at && stretches[at.index];
  if (at === undefined || stretch === undefined) return 1;
  const share = Math.min(1, Math.max(0, (offset - at.start) / Math.max(1, at.size)));
  return stretch.from + Math.min(stretch.rows, 1 + Math.floor(share * stretch.rows));
}

function heightsOf(key: string): Map<number, number> {
  let heights = measured.get(key);
  if (heights === undefined) {
    heights = new Map();
    if (measured.size >= MEASURED_LISTS_MAX) measured.delete(measured.keys().next().value!);
    measured.set(key, heights);
  }
  return heights;
}

/** The height of a row as most that were seen have it. */
function typicalRow(heights: ReadonlyMap<number, number>, stretches: readonly Stretch[]): number {
  let pixels = 0;
  let rows = 0;
  for (const [place, height] of heights) {
    const stretch = stretches[place];
    if (stretch === undefined) continue;
    pixels += height;
    rows += stretch.rows;
  }
  if (rows > 0) return pixels / rows;
  return matchMedia(NARROW).matches ? ROW_PIXELS.narrow : ROW_PIXELS.wide;
}
