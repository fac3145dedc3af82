import { useQuery } from '@tanstack/react-query';
import type { Accord } from '@parley/record/accord';
import { encodeBase64url } from '@parley/record/base64';
import { parseOrigin } from '@parley/record/key';
import { Terms, type Offices } from '@parley/docket/terms';
import type { Answer } from '#api/call';
import { reading } from '#api/queries';
import type { Known, Subject } from '#compose/begin';
import type { Powers } from '#compose/order';
import { useViewer } from '#shell/viewer';

export type Ground = { known: Known; powers: Powers; accord: Accord; languages: string[] };

/** What acts begin with and are asked by: the accord in force, who we are, what we hold. */
export function useGround(locale: string): { ground: Ground | undefined; error: Error | null } {
  const { offices: held } = useViewer();
  const accord = useQuery(reading('accord', {}));
  const composing = useQuery(reading('compose', {}));
  const error = accord.error ?? composing.error;
  if (accord.data === undefined || composing.data === undefined) return { ground: undefined, error };
  return { ground: groundOf(accord.data, composing.data, held, locale), error };
}

function groundOf(
  view: Answer<'accord'>,
  composing: Answer<'compose'>,
  held: readonly string[],
  locale: string,
): Ground {
  const terms = Terms.parse(view.terms);
  const accord = { ...view.document, terms: view.terms, offices: view.offices } as unknown as Accord;
  const languages = languagesOf(terms, accord, locale);
  const seen = Object.entries(composing.held).flatMap(([origin, one]) => {
    const party = parseOrigin(origin)?.partyId;
    return party === undefined ? [] : [[party, one] as const];
  });
  const known: Known = {
    own: view.party,
    others: accord.parties.map(({ id }) => id).filter((id) => id !== view.party),
    accord: view.id,
    terms,
    now: composing.now,
    held: Object.fromEntries(seen),
    language: languages[0]!,
    nonce: encodeBase64url(crypto.getRandomValues(new Uint8Array(16))),
  };
  return { known, powers: { offices: view.offices as Offices, held }, accord, languages };
}

/** The languages of the accord and of its parties, the reader's own first. */
function languagesOf(terms: Terms, accord: Accord, locale: string): string[] {
  const base = (tag: string) => tag.split('-', 1)[0]!;
  const all: string[] = [];
  for (const tag of [...terms.languages, ...accord.parties.flatMap(({ languages }) => languages)])
    if (!all.some((one) => base(one) === base(tag))) all.push(tag);
  return all.toSorted((a, b) => Number(base(b) === base(locale)) - Number(base(a) === base(locale)));
}

export function subjectOf(row: Answer<'subject'> | undefined): Subject | undefined {
  return row === undefined
    ? undefined
    : ({ id: row.id, kind: row.kind, state: row.state, words: row.words } as Subject);
}
