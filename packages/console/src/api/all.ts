// A list whole, as far as it is one that a page shows whole.

const PAGES_MAX = 10;

type Page<Row> = { items: Row[]; next?: string | undefined };

/** `read` asks for one page, after a cursor if there is one. `more`: there is more than is given. */
export async function readAll<Row>(
  read: (paging: { limit: string; after?: string }) => Promise<Page<Row>>,
): Promise<{ items: Row[]; more: boolean }> {
  const items: Row[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const one = await read({ limit: '200', ...(after !== undefined && { after }) });
    items.push(...one.items);
    if (one.next === undefined) return { items, more: false };
    after = one.next;
  }
  return { items, more: true };
}
